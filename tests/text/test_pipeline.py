from __future__ import annotations

import unicodedata

import numpy as np
import pytest

from vnnews.text import _pipeline, hash_word, tokenize_many
from vnnews.text._pipeline import Keep, hash_words, spell

NOTHING = Keep(numbers=False, urls=False)
TEXTS = ["Thủ tướng đến  Hà Nội", "", " \u2000", unicodedata.normalize("NFD", "học sinh Việt Nam"), "1/2 ngày"]


def test_texts_to_texts():
    assert spell(TEXTS, NOTHING) == ["Thủ_tướng đến Hà_Nội", "", " \u2000", "học_sinh Việt_Nam", "1 / 2 ngày"]
    assert spell(TEXTS, Keep(numbers=True, urls=False))[-1] == "1/2 ngày"
    assert spell([], NOTHING) == []


def test_texts_to_hashes_with_places_in_the_texts_as_given():
    words = hash_words(TEXTS, NOTHING)
    spelled = [word for text in spell(TEXTS, NOTHING) for word in text.split()]
    assert words.hashes.tolist() == [hash_word(word) for word in spelled]
    assert words.indptr.tolist() == [0, 3, 3, 3, 5, 9]
    owners = np.repeat(np.arange(len(TEXTS)), np.diff(words.indptr))
    found = [TEXTS[i][a:b] for i, a, b in zip(owners, words.starts, words.ends, strict=True)]
    assert found[:3] == ["Thủ tướng", "đến", "Hà Nội"]
    assert found[3:5] == [unicodedata.normalize("NFD", "học sinh"), unicodedata.normalize("NFD", "Việt Nam")]
    assert [array.dtype for array in words] == [np.int64, np.uint64, np.int32, np.int32]
    assert hash_words([], NOTHING).indptr.tolist() == [0]


def test_no_word_and_no_character_reaches_into_the_next_text():
    assert spell(["thủ", "tướng", "e", "\u0302", "http:", "//a"], NOTHING) == [
        *("thủ", "tướng", "e", "\u0302", "http :", "/ / a")
    ]


def test_results_outlive_the_next_call():
    words = hash_words(TEXTS, NOTHING)
    before = [array.tolist() for array in words]
    hash_words(TEXTS[::-1], NOTHING)
    assert [array.tolist() for array in words] == before


def test_arrays_are_used_again_but_not_those_of_a_long_text(monkeypatch):
    monkeypatch.setattr(_pipeline, "_free", [])
    spell(["Hà Nội " * 10], NOTHING)
    (first,) = _pipeline._free
    spell(["Hà Nội"], NOTHING)
    assert len(_pipeline._free) == 1
    assert _pipeline._free[0].margins is first.margins
    spell(["Hà Nội " * (_pipeline._REUSED // 6)], NOTHING)
    assert _pipeline._free == []


def test_more_characters_than_places_can_count():
    with pytest.raises(ValueError, match="expected at most 2147483647"):
        spell(["ă" * 2**20] * 2**11, NOTHING)


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff", "e\u0302\u0323 \udc80"])
def test_lone_surrogate(text):
    with pytest.raises(ValueError, match=r"text 1 of this call has the lone surrogate '\\ud[0-9a-f]+' at character"):
        tokenize_many(["xin chào", text])
