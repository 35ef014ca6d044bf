from itertools import pairwise

import numpy as np
import pytest

from vnnews.evaluation import IssueHeatMapDisplay
from vnnews.taxonomy import load_taxonomy

pytestmark = pytest.mark.usefixtures("canvas")


def test_shares_of_the_periods() -> None:
    Y = [[1, 0], [1, 1], [0, 0], [0, 1]]
    days = ["2017-01-01", "2017-01-31", "2017-03-01", "2017-03-02"]
    display = IssueHeatMapDisplay.from_dates(Y, days, names=["Iran", "Biển Đông"])
    np.testing.assert_array_equal(display.share, [[1, np.nan, 0], [0.5, np.nan, 0.5]])
    assert display.columns == ("01/17", "02/17", "03/17")
    assert [text.get_text() for text in display.ax_.texts] == ["100", "50", "50"]
    assert [label.get_text() for label in display.ax_.get_yticklabels()] == ["Iran  2", "Biển Đông  2"]
    (image,) = display.ax_.images
    assert image.get_array().mask[:, 1].all()


def test_shares_of_the_tones() -> None:
    pairs = [("iran", "negative"), ("iran", "negative"), ("iran", "mixed"), ("elsewhere", "mixed")]
    display = IssueHeatMapDisplay.from_tones(pairs, issues=["iran", "nato"], tones=["mixed", "negative"])
    np.testing.assert_allclose(display.share, [[1 / 3, 2 / 3], [np.nan, np.nan]])
    assert display.count.tolist() == [3, 0]


def test_names_of_all_issues_and_tones_do_not_meet() -> None:
    taxonomy = load_taxonomy()
    pairs = [(issue, tone) for issue in taxonomy.issue_ids for tone in taxonomy.tone_ids]
    display = IssueHeatMapDisplay.from_tones(
        pairs,
        issues=taxonomy.issue_ids,
        tones=taxonomy.tone_ids,
        names=[issue.vi for issue in taxonomy.issues],
        tone_names=[tone.vi for tone in taxonomy.tones],
    )
    display.figure_.canvas.draw()
    columns = [label.get_window_extent() for label in display.ax_.get_xticklabels()]
    assert all(left.x1 < right.x0 for left, right in pairwise(columns))
    rows = [label.get_window_extent() for label in display.ax_.get_yticklabels()]
    assert all(below.y1 <= above.y0 + 1 for above, below in pairwise(rows))
    assert all(box.x0 >= 0 for box in rows)


def test_many_columns_are_labelled_sparsely() -> None:
    days = np.datetime64("2017-01-01") + np.arange(100)
    display = IssueHeatMapDisplay.from_dates(np.ones((100, 1)), days, names=["Iran"], period="day")
    assert len(display.ax_.get_xticks()) <= 25
    assert len(display.ax_.texts) == 0


def test_errors() -> None:
    with pytest.raises(ValueError, match="1 dates for 2 articles"):
        IssueHeatMapDisplay.from_dates([[1], [0]], ["2017-01-01"], names=["Iran"])
