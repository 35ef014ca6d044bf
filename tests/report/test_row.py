import dataclasses
import datetime

import pytest

from vnnews import Article
from vnnews.report import ReportEntry
from vnnews.report._row import Row, RowReader, Unjudged, shortened, web_address
from vnnews.tagging import ArticleTagger, Evidence, IssueTag, Tags, ToneTag
from vnnews.taxonomy import load_taxonomy, taxonomy_from_dict

TONE = ToneTag("negative", "tiêu cực", 0.8, {"negative": 0.8}, -0.7)
TITLE, BODY = "Iran bị trừng phạt", "Washington công bố lệnh mới."


def tags_of(article: Article, *evidence: tuple[int, int]) -> Tags:
    sentences = tuple(Evidence(article.text[start:end], start, end, 1.0) for start, end in evidence)
    return Tags((IssueTag("iran", "Iran", "Iran", 0.9, 0.4, TONE, sentences),), TONE, article)


def read(entry: ReportEntry) -> Row:
    row = RowReader(load_taxonomy()).read(entry)
    assert isinstance(row, Row)
    return row


def test_the_title_is_no_evidence() -> None:
    article = Article(title=TITLE, body=(BODY,))
    inside = (len(TITLE) + 2, len(TITLE) + 2 + len(BODY))
    assert read(ReportEntry(tags_of(article, (0, len(TITLE)), inside))).mentions[0].sentence == BODY
    assert read(ReportEntry(tags_of(article, (0, len(TITLE))))).mentions[0].sentence == ""


def test_dates() -> None:
    month = datetime.date(2018, 3, 1)
    article = Article(title=TITLE, published=month, published_precision="month")
    row = read(ReportEntry(tags_of(article)))
    assert (row.date, row.day_is_known) == (month, False)
    row = read(ReportEntry(tags_of(article), published=datetime.datetime(2019, 1, 2, 23, 59)))
    assert (row.date, row.day_is_known) == (datetime.date(2019, 1, 2), True)
    assert type(row.date) is datetime.date


def test_name_for_title() -> None:
    assert read(ReportEntry(tags_of(Article(body=(BODY,))), name="a.txt")).title == "a.txt"


def test_unjudged(shipped: ArticleTagger) -> None:
    reader = RowReader(shipped.taxonomy_)
    english = reader.read(ReportEntry(shipped.tag("Nothing of this was written in Vietnamese, not even a word.")))
    assert isinstance(english, Unjudged)
    assert english.reason == "not Vietnamese"
    (broken,) = shipped.tag_many([b"\xff\xfe\xff"])
    failure = reader.read(ReportEntry(broken, name="x.txt"))
    assert isinstance(failure, Unjudged)
    assert (failure.reason, failure.title, failure.message) == (
        "unreadable",
        "x.txt",
        shortened(str(broken.error), 300),
    )


def test_other_taxonomy() -> None:
    other = taxonomy_from_dict({"issues": [{"id": "rice"}], "tones": [{"id": "negative"}]})
    with pytest.raises(ValueError, match="'iran' is not in the taxonomy, which has rice"):
        RowReader(other).read(ReportEntry(tags_of(Article(title=TITLE))))


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JavaScript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "//example.org", "example.org", "http://", "https://[", "http://a b", "http://a\x00b", "", None],
)  # fmt: skip
def test_only_web_addresses(url: str | None) -> None:
    assert web_address(url) == ""


def test_web_address() -> None:
    assert web_address(" https://example.org/a?b='c'&d=1#e ") == "https://example.org/a?b='c'&d=1#e"


def test_shortened() -> None:
    assert shortened("  một\n hai\tba ", 20) == "một hai ba"
    assert shortened("một hai, ba bốn", 12) == "một hai…"
    assert shortened("a" * 50, 10) == "a" * 9 + "…"
    assert shortened("lẻ \ud800", 20) == "lẻ ?"
    assert shortened("a\x00b\u202ec\u2028d", 20) == "abc d"


def test_entry_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ReportEntry(tags_of(Article(title=TITLE))).url = "x"  # type: ignore[misc]  # the point
