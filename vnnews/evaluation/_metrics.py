"""How good issues and tones are, against labels: the figures that the model card shows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    confusion_matrix,
    f1_score,
    precision_recall_fscore_support,
)

from vnnews.evaluation._calibration import expected_calibration_error
from vnnews.evaluation._ordinal import TONE_SCORES, opposite_rate, ordinal_error, tone_score_correlation
from vnnews.evaluation._selective import risk_coverage_curve, selective_accuracy

_NAN = float("nan")


@dataclass(frozen=True)
class IssueMetrics:
    """Figures of a multi-label prediction.

    A figure that nothing determines is nan, and means leave it out: the precision of an issue that was never said, the
    recall and the average precision of one that no article has, the F1 of one that is neither.

    Attributes
    ----------
    micro_f1, micro_precision, micro_recall : float
        Over all decisions.
    macro_f1, macro_precision, macro_recall : float
        The mean of the issues' figures.
    average_precision : float
        Mean of the issues' average precision: how well the probabilities rank, whatever the thresholds.
    calibration_error : float
        Mean over the issues of the expected calibration error, 10 bins.
    per_issue : dict of str to dict
        ``precision``, ``recall``, ``f1``, ``support`` (articles that have it), ``average_precision`` and
        ``calibration_error`` of each issue.
    """

    micro_f1: float
    macro_f1: float
    calibration_error: float
    per_issue: dict[str, dict[str, float]]
    micro_precision: float = _NAN
    micro_recall: float = _NAN
    macro_precision: float = _NAN
    macro_recall: float = _NAN
    average_precision: float = _NAN

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON-ready built-in types; what is nan becomes None."""
        return without_nan(vars(self))


@dataclass(frozen=True)
class ToneMetrics:
    """Figures of a tone prediction.

    Attributes
    ----------
    accuracy, macro_f1 : float
        The macro-F1 leaves a tone out that is neither labelled nor said.
    opposite : float
        Share of the articles that got positive for negative or the reverse.
    calibration_error : float
        Expected calibration error of the most probable tone, 10 bins.
    confusion : dict of str to dict of str to int
        ``confusion[labelled][predicted]``, in articles.
    ordinal_error : float
        Mean distance on the line from negative (-1) to positive (1).
    spearman : float
        Rank correlation of the expected position with the labelled one; nan if either is constant.
    accuracy_at_70 : float
        Accuracy on the 70 % of the articles whose predicted tone has the highest probability.
    aurc : float
        Area under the risk-coverage curve.
    per_tone : dict of str to dict
        ``precision``, ``recall``, ``f1`` and ``support`` of each tone; nan as in `IssueMetrics`.
    """

    accuracy: float
    macro_f1: float
    opposite: float
    calibration_error: float
    confusion: dict[str, dict[str, int]]
    ordinal_error: float = _NAN
    spearman: float = _NAN
    accuracy_at_70: float = _NAN
    aurc: float = _NAN
    per_tone: dict[str, dict[str, float]] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON-ready built-in types; what is nan becomes None."""
        return without_nan(vars(self))


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

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> figures = issue_metrics([[1, 0], [1, 0]], [[1, 0], [0, 0]], [[0.9, 0.1], [0.4, 0.2]], ("iran", "nato"))
    >>> round(figures.micro_f1, 3), figures.per_issue["nato"]["f1"]  # no article has it, none was said to
    (0.667, nan)
    """
    truth, said, p = (np.asarray(value) for value in (Y_true, Y_pred, probabilities))
    if not truth.shape == said.shape == p.shape or truth.shape[1:] != (len(issue_ids),):
        raise ValueError(
            f"labels of shape {truth.shape}, predictions of {said.shape}, probabilities of {p.shape}; expected "
            f"(n_articles, {len(issue_ids)}) each, a column per issue"
        )
    per_issue = _per_label(truth, said, None, issue_ids)
    for i, issue in enumerate(issue_ids):
        has_any = truth[:, i].any()
        per_issue[issue]["average_precision"] = (
            float(average_precision_score(truth[:, i], p[:, i])) if has_any else _NAN
        )
        per_issue[issue]["calibration_error"] = expected_calibration_error(p[:, i], truth[:, i])
    micro, macro = (
        precision_recall_fscore_support(truth, said, average=average, zero_division=np.nan)
        for average in ("micro", "macro")
    )
    return IssueMetrics(
        micro_f1=float(micro[2]),
        macro_f1=float(macro[2]),
        calibration_error=_mean(row["calibration_error"] for row in per_issue.values()),
        per_issue=per_issue,
        micro_precision=float(micro[0]),
        micro_recall=float(micro[1]),
        macro_precision=float(macro[0]),
        macro_recall=float(macro[1]),
        average_precision=_mean(row["average_precision"] for row in per_issue.values()),
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
        Names of the columns. Tones besides the four of the package stand at 0 on the line.

    Returns
    -------
    ToneMetrics

    Examples
    --------
    >>> p = [[0.8, 0.2], [0.3, 0.7]]
    >>> figures = tone_metrics(["positive", "negative"], ["positive", "negative"], p, ("positive", "negative"))
    >>> figures.accuracy, figures.opposite, round(figures.spearman, 6)
    (1.0, 0.0, 1.0)
    """
    truth, said, p = np.asarray(y_true), np.asarray(y_pred), np.asarray(probabilities, dtype=np.float64)
    table: NDArray[np.int64] = confusion_matrix(truth, said, labels=list(tone_ids))
    surest = np.array(tone_ids)[p.argmax(axis=1)]
    positions = {tone: TONE_SCORES.get(tone, 0.0) for tone in tone_ids}
    column = {tone: i for i, tone in enumerate(tone_ids)}
    sure = p[np.arange(len(said)), [column[str(tone)] for tone in said.tolist()]]
    return ToneMetrics(
        accuracy=float(accuracy_score(truth, said)),
        macro_f1=float(f1_score(truth, said, labels=list(tone_ids), average="macro", zero_division=np.nan)),
        opposite=opposite_rate(truth, said),
        calibration_error=expected_calibration_error(p.max(axis=1), surest == truth),
        confusion={
            labelled: {predicted: int(table[i, j]) for j, predicted in enumerate(tone_ids)}
            for i, labelled in enumerate(tone_ids)
        },
        ordinal_error=ordinal_error(truth, said, positions),
        spearman=tone_score_correlation(truth, p @ np.array([positions[tone] for tone in tone_ids]), positions),
        accuracy_at_70=selective_accuracy(truth == said, sure, 0.7),
        aurc=risk_coverage_curve(truth == said, sure).aurc,
        per_tone=_per_label(truth, said, list(tone_ids), tone_ids),
    )


def _per_label(
    truth: NDArray[Any], said: NDArray[Any], labels: list[str] | None, names: tuple[str, ...]
) -> dict[str, dict[str, float]]:
    precision, recall, f1, support = precision_recall_fscore_support(
        truth, said, labels=labels, average=None, zero_division=np.nan
    )
    return {
        name: {
            "precision": float(precision[i]),
            "recall": float(recall[i]),
            "f1": float(f1[i]),
            "support": int(support[i]),
        }
        for i, name in enumerate(names)
    }


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return float(np.mean(known)) if known else _NAN


def without_nan(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy in which None, which JSON knows, stands for nan, at any depth."""
    return {key: _known(value) for key, value in figures.items()}


def _known(value: Any) -> Any:
    if isinstance(value, Mapping):
        return without_nan(value)
    return None if isinstance(value, float) and math.isnan(value) else value
