"""Figures from sums, held against loops over articles and labels."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.evaluation._ordinal import TONE_SCORES
from vnnews.evaluation._sums import METRICS, divide, indicators, mean_of_known

Rows = list[list[int]]
TONES = sorted(TONE_SCORES)


def ratio(over: int | Fraction, under: int | Fraction) -> Fraction | None:
    return Fraction(over) / Fraction(under) if under else None


def counts(truth: Rows, said: Rows, label: int, weights: Sequence[int]) -> tuple[int, int, int]:
    hits = alarms = misses = 0
    for own, other, weight in zip(truth, said, weights, strict=True):
        hits += weight * (own[label] and other[label])
        alarms += weight * (not own[label] and other[label])
        misses += weight * (own[label] and not other[label])
    return hits, alarms, misses


def f1(hits: int, alarms: int, misses: int) -> Fraction | None:
    return ratio(2 * hits, 2 * hits + alarms + misses)


def precision(hits: int, alarms: int, misses: int) -> Fraction | None:
    return ratio(hits, hits + alarms)


def recall(hits: int, alarms: int, misses: int) -> Fraction | None:
    return ratio(hits, hits + misses)


def by_loops(truth: Rows, said: Rows, weights: Sequence[int]) -> dict[str, Any]:
    """Return all figures of several labels per article, None where undefined."""
    each = [counts(truth, said, label, weights) for label in range(len(truth[0]))]
    whole = (sum(own[0] for own in each), sum(own[1] for own in each), sum(own[2] for own in each))
    of_labels = [f1(*own) for own in each]
    known = [one for one in of_labels if one is not None]
    support = [own[0] + own[2] for own in each]
    return {
        "f1": of_labels,
        "precision": [precision(*own) for own in each],
        "recall": [recall(*own) for own in each],
        "micro_f1": f1(*whole),
        "micro_precision": precision(*whole),
        "micro_recall": recall(*whole),
        "macro_f1": ratio(sum(known, Fraction(0)), len(known)),
        "weighted_f1": ratio(sum((one or 0) * n for one, n in zip(of_labels, support, strict=True)), sum(support)),
    }


def of_tones(truth: Sequence[str], said: Sequence[str], weights: Sequence[int]) -> dict[str, Fraction | None]:
    """Return the figures of one label per article."""
    right, opposite, distance = 0, 0, Fraction(0)
    for own, other, weight in zip(truth, said, weights, strict=True):
        right += weight * (own == other)
        opposite += weight * ({own, other} == {"positive", "negative"})
        distance += weight * abs(Fraction(TONE_SCORES[own]) - Fraction(TONE_SCORES[other]))
    n = sum(weights)
    return {"accuracy": ratio(right, n), "opposite_rate": ratio(opposite, n), "ordinal_error": ratio(distance, n)}


def figure(name: str, truth: Any, said: Any, weights: Sequence[Sequence[int]]) -> Any:
    """Return a figure of samples, weighing articles as the bootstrap does."""
    (target, matrix), labels = indicators(np.asarray(truth), np.asarray(said))
    parts = METRICS[name].parts(target, matrix, labels)
    return METRICS[name].figure(np.tensordot(np.array(weights, np.float64), parts, axes=1))


def assert_same(found: Any, expected: Any) -> None:
    if isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert_same(one, other)
    elif expected is None:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(float(expected), rel=1e-12, abs=1e-12)


@st.composite
def labelled(draw: st.DrawFn) -> tuple[Rows, Rows, list[list[int]]]:
    n, n_labels = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    row = st.lists(st.integers(0, 1), min_size=n_labels, max_size=n_labels)
    rows = st.lists(row, min_size=n, max_size=n)
    weights = st.lists(st.integers(0, 3), min_size=n, max_size=n)
    return draw(rows), draw(rows), draw(st.lists(weights, min_size=1, max_size=3))


@settings(deadline=None)
@given(labelled())
def test_several_labels(drawn: tuple[Rows, Rows, list[list[int]]]) -> None:
    truth, said, samples = drawn
    for name in by_loops(truth, said, samples[0]):
        found = figure(name, truth, said, samples)
        assert len(found) == len(samples)
        for own, weights in zip(found, samples, strict=True):
            assert_same(own, by_loops(truth, said, weights)[name])


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TONES), st.sampled_from(TONES), st.integers(0, 3)), min_size=1, max_size=7))
def test_one_label(drawn: list[tuple[str, str, int]]) -> None:
    truth, said, weights = ([own[i] for own in drawn] for i in range(3))
    labels = sorted({*truth, *said})
    rows = [[[int(tone == label) for label in labels] for tone in side] for side in (truth, said)]
    expected = of_tones(truth, said, weights) | by_loops(rows[0], rows[1], weights)
    assert set(expected) == set(METRICS)
    for name, one in expected.items():
        assert_same(figure(name, truth, said, [weights])[0], one)


def test_which_figures_are_of_one_label_only() -> None:
    assert {name for name, metric in METRICS.items() if metric.one_label} == {
        "accuracy", "opposite_rate", "ordinal_error"
    }  # fmt: skip


def test_indicators() -> None:
    (truth, first, second), labels = indicators(np.array(["b", "a"]), np.array(["b", "c"]), np.array(["a", "a"]))
    assert labels == ["a", "b", "c"]
    assert truth.tolist() == [[0, 1, 0], [1, 0, 0]]
    assert first.tolist() == [[0, 1, 0], [0, 0, 1]]
    assert second.tolist() == [[1, 0, 0], [1, 0, 0]]
    (truth, said), labels = indicators(np.array([[True, False]]), np.array([[0, 1]]))
    assert (labels, truth.tolist(), said.tolist()) == ([0, 1], [[1.0, 0.0]], [[0.0, 1.0]])
    assert truth.dtype == said.dtype == np.float64


def test_tones_that_nobody_has_are_never_opposite() -> None:
    assert figure("opposite_rate", ["positive", "mixed"], ["mixed", "mixed"], [[1, 1]]).tolist() == [0.0]
    assert figure("opposite_rate", ["positive"], ["negative"], [[1], [4], [0]])[:2].tolist() == [1.0, 1.0]


def test_quotients() -> None:
    found = divide(np.array([[1.0, 0.0], [2.0, 3.0]]), np.array([2.0, 0.0]))
    assert np.array_equal(found, [[0.5, np.nan], [1.0, np.nan]], equal_nan=True)
    assert np.isnan(divide(np.float64(0), np.float64(0)))


def test_means_without_what_is_unknown() -> None:
    values = np.array([[1.0, np.nan, 2.0], [np.nan, np.nan, np.nan], [0.0, 0.0, 3.0]])
    assert np.array_equal(mean_of_known(values), [1.5, np.nan, 1.0], equal_nan=True)
    assert mean_of_known(np.empty((2, 0))).shape == (2,)
    assert np.isnan(mean_of_known(np.empty((2, 0)))).all()
