import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.report._language import words_of
from vnnews.report._marks import nice_top, time_ticks
from vnnews.report._periods import TimeAxis


@given(st.floats(1e-3, 1e7))
def test_nice_tops_are_near(value: float) -> None:
    assert value * (1 - 1e-6) <= nice_top(value) <= 1.7 * value


def test_nothing_has_a_top() -> None:
    assert nice_top(0) == 1


@pytest.mark.parametrize("n", [0, 1, 2, 9, 10, 45, 60])
def test_ticks_are_few_and_inside(n: int) -> None:
    starts = tuple(datetime.date(2017, 1, 1) + datetime.timedelta(days=k) for k in range(n))
    axis = TimeAxis("day", starts, np.zeros(0, np.int64), 0, 0)
    ticks = time_ticks(axis, words_of("vi"))
    assert len(ticks) <= 9
    assert sum(not tick.minor for tick in ticks) <= 5
    assert all(0 < tick.at < 100 for tick in ticks)
    assert [tick.text for tick in ticks[:1]] == ["1/1"][:n]
