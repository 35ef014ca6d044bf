import datetime
from itertools import pairwise

import numpy as np
import pytest

from vnnews.evaluation import TrendDisplay
from vnnews.evaluation._trend_display import period_of

pytestmark = pytest.mark.usefixtures("canvas")

DAYS = ["2017-01-02", "2017-01-08", "2017-01-09", "2017-03-01"]


def test_periods() -> None:
    weeks, week = period_of(DAYS, "week")
    assert weeks[:2].tolist() == [datetime.date(2017, 1, 2), datetime.date(2017, 1, 9)]
    assert week.tolist() == [0, 0, 1, 8]
    assert all(day.weekday() == 0 for day in weeks.tolist())
    months, month = period_of(DAYS, "month")
    assert [day.month for day in months.tolist()] == [1, 2, 3]
    assert month.tolist() == [0, 0, 0, 2]
    assert period_of(DAYS, "year")[0].tolist() == [datetime.date(2017, 1, 1)]
    assert len(period_of([datetime.datetime(1969, 12, 28, 23), datetime.date(1970, 1, 3)], "day")[0]) == 7
    assert period_of(["1969-12-28", "1969-12-29"], "week")[1].tolist() == [0, 1]


def test_shares_and_gaps() -> None:
    display = TrendDisplay.from_predictions(DAYS, ["positive", "negative", "negative", "mixed"], period="month")
    assert display.names == ("mixed", "negative", "positive")
    np.testing.assert_allclose(display.share[0], [0, 2 / 3, 1 / 3])
    assert np.isnan(display.share[1]).all()
    np.testing.assert_allclose(display.share[2], [1, 0, 0])
    assert (display.low[[0, 2]] <= display.share[[0, 2]]).all()
    assert (display.share[[0, 2]] <= display.high[[0, 2]]).all()
    assert len(display.ax_.lines) == len(display.ax_.collections) == 3
    np.testing.assert_allclose(display.ax_.lines[1].get_ydata(), display.share[:, 1])


def test_names_stand_at_the_lines_ends_and_do_not_meet() -> None:
    rng = np.random.default_rng(0)
    Y = rng.random((400, 9)) < 0.05
    days = np.datetime64("2017-01-01") + rng.integers(0, 300, 400)
    names = [f"Quan hệ Nga–Mỹ {i}" for i in range(9)]
    display = TrendDisplay.from_predictions(days, Y, names=names)
    display.figure_.canvas.draw()
    texts = display.ax_.texts
    assert [text.get_text() for text in texts] == names
    assert [text.get_color() for text in texts] == [line.get_color() for line in display.ax_.lines]
    boxes = sorted((text.get_window_extent() for text in texts), key=lambda box: box.y0)
    assert all(below.y1 <= above.y0 + 1 for below, above in pairwise(boxes))
    width = display.figure_.bbox.width
    assert all(box.x1 <= width for box in boxes)


def test_tones_have_their_colours() -> None:
    display = TrendDisplay.from_predictions(DAYS, ["negative"] * 4, labels=["negative"], names=["tiêu cực"])
    assert display.ax_.lines[0].get_color() == "#D55E00"


def test_errors() -> None:
    with pytest.raises(ValueError, match="period='hour'"):
        TrendDisplay.from_predictions(DAYS, ["a"] * 4, period="hour")  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(ValueError, match="1 of 2 dates are missing"):
        TrendDisplay.from_predictions([None, "2017-01-01"], ["a", "b"])
    with pytest.raises(ValueError, match="4 dates for 2 articles"):
        TrendDisplay.from_predictions(DAYS, ["a", "b"])
