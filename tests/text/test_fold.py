"""Folding by kernel, held against `str.lower` and the regular expressions of `vnnews.text.normalize`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.text import fold_words, hash_word, new_tone_marks, old_tone_marks, split_words

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
