import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve

from vnnews.evaluation import expected_calibration_error, reliability_curve


def test_by_hand() -> None:
    curve = reliability_curve([0.05, 0.15, 0.11, 1.0, 0.97], [0, 1, 0, 1, 1])
    assert curve.probability.tolist() == pytest.approx([0.05, 0.13, 0.985])
    assert curve.frequency.tolist() == [0.0, 0.5, 1.0]
    assert curve.count.tolist() == [1, 2, 2]
    assert curve.error == pytest.approx((0.05 + 2 * 0.37 + 2 * 0.015) / 5)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60), st.integers(1, 12))
def test_error_is_that_of_the_definition(pairs: list[tuple[float, bool]], n_bins: int) -> None:
    expected = 0.0
    for k in range(n_bins):
        own = [(p, hit) for p, hit in pairs if min(int(p * n_bins), n_bins - 1) == k]
        if own:
            expected += abs(sum(p for p, _ in own) - sum(hit for _, hit in own)) / len(pairs)
    found = expected_calibration_error([p for p, _ in pairs], [hit for _, hit in pairs], n_bins)
    assert found == pytest.approx(expected, abs=1e-9)
    assert 0.0 <= found <= 1.0


def test_curve_is_that_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    p = rng.random(500)
    hits = rng.random(500) < p**2
    frequency, probability = calibration_curve(hits, p, n_bins=10)
    curve = reliability_curve(p, hits)
    np.testing.assert_allclose(curve.frequency, frequency)
    np.testing.assert_allclose(curve.probability, probability)


def test_calibrated_probabilities_have_a_small_error() -> None:
    rng = np.random.default_rng(0)
    p = rng.random(50_000)
    assert expected_calibration_error(p, rng.random(50_000) < p) < 0.01
    assert expected_calibration_error(p, rng.random(50_000) < 1 - p) > 0.4
    assert expected_calibration_error([], []) == 0.0


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match=r"probabilities from -0.5 to 2; expected numbers between 0 and 1"):
        reliability_curve([-0.5, 2.0], [0, 1])
    with pytest.raises(ValueError, match="nan to nan"):
        reliability_curve([float("nan")], [0])
    with pytest.raises(ValueError, match="2 probabilities for 1 outcomes"):
        reliability_curve([0.5, 0.5], [0])
