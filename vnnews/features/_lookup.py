"""The n-grams of a vocabulary as a hash table over word ids, and the columns of a document's n-grams (kernels).

An n-gram of two words or more is known by the key (its beginning, id of its last word), an exact integer, so no n-gram
is ever a string. The beginning of a pair is a word, that of a longer n-gram the number of an n-gram, which its highest
bit tells. Key and column stand side by side: a lookup reads one line of memory, whether it finds something or not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.features._lexicon import Hashes, Ids, Ints

Grid = NDArray[np.int32]

NONE = -1
"""The column of an n-gram that has none."""

_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_ZERO, _ONE, _HALF = np.uint64(0), np.uint64(1), np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_LONGER = np.uint64(1 << 31)
_NO_KEY = np.uint64(0xFFFFFFFFFFFFFFFF)
_ROOM = 1.6


def make_table(n: int) -> Hashes:
    """Return an empty table with room for so many n-grams.

    A row holds the key, and the n-gram's number in the upper and its column in the lower half of 64 bits; both count
    from 1, for 0 stands for nothing.
    """
    return np.zeros((max(16, int(n * _ROOM)), 2), np.uint64)


@helper
def _first_slot(key: np.uint64, size: np.uint64) -> int:
    return int(np.int64((((key * _SPREAD) >> _HALF) * size) >> _HALF))


@helper
def _slot(key: np.uint64, table: Hashes) -> int:
    """Return the slot of the key, or the empty one where it would stand (linear probing, Knuth 6.4)."""
    size = len(table)
    slot = _first_slot(key, np.uint64(size))
    while table[slot, 1] != _ZERO and table[slot, 0] != key:
        slot += 1
        if slot == size:
            slot = 0
    return slot


@helper
def _step(key: np.uint64, head: np.uint64, table: Hashes) -> np.uint64:
    """Return the entry of a key, or 0, given the key that stands in its first slot."""
    if key == _NO_KEY:
        return _ZERO
    slot = _first_slot(key, np.uint64(len(table)))
    if head != key:
        slot = _slot(key, table)
    return np.uint64(table[slot, 1])


@kernel
def plant(grams: Ids, offsets: Ints, word_columns: Ids, table: Hashes) -> int:
    """Enter n-grams, given as word ids one after the other, with their columns.

    Parameters
    ----------
    grams : int32
    offsets : int64, shape (n + 1,)
        Where each n-gram begins and ends in `grams`.
    word_columns : int32, shape (n_words,)
        Filled where an n-gram is a single word.
    table
        See `make_table`.

    Returns
    -------
    int
        A column whose n-gram was there already; -1 if there is none.
    """
    number = 0
    for column in range(len(offsets) - 1):
        start = offsets[column]
        end = offsets[column + 1]
        if end - start == 1:
            if word_columns[grams[start]] >= 0:
                return column
            word_columns[grams[start]] = column
            continue
        prefix = np.uint64(grams[start])
        slot = 0
        for k in range(start + 1, end):
            key = prefix << _HALF | np.uint64(grams[k])
            slot = _slot(key, table)
            if table[slot, 1] == _ZERO:
                number += 1
                table[slot, 0] = key
                table[slot, 1] = np.uint64(number) << _HALF
            prefix = _LONGER | (table[slot, 1] >> _HALF)
        if table[slot, 1] & _LOW:
            return column
        table[slot, 1] |= np.uint64(column + 1)
    return -1


@helper
def _lengthen(ids: Ids, run: tuple[int, int, int], table: Hashes, scratch: tuple[Hashes, Hashes]) -> None:
    """Make the keys of n-grams that are a word longer, and fetch what stands in their first slots.

    The second loop stands by itself and has no branches: the processor then waits for many lines of the table at once.
    """
    keys, heads = scratch
    start, stop, length = run
    size = np.uint64(len(table))
    for i in range(start, stop):
        last = ids[i + length - 1]
        if keys[i] != _NO_KEY:
            keys[i] = _NO_KEY if last < 0 else keys[i] << _HALF | np.uint64(last)
    for i in range(start, stop):
        heads[i - start] = table[_first_slot(keys[i], size), 0]


@kernel
def look_up(
    words: tuple[Ids, Ints], smallest: int, columns: tuple[Ids, Hashes], scratch: tuple[Hashes, Hashes], grid: Grid
) -> None:
    """Write the column of every n-gram to a grid; `NONE` where there is none, or no n-gram.

    Parameters
    ----------
    words : (ids, indptr)
        Word ids, or `vnnews.features._lexicon.UNKNOWN`, and where each document begins and ends.
    smallest : int
        Length of the n-grams in the first row of the grid.
    columns : (word_columns, table)
        What `plant` filled.
    scratch : (keys, heads)
        uint64, shape (n,): the beginning of the n-grams from each word on, and what stands in the first slot of each.
    grid : int32, shape (number of lengths, n)
        The n-gram that begins at each word.
    """
    ids, indptr = words
    word_columns, table = columns
    keys, heads = scratch
    largest = smallest + len(grid) - 1
    for document in range(len(indptr) - 1):
        start = indptr[document]
        end = indptr[document + 1]
        for i in range(start, end):
            keys[i] = _NO_KEY if ids[i] < 0 else np.uint64(ids[i])
            if smallest == 1:
                grid[0, i] = NONE if ids[i] < 0 else word_columns[ids[i]]
        for length in range(2, largest + 1):
            stop = max(start, end - length + 1)
            row = length - smallest
            _lengthen(ids, (start, stop, length), table, scratch)
            for i in range(start, stop):
                entry = _step(keys[i], heads[i - start], table)
                keys[i] = _LONGER | (entry >> _HALF) if entry else _NO_KEY
                if row >= 0:
                    grid[row, i] = np.int64(entry & _LOW) - 1
            if row >= 0:
                grid[row, stop:end] = NONE
