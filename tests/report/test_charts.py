import datetime

import numpy as np
import pytest

from vnnews.report._charts import heat_map, tone_charts, tone_classes, volume_chart
from vnnews.report._figures import Figures
from vnnews.report._language import words_of
from vnnews.report._periods import TimeAxis
from vnnews.taxonomy import load_taxonomy, taxonomy_from_dict

TAXONOMY = taxonomy_from_dict(
    {
        "issues": [{"id": "rice", "vi": "Lúa gạo", "en": "Rice"}, {"id": "tea", "vi": "Chè", "en": "Tea"}],
        "tones": [{"id": "negative", "vi": "tiêu cực"}, {"id": "ironic", "vi": "mỉa mai"}],
    }
)
AXIS = TimeAxis("month", tuple(datetime.date(2018, month, 1) for month in (1, 2, 3)), np.zeros(0, np.int64), 0, 0)
FIGURES = Figures(
    volume=np.array([[6, 0, 4], [4, 0, 1], [3, 0, 0]]),
    stories=np.array([10, 0, 5]),
    by_issue=np.array([[2, 0, 1], [4, 0, 3]]),
    by_tone=np.array([[8, 0, 1], [2, 0, 4]]),
    issue_stories=np.array([3, 9]),
    issue_tones=np.array([[2, 1], [9, 0]]),
)
VI, EN = words_of("vi"), words_of("en")


def test_volume() -> None:
    chart = volume_chart(FIGURES, AXIS, EN)
    assert [tick.text for tick in chart.scale] == ["0", "8", "16"]
    first = [mark for mark in chart.marks if mark.x < 33]
    assert [(mark.css, round(mark.y, 6), round(mark.height, 6)) for mark in first] == [
        ("v0", 62.5, 37.5), ("v1", 37.5, 25.0), ("v2", 18.75, 18.75),
    ]  # fmt: skip
    assert chart.columns[0].tip.startswith("Jan 2018: 13 articles\nstories about an issue: 6;")
    assert chart.table.rows == [
        ["Jan 2018", "6", "4", "3", "13"], ["Feb 2018", "0", "0", "0", "0"], ["Mar 2018", "4", "1", "0", "5"],
    ]  # fmt: skip
    assert len(chart.keys) == 3


def test_heat_map() -> None:
    found = heat_map(FIGURES, AXIS, TAXONOMY, VI)
    assert [(row.issue, row.name, row.n) for row in found.rows] == [(1, "Chè", "9"), (0, "Lúa gạo", "3")]
    # No cell where there are no stories: that is another thing than none of an issue.
    assert [len(row.cells) for row in found.rows] == [2, 2]
    assert found.top == "từ 75%"
    assert [cell.css for cell in found.rows[0].cells] == ["q4", "q5"]
    assert found.rows[0].cells[1].tip == "Chè, tháng 3/2018: 3 trên 5 tin, 60%"
    assert found.table.columns == ["Kỳ", "Số tin", "Chè", "Lúa gạo"]
    assert found.table.rows[2] == ["tháng 3/2018", "5", "3", "1"]


def test_a_period_of_two_stories_does_not_set_the_colours() -> None:
    stories = np.array([100, 100, 2])
    by_issue = np.array([[3, 4, 2], [1, 2, 0]])
    figures = Figures(FIGURES.volume, stories, by_issue, FIGURES.by_tone, np.array([9, 3]), FIGURES.issue_tones)
    found = heat_map(figures, AXIS, TAXONOMY, EN)
    assert found.top == "5% or more"
    assert [cell.css for cell in found.rows[0].cells] == ["q4", "q5", "q6"]


def test_tones() -> None:
    charts, table = tone_charts(FIGURES, AXIS, TAXONOMY, EN)
    assert [(chart.css, chart.name) for chart in charts] == [("t1", "tiêu cực"), ("t4", "mỉa mai")]
    # Wilson's interval for 8 of 10: 0.490 to 0.943.
    assert charts[0].columns[0].tip == "tiêu cực, Jan 2018: 80% [49% to 94%], 10 stories"
    assert table.rows[0] == ["Jan 2018", "10", "80% [49%–94%]", "20% [6%–51%]"]
    assert table.rows[1] == ["Feb 2018", "0", "–", "–"]
    # Two runs with a gap between them.
    assert charts[0].line.count("M") == charts[0].band.count("M") == 2
    assert [x for x, _ in charts[0].points] == pytest.approx([100 / 6, 500 / 6])


def test_tone_colours() -> None:
    assert tone_classes(load_taxonomy()) == ["t0", "t1", "t2", "t3"]
    many = taxonomy_from_dict({"tones": [{"id": id_} for id_ in ("a", "neutral", "b", "c", "positive", "d", "e")]})
    assert tone_classes(many) == ["t4", "t3", "t5", "t1", "t0", "t2", "t4"]
