import numpy as np
import pytest
import scipy.sparse as sp
from scipy.special import expit, log_softmax
from sklearn.exceptions import NotFittedError
from sklearn.svm import LinearSVC

from tests.tagging.blending import bank, small_members
from vnnews.tagging import _members
from vnnews.tagging._members import BlendMembers, Scores
from vnnews.tagging._sentence_tone import attend, summarize


@pytest.fixture(scope="module")
def members() -> BlendMembers:
    given = bank()
    return small_members().fit(given.features, given.labels, given.sentences)


@pytest.fixture(scope="module")
def scores(members: BlendMembers) -> Scores:
    return members.scores(bank().features)


def test_linear_parts_are_linear(members: BlendMembers, scores: Scores) -> None:
    X = bank().features.ngrams
    np.testing.assert_allclose(scores.margins, X @ members.issue_coef_.T + members.issue_intercept_, atol=1e-9)
    np.testing.assert_allclose(scores.linear_tone, X @ members.tone_coef_.T + members.tone_intercept_, atol=1e-9)
    np.testing.assert_allclose(members.tone_coef_.sum(axis=0), 0, atol=1e-9)


def test_sentences_count_less_than_articles_and_headlines_once(members: BlendMembers) -> None:
    given = bank()
    extra = given.sentences.features.ngrams[: len(given.articles) // 2]
    extra = extra[np.diff(extra.indptr) >= 6]
    rows = np.flatnonzero(np.diff(given.sentences.features.ngrams.indptr)[: len(given.articles) // 2] >= 6)
    has = given.labels.issue_tones >= 0
    column = int(np.argmax(has.sum(axis=0)))
    weight = np.append(np.ones(len(has)), np.full(len(rows), 0.3))
    machine = LinearSVC(C=0.5, class_weight="balanced", dual=False)
    machine.fit(sp.vstack([given.features.ngrams, extra]), np.append(has[:, column], has[rows, column]), weight)
    np.testing.assert_allclose(members.issue_coef_[column], machine.coef_[0], atol=1e-6)


def test_an_absent_issue_has_a_constant_margin(members: BlendMembers, scores: Scores) -> None:
    absent = np.flatnonzero(~(bank().labels.issue_tones >= 0).any(axis=0))
    assert len(absent)
    assert np.all(scores.margins[:, absent] == -1)


def test_sentence_parts(members: BlendMembers, scores: Scores) -> None:
    features = bank().features
    own = features.sentences
    tones, evidence = members.sentence_classifier_.predict_log_proba(own.ngrams, own.vectors)
    np.testing.assert_allclose(scores.sentences, summarize(np.exp(tones), features.indptr))
    np.testing.assert_allclose(scores.attended, attend(np.exp(tones), evidence, features.indptr))


def test_columns(scores: Scores) -> None:
    n, rows = scores.margins.shape[1], np.array([2, 0, 2])
    issues = np.array([1, 4, 0])
    tone = log_softmax(scores.linear_tone, axis=1)
    pairs = scores.issue_tone(rows, issues, tone)
    assert pairs.shape == (3, 4 * 4 + n + 7)
    for row, i, j in zip(pairs, rows, issues, strict=True):
        there, good, bad = scores.network[i, [j, n + j, 2 * n + j]]
        np.testing.assert_allclose(row[:4], tone[i])
        np.testing.assert_allclose(row[4:8], np.exp(tone[i]))
        assert row[8 : 8 + n].tolist() == np.eye(n)[j].tolist()
        share = expit(there) + 0.02
        expected = [good - there, bad - there, good, bad, there, expit(good) / share, expit(bad) / share]
        np.testing.assert_allclose(row[8 + n : 15 + n], expected)
        np.testing.assert_allclose(row[15 + n :], [*scores.attended[i, j], *np.log(scores.attended[i, j] + 0.02)])
    assert scores.tone().shape == (len(tone), 32)
    np.testing.assert_array_equal(scores.issue(3)[:, 1], scores.network[:, 3])


def test_parts_join(scores: Scores) -> None:
    order = np.random.default_rng(0).permutation(len(scores.margins))
    joined = Scores.join([scores.take(order[:50]), scores.take(order[50:])], order)
    np.testing.assert_array_equal(joined.tone(), scores.tone())


def test_one_by_one_is_the_same(members: BlendMembers, scores: Scores) -> None:
    for i in (0, 7, 80):
        one = members.scores(bank().features.take(np.array([i])))
        np.testing.assert_allclose(one.network[0], scores.network[i], atol=1e-4)
        np.testing.assert_allclose(one.tone()[0], scores.tone()[i], atol=1e-4)


def test_not_fitted() -> None:
    with pytest.raises(NotFittedError):
        BlendMembers().scores(bank().features)


def test_of_many_sentences_some_teach_the_issues(monkeypatch: pytest.MonkeyPatch) -> None:
    given = bank()
    n_ngrams = np.diff(given.sentences.features.ngrams.indptr)
    usual = np.flatnonzero(~given.sentences.is_whole & (n_ngrams >= 6))
    wholes = np.flatnonzero(given.sentences.is_whole)
    monkeypatch.setattr(_members, "_MOST_SENTENCES", 20)
    assert len(usual) > 20
    fewer = given.sentences.take(np.sort(np.concatenate([usual[:20], wholes])))
    every, some = (small_members().fit(given.features, given.labels, own) for own in (given.sentences, fewer))
    assert np.array_equal(every.issue_coef_, some.issue_coef_)
    assert not np.array_equal(every.tone_coef_, some.tone_coef_)
