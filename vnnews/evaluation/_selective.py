"""What a model gets right if it may pass over what it is least sure of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RiskCoverageCurve:
    """Share of wrong answers among the surest ones, from the surest alone to all.

    Attributes
    ----------
    coverage : ndarray of float64, shape (n,)
        ``1/n, 2/n, ..., 1``: the share of the articles that is answered.
    risk : ndarray of float64, shape (n,)
        The share of wrong answers among them.
    confidence : ndarray of float64, shape (n,)
        The least confidence among them.
    aurc : float
        The area under the curve: the mean of ``risk``; nan without articles.
    """

    coverage: Floats
    risk: Floats
    confidence: Floats
    aurc: float

    def confidence_for(self, risk: float) -> float:
        """Return the least confidence from which on at most this share of the answers is wrong.

        It is found on the articles of the curve: on others the share is about the same, and a few articles tell
        little. Give it to `ArticleTagger` as its ``min_confidence``.

        Parameters
        ----------
        risk : float
            The share that may be wrong, such as 0.15.

        Returns
        -------
        float
            infinity if even the surest answers are wrong more often, or there are none.

        Raises
        ------
        ValueError
            If ``risk`` is not between 0 and 1.

        Examples
        --------
        >>> curve = risk_coverage_curve([True, False, True, False], [0.9, 0.4, 0.8, 0.6])
        >>> curve.confidence_for(0.0), curve.confidence_for(0.4)
        (0.8, 0.6)
        """
        if not 0.0 <= risk <= 1.0:
            raise ValueError(f"risk={risk!r}: expected a share between 0 and 1, such as 0.15")
        # Answers of the same confidence are given together.
        is_last = np.append(np.diff(self.confidence) != 0, True)[: len(self.confidence)]
        good = np.flatnonzero(is_last & (self.risk <= risk))
        return float(self.confidence[good[-1]]) if len(good) else float("inf")


def risk_coverage_curve(correct: ArrayLike, confidence: ArrayLike) -> RiskCoverageCurve:
    """Return how the share of wrong answers grows as less sure ones are admitted (Geifman and El-Yaniv 2017).

    Articles of the same confidence enter in no order: where the line runs through them, the risk is the one expected
    if they are drawn at random. The curve so does not depend on the order of the articles.

    Parameters
    ----------
    correct : array-like of bool, shape (n,)
    confidence : array-like of float, shape (n,)
        The larger the surer.

    Returns
    -------
    RiskCoverageCurve

    Raises
    ------
    ValueError
        If lengths differ or a confidence is nan.

    Examples
    --------
    >>> curve = risk_coverage_curve([True, False, True, False], [0.9, 0.4, 0.8, 0.6])
    >>> curve.risk.round(3).tolist(), round(curve.aurc, 3)
    ([0.0, 0.0, 0.333, 0.5], 0.208)
    """
    right, sure = np.asarray(correct, dtype=np.float64).ravel(), np.asarray(confidence, dtype=np.float64).ravel()
    if len(right) != len(sure):
        raise ValueError(f"{len(sure)} confidences for {len(right)} answers; give one for each")
    if np.isnan(sure).any():
        raise ValueError(f"{np.isnan(sure).sum()} confidences are nan; expected numbers, larger for surer answers")
    if not len(right):
        return RiskCoverageCurve(np.empty(0), np.empty(0), np.empty(0), float("nan"))
    order = np.argsort(-sure, kind="stable")
    wrong, sure = 1.0 - right[order], sure[order]
    _, tie = np.unique(-sure, return_inverse=True)
    expected = np.bincount(tie, weights=wrong)[tie] / np.bincount(tie)[tie]
    n = np.arange(1, len(wrong) + 1)
    risk = np.cumsum(expected) / n
    return RiskCoverageCurve(n / len(n), risk, sure, float(risk.mean()))


def selective_accuracy(correct: ArrayLike, confidence: ArrayLike, coverage: float = 0.7) -> float:
    """Return the accuracy on the surest articles.

    Parameters
    ----------
    correct : array-like of bool, shape (n,)
    confidence : array-like of float, shape (n,)
        The larger the surer; ties as in `risk_coverage_curve`.
    coverage : float, default=0.7
        The share of the articles that is answered, rounded up to whole articles.

    Returns
    -------
    float
        nan without articles.

    Raises
    ------
    ValueError
        If ``coverage`` is not above 0 and at most 1.

    Examples
    --------
    >>> selective_accuracy([True, False, True, False], [0.9, 0.4, 0.8, 0.6], coverage=0.5)
    1.0
    """
    if not 0.0 < coverage <= 1.0:
        raise ValueError(f"coverage={coverage!r}: expected a share above 0 and at most 1")
    risk = risk_coverage_curve(correct, confidence).risk
    # 0.7 * 10 is a little more than 7 in floating point, and 7 is meant.
    return float(1.0 - risk[int(np.ceil(coverage * len(risk) - 1e-9)) - 1]) if len(risk) else float("nan")
