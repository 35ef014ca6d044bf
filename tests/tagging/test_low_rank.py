"""The narrow entry, held against the whole product, against the best there is, and against ridge regression."""

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from vnnews.tagging._layers import side_by_side
from vnnews.tagging._low_rank import _MOST_TEXTS, _RIDGE, narrow_entry

N_NETWORKS, N_FEATURES, N_HIDDEN, N_OUTPUTS = 2, 12, 20, 3


@pytest.fixture(scope="module")
def given() -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray], np.ndarray]:
    rng = np.random.default_rng(0)
    # Texts that fill some directions more than others.
    inputs = rng.normal(size=(400, N_FEATURES)) @ (rng.normal(size=(N_FEATURES, N_FEATURES)) * 0.6 ** np.arange(12))
    shapes = ((N_NETWORKS, N_FEATURES, N_HIDDEN), (N_NETWORKS, N_HIDDEN), (N_NETWORKS, N_HIDDEN, N_OUTPUTS))
    weights, constants, output = (rng.normal(size=shape).astype(np.float32) for shape in shapes)
    return inputs.astype(np.float32), (weights, constants), output


def test_with_all_features_nothing_changes(given: tuple[np.ndarray, tuple[np.ndarray, np.ndarray], np.ndarray]) -> None:
    inputs, (weights, constants), output = given
    entry, hidden, fitted = narrow_entry(inputs, (weights, constants), output, N_FEATURES)
    np.testing.assert_allclose(entry @ side_by_side(hidden), side_by_side(weights), atol=1e-5)
    np.testing.assert_allclose(fitted, output, atol=1e-5)


@pytest.mark.parametrize("rank", [1, 4, 9])
def test_no_product_of_that_rank_comes_closer(
    rank: int, given: tuple[np.ndarray, tuple[np.ndarray, np.ndarray], np.ndarray]
) -> None:
    inputs, hidden, output = given
    entry, narrow, _ = narrow_entry(inputs, hidden, output, rank)
    assert entry.shape == (N_FEATURES, rank)
    assert narrow.shape == (N_NETWORKS, rank, N_HIDDEN)
    wanted = inputs.astype(float) @ side_by_side(hidden[0]).astype(float)
    # Eckart and Young: what the singular values beyond the rank hold is lost by any.
    least = np.sqrt((np.linalg.svd(wanted, compute_uv=False)[rank:] ** 2).sum())
    assert np.linalg.norm(inputs @ entry @ side_by_side(narrow) - wanted) == pytest.approx(least, rel=1e-3)


@pytest.mark.parametrize("rank", [1, 4, 9])
def test_outputs_are_fitted_to_what_they_were(
    rank: int, given: tuple[np.ndarray, tuple[np.ndarray, np.ndarray], np.ndarray]
) -> None:
    inputs, (weights, constants), output = given
    entry, hidden, fitted = narrow_entry(inputs, (weights, constants), output, rank)
    outer, constant = output.reshape(-1, N_OUTPUTS), constants.reshape(-1)
    before = np.maximum(inputs @ side_by_side(weights) + constant, 0)
    after = np.maximum(inputs @ entry @ side_by_side(hidden) + constant, 0)
    alpha = _RIDGE * (after.astype(float) ** 2).sum() / len(constant)
    oracle = Ridge(alpha, fit_intercept=False).fit(after, (before - after) @ outer).coef_.T
    np.testing.assert_allclose(fitted.reshape(outer.shape) - outer, oracle, atol=2e-4)
    closer, further = (np.linalg.norm(after @ one.reshape(outer.shape) - before @ outer) for one in (fitted, output))
    assert 0 < closer < further


def test_many_texts_are_thinned_out(given: tuple[np.ndarray, tuple[np.ndarray, np.ndarray], np.ndarray]) -> None:
    inputs, hidden, output = given
    # What is left out would change much.
    many = np.concatenate([inputs] * 50)
    assert len(many) == 2 * _MOST_TEXTS
    many[1::2] *= np.linspace(0, 100, inputs.shape[1], dtype=np.float32)
    for one, other in zip(
        narrow_entry(many, hidden, output, 4), narrow_entry(many[::2].copy(), hidden, output, 4), strict=True
    ):
        np.testing.assert_array_equal(one, other)
