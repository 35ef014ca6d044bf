import math
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.evaluation import risk_coverage_curve, selective_accuracy

cases = st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=1, max_size=30)


def test_by_hand() -> None:
    correct, confidence = [True, False, True, True, False], [0.9, 0.8, 0.7, 0.6, 0.1]
    curve = risk_coverage_curve(correct, confidence)
    assert curve.coverage.tolist() == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert curve.risk.tolist() == pytest.approx([0, 1 / 2, 1 / 3, 1 / 4, 2 / 5])
    assert curve.aurc == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 4 + 2 / 5) / 5)
    assert selective_accuracy(correct, confidence, 0.6) == pytest.approx(2 / 3)
    assert selective_accuracy(correct, confidence, 0.61) == pytest.approx(3 / 4)
    assert selective_accuracy(correct, confidence, 1.0) == pytest.approx(3 / 5)


def test_ties_are_drawn_at_random() -> None:
    correct, confidence = [True, False, False, True], [0.9, 0.5, 0.5, 0.5]
    risks = np.zeros(4)
    orders = list(permutations(range(1, 4)))
    for order in orders:
        wrong = [not correct[i] for i in (0, *order)]
        risks += np.cumsum(wrong) / np.arange(1, 5) / len(orders)
    np.testing.assert_allclose(risk_coverage_curve(correct, confidence).risk, risks)


@given(cases, st.randoms(use_true_random=False))
def test_order_does_not_matter(drawn: list[tuple[bool, int]], random: object) -> None:
    shuffled = list(drawn)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    first, second = (risk_coverage_curve(*zip(*one, strict=True)) for one in (drawn, shuffled))
    np.testing.assert_allclose(first.risk, second.risk)
    assert first.risk[-1] == pytest.approx(float(Fraction(sum(not hit for hit, _ in drawn), len(drawn))))
    assert (np.diff(first.confidence) <= 0).all()


@given(cases)
def test_knowing_what_is_right_is_best(drawn: list[tuple[bool, int]]) -> None:
    correct, confidence = zip(*drawn, strict=True)
    assert risk_coverage_curve(correct, correct).aurc <= risk_coverage_curve(correct, confidence).aurc + 1e-12


def test_bounds() -> None:
    assert math.isnan(risk_coverage_curve([], []).aurc)
    assert math.isnan(selective_accuracy([], []))
    assert selective_accuracy([True] * 7 + [False] * 3, range(10, 0, -1), 0.7) == 1.0
    with pytest.raises(ValueError, match="coverage=0: expected a share"):
        selective_accuracy([True], [1.0], 0)
    with pytest.raises(ValueError, match="1 confidences are nan"):
        risk_coverage_curve([True], [float("nan")])
    with pytest.raises(ValueError, match="1 confidences for 2 answers"):
        risk_coverage_curve([True, True], [0.5])


@given(cases, st.floats(0, 1))
def test_confidence_for_a_risk(drawn: list[tuple[bool, int]], risk: float) -> None:
    correct, confidence = (np.array(one) for one in zip(*drawn, strict=True))
    found = risk_coverage_curve(correct, confidence).confidence_for(risk)
    shares = {one: np.mean(~correct[confidence >= one].astype(bool)) for one in np.unique(confidence)}
    good = [one for one, share in shares.items() if share <= risk + 1e-12]
    # A share of exactly the risk may be missed by the last bit of a sum.
    assert found in (min(good, default=math.inf), min((o for o in good if shares[o] < risk - 1e-12), default=math.inf))


def test_confidence_for_nothing() -> None:
    assert risk_coverage_curve([], []).confidence_for(0.1) == math.inf
    with pytest.raises(ValueError, match=r"risk=15: expected a share"):
        risk_coverage_curve([True], [1.0]).confidence_for(15)
