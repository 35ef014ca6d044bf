import datetime

import pytest

from vnnews.articles._dates import date_line, date_prefix, find_date, is_around_date
from vnnews.articles._load_rules import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("14/04/2021 - 08:54", "2021-04-14"),
        ("Thứ hai, 12/3/2018, 10:45 (GMT+7)", "2018-03-12"),
        ("Chủ nhật, ngày 5-11-2017", "2017-11-05"),
        ("Cập nhật lúc 09h30 ngày 1.2.2020", "2020-02-01"),
        ("2019-03-27 08:15", "2019-03-27"),
        ("2019-03-27T08:15:00+07:00", "2019-03-27"),
        ("12/08/2020 19:30:00 +07:00", "2020-08-12"),
        ("Chủ nhật, ngày 26 tháng 4 năm 2015", "2015-04-26"),
        ("Posted on June 15, 2020", "2020-06-15"),
        ("02/08/2023 09:10 AM", "2023-08-02"),
        ("Bài đăng : Thứ ba 03 Tháng Tư 2012", "2012-04-03"),
        ("ngày 5 tháng mười hai năm 2009", "2009-12-05"),
        ("Cập nhật: 10:31 GMT - thứ tư, 17 tháng 3, 2010", "2010-03-17"),
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


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Tháng 10/2022", "2022-10-01"),
        ("Tháng 2 năm 2023", "2023-02-01"),
        ("2019-04", "2019-04-01"),
        ("04-2019", "2019-04-01"),
    ],
)
def test_months(line: str, date: str) -> None:
    published = date_line(line, RULES)
    assert published is not None
    assert (published.date.isoformat(), published.precision) == (date, "month")


def test_a_date_beside_something_else() -> None:
    line = "Tô Lan - 12/3/2019 08:00"
    found = find_date(line, RULES)
    assert found is not None
    assert (line[: found.start], line[found.end :]) == ("Tô Lan", "")


@pytest.mark.parametrize(("line", "around"), [("Thứ sáu", True), ("Thứ sáu, 08:00", True), ("Thứ trưởng", False)])
def test_what_stands_around_a_date(line: str, around: bool) -> None:
    assert is_around_date(line, RULES) == around


def test_prefix() -> None:
    line = " date 2017-11 Mặc dù đã lên kế hoạch"
    found = date_prefix(line)
    assert found is not None
    published, end = found
    assert (published.date, published.precision) == (datetime.date(2017, 11, 1), "month")
    assert line[end:] == "Mặc dù đã lên kế hoạch"
    assert date_prefix("date 2017-13 x") is None
    assert date_prefix("Update 2017-11") is None


def test_a_bracket_before_a_date_belongs_to_the_outlet() -> None:
    line = "Ngọc Vân (LĐO) 06/09/2023 11:47"
    found = find_date(line, RULES)
    assert found is not None
    assert line[: found.start] == "Ngọc Vân (LĐO)"
