"""The time axis of a report: days, weeks, months or years, so that the charts have neither two bars nor two hundred."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vnnews.evaluation._trend_display import period_of

Unit = Literal["day", "week", "month", "year"]

# How many days each unit covers in a chart that can still be read.
_LONGEST: tuple[tuple[Unit, int], ...] = (("day", 45), ("week", 7 * 45), ("month", 31 * 48))
_DAYS: dict[Unit, float] = {"day": 1, "week": 7, "month": 30.4, "year": 365.25}
_FEWEST_IN_A_PERIOD, _FEWEST_PERIODS = 3, 4
_MOST_YEARS = 60
_ENOUGH_FOR_TAILS = 50
NOWHERE = -1


@dataclass(frozen=True)
class TimeAxis:
    """Periods, and where articles lie in them.

    Attributes
    ----------
    unit : {"day", "week", "month", "year"}
    starts : tuple of datetime.date
        The first day of each period, without gaps; weeks begin on Monday.
    places : numpy.ndarray of int64, shape (n_articles,)
        The period of each article; -1 for those that are not in the charts.
    n_undated : int
        Articles without a date, or with a month only where the charts go by days or weeks.
    n_outside : int
        Articles of a date far from all others, which would squeeze the rest into one bar.
    """

    unit: Unit
    starts: tuple[datetime.date, ...]
    places: NDArray[np.int64]
    n_undated: int
    n_outside: int


def time_axis(dates: Sequence[datetime.date | None], day_is_known: Sequence[bool]) -> TimeAxis:
    """Choose the periods for these dates.

    Days up to 45 days, then weeks, months and years; coarser ones where there would be fewer than three articles in a
    period, which say nothing of shares, as long as four periods are left. If the outermost hundredths of the dates
    alone ask for a coarser unit, they are left out and counted.
    """
    places = np.full(len(dates), NOWHERE, np.int64)
    dated = [i for i, date in enumerate(dates) if date is not None]
    if not dated:
        return TimeAxis("day", (), places, len(dates), 0)
    days = np.array([date for date in dates if date is not None], dtype="datetime64[D]")
    first, last, unit = _window(days)
    inside = (days >= first) & (days <= last)
    exact = np.array([day_is_known[i] or unit in ("month", "year") for i in dated])
    shown = inside & exact
    n_undated = len(dates) - len(dated) + int(np.count_nonzero(inside & ~exact))
    if not shown.any():
        return TimeAxis(unit, (), places, n_undated, int(np.count_nonzero(~inside)))
    starts, index = period_of(days[shown], unit)
    places[np.array(dated)[shown]] = index
    return TimeAxis(unit, tuple(starts.tolist()), places, n_undated, int(np.count_nonzero(~inside)))


def _window(days: NDArray[np.datetime64]) -> tuple[np.datetime64, np.datetime64, Unit]:
    ordered = np.sort(days)
    first, last = ordered[0], ordered[-1]
    tail = len(ordered) // 100 if len(ordered) >= _ENOUGH_FOR_TAILS else 0
    inner_first, inner_last = ordered[tail], ordered[len(ordered) - 1 - tail]
    unit = _unit(first, last)
    if _unit(inner_first, inner_last) != unit:
        first, last = inner_first, inner_last
        unit = _unit(first, last)
    unit = _filled(unit, _span(first, last), len(days))
    return max(first, last - np.timedelta64(366 * _MOST_YEARS, "D")), last, unit


def _filled(unit: Unit, span: int, n: int) -> Unit:
    """Return the unit or, where its periods would be nearly empty, the next one that still gives a few periods."""
    units = list(_DAYS)
    for coarser in units[units.index(unit) + 1 :]:
        if n * _DAYS[unit] / span >= _FEWEST_IN_A_PERIOD or span / _DAYS[coarser] < _FEWEST_PERIODS:
            break
        unit = coarser
    return unit


def _span(first: np.datetime64, last: np.datetime64) -> int:
    return int((last - first).astype(np.int64)) + 1


def _unit(first: np.datetime64, last: np.datetime64) -> Unit:
    return next((unit for unit, most in _LONGEST if _span(first, last) <= most), "year")
