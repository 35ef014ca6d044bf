"""Softmax of rows, without the detours that make scipy's slow for few numbers (kernel)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel

Floats = NDArray[np.float64]


def softmax(scores: NDArray[np.floating]) -> Floats:
    """Return `scipy.special.softmax` of every row, shape (n, n_columns), in double precision."""
    found = log_softmax(scores)
    return np.exp(found, out=found)


def log_softmax(scores: NDArray[np.floating]) -> Floats:
    """Return `scipy.special.log_softmax` of every row, shape (n, n_columns), in double precision."""
    found = np.array(scores, np.float64, order="C")
    normalize_rows(found)
    return found


@kernel
def normalize_rows(rows: Floats) -> None:
    """Turn every row of scores into its log-softmax."""
    for i in range(len(rows)):
        _normalize(rows[i])


@kernel
def lay_log_softmax(before: Floats, scores: NDArray[np.floating], behind: Floats, found: Floats) -> None:
    """Fill rows with what stands before, the log-softmax of the last scores, and what stands behind.

    Parameters
    ----------
    before : ndarray of float64, shape (n, n_columns)
    scores : ndarray of shape (n, n_scores)
        The last ones are meant, as many as stand before.
    behind : ndarray of float64, shape (n, n_behind)
    found : ndarray of float64, shape (n, 2 * n_columns + n_behind)
        Filled.
    """
    n = before.shape[1]
    first = scores.shape[1] - n
    for i in range(len(found)):
        for k in range(n):
            found[i, k] = before[i, k]
            found[i, n + k] = scores[i, first + k]
        _normalize(found[i, n : 2 * n])
        for k in range(behind.shape[1]):
            found[i, 2 * n + k] = behind[i, k]


@kernel
def mix_log_softmax(
    first: tuple[Floats, Floats, NDArray[np.floating]], second: NDArray[np.floating], share: float, found: Floats
) -> None:
    """Fill the log-softmax of mixtures: of what the log-softmax of two scores are, the second one by its share.

    Parameters
    ----------
    first : (scores, constants, more)
        float64, shape (n, n_columns), changed; float64, shape (n_columns,), and shape (n, n_columns): what is added to
        them, one after the other.
    second : ndarray of shape (n, n_scores)
        The last ones are meant, as many as there are columns.
    share : float
    found : ndarray of float64, shape (n, n_columns)
        Filled.
    """
    scores, constants, more = first
    rest = 1.0 - share
    origin = second.shape[1] - found.shape[1]
    for i in range(len(found)):
        one, row = scores[i], found[i]
        for k in range(len(row)):
            one[k] = one[k] + constants[k] + more[i, k]
            row[k] = second[i, origin + k]
        _normalize(one)
        _normalize(row)
        for k in range(len(row)):
            row[k] = rest * one[k] + share * row[k]
        _normalize(row)


@helper
def _normalize(row: Floats) -> None:
    """Turn the scores of a row into their log-softmax."""
    largest = row[0]
    for k in range(1, len(row)):
        largest = max(largest, row[k])
    total = 0.0
    for k in range(len(row)):
        row[k] -= largest
        total += math.exp(row[k])
    shift = math.log(total)
    for k in range(len(row)):
        row[k] -= shift
