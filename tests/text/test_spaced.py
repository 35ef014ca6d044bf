"""Words between white space, held against `str.split`; and how segmented words are spelled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from vnnews.text import Segmenter, WordForms, hash_word, segment, split_words

from . import strategies


def spellings(forms: WordForms) -> list[str]:
    return [
        forms.codes[start:end].tobytes().decode("utf-32-le")
        for start, end in zip(forms.starts, forms.ends, strict=True)
    ]


@settings(deadline=None)  # the first example may compile
@given(strategies.texts, strategies.texts)
def test_as_str_split(first, second):
    texts = [first, "", second]
    words, forms = split_words(texts)
    expected = [text.split() for text in texts]
    flat = [word for own in expected for word in own]
    assert spellings(forms) == flat
    assert words.indptr.tolist() == np.cumsum([0, *map(len, expected)]).tolist()
    assert words.hashes.tolist() == [hash_word(word) for word in flat]
    places = zip(np.repeat([0, 1, 2], np.diff(words.indptr)), words.starts, words.ends, strict=True)
    assert [texts[i][start:end] for i, start, end in places] == flat


@settings(deadline=None)  # the first example may compile
@given(strategies.texts, strategies.texts)
def test_spelled_as_segmented(first, second):
    texts = [first, "", second]
    words, forms = Segmenter().spell_words(texts)
    assert spellings(forms) == [word for text in texts for word in segment(text)]
    again = Segmenter().hash_words(texts)
    for name in ("indptr", "hashes", "starts", "ends"):
        assert np.array_equal(getattr(words, name), getattr(again, name))
    assert words.hashes.tolist() == [hash_word(spelling) for spelling in spellings(forms)]


def test_reference_spells_alike():
    pytest.importorskip("pyvi")
    text = "Thủ tướng đến Hà Nội."
    assert spellings(Segmenter(engine="pyvi").spell_words([text])[1]) == segment(text)


def test_lone_surrogates_are_refused():
    with pytest.raises(ValueError, match="lone surrogate"):
        split_words(["được", "\ud800"])
