"""Sums of the vectors of words (kernels).

The words of a run are added one by one, in their order: what a run sums to does not depend on which others are summed
with it.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.features._lexicon import Hashes, Ids, Ints

Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]

_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_ZERO = np.uint64(0)
_ROOM = 1.6
_ONE = np.float32(1.0)
_SHORTEST = 1e-9
_NOTHING = 1e-5


def make_table(hashes: Hashes) -> Hashes:
    """Return a hash table of the places of distinct hashes, for `find_places`; its rows hold hash and place + 1."""
    table = np.zeros((max(16, int(len(hashes) * _ROOM)), 2), np.uint64)
    _enter(hashes, table)
    return table


@helper
def _slot(value: np.uint64, table: Hashes) -> int:
    """Return the slot of a hash, or the empty one where it would stand (linear probing, Knuth 6.4)."""
    slot = int(np.int64((((value * _SPREAD) >> _HALF) * np.uint64(len(table))) >> _HALF))
    while table[slot, 1] != _ZERO and table[slot, 0] != value:
        slot += 1
        if slot == len(table):
            slot = 0
    return slot


@kernel
def _enter(hashes: Hashes, table: Hashes) -> None:
    for i in range(len(hashes)):
        slot = _slot(hashes[i], table)
        table[slot, 0] = hashes[i]
        table[slot, 1] = np.uint64(i + 1)


@kernel
def find_places(hashes: Hashes, table: Hashes, places: Ids) -> None:
    """Write the place of every hash; -1 for one that is not in the table."""
    for i in range(len(hashes)):
        places[i] = np.int64(table[_slot(hashes[i], table), 1]) - 1


@kernel
def add_words(words: Ids, runs: tuple[Ints, Ints], factors: Floats, table: Bytes, sums: Floats) -> None:
    """Sum the vectors of runs of words.

    Parameters
    ----------
    words : int32
        Rows of the table, negative for words without a vector.
    runs : (starts, ends)
        Of each run.
    factors : float32, shape (n_words,)
        What each vector is multiplied by.
    table : int8, shape (n_words, n_dimensions)
    sums : float32, shape (n_runs, n_dimensions)
        Filled.
    """
    starts, ends = runs
    for run in range(len(starts)):
        total = sums[run]
        total[:] = 0
        for i in range(starts[run], ends[run]):
            if words[i] >= 0:
                factor = factors[words[i]]
                vector = table[words[i]]
                for k in range(len(total)):
                    total[k] += factor * np.float32(vector[k])


@kernel
def add_topics(
    words: tuple[Ids, Ints], factors: Floats, table: Bytes, scratch: tuple[Ids, Ids, Floats], sums: Floats
) -> None:
    """Sum the topics of the distinct words of documents, each times 1 + the logarithm of its count.

    Parameters
    ----------
    words : (rows, indptr)
        int32, rows of the table, negative for words without topics; and where each document begins and ends.
    factors, table, sums
        As in `add_words`.
    scratch : (counts, distinct, logarithms)
        int32, shape (n_words,), all 0 before and after; int32, as long as the longest document; and 1 + log of 1, 2, …
        from the second value on.
    """
    rows, indptr = words
    counts, distinct, logarithms = scratch
    for document in range(len(indptr) - 1):
        n = 0
        for i in range(indptr[document], indptr[document + 1]):
            if rows[i] >= 0:
                if counts[rows[i]] == 0:
                    distinct[n] = rows[i]
                    n += 1
                counts[rows[i]] += 1
        total = sums[document]
        total[:] = 0
        for j in range(n):
            word = distinct[j]
            count = counts[word]
            counts[word] = 0
            frequency = logarithms[count] if count < len(logarithms) else _ONE + np.float32(math.log(count))
            factor = frequency * factors[word]
            vector = table[word]
            for k in range(len(total)):
                total[k] += factor * np.float32(vector[k])


@helper
def _length(row: Floats) -> float:
    total = 0.0
    for k in range(len(row)):
        total += row[k] * row[k]
    return math.sqrt(total)


@kernel
def scale_rows(rows: Floats, found: Floats) -> None:
    """Fill `found` with the rows at length 1; zeros stay."""
    for i in range(len(rows)):
        scale = np.float32(1.0 / max(_length(rows[i]), _SHORTEST))
        for k in range(rows.shape[1]):
            found[i, k] = scale * rows[i, k]


@kernel
def change_means(wholes: Floats, owners: Ints, sums: Floats, vanished: NDArray[np.bool_]) -> None:
    """Turn sums of words into what their absence changes in the mean of the whole that they are part of.

    Parameters
    ----------
    wholes : float32, shape (n_wholes, n_dimensions)
        Sums.
    owners : int64, shape (n_parts,)
        The whole of each part.
    sums : float32, shape (n_parts, n_dimensions)
        Of each part; changed into the mean, of length 1, without it less the one with it.
    vanished : bool, shape (n_parts,)
        Filled: whether nothing is left.
    """
    for i in range(len(owners)):
        whole = wholes[owners[i]]
        part = sums[i]
        before = _length(whole)
        for k in range(len(part)):
            part[k] = whole[k] - part[k]
        after = _length(part)
        # What is left of a part that was all there is: rounding errors.
        vanished[i] = after < _NOTHING * before
        scale = np.float32(0.0 if vanished[i] else 1.0 / max(after, _SHORTEST))
        old_scale = np.float32(1.0 / max(before, _SHORTEST))
        for k in range(len(part)):
            part[k] = scale * part[k] - old_scale * whole[k]
