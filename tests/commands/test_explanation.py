"""One article, explained line by line."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from tests.commands.views import ARTICLE, TAGS, TAXONOMY, console, lines
from vnnews import Article, Tags
from vnnews.articles import Piece
from vnnews.commands._explanation import Explanation, bar
from vnnews.tagging import ToneTag

THRESHOLDS = dict.fromkeys(TAXONOMY.issue_ids, 0.4)


def explained(tags: Tags, width: int = 110, language: str = "en", *, everything: bool = False) -> list[str]:
    screen = console(width)
    Explanation(screen, tags, TAXONOMY, THRESHOLDS, language, everything).show("a.txt")
    return lines(screen)


def test_line_by_line() -> None:
    assert explained(TAGS) == [
        "Nga và Mỹ đàm phán",
        "a.txt · VTC News · Tô Lan · AFP, Reuters · 2021-06-16",
        "",
        "[t: Hai bên",
        "ký kết.] [1: Giao tranh chưa dứt.]",
        "",
        "[1]  Ukraine              0.91  ━━━━━━━━┃━━━━━━━━━──  negative",
        "[2]  US–Russia relations  0.30  ━━━━━━──┃───────────  not tagged: below 0.40",
        "     Climate              0.20  ━━━━────┃───────────  not tagged",
        "     Syria                0.10  ━━──────┃───────────  not tagged",
        "     Korean Peninsula     0.10  ━━──────┃───────────  not tagged",
        "     and 16 issues that are less probable (--all shows them)",
        "",
        "[t]  tone: positive 0.61, negative 0.25, mixed 0.10, neutral 0.04; from -1 to +1: +0.36",
        "",
        "Removed from the page: 11",
        *(f"  furniture  Chia sẻ {i}" for i in range(8)),
        "  and 3 more (--all shows them)",
        "  ! too short: 3 words say little",
    ]


def test_everything() -> None:
    found = explained(TAGS, everything=True)
    assert [line for line in found if "--all" in line] == []
    assert sum("not tagged" in line for line in found) == len(TAXONOMY.issues) - 1
    assert [line for line in found if "furniture" in line] == [f"  furniture  Chia sẻ {i}" for i in range(11)]


def test_names_in_vietnamese() -> None:
    found = "\n".join(explained(TAGS, language="vi"))
    for name in ("Quan hệ Nga–Mỹ", "Khí hậu", "tích cực 0.61, tiêu cực 0.25, trái chiều 0.10, trung lập 0.04"):
        assert name in found


@pytest.mark.parametrize(("width", "bars"), [(74, True), (73, False)])
def test_bars_where_there_is_room(width: int, bars: bool) -> None:
    assert any("┃" in line for line in explained(TAGS, width)) is bars


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_wide_characters_fit(width: int) -> None:
    wide = Article(
        title="習近平主席訪問河內🇻🇳" * 9,
        body=("Hai bên\nký kết. 人民日報" * 9,),
        removed=(Piece("alt text", "圖片" * 99, 0, 1),),
    )
    issues = tuple(replace(tag, name="烏克蘭" * 30, evidence=()) for tag in TAGS.issues)
    tone = replace(TAGS.tone, evidence=())
    found = explained(replace(TAGS, article=wide, issues=issues, tone=tone), width, "vi")
    assert max(map(cell_len, found)) <= min(width, 110)
    assert sum("…" in line for line in found) >= 3


def test_how_the_text_was_read_is_told_where_it_is_not_plain() -> None:
    for changes, told in (
        ({}, "a.txt"),
        ({"encoding": "utf-8"}, "a.txt"),
        ({"encoding": "tcvn3", "encoding_confidence": 0.934}, "a.txt · read as tcvn3 (0.93)"),
        ({"repaired": "mojibake"}, "a.txt · repaired: mojibake"),
        ({"encoding": "vni", "repaired": "vni"}, "a.txt · read as vni (1.00) · repaired: vni"),
    ):
        tags = Tags((), ToneTag(), Article(title="Nga", body=("Mỹ.",), **changes), ())
        assert explained(tags) == ["Nga", told, "", "Mỹ.", ""]


def test_nothing_was_judged() -> None:
    empty = Tags((), ToneTag(), Article(), ("empty: there is no text",))
    assert explained(empty) == ["a.txt", "", "", "", "  ! empty: there is no text"]


def test_an_article_without_title_has_its_name_first() -> None:
    tags = Tags((), ToneTag(), Article(body=("Một.", "Hai.")), ())
    assert explained(tags) == ["a.txt", "", "Một.", "", "Hai.", ""]


def test_few_issues_and_few_pieces_need_no_hint() -> None:
    some = {name: TAGS.probabilities[name] for name in ("ukraine", "us_russia", "climate")}
    tags = replace(TAGS, probabilities=some, article=replace(ARTICLE, removed=ARTICLE.removed[:8]))
    found = explained(tags)
    assert sum("not tagged" in line for line in found) == 2
    assert not any("--all" in line for line in found)


@pytest.mark.parametrize(
    ("probability", "threshold", "shown"),
    [
        (0.0, 0.0, "┃" + "─" * 19),
        (1.0, 1.0, "━" * 19 + "┃"),
        (1.0, 0.5, "━" * 10 + "┃" + "━" * 9),
        (0.0, 0.5, "─" * 10 + "┃" + "─" * 9),
        (0.49, 0.5, "━" * 10 + "┃" + "─" * 9),
    ],
)
def test_bars(probability: float, threshold: float, shown: str) -> None:
    assert str(bar(probability, threshold)) == shown


def test_a_bar_that_does_not_reach_its_mark_is_quiet() -> None:
    assert {str(span.style) for span in bar(0.39, 0.4).spans} == {"bright_black"}
    bright = bar(0.4, 0.4)
    assert sum(span.style == "bright_black" for span in bright.spans) == 12


@pytest.mark.parametrize("width", [73, 74, 80])
def test_the_names_of_our_issues_are_whole(width: int) -> None:
    found = "\n".join(explained(TAGS, width, "vi", everything=True))
    assert all(f"  {issue.vi}  " in found for issue in TAXONOMY.issues)
