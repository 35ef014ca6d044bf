import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.text import new_tone_marks, normalize, old_tone_marks

VIETNAMESE = st.text(
    alphabet=st.sampled_from("aăâeêioôơuưyđĐQqthnOÒòàỏủỵ \n\t\u0300\u0301\u0323\u0302\u031b\u200b\u00a0\r\x00_-.A1"),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        (" Nga \u00a0và\tMỹ \r\n\r\n\r\n\r\nđàm\u200bphán ", "Nga và Mỹ\n\nđàmphán"),
        ("a\x00b\x1fc\ufeff", "abc"),
        ("", ""),
    ],
)
def test_cases(text: str, normal: str) -> None:
    assert normalize(text) == normal


@pytest.mark.parametrize(
    ("old", "new"),
    [("hòa", "hoà"), ("Thủy", "Thuỷ"), ("KHỎE", "KHOẺ"), ("hòa_bình", "hoà_bình"), ("xóa, lóe", "xoá, loé")],
)
def test_tone_marks_move(old: str, new: str) -> None:
    assert normalize(old, tone_marks="new") == new
    assert normalize(new, tone_marks="old") == old


@pytest.mark.parametrize("word", ["quý", "quỳ", "hoàn", "toán", "thuế", "khoảng", "huỳnh", "của", "mía"])
def test_tone_marks_that_have_one_place(word: str) -> None:
    assert old_tone_marks(word) == word
    assert new_tone_marks(word) == word


@given(VIETNAMESE, st.sampled_from(["keep", "old", "new"]))
def test_idempotent_and_nfc(text: str, tone_marks: str) -> None:
    once = normalize(text, tone_marks=tone_marks)  # type: ignore[arg-type]  # a plain str from the strategy
    assert normalize(once, tone_marks=tone_marks) == once  # type: ignore[arg-type]  # as above
    assert unicodedata.is_normalized("NFC", once)


@given(VIETNAMESE)
def test_no_letter_is_lost(text: str) -> None:
    def letters(value: str) -> list[str]:
        return [char for char in unicodedata.normalize("NFD", value) if char.isalnum() or unicodedata.combining(char)]

    assert letters(normalize(text)) == letters(
        unicodedata.normalize("NFC", text.replace("\u200b", "").replace("\x00", ""))
    )


def test_errors() -> None:
    with pytest.raises(TypeError, match="bytes"):
        normalize(b"Nga")  # type: ignore[arg-type]  # the wrong type is the point
    with pytest.raises(ValueError, match="'modern'"):
        normalize("Nga", tone_marks="modern")  # type: ignore[arg-type]  # the wrong value is the point


@pytest.mark.corpus
def test_pairs_of_the_unicode_folder() -> None:
    folder = os.environ.get("VNNEWS_DATA")
    path = Path(folder or "") / "unicode" / "old_new_syllable_pairs.tsv"
    if not folder or not path.is_file():
        pytest.skip("VNNEWS_DATA names no folder with unicode/old_new_syllable_pairs.tsv")
    pairs = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(pairs) > 50
    for old, new in pairs:
        assert (new_tone_marks(old), old_tone_marks(new)) == (new, old)
