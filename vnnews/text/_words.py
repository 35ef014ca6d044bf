"""Tokens and joins -> words: as hashes with their places, or as the code points of the segmented text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vnnews.text._jit import kernel
from vnnews.text._split import BASE, NEWLINE

_JOINER = np.uint64(ord("_") + 1)
_SPACE, _UNDERSCORE = 0x20, 0x5F


@kernel
def hash_words(
    bounds: npt.NDArray[np.int64],
    indptr: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint64],
    powers: npt.NDArray[np.uint64],
    flags: npt.NDArray[np.uint8],
    joined: npt.NDArray[np.bool_],
    word_indptr: npt.NDArray[np.int64],
    word_hashes: npt.NDArray[np.uint64],
    word_starts: npt.NDArray[np.int64],
    word_ends: npt.NDArray[np.int64],
) -> int:
    """Join tokens to words.

    A line break inside of a join (pyvi gives ``"abc_\\n"``) ends the word and keeps the underscore, because the line
    break is white space to whoever splits pyvi's result.

    Parameters
    ----------
    bounds, indptr, starts, ends, hashes, powers, flags, joined
        See `vnnews.text._split.split` and `vnnews.text._label.label`.
    word_indptr : int64, shape (d + 1,)
        Filled: where each document's words start and end in the following arrays.
    word_hashes, word_starts, word_ends : shape (t,)
        Filled for each word: its hash, its place in its document.

    Returns
    -------
    int
        The number of words.
    """
    count = 0
    for document in range(len(indptr) - 1):
        word_indptr[document] = count
        first = bounds[document]
        is_open = False
        for t in range(indptr[document], indptr[document + 1]):
            newline = flags[t] & NEWLINE
            if joined[t]:
                if not is_open:  # after a line break: the word begins with the underscore
                    word_hashes[count] = _JOINER
                    word_starts[count] = (ends[t - 1] if newline else starts[t]) - first
                    word_ends[count] = starts[t] - first
                    count += 1
                    is_open = True
                else:
                    word_hashes[count - 1] = word_hashes[count - 1] * BASE + _JOINER
                if newline:
                    is_open = False
                else:
                    word_hashes[count - 1] = word_hashes[count - 1] * powers[t] + hashes[t]
                    word_ends[count - 1] = ends[t] - first
            elif newline:
                is_open = False
            else:
                word_hashes[count] = hashes[t]
                word_starts[count] = starts[t] - first
                word_ends[count] = ends[t] - first
                count += 1
                is_open = True
    word_indptr[len(indptr) - 1] = count
    return count


@kernel
def spell(
    codes: npt.NDArray[np.uint32],
    indptr: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    joined: npt.NDArray[np.bool_],
    spelled_bounds: npt.NDArray[np.int64],
    spelled: npt.NDArray[np.uint32],
) -> int:
    """Write the segmented texts: ``_`` before a token that is joined, a space before any other but the first.

    Parameters
    ----------
    codes, indptr, starts, ends, joined
        See `vnnews.text._split.split` and `vnnews.text._label.label`.
    spelled_bounds : int64, shape (d + 1,)
        Filled: where each document starts and ends in `spelled`.
    spelled : uint32, shape (n + t,)
        Filled with code points.

    Returns
    -------
    int
        The number of code points written.
    """
    count = 0
    for document in range(len(indptr) - 1):
        spelled_bounds[document] = count
        for t in range(indptr[document], indptr[document + 1]):
            if t > indptr[document]:
                spelled[count] = _UNDERSCORE if joined[t] else _SPACE
                count += 1
            for k in range(starts[t], ends[t]):
                spelled[count] = codes[k]
                count += 1
    spelled_bounds[len(indptr) - 1] = count
    return count
