import json
import math

import numpy as np
import pytest

from vnnews.evaluation import issue_metrics, tone_metrics

TONES = ("positive", "negative", "mixed", "neutral")


def test_issue_metrics_by_hand() -> None:
    truth = np.array([[1, 0], [1, 1], [0, 0], [0, 1]])
    said = np.array([[1, 0], [0, 1], [1, 0], [0, 1]])
    found = issue_metrics(truth, said, said * 0.9 + 0.05, ("a", "b"))
    # Issue a: one hit, one miss, one false alarm; issue b: two hits.
    a = found.per_issue["a"]
    assert (a["precision"], a["recall"], a["f1"], a["support"]) == (0.5, 0.5, 0.5, 2)
    # The probabilities of a are 0.95 0.05 0.95 0.05: half of the first two right, half of all.
    assert a["average_precision"] == pytest.approx(0.5)
    assert a["calibration_error"] == pytest.approx((abs(2 * 0.95 - 1) + abs(2 * 0.05 - 1)) / 4)
    assert found.per_issue["b"]["f1"] == 1.0
    assert found.macro_f1 == 0.75
    assert found.micro_f1 == pytest.approx(2 * 3 / (2 * 3 + 1 + 1))
    assert (found.micro_precision, found.micro_recall) == (0.75, 0.75)
    assert (found.macro_precision, found.macro_recall) == (0.75, 0.75)
    assert found.average_precision == pytest.approx(0.75)
    assert found.calibration_error == pytest.approx((0.45 + 0.05) / 2)
    assert json.loads(json.dumps(found.to_dict())) == found.to_dict()


def test_an_issue_that_nothing_is_known_of_is_left_out() -> None:
    truth = np.array([[1, 0, 0, 1], [1, 0, 0, 1]])
    said = np.array([[1, 0, 1, 0], [0, 0, 0, 0]])
    found = issue_metrics(truth, said, said * 0.5, ("seen", "absent", "only said", "only labelled"))
    assert math.isnan(found.per_issue["absent"]["f1"])
    assert math.isnan(found.per_issue["absent"]["average_precision"])
    assert math.isnan(found.per_issue["only labelled"]["precision"])
    assert math.isnan(found.per_issue["only said"]["recall"])
    assert (found.per_issue["only said"]["f1"], found.per_issue["only labelled"]["f1"]) == (0.0, 0.0)
    assert found.macro_f1 == pytest.approx((2 / 3 + 0 + 0) / 3)
    assert found.to_dict()["per_issue"]["absent"]["f1"] is None
    assert "NaN" not in json.dumps(found.to_dict())


def test_no_article_of_any_issue() -> None:
    nothing = np.zeros((3, 2), dtype=int)
    found = issue_metrics(nothing, nothing, nothing * 0.0, ("a", "b"))
    assert math.isnan(found.micro_f1)
    assert math.isnan(found.average_precision)
    assert found.calibration_error == 0.0


def test_shapes_are_held_together() -> None:
    with pytest.raises(ValueError, match=r"expected \(n_articles, 3\) each"):
        issue_metrics(np.zeros((2, 2)), np.zeros((2, 2)), np.zeros((2, 2)), ("a", "b", "c"))


def test_tone_metrics_by_hand() -> None:
    truth = ["positive", "negative", "negative", "mixed"]
    said = ["negative", "negative", "neutral", "mixed"]
    p = np.array([[0.4, 0.6, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1.0], [0, 0, 1.0, 0]])
    found = tone_metrics(truth, said, p, TONES)
    assert (found.accuracy, found.opposite) == (0.5, 0.25)
    assert found.confusion["positive"] == {"positive": 0, "negative": 1, "mixed": 0, "neutral": 0}
    assert found.calibration_error == pytest.approx((0.6 + 1.0) / 4)
    assert found.macro_f1 == pytest.approx((0 + 0.5 + 1 + 0) / 4)
    assert found.ordinal_error == pytest.approx((2 + 0 + 1 + 0) / 4)
    # Three are equally sure, and two of them right; the surest 70 % are those three.
    assert found.accuracy_at_70 == pytest.approx(2 / 3)
    assert found.aurc == pytest.approx((1 / 3 + 1 / 3 + 1 / 3 + 1 / 2) / 4)
    assert found.per_tone is not None
    assert found.per_tone["neutral"]["precision"] == 0.0
    assert json.loads(json.dumps(found.to_dict())) == found.to_dict()


def test_a_tone_that_does_not_occur_is_left_out() -> None:
    truth, said = ["positive", "negative"], ["positive", "positive"]
    found = tone_metrics(truth, said, [[0.9, 0.1, 0, 0], [0.6, 0.4, 0, 0]], TONES)
    assert found.macro_f1 == pytest.approx((2 / 3 + 0) / 2)
    assert found.per_tone is not None
    assert math.isnan(found.per_tone["mixed"]["f1"])
    assert found.spearman == pytest.approx(1.0)
