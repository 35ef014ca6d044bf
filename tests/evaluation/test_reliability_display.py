import numpy as np
import pytest
from sklearn.dummy import DummyClassifier

from vnnews.evaluation import ReliabilityDisplay

pytestmark = pytest.mark.usefixtures("canvas")


def test_points_stand_where_the_curve_is() -> None:
    display = ReliabilityDisplay.from_predictions([1, 0, 0, 1], [0.9, 0.9, 0.1, 0.3], name="Iran")
    diagonal, line = display.ax_.lines
    assert diagonal.get_xydata().tolist() == [[0, 0], [1, 1]]
    assert line.get_xydata().ravel().tolist() == pytest.approx([0.1, 0, 0.3, 1, 0.9, 0.5])
    assert [text.get_text() for text in display.ax_.texts] == ["1", "1", "2"]
    assert display.ax_.get_title(loc="left") == f"Iran: calibration error {display.curve.error:.3f}"


def test_all_decisions_on_issues_are_pooled() -> None:
    display = ReliabilityDisplay.from_predictions([[1, 0], [0, 1]], [[0.95, 0.05], [0.05, 0.95]])
    assert display.curve.count.tolist() == [2, 2]


def test_of_tones_the_most_probable_is_judged() -> None:
    p = [[0.8, 0.2], [0.3, 0.7]]
    display = ReliabilityDisplay.from_predictions(["positive", "positive"], p, labels=["positive", "negative"])
    assert display.curve.probability.tolist() == pytest.approx([0.7, 0.8])
    assert display.curve.frequency.tolist() == [0.0, 1.0]


def test_from_estimator() -> None:
    y = np.array(["a", "a", "a", "b"])
    model = DummyClassifier(strategy="prior").fit(y[:, None], y)
    display = ReliabilityDisplay.from_estimator(model, y[:, None], y)
    assert (display.curve.probability[0], display.curve.frequency[0]) == (0.75, 0.75)


def test_without_data_an_empty_picture() -> None:
    assert len(ReliabilityDisplay.from_predictions([], []).ax_.texts) == 0


def test_errors() -> None:
    with pytest.raises(ValueError, match=r"expected \(2, 2\)"):
        ReliabilityDisplay.from_predictions(["a", "b"], np.zeros((2, 3)))
    with pytest.raises(ValueError, match="expected the same"):
        ReliabilityDisplay.from_predictions([1, 0], [0.5])
