"""Thresholds and rules, held against all that could have been chosen."""

from itertools import product

import numpy as np
import pytest
from sklearn.metrics import f1_score, fbeta_score, precision_score

from vnnews.tagging._decisions import (
    ToneRule,
    expected_value,
    f_threshold,
    fit_tone_rule,
    opposites,
    precision_threshold,
)

RNG = np.random.default_rng(0)
P = RNG.beta(0.4, 1.6, 300)
Y = (RNG.random(300) < P).astype(np.int64)


def best_by_hand(weights: np.ndarray, beta: float) -> float:
    """The best F-beta of any cut, in expectation if ``weights`` are probabilities."""

    def f(said: np.ndarray) -> float:
        return float((1 + beta**2) * weights[said].sum() / (said.sum() + beta**2 * weights.sum()))

    return max(f(cut <= P) for cut in P)


@pytest.mark.parametrize("beta", [0.5, 1.0, 2.0])
def test_few_labels_follow_the_expectation_and_many_the_labels(beta: float) -> None:
    def reached(threshold: float, weights: np.ndarray) -> float:
        said = threshold <= P
        return float((1 + beta**2) * weights[said].sum() / (said.sum() + beta**2 * weights.sum()))

    nothing = f_threshold(P, np.zeros(300, np.int64), beta)
    assert reached(nothing, P) == pytest.approx(best_by_hand(P, beta))
    many = f_threshold(np.repeat(P, 500), np.repeat(Y, 500), beta)
    assert reached(many, Y) > best_by_hand(Y, beta) - 0.01
    between = f_threshold(P, Y, beta)
    observed = max(P, key=lambda cut: fbeta_score(Y, cut <= P, beta=beta))
    assert min(nothing, observed) - 0.05 <= between <= max(nothing, observed) + 0.05


def test_recall_wants_a_lower_threshold() -> None:
    assert f_threshold(P, Y, 2.0) < f_threshold(P, Y, 1.0) < f_threshold(P, Y, 0.5)
    assert f_threshold(np.zeros(5), np.zeros(5, np.int64)) == 0.5


@pytest.mark.parametrize("floor", [0.6, 0.8, 0.9])
def test_precision_floor(floor: float) -> None:
    rounded = np.round(P, 2)
    found = precision_threshold(rounded, Y, floor, margin=0.0)
    good = [cut for cut in np.unique(rounded) if precision_score(Y, rounded >= cut) >= floor]
    assert found == min(good)
    assert precision_threshold(rounded, Y, floor, margin=0.05) >= found
    assert precision_threshold(np.array([0.9, 0.8]), np.array([0, 0]), floor) == 1.0


def tones(n: int = 400) -> np.ndarray:
    return RNG.dirichlet([2.0, 0.7, 1.0, 1.0], n)


SCORES = np.array([-1.0, 0.0, 0.0, 1.0])


def test_values_are_written_out() -> None:
    p, worth = tones(5), np.array([1.0, 1.5, 1.2, 1.1])
    values = ToneRule(worth, 0.3 * opposites(SCORES)).values(p)
    for i, row in enumerate(p):
        expected = [row[0] - 0.3 * row[3], 1.5 * row[1], 1.2 * row[2], 1.1 * row[3] - 0.3 * row[0]]
        np.testing.assert_allclose(values[i], expected)


def test_the_tone_of_the_largest_value_is_said() -> None:
    p = np.vstack([tones(300), np.full(4, 0.25), np.zeros(4)])
    for rule in (ToneRule(RNG.random(4), 0.3 * opposites(SCORES)), ToneRule(np.ones(4), np.zeros((4, 4)))):
        assert np.array_equal(rule.predict(p), rule.values(p).argmax(axis=1))
    assert rule.predict(p[:0]).shape == (0,)


def test_expected_value_is_the_mean_over_labels() -> None:
    p, opposite = tones(300), opposites(SCORES)
    said = ToneRule(np.ones(4), 0 * opposite).predict(p)
    found = expected_value(p, np.eye(4)[said], opposite, 1.5, 2.0)
    drawn = []
    for _ in range(400):
        y = (p.cumsum(axis=1) < RNG.random((300, 1))).sum(axis=1)
        crossed = np.mean(np.abs(SCORES[y] - SCORES[said]) == 2)
        macro = f1_score(y, said, average="macro", labels=range(4), zero_division=0)
        drawn.append(macro + 1.5 * np.mean(y == said) - 2 * crossed)
    # Macro-F1 is not linear in the labels, hence the tolerance.
    assert abs(np.mean(drawn) - found) < 0.01


def test_no_rule_of_a_grid_is_much_better() -> None:
    p, opposite = tones(), opposites(SCORES)

    def value(rule: ToneRule) -> float:
        return expected_value(p, np.eye(4)[rule.predict(p)], opposite, 1.5, 2.0)

    rule = fit_tone_rule(p, opposite)
    grid = product([0.8, 1.1, 1.4, 1.7, 2.0], repeat=3)
    others = [ToneRule(np.array([1.0, *worth]), cost * opposite) for worth in grid for cost in (0.0, 0.3, 0.6, 0.9)]
    assert value(rule) > max(map(value, others)) - 0.005
    assert value(rule) > value(ToneRule(np.ones(4), 0 * opposite))


def test_only_far_tones_are_opposite() -> None:
    expected = np.zeros((4, 4))
    expected[0, 3] = expected[3, 0] = 1
    assert np.array_equal(opposites(SCORES), expected)
