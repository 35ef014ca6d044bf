"""Sums of rows of a table: each number one chain of rounded products and sums, whatever the number of columns."""

import numpy as np
import pytest
from numpy.typing import DTypeLike

from vnnews.features import _row_sums
from vnnews.features._row_sums import sum_rows

RNG = np.random.default_rng(0)
N_ROWS = 40
BOUNDS = np.array([0, 0, 7, 30]), np.array([0, 90, 8, 77])


def chains(
    rows: np.ndarray, weights: np.ndarray, table: np.ndarray, bounds: tuple[np.ndarray, np.ndarray], dtype: DTypeLike
) -> np.ndarray:
    sums = np.zeros((len(bounds[0]), table.shape[1]), dtype)
    for i, (start, end) in enumerate(zip(*bounds, strict=True)):
        for j in range(start, end):
            # numpy rounds a product to the precision of its factors, and a sum to that of the total.
            sums[i] = sums[i] + (weights[j] * table[rows[j]].astype(weights.dtype)).astype(dtype)
    return sums


@pytest.mark.parametrize("n_columns", [1, 2, 3, 4, 5, 15, 16, 17, 25, 63, 64, 65, 79, 80, 200, 300])
@pytest.mark.parametrize(
    ("rows_dtype", "weights_dtype", "table_dtype", "dtype"),
    [
        (np.int32, np.float32, np.int8, np.float32),
        (np.int32, np.float64, np.float32, np.float64),
        (np.int64, np.float64, np.float64, np.float64),
        (np.int32, np.float32, np.float32, np.float64),
    ],
)
def test_the_bits_of_each_chain(
    n_columns: int, rows_dtype: DTypeLike, weights_dtype: DTypeLike, table_dtype: DTypeLike, dtype: DTypeLike
) -> None:
    rows = RNG.integers(0, N_ROWS, 90).astype(rows_dtype)
    weights = RNG.standard_normal(90).astype(weights_dtype)
    table = (100 * RNG.standard_normal((N_ROWS, n_columns))).astype(table_dtype)
    sums = np.full((len(BOUNDS[0]) + 1, n_columns), np.nan, dtype)
    sum_rows(BOUNDS, (rows, weights), table, sums[:-1])
    assert np.array_equal(sums[:-1], chains(rows, weights, table, BOUNDS, dtype))
    assert np.isnan(sums[-1]).all()
    for order in ([3, 1, 0, 2], [2, 3, 1, 0]):
        again = np.full_like(sums[:-1], np.nan)
        sum_rows(BOUNDS, (rows, weights), table, again, np.array(order))
        assert np.array_equal(again, sums[:-1])
    plain = np.empty_like(sums[:-1])
    _row_sums._plain_sum_rows(BOUNDS, (rows, weights), table, plain)
    assert np.array_equal(plain, sums[:-1])


def test_a_single_precision_product_of_a_wider_table_keeps_its_digits() -> None:
    rows, weights = np.array([0], np.int32), np.array([1 / 3], np.float32)
    table = RNG.standard_normal((1, 20))
    sums = np.empty((1, 20))
    sum_rows((np.array([0]), np.array([1])), (rows, weights), table, sums)
    assert np.array_equal(sums[0], np.float64(weights[0]) * table[0])


def test_arrays_of_any_layout() -> None:
    rows, weights = RNG.integers(0, N_ROWS, 180).astype(np.int32)[::2], RNG.standard_normal(180)[::2]
    table = np.asfortranarray(RNG.standard_normal((N_ROWS, 21)))
    sums = np.empty((len(BOUNDS[0]), 21))
    sum_rows(BOUNDS, (rows, weights), table, sums)
    assert np.array_equal(sums, chains(rows, weights, table, BOUNDS, np.float64))
