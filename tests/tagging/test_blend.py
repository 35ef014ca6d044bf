from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit, log_softmax, softmax
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from tests.tagging.blending import TONE_SCORES, bank, small_blend
from vnnews.tagging._blend import BlendedClassifier, blend_issue, blend_tone
from vnnews.tagging._decisions import precision_threshold
from vnnews.tagging._members import Scores


@pytest.fixture(scope="module")
def blend() -> BlendedClassifier:
    given = bank()
    return small_blend().fit(given.features, given.labels, given.sentences, TONE_SCORES)


@pytest.fixture(scope="module")
def scores(blend: BlendedClassifier) -> Scores:
    return blend.members_.scores(bank().features)


def test_learns_its_own_articles(blend: BlendedClassifier, scores: Scores) -> None:
    labels, n = bank().labels, len(bank().articles) // 2
    said = blend.issue_probabilities(scores) >= blend.thresholds_
    assert f1_score((labels.issue_tones >= 0)[:n], said[:n], average="micro") > 0.7
    tones = blend.predict_tone(blend.tone_probabilities(scores))
    assert np.mean(tones[:n] == labels.tones[:n]) > 0.7


def test_headlines_are_not_scored(blend: BlendedClassifier) -> None:
    assert blend.scored_.tolist() == [i for i, own in enumerate(bank().spans) if len(own) > 1]
    assert len(blend.out_of_fold_probabilities_) == len(blend.scored_)


def test_scores_out_of_fold_know_less_than_those_of_training(blend: BlendedClassifier, scores: Scores) -> None:
    has = (bank().labels.issue_tones >= 0)[blend.scored_]
    seen = blend.issue_probabilities(scores.take(blend.scored_))
    assert np.abs(seen - has).mean() < np.abs(blend.out_of_fold_probabilities_ - has).mean()


def test_probabilities_are_linear_in_the_scores(blend: BlendedClassifier, scores: Scores) -> None:
    log_odds = blend.issue_log_odds(scores)
    for j in range(log_odds.shape[1]):
        expected = scores.issue(j) @ blend.issue_weights_[j] + blend.issue_constants_[j]
        np.testing.assert_allclose(log_odds[:, j], expected)
    np.testing.assert_allclose(blend.issue_probabilities(scores), expit(log_odds))
    p = blend.tone_probabilities(scores)
    np.testing.assert_allclose(p, softmax(scores.tone() @ blend.tone_weights_ + blend.tone_constants_, axis=1))
    rows, issues = np.array([0, 3]), np.array([2, 1])
    pairs = scores.issue_tone(rows, issues, np.log(p)) @ blend.issue_tone_weights_ + blend.issue_tone_constants_
    np.testing.assert_allclose(blend.issue_tone_probabilities(scores, rows, issues), softmax(pairs, axis=1))


def test_thresholds_follow_what_is_asked_for(blend: BlendedClassifier) -> None:
    p, has = blend.out_of_fold_probabilities_, (bank().labels.issue_tones >= 0)[blend.scored_]
    sure = clone(blend).set_params(precision_floor=0.8)._thresholds(p, has)
    np.testing.assert_array_equal(sure, precision_threshold(p, has.astype(np.int64), 0.8))
    wide = clone(blend).set_params(beta=2.0)._thresholds(p, has)
    assert np.all(wide <= blend.thresholds_ + 1e-9)


def test_n_jobs_changes_nothing(blend: BlendedClassifier) -> None:
    given = bank()
    again = clone(blend).set_params(n_jobs=2).fit(given.features, given.labels, given.sentences, TONE_SCORES)
    for name in ("issue_weights_", "tone_weights_", "thresholds_", "issue_tone_weights_"):
        assert np.array_equal(getattr(again, name), getattr(blend, name))
    assert np.array_equal(again.members_.network_.hidden_, blend.members_.network_.hidden_)


def test_weights_are_fitted_to_the_first_labels(blend: BlendedClassifier) -> None:
    given = bank()
    labels, rng = given.labels, np.random.default_rng(0)
    tones = labels.tones.copy()
    tones[::4] = rng.permutation(tones[::4])
    issue_tones = labels.issue_tones.copy()
    column = int((issue_tones >= 0).sum(axis=0).argmax())
    issue_tones[::3, column] = -1
    first = replace(labels, tones=tones, issue_tones=issue_tones)
    other = clone(blend).fit(given.features, labels, given.sentences, TONE_SCORES, first_labels=first)
    assert np.array_equal(other.members_.network_.hidden_, blend.members_.network_.hidden_)
    assert np.array_equal(other.members_.issue_coef_, blend.members_.issue_coef_)
    # A logistic regression is right on the whole about what it was fitted to.
    before, after = (one.out_of_fold_probabilities_[:, column].mean() for one in (blend, other))
    assert before == pytest.approx((labels.issue_tones >= 0)[blend.scored_, column].mean(), abs=1e-3)
    assert after == pytest.approx((issue_tones >= 0)[blend.scored_, column].mean(), abs=1e-3)
    scores = blend.members_.scores(given.features)
    assert other.tone_probabilities(scores).max(axis=1).mean() < blend.tone_probabilities(scores).max(axis=1).mean()


def test_first_labels_that_are_the_same_change_nothing(blend: BlendedClassifier) -> None:
    given = bank()
    again = clone(blend).fit(
        given.features, given.labels, given.sentences, TONE_SCORES, first_labels=replace(given.labels)
    )
    for name in ("issue_weights_", "tone_weights_", "thresholds_", "issue_tone_weights_"):
        assert np.array_equal(getattr(again, name), getattr(blend, name))


def test_an_absent_issue_is_never_said(blend: BlendedClassifier, scores: Scores) -> None:
    absent = ~(bank().labels.issue_tones >= 0).any(axis=0)
    assert absent.any()
    assert blend.issue_probabilities(scores)[:, absent].max() < 1e-6


def test_issue_weights_are_those_of_a_logistic_regression() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, 2))
    y = X @ [1.0, 2.0] + rng.normal(size=300) > 0
    weights, constant = blend_issue(X, y)
    model = LogisticRegression(C=100.0, max_iter=1000).fit(X, y)
    np.testing.assert_allclose(expit(X @ weights + constant), model.predict_proba(X)[:, 1])
    assert blend_issue(X, np.ones(300, bool))[1] == 20
    assert blend_issue(X, np.zeros(300, bool))[1] == -20


def test_tone_weights_of_tones_that_do_not_occur() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, 3)) * [1, 10, 0.1] + 5
    y = np.where(X[:, 0] > 5, 3, 1)
    weights, constants = blend_tone(X, y, 1.0, 4)
    log_p = log_softmax(X @ weights + constants, axis=1)
    assert np.mean(log_p.argmax(axis=1) == y) > 0.95
    assert np.exp(log_p[:, [0, 2]]).max() < 1e-6


def test_errors() -> None:
    given = bank()
    with pytest.raises(NotFittedError):
        BlendedClassifier().issue_log_odds(small_blend())  # type: ignore[arg-type]  # not looked at
    with pytest.raises(ValueError, match="fewer than the 40 folds"):
        BlendedClassifier(cv=40).fit(given.features, given.labels, given.sentences, TONE_SCORES)
