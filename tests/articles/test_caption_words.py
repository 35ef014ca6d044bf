"""The words of a page as the search for captions reads them."""

from __future__ import annotations

import pytest

from vnnews.articles import _caption_words as words
from vnnews.articles._caption_words import Word, lowered, read_words, sentences_of
from vnnews.articles._context import Part


def read(source: str) -> list[Word]:
    """Read a text whose lines are paragraphs."""
    parts, at = [], 0
    for line in source.split("\n"):
        if line:
            parts.append(Part("body", line, at, at + len(line)))
        at += len(line) + 1
    return read_words(parts, source)


def texts(found: list[Word]) -> list[str]:
    return [word.text for word in found]


def test_words_are_small_and_bare_but_their_places_are_whole() -> None:
    source = "“Tổng thống Nga” (trái), ÔNG ấy… 12/4"
    found = read(source)
    assert texts(found) == ["tổng", "thống", "nga", "trái", "ông", "ấy", "0"]
    assert [source[word.start : word.end] for word in found] == source.split()


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("Nga", words.CAPITAL),
        ("NGA", words.CAPITAL | words.SHOUTED),
        ("A", words.CAPITAL),
        ("nga.", words.STOP),
        ("nga.”", words.STOP | words.QUOTED),
        ("nga,", words.COMMA),
        ("nga:", words.COLON),
        ('"Nga', words.CAPITAL | words.QUOTED | words.OPENS),
        ("-", words.OPENS),
        (".", 0),
        ("(Nga)", words.CAPITAL | words.BRACKET | words.BRACKET_END),
        ("(trái)", words.BRACKET | words.BRACKET_END | words.SIDE),
        ("giữa),", words.COMMA | words.BRACKET | words.SIDE),
        ("phải", 0),
        ("U23", words.CAPITAL | words.DIGIT),
        ("\u212b", 0),
    ],
)
def test_flags(token: str, expected: int) -> None:
    assert read(f"ở {token}")[1].flags == expected


def test_where_words_stand() -> None:
    flags = [word.flags & (words.BEGINS | words.LINE | words.GAP) for word in read("ở  đó có\nnước")]
    assert flags == [words.BEGINS | words.LINE, words.GAP, 0, words.BEGINS | words.LINE]
    # What is left behind a caption that was cut out begins a paragraph, but no line.
    source = "ở đó. Ảnh: AP nước"
    (rest,) = read_words([Part("body", "nước", 14, 18)], source)
    assert rest.flags == words.BEGINS


def test_sentences_end_before_capitals_digits_and_quotations() -> None:
    found = read("Hai bên gặp nhau. Họ nói. 12 người. “Chưa” rõ. tiếp theo\nCòn lại")
    spans = [(" ".join(texts(found[start:end])), paragraph) for start, end, paragraph in sentences_of(found)]
    assert spans == [
        ("hai bên gặp nhau", 0),
        ("họ nói", 0),
        ("0 người", 0),
        ("chưa rõ tiếp theo", 0),
        ("còn lại", 1),
    ]


def test_small_letters_sign_by_sign() -> None:
    assert lowered("ĐƯỜNG ΟΔΟΣ İ \u212a") == "đường οδοσ İ \u212a"
    assert lowered("Đường") == "đường"
