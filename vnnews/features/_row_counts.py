"""Columns of n-grams -> the counts of each row (kernels).

A row comes from a run of words. Where title and lead count by themselves, a row has three counts to a column: in the
whole run, in title and lead, in the title. The columns of a row are sorted by radix (Knuth 5.2.5), few by insertion.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.features._lexicon import Hashes, Ids, Ints

Floats = NDArray[np.float64]

_SHORT = 40
_DIGIT_BITS = 11
N_DIGITS = 1 << _DIGIT_BITS
"""Length of the scratch array in which digits are counted."""
TOGETHER = 1 << 12
"""N-grams of rows that are best sorted together: they stay in the processor's first cache."""
_ZERO, _ONE = np.uint64(0), np.uint64(1)


@helper
def _sort(keys: Hashes, spare: Hashes, histogram: Ints, n: int, n_bits: int) -> None:
    """Sort the first n keys, of so many bits."""
    if n <= _SHORT:
        for i in range(1, n):
            key = keys[i]
            k = i
            while k > 0 and keys[k - 1] > key:
                keys[k] = keys[k - 1]
                k -= 1
            keys[k] = key
        return
    # An even number of passes, so that the keys end where they began.
    digit_bits = -(-n_bits // 2) if n_bits <= 2 * _DIGIT_BITS else -(-n_bits // 4)
    digits = 1 << digit_bits
    mask = np.uint64(digits - 1)
    for turn in range(2 if n_bits <= 2 * _DIGIT_BITS else 4):
        source = spare if turn % 2 else keys
        target = keys if turn % 2 else spare
        shift = np.uint64(turn * digit_bits)
        for digit in range(digits):
            histogram[digit] = 0
        for i in range(n):
            histogram[np.int64((source[i] >> shift) & mask)] += 1
        position = 0
        for digit in range(digits):
            length = histogram[digit]
            histogram[digit] = position
            position += length
        for i in range(n):
            place = np.int64((source[i] >> shift) & mask)
            target[histogram[place]] = source[i]
            histogram[place] += 1


@helper
def _list_rows(
    ngrams: tuple[Ids, int],
    runs: tuple[Ints, Ints],
    fields: tuple[Ints, Ints],
    chosen: tuple[int, int, int],
    listed: tuple[Hashes, NDArray[np.signedinteger]],
) -> int:
    """Write the keys of rows, as many as there is room for and one at least; return the first row that is left.

    A key is the number of the row among these, the column, and in which fields the n-gram stands. Where the keys of a
    row end is written to `indptr`, behind its place.
    """
    grid, smallest = ngrams
    first, last, n_bits = chosen
    keys, indptr = listed
    n = 0
    for row in range(first, last):
        start = runs[0][row]
        end = runs[1][row]
        if row > first and n + (end - start) * len(grid) > len(keys):
            return row
        number = np.uint64(row - first) << np.uint64(n_bits)
        for k in range(len(grid)):
            length = smallest + k
            for i in range(start, end - length + 1):
                key = np.uint64(max(grid[k, i], 0))
                if len(fields[0]):
                    key <<= np.uint64(2)
                    if i + length <= fields[0][row]:
                        key |= np.uint64(2) if i + length <= fields[1][row] else _ONE
                # Which have a column cannot be foreseen: the key of one without is written too, and written over.
                keys[n] = number | key
                n += grid[k, i] >= 0
        indptr[row + 1] = n
    return last


@helper
def _count_keys(
    keys: Hashes, run: tuple[int, int], bits: tuple[np.uint64, np.uint64], entries: tuple[Ids, Ids], nnz: int
) -> int:
    """Write the columns and counts of sorted keys behind nnz others; return how many there are.

    A key of the same column as the one before is counted in the same entry: what is written for the last one stays.
    """
    start, end = run
    shift, mask = bits
    indices, counts = entries
    first = nnz
    lead = 0
    title = 0
    for i in range(start, end):
        nnz += (i == start) | (keys[i] >> shift != keys[max(i - 1, 0)] >> shift)
        indices[nnz - 1] = np.int64((keys[i] >> shift) & mask)
        counts[0, nnz - 1] = i + 1 - start
        if shift:
            lead += keys[i] & np.uint64(3) != _ZERO
            title += keys[i] & np.uint64(2) != _ZERO
            counts[1, nnz - 1] = lead
            counts[2, nnz - 1] = title
    for field in range(len(counts)):
        for j in range(nnz - 1, first, -1):
            counts[field, j] -= counts[field, j - 1]
    return nnz


@kernel
def count_rows(
    ngrams: tuple[Ids, int],
    runs: tuple[Ints, Ints],
    fields: tuple[Ints, Ints],
    scratch: tuple[Hashes, Hashes, Ints, int],
    rows: tuple[NDArray[np.signedinteger], Ids, Ids],
) -> int:
    """Count the n-grams of every row; return the number of entries.

    Rows are sorted together, as many as find room and as two digits can number: a short row by itself costs more.

    Parameters
    ----------
    ngrams : (grid, smallest)
        int32, shape (number of lengths, number of words): the column of the n-gram of each length that begins at each
        word, negative for none; and the length in the first row.
    runs : (starts, ends)
        The words of each row.
    fields : (lead ends, title ends)
        Where title and lead, and the title, end in each row; empty if they do not count by themselves.
    scratch : (keys, spare, histogram, n_bits)
        Two arrays at least as long as a row has n-grams, one of N_DIGITS; bits in a column, and two more with fields.
    rows : (indptr, indices, counts)
        Filled; counts has one row, or three with fields.
    """
    keys, spare, histogram, n_bits = scratch
    indptr, indices, counts = rows
    shift = np.uint64(2 if len(fields[0]) else 0)
    mask = (_ONE << (np.uint64(n_bits) - shift)) - _ONE
    most = 1 << max(2 * _DIGIT_BITS - n_bits, 0)
    nnz = 0
    row = 0
    while row < len(runs[0]):
        first = row
        row = _list_rows(ngrams, runs, fields, (first, min(first + most, len(runs[0])), n_bits), (keys, indptr))
        number_bits = 0
        while 1 << number_bits < row - first:
            number_bits += 1
        _sort(keys, spare, histogram, indptr[row], n_bits + number_bits)
        start = 0
        for own in range(first, row):
            end = indptr[own + 1]
            indptr[own] = nnz
            nnz = _count_keys(keys, (start, end), (shift, mask), (indices, counts), nnz)
            start = end
    indptr[len(runs[0])] = nnz
    return nnz


@kernel
def count_signed(
    columns: Hashes,
    runs: tuple[Ints, Ints],
    scratch: tuple[Hashes, Hashes, Ints, int],
    rows: tuple[NDArray[np.signedinteger], Ids, Floats],
) -> int:
    """Add up the signs of every row; return the number of entries.

    Parameters
    ----------
    columns : uint64, shape (n,)
        Twice the column, plus one if the sign is negative.
    runs : (starts, ends)
        The columns of each row.
    scratch, rows
        As in `count_rows`, with sums instead of counts.
    """
    starts, ends = runs
    keys, spare, histogram, n_bits = scratch
    indptr, indices, sums = rows
    nnz = 0
    for row in range(len(starts)):
        indptr[row] = nnz
        n = ends[row] - starts[row]
        for i in range(n):
            keys[i] = columns[starts[row] + i]
        _sort(keys, spare, histogram, n, n_bits)
        i = 0
        while i < n:
            column = keys[i] >> _ONE
            total = 0
            while i < n and keys[i] >> _ONE == column:
                total += -1 if keys[i] & _ONE else 1
                i += 1
            indices[nnz] = np.int32(column)
            sums[nnz] = total
            nnz += 1
    indptr[len(starts)] = nnz
    return nnz
