"""What is shown of tags of every kind."""

import dataclasses
import io

import pytest
from rich.console import Console

import vnnews
from tests.commands.conftest import UKRAINE
from vnnews import Article, Tags
from vnnews.commands._article_view import show_article
from vnnews.commands._explanation import Explanation
from vnnews.commands._list_view import ListView
from vnnews.tagging import ToneTag
from vnnews.taxonomy import load_taxonomy


@pytest.fixture(scope="module")
def tags() -> Tags:
    return vnnews.load_tagger().tag(UKRAINE)


def listed(tags: Tags, name: str = "a.txt", width: int = 110, language: str = "vi") -> str:
    console = Console(file=io.StringIO(), width=width)
    ListView(console, load_taxonomy(), language).show(name, tags)
    return str(console.file.getvalue())


def shown(tags: Tags, width: int = 110) -> str:
    console = Console(file=io.StringIO(), width=width)
    show_article(console, "a.txt", tags, load_taxonomy(), "vi")
    return str(console.file.getvalue())


def explained(tags: Tags) -> str:
    console = Console(file=io.StringIO(), width=110)
    thresholds = dict.fromkeys(tags.probabilities, 0.4)
    Explanation(console, tags, load_taxonomy(), thresholds, "vi", everything=False).show("a.txt")
    return str(console.file.getvalue())


def test_no_tone(tags: Tags) -> None:
    silent = dataclasses.replace(
        tags, tone=ToneTag(), issues=tuple(dataclasses.replace(tag, tone=ToneTag()) for tag in tags.issues)
    )
    assert "Ukraine" in listed(silent)
    assert "tone" not in shown(silent)
    assert "Ukraine\n" in shown(silent) or "Ukraine  " in shown(silent)
    assert "tone" not in explained(silent)
    assert "not tagged" in explained(silent)


def test_nothing_at_all() -> None:
    nothing = Tags((), ToneTag(), Article(), ("empty: there is no text",))
    assert listed(nothing).split() == ["a.txt", "(no", "text)", "–", "(empty)"]
    assert shown(nothing) == "(no text)\na.txt\n\n  ! empty: there is no text\n"
    assert "! empty" in explained(nothing)


def test_warnings_beside_tags(tags: Tags) -> None:
    warned = dataclasses.replace(tags, warnings=("too short: 3 words say little",))
    assert "(too short)" in listed(warned, width=200)
    assert "! too short: 3 words say little" in shown(warned)


def test_a_title_over_several_lines_and_none(tags: Tags) -> None:
    long = dataclasses.replace(tags, article=Article(body=("Một\nhai " * 200,)))
    assert listed(long).count("\n") == 1
    assert shown(long).splitlines()[0].endswith("…")


@pytest.mark.parametrize(("width", "parts"), [(40, "+"), (80, "tích cực"), (110, "Ukraine 0.91")])
def test_what_a_line_has_room_for(tags: Tags, width: int, parts: str) -> None:
    first, *others = tags.issues
    tags = dataclasses.replace(
        tags,
        issues=(dataclasses.replace(first, probability=0.912), *others),
        tone=dataclasses.replace(tags.tone, label="positive", name="tích cực"),
    )
    assert parts in listed(tags, width=width)


def test_names_of_files_are_cut_in_the_middle(tags: Tags) -> None:
    assert listed(tags, "crawl/2021/" + "a" * 30 + "z.txt").startswith("aaaaaaaaaaa…")
    assert "news.jsonl:12" in listed(tags, "crawl/news.jsonl:12")
    assert "news" not in listed(tags, "news.jsonl", width=90)
