from __future__ import annotations

import time
import unicodedata
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.text.strategies import texts
from vnnews.text import Normalization, explain_normalization, normalize
from vnnews.text._edits import apply_edits

PIECES = [
    *"aăêơưđĐQghnoOÒàỏủỵyu \n\t_-.A1😀漢",
    *(
        "qu",
        "gi",
        "th",
        "  ",
        "\r\n",
        "\u00a0",
        "\u2028",
        "\x85",
        "\x1c",
        "\u0300",
        "\u0301",
        "\u0323",
        "\u0302",
        "\u031b",
    ),
    *("\u0304", "\u0338", "\u200b", "\u00ad", "\ufeff", "\x00", "Ð", "ð", "ɖ", "HÐND", "а", "С", "и", "\u0306", "ї"),
    *("Α", "ο", "Ａ", "７", "ﬁ", "“", "”", "’", "ʼ", "‑", "—", "−", "－", "\u212b", "\u1100", "\u1161"),
    *(
        "Mát-xcơ-va",
        "Moskva",
        "Thuỵ Sỹ",
        "Ả Rập Saudi",
        " Arabia",
        "Arab Saudi",
        "I-ran",
        "Niu",
        " Oóc",
        "hòan",
        "thuỷ",
    ),
]
WORDS = ["Hoà", "hòan", "Ðàm", "thủy", "“Nga”", "ﬁle", "Mоscow", "e\u0302\u0323", "Mát‑xcơ‑va", "a\u200bb"]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), texts)
OPTIONS = st.fixed_dictionaries(
    {"tone_marks": st.sampled_from(["keep", "old", "new"])},
    optional={name: st.booleans() for name in ("invisible", "look_alikes", "quotes", "dashes", "space", "names")},
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        (" Nga \u00a0và\tMỹ \r\n\r\n\r\n\r\nđàm\u200bphán ", "Nga và Mỹ\n\nđàmphán"),
        ("a\x00b\x1fc\ufeff", "abc"),
        ("“Ðàm phán” — HÐND", '"Đàm phán" – HĐND'),
        ("e\u200b\u0302\u00ad\u0323", "ệ"),
        ("а\u0301b", "áb"),
        ("", ""),
    ],
)
def test_cases(text: str, normal: str) -> None:
    assert normalize(text) == normal


@pytest.mark.parametrize(
    ("option", "text", "normal"),
    [
        ("invisible", "a\u200bb", "ab"),
        ("look_alikes", "ðã", "đã"),
        ("quotes", "“a”", '"a"'),
        ("dashes", "a—b", "a–b"),
        ("space", "a  b ", "a b"),
    ],
)
def test_each_step_can_be_left_out(option: str, text: str, normal: str) -> None:
    options: dict[str, Any] = {option: False}
    assert normalize(text) == normal
    assert normalize(text, **options) == text


@settings(deadline=None)  # the table of names is compiled once
@given(TEXTS, OPTIONS)
@example("Ả Rập Arab Saudi", {"names": True})
@example("hoà\u0304", {"tone_marks": "old"})
def test_idempotent_and_nfc(text: str, options: dict[str, Any]) -> None:
    once = normalize(text, **options)
    assert normalize(once, **options) is once
    assert unicodedata.is_normalized("NFC", once)


@settings(deadline=None)  # the table of names is compiled once
@given(TEXTS, OPTIONS)
def test_nfd_gives_the_same(text: str, options: dict[str, Any]) -> None:
    assert normalize(unicodedata.normalize("NFD", text), **options) == normalize(
        unicodedata.normalize("NFC", text), **options
    )


@given(st.text(st.sampled_from("aăâeêioôơuưyđĐQqthnOÒòàỏủỵ \n\t\u0300\u0301\u0323\u0302\u031b\u200b\u00a0\r\x00_-.A1")))
def test_no_letter_is_lost(text: str) -> None:
    def letters(value: str) -> list[str]:
        return [char for char in unicodedata.normalize("NFD", value) if char.isalnum() or unicodedata.combining(char)]

    assert letters(normalize(text)) == letters(
        unicodedata.normalize("NFC", text.replace("\u200b", "").replace("\x00", ""))
    )


@settings(deadline=None)  # the table of names is compiled once
@given(TEXTS, OPTIONS)
def test_explaining_is_normalising(text: str, options: dict[str, Any]) -> None:
    result = explain_normalization(text, **options)
    assert isinstance(result, Normalization)
    assert result.given is text
    assert result.text == normalize(text, **options)
    assert bool(result.changes) == (result.text != text)
    for change in result.changes:
        assert change.before != change.after
        assert 0 <= change.start <= change.end <= len(text)


@settings(deadline=None)  # the table of names is compiled once
@given(TEXTS, OPTIONS)
def test_the_way_back(text: str, options: dict[str, Any]) -> None:
    result = explain_normalization(text, **options)
    offsets = np.arange(len(result.text) + 1)
    starts, ends = result.to_input(offsets), result.to_input(offsets, "end")
    for places in (starts, ends):
        assert places.dtype == np.int64
        assert (np.diff(places) >= 0).all()
        assert 0 <= places[0] <= places[-1] <= len(text)
    assert normalize(text[starts[0] : ends[-1]], **options) == result.text
    assert (starts[:-1] < ends[1:]).all()


@settings(deadline=None)  # as above
@given(
    st.lists(st.sampled_from(WORDS)),
    st.sampled_from([" ", "  ", "\u00a0", " \r\n", "\n\n\n"]),
    OPTIONS,
)  # fmt: skip
def test_a_word_comes_from_what_normalises_to_it(words: list[str], gap: str, options: dict[str, Any]) -> None:
    given_text = gap.join(["", *words, ""])
    result = explain_normalization(given_text, **options)
    pieces = result.text.split()
    assert len(pieces) == len(words)
    position = 0
    for word, piece in zip(words, pieces, strict=True):
        start = result.text.index(piece, position)
        position = start + len(piece)
        source = given_text[result.to_input(start) : result.to_input(position, "end")]
        assert source == word
        assert normalize(source, **options) == piece


@settings(deadline=None)  # the table of names is compiled once
@given(TEXTS, OPTIONS)
def test_the_passes_make_the_text(text: str, options: dict[str, Any]) -> None:
    result = explain_normalization(text, **options)
    current = text
    for _, before, edits in result._passes:
        assert before == current
        current = apply_edits(before, edits)
    assert current == result.text


def test_offsets_of_any_shape() -> None:
    result = explain_normalization("a  b")
    assert result.to_input(2).shape == ()
    assert result.to_input([]).shape == (0,)
    assert result.to_input([[0, 2], [1, 3]], "end").tolist() == [[0, 3], [1, 4]]
    assert result.to_input(np.array([2], np.uint8)).dtype == np.int64
    with pytest.raises(ValueError, match="expected 0 to 3"):
        result.to_input([4])
    with pytest.raises(ValueError, match="expected 0 to 3"):
        result.to_input(-1)
    with pytest.raises(ValueError, match="'middle'"):
        result.to_input(0, "middle")  # type: ignore[arg-type]  # the wrong value is the point
    with pytest.raises(TypeError, match="float64"):
        result.to_input([0.5])


def test_what_needs_nothing_comes_back_itself() -> None:
    text = 'Nga và Mỹ hòa giải, "thuỷ chung".\n\nHai bên – ở Geneva.'
    assert normalize(text) is text
    assert explain_normalization(text).text is text
    assert explain_normalization(text).changes == ()


def test_errors() -> None:
    with pytest.raises(TypeError, match="bytes"):
        normalize(b"Nga")  # type: ignore[arg-type]  # the wrong type is the point
    with pytest.raises(TypeError, match="bytes"):
        explain_normalization(b"Nga")  # type: ignore[arg-type]  # as above
    with pytest.raises(ValueError, match="'modern'"):
        normalize("Nga", tone_marks="modern")  # type: ignore[arg-type]  # the wrong value is the point


@pytest.mark.parametrize(
    "unit",
    [
        *(
            " ",
            "\n",
            " \n",
            "\r",
            "\u0301",
            "\u0301\u0323",
            "a\u0301",
            "\u200b",
            "\u200b\u0301",
            "о",
            "aо ",
            "ðã ",
            "Ð",
            "“",
        ),
        *("—", "Mát-xcơ-va ", "Mát-", "Ả Rập ", "Ả Rập Arab Saudi ", "hòan ", "uyế", "ﬁ", "😀", "И"),
    ],
)
def test_a_megabyte_of_anything_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit.encode()))
    normalize(unit, tone_marks="old", names=True)
    start = time.process_time()
    normalize(text, tone_marks="old", names=True)
    seconds = time.process_time() - start
    start = time.process_time()
    normalize(text[: len(text) // 10], tone_marks="old", names=True)
    assert seconds < max(40 * (time.process_time() - start), 1.0)
