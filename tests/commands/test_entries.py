"""Dates as tables have them."""

import datetime

import pytest

from vnnews.commands._entries import read_date

DAY = datetime.date(2021, 6, 16)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime.datetime(2021, 6, 16, 8, 54),
        "2021-06-16",
        "2021/6/16",
        "2021-06-16T08:54+07:00",
        "16/06/2021 - 8:54",
    ],
)
def test_dates(cell: object) -> None:
    assert read_date(cell) == DAY


@pytest.mark.parametrize("cell", ["", "2021", "31/2/2021", "2021-13-01", "16/6/21", 1623803640, "2021-06-161"])
def test_what_is_no_date(cell: object) -> None:
    assert read_date(cell) is None
