import json

import numpy as np
import pytest

from vnnews.evaluation import expected_calibration_error, issue_metrics, tone_metrics

TONES = ("positive", "negative", "mixed", "neutral")


def test_issue_metrics_by_hand() -> None:
    truth = np.array([[1, 0], [1, 1], [0, 0], [0, 1]])
    said = np.array([[1, 0], [0, 1], [1, 0], [0, 1]])
    found = issue_metrics(truth, said, said * 0.9 + 0.05, ("a", "b"))
    # Issue a: one hit, one miss, one false alarm; issue b: two hits.
    assert found.per_issue["a"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 2}
    assert found.per_issue["b"]["f1"] == 1.0
    assert found.macro_f1 == 0.75
    assert found.micro_f1 == pytest.approx(2 * 3 / (2 * 3 + 1 + 1))
    assert json.loads(json.dumps(found.to_dict())) == found.to_dict()


def test_tone_metrics_by_hand() -> None:
    truth = ["positive", "negative", "negative", "mixed"]
    said = ["negative", "negative", "neutral", "mixed"]
    p = np.array([[0.4, 0.6, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1.0], [0, 0, 1.0, 0]])
    found = tone_metrics(truth, said, p, TONES)
    assert (found.accuracy, found.opposite) == (0.5, 0.25)
    assert found.confusion["positive"] == {"positive": 0, "negative": 1, "mixed": 0, "neutral": 0}
    assert found.calibration_error == pytest.approx((0.6 + 1.0) / 4)
    assert found.macro_f1 == pytest.approx((0 + 0.5 + 1 + 0) / 4)


def test_calibration_error_of_calibrated_probabilities_is_small() -> None:
    rng = np.random.default_rng(0)
    p = rng.random(50_000)
    assert expected_calibration_error(p, rng.random(50_000) < p) < 0.01
    assert expected_calibration_error(p, rng.random(50_000) < 1 - p) > 0.4
    assert expected_calibration_error([], []) == 0.0
    assert expected_calibration_error([1.0], [1]) == 0.0
