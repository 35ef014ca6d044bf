"""The n-grams of a vocabulary as a hash table over word ids, and the columns of a document's n-grams (kernels).

An n-gram of two words or more is known by the key (its beginning, id of its last word), an exact integer, so no n-gram
is ever a string. The beginning of a pair is a word, that of a longer n-gram the number of an n-gram, which its highest
bit tells. Key and column stand side by side: a lookup reads one line of memory. Most keys that are looked for are not
there, and a filter of one hash (B. Bloom 1970), small enough for the cache, tells so of nearly all of them.
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
_ROOM = 2.5
"""Rows to an n-gram: with fewer, whether a key stands in its first slot could not be foreseen."""
_BITS, _BIT = np.uint64(6), np.uint64(63)
_GRAMS_TO_A_WORD = 4
"""N-grams to 64 bits of the filter: it is wrong about one key in seventeen that is not there."""

Table = tuple[Hashes, Hashes]
"""See `make_table`."""


def make_table(n: int) -> Table:
    """Return an empty table with room for so many n-grams, and its filter.

    A row holds the key, and the n-gram's number in the upper and its column in the lower half of 64 bits; both count
    from 1, for 0 stands for nothing.
    """
    return np.zeros((max(16, int(n * _ROOM)), 2), np.uint64), np.zeros(1 + n // _GRAMS_TO_A_WORD, np.uint64)


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
    slot = _first_slot(key, np.uint64(len(table)))
    if head != key:
        slot = _slot(key, table)
    return np.uint64(table[slot, 1])


@helper
def _place(key: np.uint64, marks: Hashes) -> np.uint64:
    """Return the number of the key's bit in the filter."""
    return np.uint64((((key * _SPREAD) >> _HALF) * (np.uint64(len(marks)) << _BITS)) >> _HALF)


@kernel
def plant(grams: Ids, offsets: Ints, word_columns: Ids, table: Table) -> int:
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
    entries, marks = table
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
            slot = _slot(key, entries)
            if entries[slot, 1] == _ZERO:
                number += 1
                entries[slot, 0] = key
                entries[slot, 1] = np.uint64(number) << _HALF
                place = _place(key, marks)
                marks[np.int64(place >> _BITS)] |= _ONE << (place & _BIT)
            prefix = _LONGER | (entries[slot, 1] >> _HALF)
        if entries[slot, 1] & _LOW:
            return column
        entries[slot, 1] |= np.uint64(column + 1)
    return -1


@helper
def _sift(ids: Ids, run: tuple[int, int, int], marks: Hashes, scratch: tuple[Hashes, Hashes, Ints]) -> int:
    """Make the keys of n-grams that are a word longer, and list those that pass the filter; return how many these are.

    It has no branches: which keys pass cannot be foreseen.
    """
    keys, sifted, where = scratch
    start, stop, length = run
    n = 0
    for i in range(start, stop):
        last = ids[i + length - 1]
        key = keys[i] << _HALF | np.uint64(last)
        place = _place(key, marks)
        is_marked = np.int64((marks[np.int64(place >> _BITS)] >> (place & _BIT)) & _ONE)
        sifted[n] = key
        where[n] = i
        n += int(is_marked & np.int64(keys[i] != _NO_KEY) & np.int64(last >= 0))
        keys[i] = _NO_KEY
    return n


@helper
def _fetch(keys: Hashes, n: int, table: Hashes, heads: Hashes) -> None:
    """Read what stands in the first slots: a loop that decides nothing waits for many lines of the table at once."""
    for k in range(n):
        heads[k] = table[_first_slot(keys[k], np.uint64(len(table))), 0]


@kernel
def look_up(
    words: tuple[Ids, Ints],
    smallest: int,
    columns: tuple[Ids, Table],
    scratch: tuple[Hashes, Hashes, Hashes, Ints],
    grid: Grid,
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
    scratch : (keys, sifted, heads, where)
        uint64 but the last, which is int64, shape (n,): the n-gram from each word on; the keys that pass the filter,
        what stands in the first slot of each, and from which word on each is.
    grid : int32, shape (number of lengths, n)
        The n-gram that begins at each word.
    """
    ids, indptr = words
    word_columns, (entries, marks) = columns
    keys, sifted, heads, where = scratch
    largest = smallest + len(grid) - 1
    for document in range(len(indptr) - 1):
        start = indptr[document]
        end = indptr[document + 1]
        for i in range(start, end):
            is_known = ids[i] >= 0
            word = max(ids[i], 0)
            keys[i] = np.uint64(word) if is_known else _NO_KEY
            if smallest == 1:
                # Which words are known cannot be foreseen: the column is read in any case.
                column = word_columns[word]
                grid[0, i] = column if is_known else NONE
        for length in range(2, largest + 1):
            n = _sift(ids, (start, max(start, end - length + 1), length), marks, (keys, sifted, where))
            row = length - smallest
            if row >= 0:
                grid[row, start:end] = NONE
            _fetch(sifted, n, entries, heads)
            for k in range(n):
                entry = _step(sifted[k], heads[k], entries)
                if entry:
                    keys[where[k]] = _LONGER | (entry >> _HALF)
                    if row >= 0:
                        grid[row, where[k]] = np.int64(entry & _LOW) - 1
