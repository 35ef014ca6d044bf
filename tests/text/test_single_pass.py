"""One call in place of four, held against the four."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vnnews.text import _model, _pipeline, _split
from vnnews.text._code_points import IRREGULAR
from vnnews.text._fold import fold_rules, fold_tokens
from vnnews.text._label import label
from vnnews.text._pipeline import Keep, hash_words
from vnnews.text._single_pass import UNREAD, read_words
from vnnews.text._words import Words
from vnnews.text._words import hash_words as join_words

from .strategies import texts

TONE_MARKS = st.sampled_from(["keep", "old", "new"])
MODEL = _model.load()


@settings(deadline=None, max_examples=200)
@given(st.lists(texts, max_size=3), TONE_MARKS, st.booleans())
@example(["hoà bình, thuỷ quân", "ngày 20/11/2020"], "old", True)
@example(["ΑΣ İ e\u0302"], "new", False)
def test_as_in_four_steps(some: list[str], tone_marks: str, numbers: bool) -> None:
    chunk = _pipeline._chunk(some, Keep(numbers, False))
    found, arrays = (_pipeline._arrays(chunk) for _ in range(2))
    words, expected = (
        Words(np.empty(len(some) + 1, np.int64), *(np.empty_like(array) for array in arrays.words[1:]))
        for _ in range(2)
    )
    n = read_words(chunk, MODEL, fold_rules(tone_marks), (found.tokens, found.margins, words))
    if _split.split(chunk, MODEL, arrays.tokens) & IRREGULAR:
        assert n == UNREAD
        return
    label(MODEL, arrays.tokens, arrays.margins)
    assert fold_tokens(chunk.codes, arrays.tokens, tone_marks)
    assert n == join_words(chunk.bounds, arrays.tokens, expected)
    for one, other in zip(words[1:], expected[1:], strict=True):
        assert np.array_equal(one[:n], other[:n])
    assert np.array_equal(words.indptr, expected.indptr)


@settings(deadline=None, max_examples=200)
@given(st.lists(texts, max_size=3), TONE_MARKS)
@example(["ΑΣ İ", "Hoà ở e\u0302"], "old")
def test_a_closer_look_finds_the_same_words(some: list[str], tone_marks: str) -> None:
    keep = Keep(numbers=False, urls=False)
    whole = hash_words(some, keep, tone_marks)
    alone = [hash_words([text], keep, tone_marks) for text in some]
    for number, array in enumerate(whole[1:], 1):
        assert array.tolist() == [value for words in alone for value in words[number].tolist()]
