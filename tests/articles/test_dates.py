import datetime

import pytest

from vnnews.articles._dates import date_line, date_prefix
from vnnews.articles._rules import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("14/04/2021 - 08:54", "2021-04-14"),
        ("Thứ hai, 12/3/2018, 10:45 (GMT+7)", "2018-03-12"),
        ("Chủ nhật, ngày 5-11-2017", "2017-11-05"),
        ("Cập nhật lúc 09h30 ngày 1.2.2020", "2020-02-01"),
        ("2019-03-27 08:15", "2019-03-27"),
    ],
)
def test_date_lines(line: str, date: str) -> None:
    published = date_line(line, RULES)
    assert published is not None
    assert (published.date.isoformat(), published.precision) == (date, "day")


@pytest.mark.parametrize(
    "line", ["Ngày 6/2/2017, hai bên gặp nhau.", "31/02/2021", "6/2", "Giá vàng 14/04/2021", "", "2021"]
)
def test_lines_that_are_no_dates(line: str) -> None:
    assert date_line(line, RULES) is None


def test_prefix() -> None:
    line = " date 2017-11 Mặc dù đã lên kế hoạch"
    found = date_prefix(line)
    assert found is not None
    published, end = found
    assert (published.date, published.precision) == (datetime.date(2017, 11, 1), "month")
    assert line[end:] == "Mặc dù đã lên kế hoạch"
    assert date_prefix("date 2017-13 x") is None
    assert date_prefix("Update 2017-11") is None
