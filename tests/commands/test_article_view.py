"""One article on the terminal, line by line."""

import datetime
from dataclasses import replace

import pytest
from rich.cells import cell_len

from tests.commands.views import ARTICLE, TAGS, TAXONOMY, console, lines
from vnnews import Article, Tags
from vnnews.commands._article_view import origin, show_article, show_warnings
from vnnews.tagging import ToneTag

HEAD = ["Nga và Mỹ đàm phán", "a.txt · VTC News · Tô Lan · AFP, Reuters · 2021-06-16", ""]


def shown(tags: Tags, width: int = 110, language: str = "vi") -> list[str]:
    screen = console(width)
    show_article(screen, "a.txt", tags, TAXONOMY, language)
    return lines(screen)


def test_sentences_stand_beside_their_tags() -> None:
    assert shown(TAGS) == shown(TAGS, 64) == [
        *HEAD,
        "  0.61  tone: tích cực     Hai bên ký kết.",
        "  0.91  Ukraine, tiêu cực  Giao tranh chưa dứt.",
        "  0.30  Quan hệ Nga–Mỹ",
        "  ! too short: 3 words say little",
    ]  # fmt: skip


def test_sentences_stand_below_their_tags_where_it_is_narrow() -> None:
    assert shown(TAGS, 63) == [
        *HEAD,
        "  0.61  tone: tích cực",
        "        Hai bên ký kết.",
        "  0.91  Ukraine, tiêu cực",
        "        Giao tranh chưa dứt.",
        "  0.30  Quan hệ Nga–Mỹ",
        "  ! too short: 3 words say little",
    ]


def test_names_in_english() -> None:
    assert "  0.91  Ukraine, negative    Giao tranh chưa dứt." in shown(TAGS, language="en")
    assert "  0.30  US–Russia relations" in shown(TAGS, language="en")


def test_none_of_the_issues_is_said_where_they_were_judged() -> None:
    none = replace(TAGS, issues=(), warnings=())
    assert shown(none)[3:] == ["  0.61  tone: tích cực  Hai bên ký kết.", "        none of the issues"]
    assert shown(replace(none, probabilities={}, tone=ToneTag())) == HEAD


def test_a_title_is_wrapped_and_a_text_without_title_cut() -> None:
    words = "Hội đàm " * 40
    titled = shown(replace(TAGS, article=Article(title=words, body=("x",))), 40)
    assert " ".join(titled[:8]) == words.strip()
    untitled = shown(replace(TAGS, article=Article(body=(words,))), 40)
    assert untitled[0] == (words[:39] + "…")
    assert untitled[1] == "a.txt"


@pytest.mark.parametrize("width", [20, 63, 64, 110, 300])
def test_wide_characters_fit(width: int) -> None:
    wide = replace(TAGS, article=Article(title="習近平主席訪問河內🇻🇳" * 9, outlet="人民日報" * 9, body=("x",)))
    found = shown(wide, width)
    assert max(map(cell_len, found)) <= min(width, 110)
    assert "".join(found).replace(" ", "").startswith(wide.article.title)


@pytest.mark.parametrize(
    ("article", "parts"),
    [
        (ARTICLE, ["VTC News", "Tô Lan", "AFP, Reuters", "2021-06-16"]),
        (replace(ARTICLE, published=datetime.date(2021, 6, 1), published_precision="month", agencies=()),
         ["VTC News", "Tô Lan", "2021-06"]),
        (Article(byline="Tô Lan"), ["Tô Lan"]),
        (Article(), []),
    ],
)  # fmt: skip
def test_origin(article: Article, parts: list[str]) -> None:
    assert origin(replace(TAGS, article=article)) == parts


def test_warnings_are_wrapped() -> None:
    screen = console(20)
    show_warnings(screen, ["too short: 3 words say little", "not Vietnamese"])
    assert lines(screen) == ["  ! too short: 3", "words say little", "  ! not Vietnamese"]
    screen = console(20)
    show_warnings(screen, [])
    assert lines(screen) == []
