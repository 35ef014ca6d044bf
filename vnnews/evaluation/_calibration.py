"""Whether probabilities come true as often as they say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ReliabilityCurve:
    """How often came true what was given a probability, over bins of equal width.

    Attributes
    ----------
    probability, frequency : ndarray of float64, shape (n_filled_bins,)
        The mean probability in a bin, and the share of it that came true. Bins without anything are left out.
    count : ndarray of int64, shape (n_filled_bins,)
        How many fell into the bin.
    error : float
        The expected calibration error: the mean of ``|probability - frequency|``, weighted by ``count``.
    """

    probability: Floats
    frequency: Floats
    count: NDArray[np.int64]
    error: float


def reliability_curve(probabilities: ArrayLike, hits: ArrayLike, n_bins: int = 10) -> ReliabilityCurve:
    """Compare probabilities with frequencies over bins of equal width.

    Parameters
    ----------
    probabilities : array-like of shape (n,)
    hits : array-like of shape (n,)
        1 where what had the probability came true, else 0.
    n_bins : int, default=10

    Returns
    -------
    ReliabilityCurve

    Raises
    ------
    ValueError
        If lengths differ, or a probability lies outside 0 to 1.

    See Also
    --------
    sklearn.calibration.calibration_curve : The same without counts; it refuses an empty input.

    Examples
    --------
    >>> curve = reliability_curve([0.9, 0.9, 0.1], [1, 0, 0])
    >>> curve.frequency.tolist(), curve.count.tolist()
    ([0.0, 0.5], [1, 2])
    """
    p, y = np.asarray(probabilities, dtype=np.float64).ravel(), np.asarray(hits, dtype=np.float64).ravel()
    if len(p) != len(y):
        raise ValueError(f"{len(p)} probabilities for {len(y)} outcomes; give one for each")
    if len(p) and not (p.min() >= 0.0 and p.max() <= 1.0):
        raise ValueError(f"probabilities from {p.min():g} to {p.max():g}; expected numbers between 0 and 1")
    bins = np.minimum((p * n_bins).astype(np.int64), n_bins - 1)
    count = np.bincount(bins, minlength=n_bins)
    filled = count > 0
    n = count[filled]
    probability = np.bincount(bins, weights=p, minlength=n_bins)[filled] / n
    frequency = np.bincount(bins, weights=y, minlength=n_bins)[filled] / n
    error = float(np.abs(probability - frequency) @ n / max(len(p), 1))
    return ReliabilityCurve(probability, frequency, n, error)


def expected_calibration_error(probabilities: ArrayLike, hits: ArrayLike, n_bins: int = 10) -> float:
    """Return the mean distance between probability and frequency over bins of equal width (Naeini et al. 2015).

    Parameters
    ----------
    probabilities : array-like of shape (n,)
    hits : array-like of shape (n,)
        1 where what had the probability came true, else 0.
    n_bins : int, default=10

    Returns
    -------
    float
        0 for perfect calibration; 0 without data.

    Examples
    --------
    >>> expected_calibration_error([0.9, 0.9], [1, 0])
    0.4
    """
    return reliability_curve(probabilities, hits, n_bins).error
