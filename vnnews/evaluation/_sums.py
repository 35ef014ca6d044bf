"""Figures that depend on sums over articles only, so that thousands of samples cost one matrix product.

A sample drawn with replacement weighs every article by how often it was drawn. The hits, false alarms and misses of a
label in the sample are the weighted sums of those of the articles, and F1, precision, recall, accuracy are functions of
them: `SumMetric.figure` takes the sums of any number of samples at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vnnews.evaluation._ordinal import TONE_SCORES

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SumMetric:
    """A figure of predictions against labels.

    Attributes
    ----------
    parts : callable
        From truth and predictions, indicator matrices of shape (n, n_labels), and the labels to what one article adds,
        of shape (n, ...).
    figure : callable
        From sums of that, of shape (n_samples, ...), to figures, of shape (n_samples,) or (n_samples, n_labels).
    one_label : bool
        Whether it is defined for one label per article only.
    """

    parts: Callable[[Floats, Floats, list[Any]], Floats]
    figure: Callable[[Floats], Floats]
    one_label: bool = False


def indicators(truth: NDArray[Any], *said: NDArray[Any]) -> tuple[list[Floats], list[Any]]:
    """Return labels and predictions as indicator matrices over the labels that occur in any of them, and the labels."""
    if truth.ndim == 2:
        return [np.asarray(one, dtype=np.float64) for one in (truth, *said)], list(range(truth.shape[1]))
    labels = np.unique(np.concatenate([truth, *said]))
    return [(one[:, None] == labels).astype(np.float64) for one in (truth, *said)], labels.tolist()


def divide(over: Floats, under: Floats) -> Floats:
    """Return the quotient, nan where it is undefined."""
    return np.asarray(np.divide(over, under, out=np.full(np.broadcast(over, under).shape, np.nan), where=under > 0))


def mean_of_known(values: Floats) -> Floats:
    """Return the mean over the last axis without its nan; nan where all are."""
    known = ~np.isnan(values)
    return divide(np.where(known, values, 0.0).sum(axis=-1), known.sum(axis=-1).astype(np.float64))


def _counts(truth: Floats, said: Floats, labels: list[Any]) -> Floats:
    return np.stack([truth * said, (1.0 - truth) * said, truth * (1.0 - said)], axis=-1)


def _f1(sums: Floats) -> Floats:
    hits, alarms, misses = np.moveaxis(sums, -1, 0)
    return divide(2.0 * hits, 2.0 * hits + alarms + misses)


def _precision(sums: Floats) -> Floats:
    return divide(sums[..., 0], sums[..., 0] + sums[..., 1])


def _recall(sums: Floats) -> Floats:
    return divide(sums[..., 0], sums[..., 0] + sums[..., 2])


def _over_all(figure: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
    return lambda sums: figure(sums.sum(axis=-2))


def _macro(figure: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
    return lambda sums: mean_of_known(figure(sums))


def _weighted_f1(sums: Floats) -> Floats:
    support = sums[..., 0] + sums[..., 2]
    f1 = np.nan_to_num(_f1(sums), nan=0.0)
    return divide((f1 * support).sum(axis=-1), support.sum(axis=-1))


def _opposites(truth: Floats, said: Floats, labels: list[Any]) -> Floats:
    def column(matrix: Floats, tone: str) -> Floats:
        return matrix[:, labels.index(tone)] if tone in labels else np.zeros(len(matrix))

    return _with_ones(
        column(truth, "positive") * column(said, "negative") + column(truth, "negative") * column(said, "positive")
    )


def _distances(truth: Floats, said: Floats, labels: list[Any]) -> Floats:
    positions = np.array([TONE_SCORES[label] for label in labels], dtype=np.float64)
    return _with_ones(np.abs(truth @ positions - said @ positions))


def _with_ones(values: Floats) -> Floats:
    return np.column_stack([values, np.ones(len(values))])


def _mean_value(sums: Floats) -> Floats:
    return divide(sums[..., 0], sums[..., 1])


METRICS: Mapping[str, SumMetric] = {
    "accuracy": SumMetric(_counts, _over_all(_recall), one_label=True),
    "micro_f1": SumMetric(_counts, _over_all(_f1)),
    "macro_f1": SumMetric(_counts, _macro(_f1)),
    "weighted_f1": SumMetric(_counts, _weighted_f1),
    "micro_precision": SumMetric(_counts, _over_all(_precision)),
    "micro_recall": SumMetric(_counts, _over_all(_recall)),
    "f1": SumMetric(_counts, _f1),
    "precision": SumMetric(_counts, _precision),
    "recall": SumMetric(_counts, _recall),
    "opposite_rate": SumMetric(_opposites, _mean_value, one_label=True),
    "ordinal_error": SumMetric(_distances, _mean_value, one_label=True),
}
