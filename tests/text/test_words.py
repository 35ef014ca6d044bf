from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from vnnews.text import Segmenter, hash_word, segment, tokenize
from vnnews.text._hashing import BASE
from vnnews.text._tokens import JOINED, NEWLINE, Codes, Ints, Tokens
from vnnews.text._words import Words, hash_words, spell

from .strategies import SYLLABLES


def tokens_of(segmented: list[str]) -> tuple[Codes, Ints, Tokens]:
    """Return the code points, bounds and tokens that become `segmented`: a token follows a space or an underscore."""
    text = "".join(segmented)
    bounds = np.cumsum([0, *map(len, segmented)], dtype=np.int64)
    found = [m for a, b in itertools.pairwise(bounds) for m in re.compile("[^ _]+").finditer(text, a, b)]
    forms = [match[0].lower() for match in found]
    starts = np.array([match.start() for match in found], np.int32)
    is_joined = [at not in bounds and text[at - 1] == "_" for at in starts]
    flags = [JOINED * joined + NEWLINE * (form == "\n") for joined, form in zip(is_joined, forms, strict=True)]
    tokens = Tokens(
        indptr=np.searchsorted(starts, bounds),
        starts=starts,
        ends=np.array([match.end() for match in found], np.int32),
        hashes=np.array([hash_word(form) for form in forms], np.uint64),
        powers=np.array([pow(BASE, len(form), 2**64) for form in forms], np.uint64),
        slots=np.zeros(len(found), np.int32),
        flags=np.array(flags, np.uint8),
    )
    return np.frombuffer(text.encode("utf-32-le"), "<u4"), bounds, tokens


@pytest.mark.parametrize(
    ("segmented", "words"),
    [
        (["Thủ_tướng , hợp_tác_xã"], [[("Thủ_tướng", 0, 9), (",", 10, 11), ("hợp_tác_xã", 12, 22)]]),
        (["Hà_Nội", "", "có mưa"], [[("Hà_Nội", 0, 6)], [], [("có", 0, 2), ("mưa", 3, 6)]]),
        (["họp \n báo"], [[("họp", 0, 3), ("báo", 6, 9)]]),
        (["họp_\n báo"], [[("họp_", 0, 3), ("báo", 6, 9)]]),
        (["họp_\n_báo_chí"], [[("họp_", 0, 3), ("_báo_chí", 6, 13)]]),
        (["\n_\n"], [[("_", 2, 2)]]),
    ],
)
def test_hashes_and_spelling(segmented, words):
    codes, bounds, tokens = tokens_of(segmented)
    dtypes = [np.uint64, np.int32, np.int32]
    found = Words(np.empty(len(bounds), np.int64), *(np.empty(len(tokens.starts), dtype) for dtype in dtypes))
    count = hash_words(bounds, tokens, found)
    flat = [(hash_word(word), start, end) for text in words for word, start, end in text]
    assert list(zip(*(array[:count].tolist() for array in found[1:]), strict=True)) == flat
    assert np.diff(found.indptr).tolist() == [len(text) for text in words]

    spelled = np.empty(len(codes) + len(tokens.starts), np.uint32)
    spelled_bounds = np.empty(len(bounds), np.int64)
    count = spell(codes, tokens, spelled_bounds, spelled)
    assert spelled[:count].tolist() == codes.tolist()
    assert spelled_bounds.tolist() == bounds.tolist()


def test_line_break_within_a_join_ends_the_word():
    """pyvi joins a line break to a word now and then; whoever splits its result gets the word with an underscore."""
    segmenter = Segmenter()
    found = [
        text
        for text in (f"{a}\n{b}" for a in SYLLABLES for b in [*SYLLABLES, "\n", ""])
        if re.search(r"_\n|\n_", tokenize(text))
    ]
    assert found
    for text in found:
        words = segmenter.hash_words([text])
        assert words.hashes.tolist() == [hash_word(word) for word in segment(text)]
        assert [text[a:b].strip() for a, b in zip(words.starts, words.ends, strict=True)] == [
            word.strip("_") for word in segment(text)
        ]
