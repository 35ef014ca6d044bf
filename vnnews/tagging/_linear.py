"""Scores of a linear model for sparse rows."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray


def linear_scores(X: sp.csr_matrix, coef: NDArray[np.floating], intercept: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return ``X @ coef.T + intercept``.

    Parameters
    ----------
    X : csr_matrix or ndarray of shape (n, n_features)
    coef : ndarray of shape (n_outputs, n_features)
    intercept : ndarray of shape (n_outputs,)

    Returns
    -------
    ndarray of shape (n, n_outputs)
    """
    if sp.issparse(X) and X.nnz < X.shape[1]:
        # A few articles touch few columns; the product would read, and copy, the weights of all.
        columns, where = np.unique(X.indices, return_inverse=True)
        X = sp.csr_matrix((X.data, where, X.indptr), shape=(X.shape[0], len(columns)))
        coef = coef[:, columns]
    if coef.dtype == np.float16:
        # The sparse product knows no half precision.
        coef = coef.astype(np.float32)
    return np.asarray(X @ coef.T, dtype=np.float64) + intercept


def both(second: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the weights of both classes from those of the second, as scikit-learn stores them for two."""
    return np.concatenate([-second, second]) / 2
