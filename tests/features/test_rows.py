"""Weighing by kernel, held against numpy."""

import numpy as np

from vnnews.features._weighted_rows import Weighting, make_rows


def test_large_counts_go_on_as_small_ones() -> None:
    grid = np.zeros((1, 700), np.int32)
    run = (np.array([0]), np.array([700]))
    for sublinear, binary, expected in ((False, False, 700), (True, False, np.log(700) + 1), (True, True, 1)):
        weighting = Weighting(np.ones(1), sublinear, binary, None, 0.0, 0.0, np.float64)
        assert make_rows(grid, 1, run, None, weighting).data.tolist() == [expected]
