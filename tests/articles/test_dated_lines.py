"""Lines that hold the date of an article."""

from __future__ import annotations

import pytest

from vnnews.articles._lines import read_lines
from vnnews.articles._load_rules import load_rules

RULES = load_rules()
PROSE = "Tổng thống Nga và Tổng thống Mỹ đã hội đàm tại Geneva trong gần bốn tiếng đồng hồ."


def test_the_first_date_counts() -> None:
    published = read_lines("12/3/2018\nTựa\n13/3/2018", RULES)[1]
    assert published is not None
    assert published.date.isoformat() == "2018-03-12"


@pytest.mark.parametrize("stamp", ["Thứ Ba, 29/03/2021 20:46 |", "29/03/2021 20:46"])
def test_a_title_behind_the_date(stamp: str) -> None:
    title = "Hai miền nối lại đường dây nóng sau bốn tháng im lặng"
    parts, published = read_lines(f"{stamp} {title}\nChia sẻ\n{PROSE}", RULES)
    assert [(part.role, part.text) for part in parts[:2]] == [("date", stamp), ("body", title)]
    assert published is not None
    assert str(published.date) == "2021-03-29"


@pytest.mark.parametrize("stamp", ["Thứ tư, 17/09/2008, 00:52 (GMT+7)", "Cập nhật lúc: 07:24, 12/05/2015"])
def test_a_title_before_the_date(stamp: str) -> None:
    title = "Lý - Trần gặp nhau chớp nhoáng bên lề hội nghị, chưa hạ nhiệt căng thẳng"
    parts, published = read_lines(f"{title} {stamp}\n{PROSE}", RULES)
    assert [(part.role, part.text) for part in parts[:2]] == [("body", title), ("date", stamp)]
    assert published is not None


def test_the_date_of_today_in_the_head_has_no_time() -> None:
    head, own = "Thứ Hai, ngày 14 tháng 10 năm 2019", "Thứ bảy, 24/08/2019 15:30 (GMT+7)"
    for lines, expected in (((head, own), "2019-08-24"), ((own, head), "2019-08-24"), ((head,), "2019-10-14")):
        published = read_lines("\n".join([*lines, PROSE, "25/09/2019 10:00"]), RULES)[1]
        assert published is not None
        assert str(published.date) == expected
