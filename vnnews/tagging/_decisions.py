"""From calibrated probabilities to decisions: from where on to say an issue, and which tone to say.

Both are chosen for what the probabilities lead one to expect, not for what the labels of one sample would have liked
best: the expectation hardly varies from sample to sample.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_PULL = 100.0
"""With so many examples, the labels count as much as the expectation."""

_WORTHS, _COSTS = np.arange(0.8, 2.21, 0.05), np.arange(0.0, 1.01, 0.1)


def f_threshold(probabilities: Floats, target: Ints, beta: float = 1.0) -> float:
    """Return from which probability on an issue is best said, for F-beta.

    Two estimates are mixed. The one that the labels favour is mostly chance for a rare issue. The one that calibrated
    probabilities expect to be best (Lipton, Elkan and Narayanaswamy 2014) hardly varies. With n examples the former
    counts ``n / (n + 100)``.

    Parameters
    ----------
    probabilities : ndarray of shape (n_articles,)
        Calibrated, out of fold.
    target : ndarray of shape (n_articles,)
        1 where the article has the issue, else 0.
    beta : float, default=1.0
        Recall counts so many times as much as precision.

    Returns
    -------
    float
        0.5 without any probability above 0.
    """
    order = np.argsort(-probabilities, kind="stable")
    falling = probabilities[order]
    if not len(falling) or not falling.sum():
        return 0.5
    expected = _best_cut(falling, falling, beta)
    n_positive = int(target.sum())
    if not n_positive:
        return expected
    observed = _best_cut(falling, target[order].astype(np.float64), beta)
    return expected + (observed - expected) * n_positive / (n_positive + _PULL)


def _best_cut(falling: Floats, gains: Floats, beta: float) -> float:
    """Return the probability half-way between the last article to say and the next."""
    square = beta**2
    f = (1 + square) * np.cumsum(gains) / (np.arange(1, len(gains) + 1) + square * gains.sum())
    best = int(np.argmax(f))
    return float((falling[best] + falling[min(best + 1, len(falling) - 1)]) / 2)


def precision_threshold(probabilities: Floats, target: Ints, floor: float, margin: float = 0.01) -> float:
    """Return the lowest threshold from which on at least the share ``floor + margin`` of what is said is right.

    Parameters
    ----------
    probabilities : ndarray of any shape
        Of one issue, or pooled over issues, out of fold.
    target : ndarray of the same shape
    floor : float
        Of the precision.
    margin : float, default=0.01
        What a threshold loses on other articles than those it was chosen on.

    Returns
    -------
    float
        1 if no threshold is good enough.
    """
    p, y = np.ravel(probabilities), np.ravel(target)
    order = np.argsort(-p, kind="stable")
    precision = np.cumsum(y[order]) / np.arange(1, len(order) + 1)
    # Articles of equal probability are said together.
    is_last = np.append(np.diff(p[order]) != 0, True)[: len(order)]
    good = np.flatnonzero(is_last & (precision >= min(floor + margin, 1.0)))
    return float(p[order[good[-1]]]) if len(good) else 1.0


@dataclass(frozen=True)
class ToneRule:
    """Which tone to say, given the probabilities of all.

    The most probable tone is right most often, but rare tones are then hardly ever said, and good news is now and then
    told as bad. So each probability is multiplied by what a right guess is worth; and from the value of a tone is taken
    what it is expected to cost to say it when its opposite is right.

    Attributes
    ----------
    worth : ndarray of shape (n_tones,)
    costs : ndarray of shape (n_tones, n_tones)
        ``costs[i, j]``: of saying tone i when j is right.
    """

    worth: Floats
    costs: Floats

    def values(self, probabilities: Floats) -> Floats:
        """Return what saying each tone is expected to be worth; both of shape (n, n_tones)."""
        found = np.empty(probabilities.shape)
        _fill_values(probabilities, self.worth, self.costs, found)
        return found

    def predict(self, probabilities: Floats) -> Ints:
        """Return the column of the tone to say for each row."""
        found = np.empty(len(probabilities), np.int64)
        _choose_tones(probabilities, self.worth, self.costs, found)
        return found


@kernel
def _fill_values(probabilities: Floats, worth: Floats, costs: Floats, found: Floats) -> None:
    for i in range(len(probabilities)):
        for tone in range(len(worth)):
            found[i, tone] = _value(probabilities[i], tone, worth, costs)


@kernel
def _choose_tones(probabilities: Floats, worth: Floats, costs: Floats, found: Ints) -> None:
    """Fill the tone of the largest value for each row; of equal ones the first."""
    for i in range(len(probabilities)):
        found[i] = 0
        largest = _value(probabilities[i], 0, worth, costs)
        for tone in range(1, len(worth)):
            value = _value(probabilities[i], tone, worth, costs)
            if value > largest:
                found[i] = tone
                largest = value


@helper
def _value(probabilities: Floats, tone: int, worth: Floats, costs: Floats) -> float:
    """Return what saying a tone is expected to be worth."""
    cost = 0.0
    for other in range(len(worth)):
        cost += probabilities[other] * costs[tone, other]
    return float(probabilities[tone] * worth[tone] - cost)


def opposites(scores: Floats) -> Floats:
    """Return which tones are opposite to each other: the most positive one and the most negative one.

    Parameters
    ----------
    scores : ndarray of shape (n_tones,)
        Where each tone stands between -1 and 1.

    Returns
    -------
    ndarray of shape (n_tones, n_tones)
        1 for pairs of tones one of which has a score of at least 0.5 and the other of at most -0.5, else 0.
    """
    good, bad = scores >= 0.5, scores <= -0.5
    return (np.outer(good, bad) | np.outer(bad, good)).astype(np.float64)


def fit_tone_rule(
    probabilities: Floats, opposite: Floats, *, accuracy_weight: float = 1.5, opposite_weight: float = 2.0
) -> ToneRule:
    """Choose the rule that is expected to be best, by a coordinate search over a grid.

    Parameters
    ----------
    probabilities : ndarray of shape (n_articles, n_tones)
        Calibrated, out of fold.
    opposite : ndarray of shape (n_tones, n_tones)
        As `opposites` gives it.
    accuracy_weight, opposite_weight : float, default=1.5 and 2.0
        What counts is macro-F1 + accuracy_weight * accuracy - opposite_weight * share of opposite tones.

    Returns
    -------
    ToneRule
        The worth of the most frequent tone is 1.
    """
    n_tones = probabilities.shape[1]
    fixed = int(np.argmax(probabilities.sum(axis=0)))

    def value(worth: Floats, cost: float) -> float:
        said = np.eye(n_tones)[ToneRule(worth, cost * opposite).predict(probabilities)]
        return expected_value(probabilities, said, opposite, accuracy_weight, opposite_weight)

    worth, cost = np.ones(n_tones), 0.0
    for _ in range(3):
        for column in range(n_tones):
            if column != fixed:
                trials = [np.where(np.arange(n_tones) == column, one, worth) for one in _WORTHS]
                worth = trials[int(np.argmax([value(trial, cost) for trial in trials]))]
        cost = float(_COSTS[int(np.argmax([value(worth, one) for one in _COSTS]))])
    return ToneRule(worth, cost * opposite)


def expected_value(
    probabilities: Floats, said: Floats, opposite: Floats, accuracy_weight: float, opposite_weight: float
) -> float:
    """Return what saying these tones is expected to be worth; see `fit_tone_rule`.

    Parameters
    ----------
    probabilities, said : ndarray of shape (n_articles, n_tones)
        ``said`` is 1 for the tone that is said.
    opposite : ndarray of shape (n_tones, n_tones)
    accuracy_weight, opposite_weight : float
    """
    together = said.T @ probabilities
    right = np.diag(together)
    f1 = 2 * right / np.maximum(said.sum(axis=0) + probabilities.sum(axis=0), 1e-9)
    shares = (accuracy_weight * right.sum() - opposite_weight * (together * opposite).sum()) / len(said)
    return float(f1.mean() + shares)
