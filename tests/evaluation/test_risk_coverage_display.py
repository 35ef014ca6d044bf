import numpy as np
import pytest
from sklearn.dummy import DummyClassifier

from vnnews.evaluation import RiskCoverageDisplay

pytestmark = pytest.mark.usefixtures("canvas")


def test_the_curve_and_its_marks() -> None:
    truth, said = [1] * 10, [1] * 7 + [0] * 3
    display = RiskCoverageDisplay.from_predictions(truth, said, range(10, 0, -1), name="tone")
    line, *marks = display.ax_.lines
    np.testing.assert_allclose(line.get_xdata(), np.arange(1, 11) / 10)
    np.testing.assert_allclose(line.get_ydata(), display.curve.risk)
    assert [mark.get_xdata()[0] for mark in marks] == [0.5, 0.7, 0.9, 1.0]
    assert [text.get_text().split()[0] for text in display.ax_.texts] == ["100.0%", "100.0%", "77.8%", "70.0%"]
    assert display.ax_.get_title(loc="left").startswith("tone: area under the curve")


def test_from_estimator() -> None:
    y = np.array(["a", "a", "b"])
    model = DummyClassifier(strategy="prior").fit(y[:, None], y)
    display = RiskCoverageDisplay.from_estimator(model, y[:, None], y)
    assert display.curve.risk.tolist() == pytest.approx([1 / 3] * 3)


def test_without_articles_an_empty_picture() -> None:
    assert len(RiskCoverageDisplay.from_predictions([], [], []).ax_.texts) == 0
