"""Code points -> words, where the text is words already: what stands between white space, as `str.split` sees it."""

from __future__ import annotations

import numpy as np

from vnnews._jit import kernel
from vnnews.text import _hashing
from vnnews.text._code_points import LOWER, SPACE
from vnnews.text._tokens import Codes, Ints
from vnnews.text._words import Words

_BASE = np.uint64(_hashing.BASE)
_ZERO, _ONE = np.uint64(0), np.uint64(1)
_DOTTED_I, _SIGMA = 0x130, 0x3A3


@kernel
def split_at_spaces(codes: Codes, bounds: Ints, classes: Codes, words: Words, unusual: Ints) -> tuple[int, int]:
    """Find the words of a chunk and write them to `words`.

    Parameters
    ----------
    codes : uint32, shape (n,)
    bounds : int64, shape (d + 1,)
        Where each text starts and ends in `codes`.
    classes : uint32
        See `vnnews.text._code_points`.
    words : Words
        Filled; room for a word to every two characters of each text.
    unusual : int64, as long as the arrays of `words`
        Filled with the words that hold İ or Σ: their hash is not right yet, because these characters are not lowered
        one by one.

    Returns
    -------
    n_words, n_unusual : int
    """
    count = 0
    n_unusual = 0
    for document in range(len(bounds) - 1):
        words.indptr[document] = count
        origin = bounds[document]
        end = bounds[document + 1]
        i = origin
        while i < end:
            if classes[codes[i]] & SPACE:
                i += 1
                continue
            start = i
            word_hash = _ZERO
            is_unusual = False
            while i < end:
                entry = int(np.int64(classes[codes[i]]))
                if entry & SPACE:
                    break
                is_unusual |= codes[i] in (_DOTTED_I, _SIGMA)
                word_hash = word_hash * _BASE + np.uint64(entry & LOWER) + _ONE
                i += 1
            words.hashes[count] = word_hash
            words.starts[count] = start - origin
            words.ends[count] = i - origin
            if is_unusual:
                unusual[n_unusual] = count
                n_unusual += 1
            count += 1
    words.indptr[len(bounds) - 1] = count
    return count, n_unusual


@kernel
def part(spelled: Codes, bounds: Ints, classes: Codes, starts: Ints, ends: Ints) -> int:
    """Find the words of segmented texts, as places in `spelled`; return how many there are."""
    count = 0
    for document in range(len(bounds) - 1):
        i = bounds[document]
        end = bounds[document + 1]
        while i < end:
            if classes[spelled[i]] & SPACE:
                i += 1
                continue
            starts[count] = i
            while i < end and not classes[spelled[i]] & SPACE:
                i += 1
            ends[count] = i
            count += 1
    return count
