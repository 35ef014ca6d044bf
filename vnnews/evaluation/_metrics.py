"""How good issues and tones are, against labels: the figures that the model card shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support


@dataclass(frozen=True)
class IssueMetrics:
    """Figures of a multi-label prediction.

    Attributes
    ----------
    micro_f1, macro_f1 : float
        F1 over all decisions, and the mean of the issues' F1.
    calibration_error : float
        Mean over the issues of the expected calibration error, 10 bins.
    per_issue : dict of str to dict
        ``precision``, ``recall``, ``f1`` and ``support`` (articles that have it) of each issue.
    """

    micro_f1: float
    macro_f1: float
    calibration_error: float
    per_issue: dict[str, dict[str, float]]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON-ready built-in types."""
        return dict(vars(self))


@dataclass(frozen=True)
class ToneMetrics:
    """Figures of a tone prediction.

    Attributes
    ----------
    accuracy, macro_f1 : float
    opposite : float
        Share of the articles that got positive for negative or the reverse.
    calibration_error : float
        Expected calibration error of the most probable tone, 10 bins.
    confusion : dict of str to dict of str to int
        ``confusion[labelled][predicted]``, in articles.
    """

    accuracy: float
    macro_f1: float
    opposite: float
    calibration_error: float
    confusion: dict[str, dict[str, int]]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON-ready built-in types."""
        return dict(vars(self))


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
    p, y = np.asarray(probabilities, dtype=np.float64), np.asarray(hits, dtype=np.float64)
    bins = np.minimum((p * n_bins).astype(int), n_bins - 1)
    gaps = np.bincount(bins, weights=p - y, minlength=n_bins)
    return float(np.abs(gaps).sum() / max(len(p), 1))


def issue_metrics(
    Y_true: ArrayLike, Y_pred: ArrayLike, probabilities: ArrayLike, issue_ids: tuple[str, ...]
) -> IssueMetrics:
    """Compare predicted issues with labels.

    Parameters
    ----------
    Y_true, Y_pred : array-like of shape (n_articles, n_issues)
        0 and 1.
    probabilities : array-like of shape (n_articles, n_issues)
    issue_ids : tuple of str
        Names of the columns.

    Returns
    -------
    IssueMetrics
    """
    truth, guess, p = (np.asarray(value) for value in (Y_true, Y_pred, probabilities))
    precision, recall, f1, support = precision_recall_fscore_support(truth, guess, average=None, zero_division=0)
    per_issue = {
        issue: {
            "precision": float(precision[i]),
            "recall": float(recall[i]),
            "f1": float(f1[i]),
            "support": int(support[i]),
        }
        for i, issue in enumerate(issue_ids)
    }
    return IssueMetrics(
        micro_f1=float(f1_score(truth, guess, average="micro", zero_division=0)),
        macro_f1=float(f1_score(truth, guess, average="macro", zero_division=0)),
        calibration_error=float(
            np.mean([expected_calibration_error(p[:, i], truth[:, i]) for i in range(truth.shape[1])])
        ),
        per_issue=per_issue,
    )


def tone_metrics(
    y_true: ArrayLike, y_pred: ArrayLike, probabilities: ArrayLike, tone_ids: tuple[str, ...]
) -> ToneMetrics:
    """Compare predicted tones with labels.

    Parameters
    ----------
    y_true, y_pred : array-like of str, shape (n_articles,)
    probabilities : array-like of shape (n_articles, n_tones)
    tone_ids : tuple of str
        Names of the columns.

    Returns
    -------
    ToneMetrics
    """
    truth, guess, p = np.asarray(y_true), np.asarray(y_pred), np.asarray(probabilities)
    table: NDArray[np.int64] = confusion_matrix(truth, guess, labels=list(tone_ids))
    surest = np.array(tone_ids)[p.argmax(axis=1)]
    opposite = {("positive", "negative"), ("negative", "positive")}
    return ToneMetrics(
        accuracy=float(accuracy_score(truth, guess)),
        macro_f1=float(f1_score(truth, guess, labels=list(tone_ids), average="macro", zero_division=0)),
        opposite=float(np.mean([pair in opposite for pair in zip(truth.tolist(), guess.tolist(), strict=True)])),
        calibration_error=expected_calibration_error(p.max(axis=1), surest == truth),
        confusion={
            labelled: {predicted: int(table[i, j]) for j, predicted in enumerate(tone_ids)}
            for i, labelled in enumerate(tone_ids)
        },
    )
