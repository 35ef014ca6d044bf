"""What the parts of a document add to sums over its n-grams (kernel)."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.features._lexicon import Ids, Ints
from vnnews.features._rows import L2, NO_NORM, Floats


class Sums(NamedTuple):
    """Sums over the n-grams of documents, each times a weight.

    Attributes
    ----------
    documents : ndarray of int64, shape (n_sums,)
        Of which document each is.
    firsts, lasts : ndarray of int64, shape (n_sums,)
        The columns of a table of weights from which each takes its own: from the first up to, not with, the last.
    factors : ndarray of float64, shape (n_sums, n)
        What these columns count; as many as there are between first and last, whatever follows.
    """

    documents: Ints
    firsts: Ints
    lasts: Ints
    factors: Floats


@kernel
def share_values(rows: tuple[NDArray[np.signedinteger], Ids], norm: int, values: Floats) -> None:
    """Turn what whole, lead and title add to the columns of rows into what each occurrence there adds.

    Parameters
    ----------
    rows : (indptr, counts)
        See `vnnews.features._rows.count_rows`.
    norm : int
        By which the sum of whole, lead and title is scaled; `NO_NORM` where it is the whole alone.
    values : float64, shape (1 or 3, nnz)
        Changed.
    """
    indptr, counts = rows
    for row in range(len(indptr) - 1):
        size = 0.0
        for j in range(indptr[row], indptr[row + 1]):
            total = 0.0
            for k in range(len(values)):
                total += values[k, j]
            size += total * total if norm == L2 else abs(total)
        scale = 1.0
        if norm != NO_NORM and size > 0.0:
            scale = math.sqrt(size) if norm == L2 else size
        for j in range(indptr[row], indptr[row + 1]):
            for k in range(len(values)):
                if counts[k, j]:
                    values[k, j] /= scale * counts[k, j]


@helper
def _weigh_row(
    row: tuple[int, int],
    indices: Ids,
    weights: tuple[int, int, NDArray[np.floating], Floats],
    scratch: tuple[Ids, Floats],
) -> None:
    first, last, table, factors = weights
    places, weighed = scratch
    for j in range(row[0], row[1]):
        places[indices[j]] = j
        total = 0.0
        for k in range(first, last):
            total += factors[k - first] * table[indices[j], k]
        weighed[j] = total


@kernel
def sum_parts(
    ngrams: tuple[Ids, int],
    documents: tuple[Ints, Ints, Ints, Ints, Ints],
    rows: tuple[NDArray[np.signedinteger], Ids, Floats],
    sums: tuple[Ints, Ints, Ints, Floats, NDArray[np.floating]],
    filled: tuple[Ids, Floats, Floats],
) -> None:
    """Write what every part of a document adds to each of its sums.

    Parameters
    ----------
    ngrams : (grid, smallest)
        See `vnnews.features._rows.count_rows`.
    documents : (indptr, lead ends, title ends, part indptr, starts)
        Where the words of each document begin and end, and where its title does and title and lead do; where its parts
        stand in `starts`, and the first word of each. Words are counted through all documents. An n-gram belongs to
        the last part that begins at its first word or before.
    rows : (indptr, indices, values)
        Values as `share_values` leaves them.
    sums : (documents, firsts, lasts, factors, table)
        See `Sums`; and the table of weights, shape (n_features, n_weights).
    filled : (places, weights, found)
        int32, shape (n_features,), and float64, shape (nnz,), for use inside; and the result, float64: the parts of the
        first sum's document, then those of the second's, and so on.
    """
    grid, smallest = ngrams
    word_indptr, lead_ends, title_ends, part_indptr, starts = documents
    indptr, indices, values = rows
    owners, firsts, lasts, factors, table = sums
    places, weighed, found = filled
    origin = 0
    for s in range(len(owners)):
        document = owners[s]
        row = (indptr[document], indptr[document + 1])
        _weigh_row(row, indices, (firsts[s], lasts[s], table, factors[s]), (places, weighed))
        end = word_indptr[document + 1]
        for part in range(part_indptr[document], part_indptr[document + 1]):
            total = 0.0
            stop = starts[part + 1] if part + 1 < part_indptr[document + 1] else end
            for k in range(len(grid)):
                length = smallest + k
                for i in range(starts[part], min(stop, end - length + 1)):
                    if grid[k, i] >= 0:
                        j = places[grid[k, i]]
                        value = values[0, j]
                        if len(values) > 1 and i + length <= lead_ends[document]:
                            value += values[1, j]
                            if i + length <= title_ends[document]:
                                value += values[2, j]
                        total += value * weighed[j]
            found[origin] = total
            origin += 1
