"""What the parts of a document add to sums over its n-grams (kernels)."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import kernel
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
    bounds : ndarray of int64, shape (n_sums + 1,)
        Where the parts of each one's document begin and end, counted through all sums.
    """

    documents: Ints
    firsts: Ints
    lasts: Ints
    factors: Floats
    bounds: Ints


@kernel
def share_values(rows: tuple[NDArray[np.signedinteger], Ids], norm: int, values: Floats) -> None:
    """Turn what whole, lead and title add to the columns of rows into what each occurrence there adds.

    Parameters
    ----------
    rows : (indptr, counts)
        See `vnnews.features._row_counts.count_rows`.
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


@kernel
def list_occurrences(
    ngrams: tuple[Ids, int],
    documents: tuple[Ints, Ints, Ints, Ints, Ints],
    rows: tuple[NDArray[np.signedinteger], Ids, Floats],
    scratch: tuple[Ids, Ids],
    listed: tuple[Ints, Ids, Floats],
) -> None:
    """List the n-grams of the parts of documents.

    Parameters
    ----------
    ngrams : (grid, smallest)
        See `vnnews.features._row_counts.count_rows`.
    documents : (indptr, lead ends, title ends, part indptr, starts)
        Where the words of each document begin and end, and where its title does and title and lead do; where its parts
        stand in `starts`, and the first word of each. Words are counted through all documents. An n-gram belongs to
        the last part that begins at its first word or before.
    rows : (indptr, indices, values)
        Values as `share_values` leaves them.
    scratch : (places, ends)
        int32, shape (n_features,), and as long as the lists.
    listed : (indptr, entries, values)
        Filled: where those of every part begin and end; for each its place in `indices`, and what it adds there. As
        much room as the grid takes.
    """
    grid, smallest = ngrams
    word_indptr, lead_ends, title_ends, part_indptr, starts = documents
    indptr, indices, values = rows
    places, ends = scratch
    listed_indptr, entries, added = listed
    n = 0
    for document in range(len(indptr) - 1):
        first = n
        end = word_indptr[document + 1]
        for part in range(part_indptr[document], part_indptr[document + 1]):
            listed_indptr[part] = n
            stop = starts[part + 1] if part + 1 < part_indptr[document + 1] else end
            for k in range(len(grid)):
                length = smallest + k
                for i in range(starts[part], min(stop, end - length + 1)):
                    # Which words have a column cannot be foreseen: what has none is written too, and written over.
                    entries[n] = grid[k, i]
                    ends[n] = i + length
                    n += grid[k, i] >= 0
        for j in range(indptr[document], indptr[document + 1]):
            places[indices[j]] = j
        for m in range(first, n):
            j = places[entries[m]]
            value = values[0, j]
            if len(values) > 1 and ends[m] <= lead_ends[document]:
                value += values[1, j]
                if ends[m] <= title_ends[document]:
                    value += values[2, j]
            entries[m] = j
            added[m] = value
    listed_indptr[len(starts)] = n


@kernel
def sum_parts(
    listed: tuple[Ints, Ids, Floats],
    documents: tuple[Ints, NDArray[np.signedinteger], Ids],
    sums: tuple[Ints, Ints, Ints, Floats, NDArray[np.floating]],
    weighed: Floats,
    found: Floats,
) -> None:
    """Write what every part of a document adds to each of its sums.

    Parameters
    ----------
    listed : (indptr, entries, values)
        What `list_occurrences` filled.
    documents : (part indptr, indptr, indices)
        As there: the parts and the row of each document.
    sums : (documents, firsts, lasts, factors, table)
        See `Sums`; and the table of weights, shape (n_features, n_weights).
    weighed : float64, shape (nnz,)
        For use inside.
    found : float64
        Filled: the parts of the first sum's document, then those of the second's, and so on.
    """
    listed_indptr, entries, values = listed
    part_indptr, indptr, indices = documents
    owners, firsts, lasts, factors, table = sums
    origin = 0
    for s in range(len(owners)):
        document = owners[s]
        weighed[indptr[document] : indptr[document + 1]] = 0.0
        # Column by column: a loop that decides nothing waits for many rows of a table larger than any cache at once.
        for k in range(firsts[s], lasts[s]):
            factor = factors[s, k - firsts[s]]
            for j in range(indptr[document], indptr[document + 1]):
                weighed[j] += factor * table[indices[j], k]
        for part in range(part_indptr[document], part_indptr[document + 1]):
            total = 0.0
            for m in range(listed_indptr[part], listed_indptr[part + 1]):
                total += values[m] * weighed[entries[m]]
            found[origin] = total
            origin += 1
