"""Softmax of rows, without the detours that make scipy's slow for few numbers (kernel)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import kernel

Floats = NDArray[np.float64]


def softmax(scores: NDArray[np.floating]) -> Floats:
    """Return `scipy.special.softmax` of every row, shape (n, n_columns), in double precision."""
    found = log_softmax(scores)
    return np.exp(found, out=found)


def log_softmax(scores: NDArray[np.floating]) -> Floats:
    """Return `scipy.special.log_softmax` of every row, shape (n, n_columns), in double precision."""
    found = np.array(scores, np.float64, order="C")
    _log_softmax(found)
    return found


@kernel
def _log_softmax(rows: Floats) -> None:
    for i in range(len(rows)):
        row = rows[i]
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
