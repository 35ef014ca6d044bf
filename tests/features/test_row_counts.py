"""Counting by kernel, held against numpy."""

import numpy as np
import pytest

from vnnews.features._weighted_rows import count_runs


@pytest.mark.parametrize("n_features", [1, 50, 3_000, 70_000, 5_000_000, 2**30])
@pytest.mark.parametrize("n_words", [0, 1, 39, 41, 900])
def test_counts_and_order(n_features: int, n_words: int) -> None:
    random = np.random.default_rng(n_words)
    grid = random.integers(-1, n_features, (2, n_words)).astype(np.int32)
    grid[1, -1:] = -1
    runs = (np.array([0, n_words // 2]), np.array([n_words, n_words]))
    indptr, indices, counts = count_runs(grid, 1, runs, None, n_features)
    for row, (start, end) in enumerate(zip(*runs, strict=True)):
        inside = np.concatenate([grid[0, start:end], grid[1, start : max(start, end - 1)]])
        columns, expected = np.unique(inside[inside >= 0], return_counts=True)
        its = slice(indptr[row], indptr[row + 1])
        assert np.array_equal(indices[its], columns)
        assert np.array_equal(counts[0, its], expected)


def test_counts_by_field() -> None:
    grid = np.array([[5, 5, 7, 5, 7, 9]], np.int32)
    fields = (np.array([4]), np.array([2]))
    _, indices, counts = count_runs(grid, 1, (np.array([0]), np.array([6])), fields, 10)
    assert indices.tolist() == [5, 7, 9]
    assert counts.tolist() == [[3, 2, 1], [3, 1, 0], [2, 0, 0]]


@pytest.mark.parametrize("with_fields", [False, True])
@pytest.mark.parametrize("n_features", [3, 3_000, 70_000, 2**19, 2**21, 2**30])
def test_many_rows(n_features: int, with_fields: bool) -> None:
    random = np.random.default_rng(n_features)
    grid = random.integers(-n_features // 2, n_features, (2, 4_000)).astype(np.int32)
    starts = random.integers(0, 3_900, 500)
    # Some without words, and one longer than all that are else sorted together.
    ends = np.minimum(starts + random.integers(0, 60, 500) * random.integers(0, 2, 500), 4_000)
    starts[300], ends[300] = 0, 4_000
    fields = (np.minimum(starts + 20, ends), np.minimum(starts + 7, ends)) if with_fields else None
    indptr, indices, counts = count_runs(grid, 1, (starts, ends), fields, n_features)
    assert indptr[0] == 0
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        its = slice(indptr[row], indptr[row + 1])
        bounds = (end, fields[0][row], fields[1][row]) if fields else (end,)
        for which, bound in enumerate(bounds):
            inside = np.concatenate([grid[0, start:bound], grid[1, start : max(start, bound - 1)]])
            columns, expected = np.unique(inside[inside >= 0], return_counts=True)
            assert np.array_equal(indices[its][counts[which, its] > 0], columns)
            assert np.array_equal(counts[which, its][counts[which, its] > 0], expected)
