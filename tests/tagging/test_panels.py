"""The kernel of dense products, held against the same sums in double precision, and against numpy."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.tagging._panels import Panels, plain_fill_back, plain_fill_product, product, product_back
from vnnews.tagging._tiles import READS_HALVES

RNG = np.random.default_rng(0)


def drawn(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape).astype(np.float32)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 120), st.sampled_from([float("-inf"), 0.0, 0.5]))
def test_equals_the_plain_way_to_the_bit(n: int, n_features: int, n_columns: int, least: float) -> None:
    X, panels = drawn(n, n_features), Panels.of(drawn(n_features, n_columns), drawn(n_columns))
    expected = np.empty((n, len(panels.start)), np.float32)
    plain_fill_product(X, panels.values, panels.start, least, expected)
    assert np.array_equal(product(X, panels, least), expected[:, :n_columns])
    assert (expected[:, n_columns:] == max(least, 0.0)).all()


@given(st.integers(0, 20), st.integers(0, 40), st.integers(1, 120), st.integers(0, 40), st.booleans())
def test_the_way_back_equals_the_plain_way_to_the_bit(
    n: int, n_features: int, n_columns: int, n_wanted: int, is_half: bool
) -> None:
    matrix, n_wanted = drawn(n_features, n_columns), min(n_wanted, n_features)
    panels = Panels.of(matrix.astype(np.float16) if is_half else matrix, drawn(n_columns))
    X = drawn(n, n_columns)
    wide, expected = np.pad(X, ((0, 0), (0, -n_columns % 16))), np.empty((n, n_wanted), np.float32)
    plain_fill_back(wide, panels.values, expected)
    found = product_back(X, panels, n_wanted)
    assert np.array_equal(found, expected)
    np.testing.assert_allclose(found, X.astype(float) @ panels.matrix[:n_wanted].T, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("shape", [(128, 1536), (900, 128), (5, 16), (9, 40)])
def test_rows_of_the_way_back_do_not_depend_on_how_many_there_are(shape: tuple[int, int]) -> None:
    panels, X = Panels.of(drawn(*shape)), drawn(21, shape[1])
    whole = product_back(X, panels, shape[0])
    for rows in (slice(0, 1), slice(3, 9), slice(4, 8), slice(20, 21), slice(2, 2)):
        assert np.array_equal(product_back(X[rows], panels, shape[0]), whole[rows])


def test_what_is_no_number_stays_so() -> None:
    X, panels = np.array([[np.nan], [1.0]], np.float32), Panels.of(np.ones((1, 3), np.float32))
    np.testing.assert_array_equal(product(X, panels, least=2.0), [[np.nan] * 3, [2.0] * 3])


@given(st.integers(0, 20), st.integers(0, 40), st.integers(1, 120))
def test_halves_are_the_same_numbers(n: int, n_features: int, n_columns: int) -> None:
    X, halves, start = drawn(n, n_features), drawn(n_features, n_columns).astype(np.float16), drawn(n_columns)
    panels = Panels.of(halves, start)
    assert (panels.values.dtype == np.uint16) == READS_HALVES
    assert panels.matrix.dtype == np.float32
    assert np.array_equal(panels.matrix, halves)
    values = halves_of(panels).astype(np.float32)
    assert np.array_equal(product(X, panels), product(X, Panels(values, panels.start, panels.n_columns)))


def halves_of(panels: Panels) -> np.ndarray:
    return panels.values.view(np.float16) if panels.values.dtype == np.uint16 else panels.values


@pytest.mark.parametrize("value", [1 / 3, 1e6, 1e-9, float("inf"), float("nan")])
def test_what_halves_cannot_hold_stays_single(value: float) -> None:
    matrix = np.ones((2, 3), np.float32)
    matrix[1, 1] = value
    panels = Panels.of(matrix)
    held = bool(np.isinf(value))
    assert (panels.values.dtype == np.uint16) == (held and READS_HALVES)
    np.testing.assert_array_equal(panels.matrix, matrix)


def test_numba_for_any_processor(tmp_path: Path) -> None:
    code = (
        "import numpy as np; from vnnews.tagging._panels import Panels, product, product_back;"
        "one = np.eye(20, dtype=np.float32); panels = Panels.of(one); assert panels.values.dtype == one.dtype;"
        "assert (product(one, panels) == one).all(); assert (product_back(one, panels, 20) == one).all()"
    )
    environment = {**os.environ, "NUMBA_CPU_NAME": "generic", "NUMBA_CACHE_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


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
