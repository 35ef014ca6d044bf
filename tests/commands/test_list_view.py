"""A line for each article, in the columns that there is room for."""

import unicodedata
from dataclasses import replace

import pytest
from rich.cells import cell_len

from tests.commands.views import TAGS, TAXONOMY, console, lines
from vnnews import Article, Tags
from vnnews.commands._list_view import ListView, heading
from vnnews.tagging import ToneTag


def listed(tags: Tags, width: int, name: str = "news/a.txt", language: str = "vi") -> str:
    screen = console(width)
    ListView(screen, TAXONOMY, language).show(name, tags)
    (line,) = lines(screen)
    return line


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (120, "a.txt                   Nga và Mỹ đàm phán                         tích cực    Ukraine 0.91, Quan hệ "
              "Nga–Mỹ 0.30 (too s…"),
        (99, "Nga và Mỹ đàm phán                           tích cực    Ukraine, Quan hệ Nga–Mỹ (too short)"),
        (60, "Nga và Mỹ đàm phán       tích cực    Ukraine, Quan hệ Nga–M…"),
        (59, "Nga và Mỹ đàm phán           +  Ukraine, Quan hệ Nga–Mỹ (t…"),
        (20, "Nga và…  +  Ukraine…"),
    ],
)  # fmt: skip
def test_columns_by_width(width: int, line: str) -> None:
    assert listed(TAGS, width) == line


def test_signs_of_tones() -> None:
    for label, sign in (("positive", "+"), ("negative", "-"), ("mixed", "±"), ("neutral", "·"), (None, "–")):
        tags = replace(TAGS, tone=ToneTag(label))
        assert f"phán  {sign}  " in listed(tags, 40).replace("…", "phán")


def test_names_in_english() -> None:
    assert "positive  Ukraine 0.91, US–Russia relations 0.30" in listed(TAGS, 200, language="en")


def test_no_issue_and_no_text() -> None:
    assert listed(replace(TAGS, issues=(), warnings=()), 99).endswith("tích cực    –")
    empty = Tags((), ToneTag(), Article(), ("empty: there is no text",))
    assert listed(empty, 59).split() == ["(no", "text)", "–", "(empty)"]


def test_a_head_only_where_somebody_looks() -> None:
    for terminal, found in ((False, []), (True, ["title", "tone", "issues"])):
        screen = console(80, force_terminal=terminal)
        ListView(screen, TAXONOMY, "vi").head()
        assert [word for line in lines(screen) for word in found if word in line] == found
        assert len(lines(screen)) == terminal


@pytest.mark.parametrize("width", [30, 59, 60, 100, 150])
def test_wide_characters_fit(width: int) -> None:
    wide = replace(TAGS, article=Article(title="習近平主席訪問河內🇻🇳" * 9), issues=(), warnings=())
    line = listed(wide, width, "習近平" * 20 + ".txt")
    assert cell_len(line) <= width
    # Columns stand where they stand in other lines.
    other = listed(replace(wide, article=Article(title="Nga")), width)
    assert cell_len(line.rpartition("–")[0]) == cell_len(other.rpartition("–")[0])


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("crawl/bài báo số hai.txt", "bài báo số hai.txt"),
        ("a" * 18 + ".txt", "a" * 18 + ".txt"),
        ("bài báo về hội nghị 0001.txt", "bài báo về…ị 0001.txt"),
        ("習近平主席訪問河內越南-01.txt", "習近平主席…南-01.txt"),
    ],
)
def test_beginning_and_end_of_a_name(name: str, short: str) -> None:
    for spelled in (name, unicodedata.normalize("NFD", name)):
        line = listed(TAGS, 120, spelled)
        assert line.startswith(f"{short}  ")
        assert line.endswith(listed(TAGS, 120)[24:])


def test_heading() -> None:
    assert heading(Article(title="Một\n hai", body=("ba",))) == "Một hai"
    assert heading(Article(body=("Một \t hai\nba",))) == "Một hai ba"
    assert heading(Article(body=("x " * 500,))) == " ".join("x" * 100)
    assert heading(Article()) == "(no text)"
