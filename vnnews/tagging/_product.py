"""Matrix products whose rows depend neither on how many there are nor on how many threads multiply them.

Libraries of linear algebra take other ways for one row, and for small products, on which sums come in another order and
end in other bits. So rows of zeros are added until the product is a usual one. Long sums they part, at places that
depend on the number of threads; so they are parted here. Small matrices are multiplied by a kernel.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from vnnews.text._jit import kernel

Singles = NDArray[np.float32]
Floats = NDArray[np.float64]

_FEWEST = 64
_SMALL = 1 << 20
"""Multiplications up to which OpenBLAS may take another way."""

_LONG = 256
"""So long a sum OpenBLAS does in one go, on any processor (GEMM_Q in its parameters is 256 or more)."""


def product(X: Singles, matrix: Singles) -> Singles:
    """Return ``X @ matrix``.

    Parameters
    ----------
    X : ndarray of float32, shape (n, n_features)
    matrix : ndarray of float32, shape (n_features, n_outputs)

    Returns
    -------
    ndarray of float32, shape (n, n_outputs)
    """
    found = _piece(X[:, :_LONG], matrix[:_LONG])
    for first in range(_LONG, len(matrix), _LONG):
        found += _piece(X[:, first : first + _LONG], matrix[first : first + _LONG])
    return found


def _piece(X: Singles, matrix: Singles) -> Singles:
    at_least = max(2, _SMALL // max(matrix.size, 1) + 1)
    if len(X) >= at_least:
        return np.asarray(X @ matrix)
    padded = np.zeros((at_least, X.shape[1]), np.float32)
    padded[: len(X)] = X
    return np.asarray((padded @ matrix)[: len(X)])


def widened(matrix: NDArray[np.floating]) -> Singles:
    """Return a matrix with columns of zeros behind its few, in single precision: as `product` likes it."""
    wide = np.zeros((len(matrix), max(_FEWEST, matrix.shape[1])), np.float32)
    wide[:, : matrix.shape[1]] = matrix
    return wide


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
    _multiply(np.ascontiguousarray(X), np.ascontiguousarray(matrix), found)
    found += constants
    return found


def sparse_product(X: sp.csr_matrix, table: NDArray[np.floating], constants: Floats) -> Floats:
    """Return ``X @ table + constants`` for sparse rows, of which only the columns that they have are read.

    Parameters
    ----------
    X : csr_matrix of shape (n, n_features)
    table : ndarray of shape (n_features, n_outputs)
    constants : ndarray of shape (n_outputs,)

    Returns
    -------
    ndarray of shape (n, n_outputs)
    """
    found = np.empty((X.shape[0], table.shape[1]))
    _multiply_rows((X.indptr, X.indices, X.data), table, found)
    found += constants
    return found


@kernel
def _multiply(X: NDArray[np.floating], matrix: Floats, found: Floats) -> None:
    for i in range(len(X)):
        row = found[i]
        row[:] = 0.0
        for j in range(X.shape[1]):
            value = X[i, j]
            for k in range(len(row)):
                row[k] += value * matrix[j, k]


@kernel
def _multiply_rows(
    rows: tuple[NDArray[np.signedinteger], NDArray[np.signedinteger], NDArray[np.floating]],
    table: NDArray[np.floating],
    found: Floats,
) -> None:
    indptr, indices, data = rows
    for i in range(len(indptr) - 1):
        row = found[i]
        row[:] = 0.0
        for j in range(indptr[i], indptr[i + 1]):
            value = data[j]
            weights = table[indices[j]]
            for k in range(len(row)):
                row[k] += value * weights[k]
