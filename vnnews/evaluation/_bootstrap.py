"""How far a figure would move with other articles: bootstrap intervals, and two models on the same articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vnnews.evaluation._sums import METRICS, indicators

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Metric = str | Callable[[NDArray[Any], NDArray[Any]], float]

_CHUNK = 4_000_000
"""Weights held at a time: 32 MB."""


@dataclass(frozen=True)
class Interval:
    """A figure with its bootstrap interval.

    Attributes
    ----------
    estimate, low, high : float or ndarray of shape (n_labels,)
        An array for a figure per label. nan where the figure is undefined.
    level : float
        Such as 0.95.
    n_resamples : int
    """

    estimate: float | Floats
    low: float | Floats
    high: float | Floats
    level: float
    n_resamples: int

    def __str__(self) -> str:
        if isinstance(self.estimate, np.ndarray):
            return f"{self.estimate} [{self.low}, {self.high}]"
        return f"{self.estimate:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True)
class Comparison:
    """Two models on the same articles.

    Attributes
    ----------
    first, second : float
        The figure of each.
    difference, low, high : float
        ``first - second`` with its bootstrap interval.
    p_value : float
        Two-sided: how often samples of the articles would show no difference, or one the other way round.
    level : float
    n_resamples : int
    """

    first: float
    second: float
    difference: float
    low: float
    high: float
    p_value: float
    level: float
    n_resamples: int

    def __str__(self) -> str:
        return f"{self.difference:+.3f} [{self.low:+.3f}, {self.high:+.3f}], p = {self.p_value:.3f}"


def bootstrap_interval(
    metric: Metric,
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    groups: ArrayLike | None = None,
    n_resamples: int = 1000,
    level: float = 0.95,
    random_state: int = 0,
) -> Interval:
    """Return a figure and the interval in which samples of the articles leave it (percentile bootstrap, Efron 1979).

    Parameters
    ----------
    metric : str or callable
        ``"accuracy"``, ``"micro_f1"``, ``"macro_f1"``, ``"weighted_f1"``, ``"micro_precision"``, ``"micro_recall"``,
        ``"opposite_rate"``, ``"ordinal_error"``; or a figure per label: ``"f1"``, ``"precision"``, ``"recall"``. These
        are computed for all samples at once. A function of labels and predictions is called for every sample.
    y_true, y_pred : array-like of shape (n_articles,) or (n_articles, n_labels)
        One label per article, or indicators. For a function, ``y_pred`` may be anything with a row per article.
    groups : array-like of shape (n_articles,), optional
        Articles of one group, such as near copies, are drawn together. Without it they count as independent, and the
        interval is too narrow.
    n_resamples : int, default=1000
    level : float, default=0.95
    random_state : int, default=0

    Returns
    -------
    Interval
        A label in neither truth nor prediction has no F1, and the macro-F1 leaves it out, as scikit-learn does with
        ``zero_division=nan``; samples in which a figure is undefined do not count. Labels of a one-label target are in
        sorted order.

    Raises
    ------
    ValueError
        If the metric is unknown, lengths differ, there are no articles, or a parameter is out of range.

    Examples
    --------
    >>> truth = ["positive", "negative", "mixed", "negative"] * 25
    >>> said = ["positive", "negative", "negative", "negative"] * 25
    >>> print(bootstrap_interval("accuracy", truth, said))
    0.750 [0.670, 0.840]
    """
    truth, said = np.asarray(y_true), np.asarray(y_pred)
    _check(len(truth), (len(said),), n_resamples, level)
    estimate, samples = _values(
        metric, truth, [said], groups=_codes(groups, len(truth)), n_resamples=n_resamples, random_state=random_state
    )
    low, high = _quantiles(samples[0], level)
    if estimate[0].ndim:
        return Interval(estimate[0], low, high, level, n_resamples)
    return Interval(float(estimate[0]), float(low), float(high), level, n_resamples)


def paired_bootstrap(
    metric: Metric,
    y_true: ArrayLike,
    first: ArrayLike,
    second: ArrayLike,
    *,
    groups: ArrayLike | None = None,
    n_resamples: int = 1000,
    level: float = 0.95,
    random_state: int = 0,
) -> Comparison:
    """Compare two models on the same articles, drawn together in every sample (Koehn 2004).

    Parameters
    ----------
    metric : str or callable
        As for `bootstrap_interval`, but no figure per label.
    y_true : array-like of shape (n_articles,) or (n_articles, n_labels)
    first, second : array-like of the same shape
        What each model said.
    groups, n_resamples, level, random_state
        As for `bootstrap_interval`.

    Returns
    -------
    Comparison
        The p-value is twice the smaller tail of the sampled differences at 0, each tail counting one sample more than
        were drawn, so that it is never 0 (Davison and Hinkley 1997, section 4.2).

    Raises
    ------
    ValueError
        As for `bootstrap_interval`.

    Examples
    --------
    >>> truth = [1, 0, 1, 1, 0] * 20
    >>> found = paired_bootstrap("accuracy", truth, truth, [1, 0, 1, 0, 0] * 20)
    >>> round(found.difference, 3), found.p_value < 0.01
    (0.2, True)
    """
    truth, said = np.asarray(y_true), [np.asarray(first), np.asarray(second)]
    _check(len(truth), tuple(len(one) for one in said), n_resamples, level)
    estimate, samples = _values(
        metric, truth, said, groups=_codes(groups, len(truth)), n_resamples=n_resamples, random_state=random_state
    )
    if estimate[0].ndim:
        raise ValueError(f"metric={metric!r} is a figure per label; expected one figure, such as 'macro_f1'")
    differences = samples[0] - samples[1]
    differences = differences[~np.isnan(differences)]
    low, high = _quantiles(differences, level)
    tail = min(np.count_nonzero(differences <= 0), np.count_nonzero(differences >= 0))
    return Comparison(
        first=float(estimate[0]),
        second=float(estimate[1]),
        difference=float(estimate[0] - estimate[1]),
        low=float(low),
        high=float(high),
        p_value=float(min(1.0, 2.0 * (tail + 1) / (len(differences) + 1))),
        level=level,
        n_resamples=n_resamples,
    )


def resample_weights(n: int, n_resamples: int, random_state: int) -> Iterator[Floats]:
    """Yield, for samples of size n drawn with replacement, how often each element was drawn, a chunk at a time.

    Yields
    ------
    ndarray of float64, shape (n_chunk, n)
        Rows sum to n.
    """
    rng = np.random.default_rng(random_state)
    rows = max(1, _CHUNK // max(n, 1))
    for start in range(0, n_resamples, rows):
        size = min(rows, n_resamples - start)
        drawn = rng.integers(0, n, size=(size, n)) + n * np.arange(size)[:, None]
        yield np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n).astype(np.float64)


def _values(
    metric: Metric,
    truth: NDArray[Any],
    said: list[NDArray[Any]],
    *,
    groups: Ints,
    n_resamples: int,
    random_state: int,
) -> tuple[list[Floats], list[Floats]]:
    """Return the figure of each prediction, on all articles and on every sample; samples are the same for all."""
    if callable(metric):
        return _values_by_call(metric, truth, said, groups=groups, n_resamples=n_resamples, random_state=random_state)
    if metric not in METRICS:
        raise ValueError(f"metric={metric!r}: expected a function or one of {', '.join(map(repr, METRICS))}")
    chosen = METRICS[metric]
    if chosen.one_label and truth.ndim != 1:
        raise ValueError(f"metric={metric!r} needs one label per article, got labels of shape {truth.shape}")
    if any(one.shape != truth.shape for one in said):
        raise ValueError(f"labels of shape {truth.shape}, predictions of {said[0].shape}; expected the same shape")
    (target, *matrices), labels = indicators(truth, *said)
    n_groups = int(groups.max()) + 1
    by_group = []
    for matrix in matrices:
        parts = chosen.parts(target, matrix, labels)
        sums = np.zeros((n_groups, *parts.shape[1:]))
        np.add.at(sums, groups, parts)
        by_group.append(sums)
    samples: list[list[Floats]] = [[] for _ in said]
    for weights in resample_weights(n_groups, n_resamples, random_state):
        for own, sums in zip(samples, by_group, strict=True):
            own.append(chosen.figure(np.tensordot(weights, sums, axes=1)))
    return (
        [chosen.figure(sums.sum(axis=0)[None])[0] for sums in by_group],
        [np.concatenate(own) for own in samples],
    )


def _values_by_call(
    metric: Callable[[NDArray[Any], NDArray[Any]], float],
    truth: NDArray[Any],
    said: list[NDArray[Any]],
    *,
    groups: Ints,
    n_resamples: int,
    random_state: int,
) -> tuple[list[Floats], list[Floats]]:
    order = np.argsort(groups, kind="stable")
    samples: list[list[float]] = [[] for _ in said]
    for weights in resample_weights(int(groups.max()) + 1, n_resamples, random_state):
        for row in weights.astype(np.int64):
            drawn = np.repeat(order, row[groups[order]])
            for own, one in zip(samples, said, strict=True):
                own.append(float(metric(truth[drawn], one[drawn])))
    return [np.asarray(float(metric(truth, one))) for one in said], [np.array(own) for own in samples]


def _codes(groups: ArrayLike | None, n: int) -> Ints:
    if groups is None:
        return np.arange(n)
    named = np.asarray(groups)
    if named.shape != (n,):
        raise ValueError(f"groups of shape {named.shape} for {n} articles; give one group for each")
    return np.asarray(np.unique(named, return_inverse=True)[1], dtype=np.int64)


def _quantiles(samples: Floats, level: float) -> tuple[Floats, Floats]:
    """Return both ends of the interval along the first axis, without nan; nan where nothing else is there."""
    tail = (1.0 - level) / 2.0
    flat = samples.reshape(len(samples), -1)
    ends = np.full((2, flat.shape[1]), np.nan)
    for column, values in enumerate(flat.T):
        known = values[~np.isnan(values)]
        if len(known):
            ends[:, column] = np.quantile(known, (tail, 1.0 - tail))
    low, high = ends.reshape(2, *samples.shape[1:])
    return low, high


def _check(n: int, lengths: tuple[int, ...], n_resamples: int, level: float) -> None:
    if any(length != n for length in lengths):
        raise ValueError(f"{n} labelled articles, predictions for {lengths}; give one prediction for each")
    if not n:
        raise ValueError("there are no articles; a figure needs at least one")
    if n_resamples < 1:
        raise ValueError(f"n_resamples={n_resamples}: expected at least 1")
    if not 0.0 < level < 1.0:
        raise ValueError(f"level={level!r}: expected a share between 0 and 1, such as 0.95")
