"""Counted n-grams of runs of words -> weighted rows, and their matrix."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import DTypeLike, NDArray

from vnnews.features._lexicon import Ids, Ints
from vnnews.features._row_counts import N_DIGITS, TOGETHER, count_rows
from vnnews.features._rows import BINARY, L1, L2, NO_NORM, PLAIN, SUBLINEAR, Floats, weigh
from vnnews.features._words import measure_runs

Fields = tuple[Ints, Ints]
Counted = tuple[NDArray[np.signedinteger], Ids, Ids]
"""indptr, indices and counts of rows; see `vnnews.features._row_counts.count_rows`."""

_KNOWN = 256
NO_FIELDS: Fields = (np.empty(0, np.int64), np.empty(0, np.int64))
_COUNTS = np.arange(_KNOWN, dtype=np.float64)
_FREQUENCIES = {
    PLAIN: _COUNTS,
    SUBLINEAR: np.concatenate([[0.0], np.log(_COUNTS[1:]) + 1.0]),
    BINARY: np.minimum(_COUNTS, 1.0),
}
NORMS = {"l1": L1, "l2": L2, None: NO_NORM}


class Weighting(NamedTuple):
    """How counts become values; see `VietnameseTfidfVectorizer`."""

    idf: Floats
    sublinear_tf: bool
    binary: bool
    norm: str | None
    lead_weight: float
    title_weight: float
    dtype: DTypeLike

    @property
    def has_fields(self) -> bool:
        """Whether title and lead count by themselves."""
        return bool(self.lead_weight or self.title_weight)

    def weigh(self, rows: Counted) -> tuple[Floats, Floats]:
        """Return the values of counted rows, and what whole, lead and title add before their sum is scaled."""
        kind = BINARY if self.binary else SUBLINEAR if self.sublinear_tf else PLAIN
        data, shares = np.empty(rows[2].shape[1]), np.empty(rows[2].shape)
        weights = np.array([1.0, self.lead_weight, self.title_weight])
        weigh(rows, self.idf, (_FREQUENCIES[kind], kind, NORMS[self.norm]), weights, (shares, data))
        return data, shares


class Rows(NamedTuple):
    """Rows of a sparse matrix."""

    indptr: NDArray[np.signedinteger]
    indices: Ids
    data: NDArray[np.floating]


def count_runs(grid: Ids, smallest: int, runs: tuple[Ints, Ints], fields: Fields | None, n_features: int) -> Counted:
    """Return indptr, indices and counts of the rows of runs of words; see `vnnews.features._row_counts.count_rows`."""
    longest, room = measure_runs(*runs)
    longest, room = longest * len(grid), room * len(grid)
    n_bits = n_features.bit_length() + (0 if fields is None else 2)
    n_keys = max(longest, min(room, TOGETHER))
    scratch = (np.empty(n_keys, np.uint64), np.empty(n_keys, np.uint64), np.empty(N_DIGITS, np.int64), n_bits)
    indptr: NDArray[np.signedinteger] = np.empty(len(runs[0]) + 1, np.int32 if room < 2**31 else np.int64)
    indices, counts = np.empty(room, np.int32), np.empty((1 if fields is None else 3, room), np.int32)
    nnz = count_rows((grid, smallest), runs, fields or NO_FIELDS, scratch, (indptr, indices, counts))
    return indptr, indices[:nnz].copy(), counts[:, :nnz].copy()


def make_rows(grid: Ids, smallest: int, runs: tuple[Ints, Ints], fields: Fields | None, weighting: Weighting) -> Rows:
    """Return the weighted rows of runs of words."""
    counted = count_runs(grid, smallest, runs, fields if weighting.has_fields else None, len(weighting.idf))
    return Rows(counted[0], counted[1], weighting.weigh(counted)[0].astype(weighting.dtype, copy=False))


def to_matrix(chunks: list[Rows], n_features: int, dtype: DTypeLike) -> sp.csr_matrix:
    """Return the rows of all chunks, one below the other, as scikit-learn lays a matrix out. Empties the list."""
    if len(chunks) == 1:
        indptr, indices, data = chunks.pop()
    else:
        counts = np.concatenate([np.zeros(1, np.int64), *(np.diff(rows.indptr) for rows in chunks)])
        indptr = np.cumsum(counts)
        is_large = indptr[-1] >= 2**31
        indptr = indptr.astype(np.int64 if is_large else np.int32)
        indices = np.empty(indptr[-1], indptr.dtype)
        data = np.empty(indptr[-1], dtype)
        position = 0
        chunks.reverse()  # and so each chunk goes as soon as it is copied
        while chunks:
            rows = chunks.pop()
            indices[position : position + len(rows.indices)] = rows.indices
            data[position : position + len(rows.data)] = rows.data
            position += len(rows.data)
    matrix = sp.csr_matrix((data, indices, indptr), shape=(len(indptr) - 1, n_features))
    matrix.has_sorted_indices = True
    return matrix
