"""Pages full of furniture, read once more by what their words say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.articles.measure import measure, read_crawled
from vnnews.articles import _parse as parser
from vnnews.articles import load_rules, parse_article
from vnnews.articles._context import Part
from vnnews.articles._second_reading import LONGEST, is_crowded, read_again

KEPT = ("title", "lead", "body")
PROSE = "Hai bên gặp nhau tại Geneva hôm 13/4 để bàn về vũ khí hạt nhân và an ninh châu Âu."


def part(role: str, text: str = PROSE) -> Part:
    return Part(role, text, 0, len(text))


def test_which_pages_are_read_again() -> None:
    text, lines = [part("body")] * 5, "\n" * 8
    assert not is_crowded(lines, text)
    assert not is_crowded(lines, [part("furniture"), part("teaser"), *text])
    assert is_crowded(lines, [part("furniture"), part("teaser"), part("furniture"), *text])
    assert is_crowded(lines, [part("furniture"), part("body", "Tin nóng"), part("body", "Nga và Mỹ"), *text])
    assert not is_crowded(lines, [part("body", "Tin nóng"), part("body", "Nga và Mỹ"), part("body", "Ba"), *text])
    assert not is_crowded(lines, [part("caption")] * 5)
    assert not is_crowded(lines, [*[part("furniture", "# url = example.org")] * 3, *text])


def test_pages_on_one_line_are_read_again_where_they_have_a_button() -> None:
    text = [part("body")] * 2
    assert is_crowded("", [part("furniture", "Chia sẻ"), *text])
    assert not is_crowded("", [part("furniture", ">> Nga và Mỹ nối lại đàm phán"), *text])
    assert not is_crowded("", [part("teaser"), *text])


@pytest.mark.parametrize("split", ["tuning", "held out"])
def test_pieces_are_slices_in_order(split: str) -> None:
    for _, text in read_crawled(split)[:40]:
        article = parse_article(text)
        pieces = sorted((*article.pieces, *article.removed), key=lambda piece: piece.start)
        assert all(text[piece.start : piece.end] == piece.text != "" for piece in pieces)
        assert all(one.end <= other.start for one, other in pairwise(pieces))
        assert sum(piece.role == "title" for piece in pieces) <= 1
        covered = "".join(piece.text for piece in pieces)
        assert "".join(covered.split()) == "".join(text.split())


def test_more_is_found_than_by_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """On pages that neither rules nor weights have seen."""
    pages = read_crawled("held out")
    words = measure(pages)
    monkeypatch.setattr(parser, "is_crowded", lambda *_: False)
    rules = measure(pages)
    gained = {name: tally.right - rules[name].right for name, tally in words.items()}
    assert gained["furniture"] > 30
    assert gained["captions"] > 10
    assert gained["title"] > 5
    assert gained["sentences"] > -4


def test_most_of_the_text_stays() -> None:
    """A table that rules took for text, say, between menus."""
    rows = [f"{place} {club} {3 * place}" for place, club in enumerate(["Juventus", "AC Milan", "Roma", "Lazio"] * 5)]
    lines = [*["Chia sẻ"] * 3, PROSE, *rows, "Xem thêm", "Nga và Mỹ nối lại đàm phán", "Bình luận"]
    page, at, parts = "\n".join(lines), 0, []
    for line in lines:
        parts.append(Part("furniture" if line == "Chia sẻ" else "body", line, at, at + len(line)))
        at += len(line) + 1
    found = read_again(page, parts, load_rules())
    kept = sum(len(one.text) for one in found if one.role in KEPT)
    assert kept > 0.7 * sum(len(one.text) for one in parts if one.role == "body")


def test_no_caption_stands_in_the_text() -> None:
    for split in ("tuning", "held out"):
        for _, text in read_crawled(split)[:200]:
            article = parse_article(text)
            assert set(article.captions).isdisjoint(article.body)


def test_a_page_that_is_too_long_or_empty_stays_as_it_is() -> None:
    rules, parts = load_rules(), [part("body")]
    assert read_again("a " * LONGEST, parts, rules) is parts
    assert read_again(" ", parts, rules) is parts


def test_text_stays_if_words_would_take_all_of_it() -> None:
    text = "Trang chủ\nThế giới\nXem thêm\nBình luận"
    parts = [Part("furniture", "Trang chủ", 0, 9), Part("body", "Thế giới", 10, 18)]
    assert [one.role for one in read_again(text, parts, load_rules())] == ["furniture", "body"]


def test_the_date_may_be_told_by_words() -> None:
    for label, text in read_crawled("held out"):
        article = parse_article(text)
        if article.published and label["published"]:
            assert article.published.isoformat()[:4] == label["published"][:4]


SCRAPS = [
    "Trang chủ",
    "Thế giới",
    "Xem thêm:",
    "Chia sẻ",
    "Bình luận (0)",
    "Quảng cáo",
    "Ảnh: AP",
    "14/04/2021 - 08:54",
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([*SCRAPS, PROSE, "Nga và Mỹ nối lại đàm phán"]) | st.text(max_size=30), max_size=20))
def test_any_page(lines: list[str]) -> None:
    article = parse_article("\n".join(lines), repair=False)
    for piece in (*article.pieces, *article.removed):
        assert article.source[piece.start : piece.end] == piece.text
    assert all(article.text.count(piece.text) for piece in article.pieces if piece.role in KEPT)
