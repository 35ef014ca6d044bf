import numpy as np
import pytest
from sklearn.dummy import DummyClassifier

from vnnews.evaluation import ToneConfusionDisplay

pytestmark = pytest.mark.usefixtures("canvas")


def test_cells_hold_numbers_and_shares_of_the_row() -> None:
    truth, said = ["positive"] * 3 + ["negative"], ["positive", "positive", "negative", "negative"]
    display = ToneConfusionDisplay.from_predictions(
        truth, said, labels=["positive", "mixed", "negative"], names=["tích cực", "trái chiều", "tiêu cực"]
    )
    cells = [text.get_text() for text in display.ax_.texts]
    assert cells == ["2\n67%", "0\n0%", "1\n33%", "0\n0%", "0\n0%", "0\n0%", "0\n0%", "0\n0%", "1\n100%"]
    (image,) = display.ax_.images
    np.testing.assert_allclose(image.get_array(), [[2 / 3, 0, 1 / 3], [0, 0, 0], [0, 0, 1]])
    assert display.ax_.get_yticklabels()[0].get_text() == "tích cực\n(3)"


def test_from_estimator() -> None:
    y = np.array(["a", "a", "b"])
    model = DummyClassifier(strategy="most_frequent").fit(y[:, None], y)
    assert ToneConfusionDisplay.from_estimator(model, y[:, None], y).confusion.tolist() == [[2, 0], [1, 0]]
