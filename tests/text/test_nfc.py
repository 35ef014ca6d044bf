from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from vnnews.articles._nfc import nfc
from vnnews.text._nfc import places

marks = st.sampled_from("\u0300\u0301\u0302\u0307\u0316\u0323\u031b\u0344\u0345\u0f71\u0f72\u0f73\u05b0\u3099")
letters = st.sampled_from("aeiouyAEOđêạ \u1100\u1161\u11a8\uac00\u212b\u0958\u09c7\u09be\u0b47\u0b56か")
texts = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.one_of(letters, marks)))


@given(texts, texts)
@example("e\u0302\u0323", "!")
@example("\u0958", "\u1100\u1161\u11a8")
def test_places(before, after):
    given_text = before + after
    normalized = nfc(given_text)
    starts, ends = places(given_text, normalized)
    assert len(starts) == len(ends) == len(normalized) + 1
    assert starts[-1] == ends[-1] == len(given_text)
    assert (starts[:-1] < ends[1:]).all()
    for first in range(len(normalized)):
        if unicodedata.combining(normalized[first]) == 0 and normalized[first] == given_text[starts[first]]:
            assert unicodedata.combining(given_text[starts[first]]) == 0


def test_every_letter_of_vietnamese_comes_back():
    letters = "aăâeêioôơuưyđ"
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    decomposed = [unicodedata.normalize("NFD", letter + tone) for letter in letters for tone in tones]
    given_text = "".join(decomposed)
    normalized = nfc(given_text)
    starts, ends = places(given_text, normalized)
    assert len(normalized) < len(given_text)
    assert [nfc(given_text[starts[i] : ends[i + 1]]) for i in range(len(normalized))] == list(normalized)
