"""Tokens -> words: as hashes with their places, or as the code points of the segmented text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from vnnews._jit import kernel
from vnnews.text import _hashing
from vnnews.text._tokens import JOINED, NEWLINE, Codes, Hashes, Ints, Places, Tokens

_BASE = np.uint64(_hashing.BASE)
_JOINER = np.uint64(ord("_") + 1)
_SPACE, _UNDERSCORE = 0x20, 0x5F


class Words(NamedTuple):
    """The words of a chunk.

    Attributes
    ----------
    indptr : int64, shape (d + 1,)
        Where each text's words start and end in the other arrays.
    hashes : uint64, shape (number of tokens,)
    starts, ends : int32, shape (number of tokens,)
        Where each word stands in its text.
    """

    indptr: Ints
    hashes: Hashes
    starts: Places
    ends: Places


@kernel
def hash_words(bounds: Ints, tokens: Tokens, words: Words) -> int:
    r"""Join tokens to words, write them to `words`, and return how many there are.

    A line break inside of a join (pyvi gives ``"abc_\n"``) ends the word and leaves it the underscore, because the line
    break is white space to whoever splits pyvi's result.
    """
    count = 0
    for document in range(len(bounds) - 1):
        words.indptr[document] = count
        origin = bounds[document]
        is_open = False
        for t in range(tokens.indptr[document], tokens.indptr[document + 1]):
            is_newline = tokens.flags[t] & NEWLINE
            is_joined = tokens.flags[t] & JOINED
            start = tokens.starts[t] - origin
            if is_joined and is_open:
                words.hashes[count - 1] = words.hashes[count - 1] * _BASE + _JOINER
            elif is_joined:  # a word that begins with an underscore, after a line break
                words.hashes[count] = _JOINER
                words.starts[count] = start
                words.ends[count] = start
                count += 1
            if is_newline:
                is_open = False
            elif is_joined:
                words.hashes[count - 1] = words.hashes[count - 1] * tokens.powers[t] + tokens.hashes[t]
                words.ends[count - 1] = tokens.ends[t] - origin
                is_open = True
            else:
                words.hashes[count] = tokens.hashes[t]
                words.starts[count] = start
                words.ends[count] = tokens.ends[t] - origin
                count += 1
                is_open = True
    words.indptr[len(bounds) - 1] = count
    return count


@kernel
def spell(codes: Codes, tokens: Tokens, spelled_bounds: Ints, spelled: Codes) -> int:
    """Write the segmented texts: ``_`` before a token that is joined, a space before any other but the first.

    Parameters
    ----------
    codes, tokens
        See `vnnews.text._tokens`.
    spelled_bounds : int64, shape (d + 1,)
        Filled: where each text starts and ends in `spelled`.
    spelled : uint32, shape (n + number of tokens,)
        Filled with code points.

    Returns
    -------
    int
        The number of code points written.
    """
    count = 0
    for document in range(len(tokens.indptr) - 1):
        spelled_bounds[document] = count
        for t in range(tokens.indptr[document], tokens.indptr[document + 1]):
            if t > tokens.indptr[document]:
                spelled[count] = _UNDERSCORE if tokens.flags[t] & JOINED else _SPACE
                count += 1
            for k in range(tokens.starts[t], tokens.ends[t]):
                spelled[count] = codes[k]
                count += 1
    spelled_bounds[len(tokens.indptr) - 1] = count
    return count
