from itertools import pairwise

import numpy as np
import pytest
from sklearn.dummy import DummyClassifier

from vnnews.evaluation import PerIssueF1Display

pytestmark = pytest.mark.usefixtures("canvas")

TRUTH = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 1, 0]])
SAID = np.array([[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 1, 0]])
NAMES = ["Nhân quyền", "Tranh chấp biển đảo", "Khí hậu"]


def test_the_best_issue_is_on_top() -> None:
    display = PerIssueF1Display.from_predictions(TRUTH, SAID, names=NAMES, n_resamples=40)
    assert [label.get_text() for label in display.ax_.get_yticklabels()] == [NAMES[2], NAMES[0], NAMES[1]]
    points = display.ax_.lines[0].get_xdata()
    assert np.isnan(points[0])
    assert points[1:].tolist() == pytest.approx([2 / 3, 1.0])
    (bars,) = display.ax_.collections
    low, high = np.array(bars.get_segments()[1])[:, 0]
    assert (low, high) == (display.low[0], display.high[0])
    texts = {text.get_text() for text in display.ax_.texts}
    assert {"–", "0.67", "1.00", "0", "2", "3"} <= texts


def test_names_are_drawn_whole_and_do_not_meet() -> None:
    names = [f"Chính trị nội bộ các nước {i}" for i in range(21)]
    Y = np.random.default_rng(0).integers(0, 2, (50, 21))
    display = PerIssueF1Display.from_predictions(Y, Y, names=names, n_resamples=10)
    display.figure_.canvas.draw()
    boxes = [label.get_window_extent() for label in display.ax_.get_yticklabels()]
    assert all(box.x0 >= 0 for box in boxes)
    assert all(below.y1 <= above.y0 for below, above in pairwise(boxes))


def test_from_estimator() -> None:
    model = DummyClassifier(strategy="constant", constant=[1, 1, 0]).fit(TRUTH, TRUTH)
    display = PerIssueF1Display.from_estimator(model, TRUTH, TRUTH, n_resamples=10)
    assert display.f1[:2].tolist() == pytest.approx([2 / 3, 6 / 7])
