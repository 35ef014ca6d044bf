"""What a blend says of a batch, and the evidence for it, held against one sentence after the other."""

import numpy as np
import pytest
from scipy.special import log_softmax

from tests.tagging.blending import TONE_SCORES, bank, small_blend
from vnnews.articles import Article, sentences
from vnnews.articles._sentences import offsets
from vnnews.datasets import load_sample
from vnnews.features import Occurrences
from vnnews.features._read_vectors import ReadVectors
from vnnews.tagging._blend_judge import BlendJudge
from vnnews.tagging._evidence import sentence_weights
from vnnews.tagging._sentence_tone import summarize, summarize_issues

N = 8
ARTICLES = [
    *load_sample().articles[:N],
    Article(),
    Article(title="Nga gặp Mỹ"),
    Article(body=("Nga gặp Mỹ. Mỹ gặp Nga.",)),
]
PAIRS = [(0, 3), (0, 1), (2, 3), (6, 7), (7, 0), (9, 0), (10, 4)]


@pytest.fixture(scope="module")
def judge() -> BlendJudge:
    given = bank()
    blend = small_blend().fit(given.features, given.labels, given.sentences, TONE_SCORES)
    return BlendJudge(
        blend, given.word_vectors, given.vectorizer.read(ARTICLES), [offsets(one.text) for one in ARTICLES]
    )


def test_says_what_the_blend_says(judge: BlendJudge) -> None:
    blend, features = judge._blend, bank().features.take(np.arange(N))
    scores = blend.members_.scores(features)
    np.testing.assert_allclose(judge.log_odds[:N], blend.issue_log_odds(scores), atol=1e-5)
    p = blend.tone_probabilities(scores)
    np.testing.assert_allclose(judge.tone_probabilities[:N], p, atol=1e-5)
    assert judge.tones[:N].tolist() == blend.predict_tone(p).tolist()
    pairs = np.array([2, 2]), np.array([3, 0])
    found, said = judge.issue_tones(*pairs)
    np.testing.assert_allclose(found, blend.issue_tone_probabilities(scores, *pairs), atol=1e-5)
    assert said.tolist() == found.argmax(axis=1).tolist()
    nothing = np.empty(0, np.int64)
    assert judge.issue_tones(nothing, nothing)[0].shape == (0, 4)


def relative(judge: BlendJudge, article: int) -> np.ndarray:
    weights = judge._blend.tone_weights_
    return weights[:, judge.tones[article]] - weights.mean(axis=1)


def linear_part(judge: BlendJudge, article: int, coef: np.ndarray) -> np.ndarray:
    found: Occurrences = judge._reading.occurrences(article)
    return sentence_weights(found, coef[None], sentences(ARTICLES[article].text))[:, 0]


def losses(judge: BlendJudge, article: int, direction: np.ndarray) -> np.ndarray:
    """Return what a sum of the network's outputs loses without each sentence of an article, to the first order."""
    given, found = bank(), []
    reading, network = judge._reading, judge._blend.members_.network_
    layers = network.layers()
    active = (judge._units[article] > 0) * (layers.output.matrix.astype(float) @ direction) * layers.share
    assert layers.hidden is not None
    active = layers.entry.matrix.astype(float) @ (layers.hidden.matrix.astype(float) @ active)
    for start, end in offsets(ARTICLES[article].text):
        parts = [[(start, end)] if i == article else [] for i in range(len(ARTICLES))]
        runs, _ = reading.runs(parts)
        changes = ReadVectors(given.word_vectors, reading, runs).without(np.array([0]), np.array([article]))
        inputs = np.zeros(len(active))
        for (first, last), (row,) in zip(layers.blocks, changes.places, strict=False):
            if row >= 0:
                mean = layers.mean[first:last] * changes.vanished[row]
                inputs[first:last] = (changes.differences[row].astype(float) + mean) * layers.factor[first:last]
        found.append(-inputs @ active)
    return np.array(found)


def test_evidence_is_that_of_one_sentence_after_the_other(judge: BlendJudge) -> None:
    articles, issues = np.array(PAIRS).T
    found = judge.sentence_weights(articles, issues)
    columns = np.split(found.values, found.indptr[1:-1])
    assert len(columns) == len(PAIRS) + len(ARTICLES)
    members, blend = judge._blend.members_, judge._blend
    for (article, issue), own in zip(PAIRS, columns, strict=False):
        first, second, *told = blend.issue_weights_[issue]
        direction = second * np.eye(judge._scores.network.shape[1])[issue]
        expected = first * linear_part(judge, article, members.issue_coef_[issue]) + losses(judge, article, direction)
        of_sentences = judge._evidence[judge._features.indptr[article] : judge._features.indptr[article + 1]]
        for i in range(len(of_sentences)):
            without = np.delete(of_sentences, i, axis=0)
            fewer = summarize_issues(without, np.array([0, len(without)]))[0, issue]
            expected[i] += (judge._scores.sentence_issues[article, issue] - fewer) @ told
        np.testing.assert_allclose(own, expected, atol=1e-4)
    for article, own in enumerate(columns[len(PAIRS) :]):
        if not len(own):
            assert ARTICLES[article] == Article()
            continue
        weights = relative(judge, article)
        p = judge._sentence_tones[judge._features.indptr[article] : judge._features.indptr[article + 1]]
        summaries = np.concatenate(
            [summarize(np.delete(p, i, axis=0), np.array([0, len(p) - 1])) for i in range(len(p))]
        )
        # The slope of a sum of log-probabilities, as a difference.
        net, step = judge._scores.network[article, -4:], 1e-6 * np.eye(4)
        slope = (log_softmax(net + step, axis=1) - log_softmax(net)) @ weights[4:8] / 1e-6
        direction = np.concatenate([np.zeros(judge._scores.network.shape[1] - 4), slope])
        expected = linear_part(judge, article, weights[:4] @ members.tone_coef_)
        expected += losses(judge, article, direction) + (judge._scores.sentences[article] - summaries) @ weights[8:]
        np.testing.assert_allclose(own, expected, atol=1e-4)


def test_contributions_of_linear_members_add_up(judge: BlendJudge) -> None:
    blend, members = judge._blend, judge._blend.members_
    articles, issues = np.array(PAIRS).T
    decisions = judge.decisions(articles, issues)
    totals = [own.sum() for own in np.split(judge.linear_weights(decisions), decisions.bounds[1:-1])]
    for (article, issue), total in zip(PAIRS, totals, strict=False):
        linear = judge._scores.margins[article, issue] - members.issue_intercept_[issue]
        assert total == pytest.approx(linear * blend.issue_weights_[issue, 0], abs=1e-9)
    for article, total in enumerate(totals[len(PAIRS) :]):
        tone = (judge._scores.linear_tone[article] - members.tone_intercept_) @ relative(judge, article)[:4]
        assert total == pytest.approx(tone, abs=1e-9)


def test_articles_without_words(judge: BlendJudge) -> None:
    given = bank()
    empty = BlendJudge(judge._blend, given.word_vectors, given.vectorizer.read(["", "Nga"]), [[], offsets("Nga")])
    assert np.isfinite(empty.log_odds).all()
    found = empty.sentence_weights(np.array([0]), np.array([1]))
    assert found.indptr.tolist() == [0, 0, 0, 1]
    nothing = np.empty(0, np.int64)
    assert empty.sentence_weights(nothing, nothing).indptr.tolist() == [0, 0, 1]
