import numpy as np
import pytest

from vnnews.tagging import IssueToneClassifier

TONES = ["mixed", "negative", "neutral", "positive"]


def test_learns_the_tone_of_the_article_and_the_habit_of_the_issue() -> None:
    rng = np.random.default_rng(0)
    tone = rng.integers(4, size=2000)
    scores = 4.0 * np.eye(4)[tone] + rng.normal(size=(2000, 4))
    log_odds = rng.normal(size=(2000, 3))
    # Issue 2 is always shown in the negative, whatever the article.
    tagged = [{0: TONES[tone[i]], 2: "negative"} for i in range(2000)]
    model = IssueToneClassifier().fit(scores, log_odds, tagged, TONES)
    for i in range(50):
        assert TONES[int(model.predict_proba(scores[i], log_odds[i], 2).argmax())] == "negative"
    right = [TONES[int(model.predict_proba(scores[i], log_odds[i], 0).argmax())] == TONES[tone[i]] for i in range(500)]
    assert np.mean(right) > 0.9


def test_a_tone_that_no_issue_has() -> None:
    with pytest.raises(ValueError, match="'mixed'"):
        IssueToneClassifier().fit(np.zeros((1, 4)), np.zeros((1, 2)), [{0: "negative"}], TONES)


def test_two_tones_have_two_probabilities() -> None:
    scores = np.array([[2.0, -2.0], [-2.0, 2.0]] * 10)
    model = IssueToneClassifier().fit(scores, np.zeros((20, 1)), [{0: "a"}, {0: "b"}] * 10, ["a", "b"])
    assert model.coef_.shape == (2, 6)
    probabilities = model.predict_proba(scores[1], np.zeros(1), 0)
    assert probabilities.sum() == pytest.approx(1)
    assert probabilities[1] > 0.9
