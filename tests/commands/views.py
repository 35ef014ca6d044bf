"""Tags made by hand, for what is shown of them."""

import datetime
import io

from rich.console import Console

from vnnews import Article, Tags
from vnnews.articles import Piece
from vnnews.tagging import Evidence, IssueTag, ToneTag
from vnnews.taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
ARTICLE = Article(
    title="Nga và Mỹ đàm phán",
    body=("Hai bên\nký kết. Giao tranh chưa dứt.",),
    outlet="VTC News",
    agencies=("AFP", "Reuters"),
    byline="Tô Lan",
    published=datetime.date(2021, 6, 16),
    published_precision="day",
    removed=tuple(Piece("furniture", f"Chia  sẻ\n{i}", 0, 9) for i in range(11)),
)


def evidence(text: str) -> tuple[Evidence, ...]:
    """Return a sentence of the article as the only evidence."""
    start = ARTICLE.text.index(text)
    return (Evidence(text, start, start + len(text), 1.0),)


TONES = {"positive": 0.61, "negative": 0.25, "mixed": 0.1, "neutral": 0.04}
TAGS = Tags(
    issues=(
        IssueTag(
            id="ukraine",
            name="Ukraine",
            name_en="Ukraine",
            probability=0.91,
            threshold=0.4,
            tone=ToneTag("negative", "tiêu cực", 0.7),
            evidence=evidence("Giao tranh chưa dứt."),
        ),
        IssueTag("us_russia", "Quan hệ Nga–Mỹ", "US–Russia relations", 0.3, 0.4, ToneTag(), ()),
    ),
    tone=ToneTag("positive", "tích cực", 0.61, TONES, 0.36, evidence("Hai bên\nký kết.")),
    article=ARTICLE,
    warnings=("too short: 3 words say little",),
    probabilities=dict.fromkeys(TAXONOMY.issue_ids, 0.1) | {"ukraine": 0.91, "us_russia": 0.3, "climate": 0.2},
)


def console(width: int, **options: bool) -> Console:
    """Return a console that writes into memory."""
    return Console(file=io.StringIO(), width=width, **options)


def lines(shown: Console) -> list[str]:
    """Return what was written."""
    assert isinstance(shown.file, io.StringIO)
    return shown.file.getvalue().splitlines()
