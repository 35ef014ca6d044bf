"""Counts of n-grams -> the values of rows, and of each n-gram where it stands (kernels)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.features._lexicon import Ids, Ints

Floats = NDArray[np.float64]

PLAIN, SUBLINEAR, BINARY = 0, 1, 2
"""How a count becomes a term frequency: as it is, 1 + log(count), 1."""
NO_NORM, L1, L2 = 0, 1, 2


@helper
def _frequency(count: int, frequencies: Floats, kind: int) -> float:
    if count < len(frequencies):
        return float(frequencies[count])
    if kind == BINARY:
        return 1.0
    return math.log(count) + 1.0 if kind == SUBLINEAR else float(count)


@helper
def _sized(value: float, norm: int) -> float:
    return value * value if norm == L2 else abs(value)


@helper
def _length(size: float, norm: int) -> float:
    """Return what a row is divided by: its norm, or 1."""
    if norm == NO_NORM or size == 0.0:
        return 1.0
    return math.sqrt(size) if norm == L2 else size


@helper
def _add_field(
    rows: tuple[NDArray[np.signedinteger], Ids, Ids],
    row: tuple[int, int],
    field: tuple[int, float],
    weighting: tuple[Floats, tuple[Floats, int, int]],
    sums: tuple[Floats, Floats],
) -> None:
    """Add the row of title and lead, or of the title, to that of the whole."""
    _, indices, counts = rows
    which, weight = field
    idf, (table, kind, norm) = weighting
    shares, data = sums
    size = 0.0
    for j in range(row[0], row[1]):
        if counts[which, j]:
            size += _sized(_frequency(counts[which, j], table, kind) * idf[indices[j]], norm)
    scale = _length(size, norm)
    for j in range(row[0], row[1]):
        added = 0.0
        if counts[which, j]:
            added = weight * (_frequency(counts[which, j], table, kind) * idf[indices[j]] / scale)
            data[j] += added
        shares[which, j] = added


@kernel
def weigh(
    rows: tuple[NDArray[np.signedinteger], Ids, Ids],
    idf: Floats,
    scaling: tuple[Floats, int, int],
    weights: Floats,
    filled: tuple[Floats, Floats],
) -> None:
    """Write the TF-IDF values of counted rows.

    Parameters
    ----------
    rows : (indptr, indices, counts)
        See `vnnews.features._row_counts.count_rows`.
    idf : float64, shape (n_features,)
    scaling : (table, kind, norm)
        Term frequencies of the first counts, how they go on, and the norm.
    weights : float64, shape (3,)
        Of the rows of the whole, of title and lead, and of the title.
    filled : (shares, data)
        float64, shape (1 or 3, nnz): what whole, lead and title add, before their sum is scaled; and, shape (nnz,),
        the values.
    """
    indptr, indices, counts = rows
    shares, data = filled
    table, kind, norm = scaling
    for row in range(len(indptr) - 1):
        start = indptr[row]
        end = indptr[row + 1]
        size = 0.0
        for j in range(start, end):
            data[j] = _frequency(counts[0, j], table, kind) * idf[indices[j]]
            size += _sized(data[j], norm)
        scale = _length(size, norm)
        for j in range(start, end):
            data[j] /= scale
            shares[0, j] = data[j]
        for field in range(1, len(counts)):
            _add_field(rows, (start, end), (field, weights[field]), (idf, scaling), filled)
        if len(counts) > 1:
            size = 0.0
            for j in range(start, end):
                size += _sized(data[j], norm)
            scale = _length(size, norm)
            for j in range(start, end):
                data[j] /= scale


@kernel
def share(
    grid: Ids,
    smallest: int,
    field_ends: tuple[int, int],
    row: tuple[Ids, Ids, Floats],
    found: tuple[Ints, Ints, Ids, Floats],
) -> int:
    """Share the values of one row among the n-grams of its document; return how many there are.

    Parameters
    ----------
    grid, smallest
        See `vnnews.features._row_counts.count_rows`; of one document.
    field_ends : (lead end, title end)
    row : (indices, counts, values)
        Values of shape (1 or 3, nnz): what whole, lead and title add.
    found : (first, last, column, value)
        Filled: first and last word, column and value of every n-gram.
    """
    indices, counts, values = row
    first, last, column, value = found
    lead_end, title_end = field_ends
    n = 0
    for k in range(len(grid)):
        length = smallest + k
        for i in range(grid.shape[1] - length + 1):
            if grid[k, i] < 0:
                continue
            j = 0
            above = len(indices)
            while above - j > 1:
                middle = (j + above) // 2
                if indices[middle] <= grid[k, i]:
                    j = middle
                else:
                    above = middle
            total = values[0, j] / counts[0, j]
            if len(values) > 1 and i + length <= lead_end:
                total += values[1, j] / counts[1, j]
                if i + length <= title_end:
                    total += values[2, j] / counts[2, j]
            first[n] = i
            last[n] = i + length - 1
            column[n] = grid[k, i]
            value[n] = total
            n += 1
    return n
