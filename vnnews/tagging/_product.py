"""Matrix products in double precision whose rows do not depend on how many there are: sparse ones, and small ones."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from vnnews._jit import kernel
from vnnews.features._row_sums import sum_rows
from vnnews.features._weighted_rows import Rows

Floats = NDArray[np.float64]


def small_product(X: NDArray[np.floating], matrix: Floats, constants: Floats) -> Floats:
    """Return ``X @ matrix + constants`` for a matrix of few columns.

    Parameters
    ----------
    X : ndarray of shape (n, n_features)
    matrix : ndarray of shape (n_features, n_outputs)
    constants : ndarray of shape (n_outputs,)

    Returns
    -------
    ndarray of shape (n, n_outputs)
    """
    found = np.empty((len(X), matrix.shape[1]))
    _multiply(np.ascontiguousarray(X), np.ascontiguousarray(matrix), constants, found)
    return found


def sparse_product(X: sp.csr_matrix | Rows, table: NDArray[np.floating], constants: Floats | None = None) -> Floats:
    """Return ``X @ table + constants`` for sparse rows, of which only the columns that they have are read.

    Parameters
    ----------
    X : csr_matrix of shape (n, n_features), or its arrays
    table : ndarray of shape (n_features, n_outputs)
    constants : ndarray of shape (n_outputs,), optional

    Returns
    -------
    ndarray of shape (n, n_outputs)
    """
    found = np.empty((len(X.indptr) - 1, table.shape[1]))
    sum_rows((X.indptr[:-1], X.indptr[1:]), (X.indices, X.data), table, found)
    if constants is not None:
        found += constants
    return found


@kernel
def _multiply(X: NDArray[np.floating], matrix: Floats, constants: Floats, found: Floats) -> None:
    for i in range(len(X)):
        row = found[i]
        row[:] = 0.0
        for j in range(X.shape[1]):
            value = X[i, j]
            for k in range(len(row)):
                row[k] += value * matrix[j, k]
        for k in range(len(row)):
            row[k] += constants[k]
