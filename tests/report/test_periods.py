import datetime

import numpy as np
import pytest

from vnnews.report._periods import TimeAxis, time_axis

FIRST = datetime.date(2017, 3, 1)


def days(*offsets: int) -> list[datetime.date]:
    return [FIRST + datetime.timedelta(days=offset) for offset in offsets]


def axis_of(dates: list[datetime.date], known: bool = True) -> TimeAxis:
    return time_axis(dates, [known] * len(dates))


@pytest.mark.parametrize(
    ("last", "unit", "n"), [
        (0, "day", 1), (44, "day", 45), (45, "week", 7), (314, "week", 46),
        (315, "month", 11), (1487, "month", 49), (1488, "year", 5),
    ],
)  # fmt: skip
def test_units(last: int, unit: str, n: int) -> None:
    axis = axis_of(days(0, last) * 80)
    assert (axis.unit, len(axis.starts)) == (unit, n)
    assert axis.places.tolist() == [0, n - 1] * 80


@pytest.mark.parametrize(("n", "unit"), [(90, "day"), (89, "week"), (2, "week")])
def test_nearly_empty_periods_are_joined(n: int, unit: str) -> None:
    # A month has no four months, so weeks it is even for two articles.
    assert axis_of([*days(0) * (n - 1), *days(29)]).unit == unit


def test_weeks_begin_on_monday() -> None:
    axis = axis_of(days(0, 60))
    assert {start.weekday() for start in axis.starts} == {0}
    assert axis.starts[0] == datetime.date(2017, 2, 27)


def test_without_dates() -> None:
    axis = time_axis([None, None], [True, True])
    assert (axis.starts, axis.places.tolist(), axis.n_undated) == ((), [-1, -1], 2)
    assert time_axis([], []).n_undated == 0


def test_a_month_has_no_place_among_days_but_among_months() -> None:
    dates = days(0, 3)
    axis = time_axis(dates, [True, False])
    assert (axis.places.tolist(), axis.n_undated) == ([0, -1], 1)
    axis = time_axis(days(0, 700), [True, False])
    assert (axis.places.tolist(), axis.n_undated) == ([0, 22], 0)
    axis = time_axis(dates, [False, False])
    assert (axis.starts, axis.n_undated) == ((), 2)


def test_a_stray_date_does_not_squeeze_the_rest() -> None:
    dates = [*days(*range(30)) * 5, datetime.date(1970, 1, 1)]
    axis = axis_of(dates)
    assert (axis.unit, axis.n_outside, axis.n_undated) == ("day", 1, 0)
    assert axis.places[-1] == -1
    assert np.bincount(axis.places[:-1]).tolist() == [5] * 30


def test_few_dates_are_all_shown() -> None:
    axis = axis_of([*days(*range(30)), datetime.date(1990, 1, 1)])
    assert (axis.unit, axis.n_outside) == ("year", 0)


def test_the_year_one_does_not_make_two_thousand_bars() -> None:
    axis = axis_of([datetime.date(1, 1, 1), FIRST])
    assert len(axis.starts) <= 61
    assert axis.n_outside == 1
