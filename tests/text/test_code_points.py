from __future__ import annotations

import re
import unicodedata

import pytest

from vnnews.text import _code_points
from vnnews.text._code_points import (
    CAPITAL,
    DECIMAL,
    DIGIT,
    IGNORABLE,
    IRREGULAR,
    LOCAL,
    LOWER,
    LOWERCASE,
    SPACE,
    TITLECASE,
    UPPERCASE,
    WORD,
)

TABLE = _code_points.build()
BMP = [chr(point) for point in range(0x10000)]


def members(bit: int) -> set[str]:
    return {character for character, entry in zip(BMP, TABLE.tolist(), strict=False) if entry & bit}


@pytest.mark.parametrize(
    ("bit", "pattern"),
    [(WORD, r"\w"), (SPACE, r"\s"), (DECIMAL, r"\d"), (CAPITAL, "[A-ZĐ]"), (LOCAL, r"[a-zA-Z0-9_.+-]")],
)
def test_classes_of_regular_expressions(bit, pattern):
    assert members(bit) == {character for character in BMP if re.match(pattern, character)}


@pytest.mark.parametrize(
    ("bit", "test"),
    [
        (DIGIT, str.isdigit),
        (UPPERCASE, str.isupper),
        (LOWERCASE, str.islower),
        (TITLECASE, lambda character: character.istitle() and not character.isupper()),
    ],
)
def test_cases(bit, test):
    assert members(bit) == set(filter(test, BMP))


def test_lower_case():
    assert {c for c, e in zip(BMP, TABLE.tolist(), strict=False) if c.lower() != chr(e & LOWER)} == {"İ"}
    assert {"İ", "Σ"} <= members(IRREGULAR)


def test_whatever_is_regular_is_left_alone_by_nfc():
    regular = "".join(chr(p) for p in range(0x110000) if not TABLE[p] & IRREGULAR and not 0xD800 <= p < 0xE000)
    assert unicodedata.normalize("NFC", regular) == regular
    assert unicodedata.normalize("NFC", f"a{'a'.join(regular)}") == f"a{'a'.join(regular)}"
    assert not set("aàáạảãăằắặẳẵâầấậẩẫeêiouơưyđĐỆ.,0 “”…") & members(IRREGULAR)


def test_ignorable():
    assert {"'", ".", ":", "\xad", "\u0301", "\u200b", "ʰ"} <= members(IGNORABLE)
    assert not {"a", " ", "_", "1", "Σ", "-"} & members(IGNORABLE)


def test_nothing_stands_where_the_table_does_not_look():
    points = "".join(map(chr, range(0x20000, 0x110000)))
    assert not any(c.isupper() or c.islower() or c.istitle() or c.isdigit() for c in points)
    assert points.lower() == points
    assert not re.search(r"\d|\s", points)
    assert not re.search(r"\w", points[0x20000:])
    elsewhere = points[: 0xE0000 - 0x20000] + points[0xE1000 - 0x20000 :]
    assert all(f"AΣ{c}A".lower()[1] == "ς" for c in elsewhere[::0x101])
