"""The kernel of dense products, held against the same sums in double precision, and against numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.tagging._panels import Panels, plain_fill_product, product

RNG = np.random.default_rng(0)


def drawn(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape).astype(np.float32)


@given(st.integers(0, 20), st.integers(0, 40), st.integers(1, 120))
def test_equals_the_plain_way_to_the_bit(n: int, n_features: int, n_columns: int) -> None:
    X, panels = drawn(n, n_features), Panels.of(drawn(n_features, n_columns), drawn(n_columns))
    expected = np.empty((n, len(panels.start)), np.float32)
    plain_fill_product(X, panels.values, panels.start, expected)
    assert np.array_equal(product(X, panels), expected[:, :n_columns])
    assert not expected[:, n_columns:].any()


@pytest.mark.parametrize("shape", [(900, 1536), (200, 512), (1536, 25), (16, 48), (3, 1), (0, 5)])
def test_rows_do_not_depend_on_how_many_there_are(shape: tuple[int, int]) -> None:
    matrix, X, constants = drawn(*shape), drawn(150, shape[0]), drawn(shape[1])
    panels = Panels.of(matrix, constants)
    whole = product(X, panels)
    np.testing.assert_allclose(whole, X.astype(float) @ matrix + constants, rtol=1e-4, atol=1e-3)
    for rows in (
        slice(0, 1),
        slice(7, 9),
        slice(4, 7),
        slice(5, 9),
        slice(1, 6),
        slice(3, 40),
        slice(100, 150),
        slice(9, 9),
    ):
        assert np.array_equal(product(X[rows], panels), whole[rows])


def test_rows_that_are_not_contiguous() -> None:
    X, panels = drawn(50, 30), Panels.of(drawn(10, 7))
    assert np.array_equal(product(X[::2, 5:15], panels), product(X[::2, 5:15].copy(), panels))
    assert np.array_equal(product(X[:, 5:15].astype(float), panels), product(X[:, 5:15], panels))


def test_the_matrix_comes_back() -> None:
    matrix = drawn(11, 37)
    panels = Panels.of(matrix)
    assert panels.values.shape == (3, 11, 16)
    assert (panels.start.tolist(), panels.n_columns) == ([0] * 48, 37)
    assert np.array_equal(panels.matrix, matrix)
