"""Folding by kernel, held against `str.lower` and the regular expressions of `vnnews.text.normalize`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.text import Segmenter, fold_words, hash_word, new_tone_marks, old_tone_marks, split_words

from . import strategies

STYLES = {"keep": str, "old": old_tone_marks, "new": new_tone_marks}
_PIECES = ["hoà", "HOÀ", "Hòa", "quý", "Quỳ", "hoàn", "thuỷ", "_", "hòa", "1", "khoẻ", "ùy", "oè", "q", "Σ", "İ"]
TONED = st.lists(st.sampled_from(_PIECES)).map("".join)
WORDS = st.lists(st.one_of(TONED, strategies.texts), max_size=6).map(" ".join)


@pytest.mark.parametrize("tone_marks", ["keep", "old", "new"])
@pytest.mark.parametrize("lowercase", [False, True])
@settings(deadline=None)  # the first example may compile
@given(WORDS)
def test_as_the_strings(lowercase, tone_marks, text):
    expected = [STYLES[tone_marks](word.lower() if lowercase else word) for word in text.split()]
    hashes, folded = fold_words(split_words([text])[1], lowercase=lowercase, tone_marks=tone_marks)
    spelled = [folded.codes[a:b].tobytes().decode("utf-32-le") for a, b in zip(folded.starts, folded.ends, strict=True)]
    assert spelled == expected
    assert hashes.tolist() == [hash_word(word, lowercase=False) for word in expected]


@pytest.mark.parametrize("engine", ["vnnews", "pyvi"])
@pytest.mark.parametrize("tone_marks", ["old", "new"])
@settings(deadline=None)
@given(st.lists(WORDS, max_size=3))
def test_hashes_of_tokens_fold_as_the_words_do(tone_marks, engine, texts):
    if engine == "pyvi":
        pytest.importorskip("pyvi")
    segmenter = Segmenter(engine=engine)
    words, forms = segmenter.spell_words(texts)
    found = segmenter.hash_words(texts, tone_marks=tone_marks)
    assert found.hashes.tolist() == fold_words(forms, tone_marks=tone_marks)[0].tolist()
    for name in ("indptr", "starts", "ends"):
        assert getattr(found, name).tolist() == getattr(words, name).tolist()


@pytest.mark.parametrize("text", ["hoà_bình", "hoà.", "x@hoà.vn", "HOÀ BÌNH", "quỳ", "http://a/hoà_thuỷ-1"])
def test_a_placement_in_a_token_of_any_kind(text):
    _, forms = Segmenter().spell_words([text])
    for tone_marks in ("old", "new"):
        found = Segmenter().hash_words([text], tone_marks=tone_marks)
        assert found.hashes.tolist() == fold_words(forms, tone_marks=tone_marks)[0].tolist()
