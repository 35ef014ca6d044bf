import numpy as np
import pytest

from tests.tagging.blending import TONE_SCORES, bank, small_blend
from vnnews.articles import sentences
from vnnews.datasets import load_sample
from vnnews.tagging._blend_judge import BlendJudge

N = 8


@pytest.fixture(scope="module")
def judge() -> BlendJudge:
    given = bank()
    blend = small_blend().fit(given.features, given.labels, given.sentences, TONE_SCORES)
    articles = load_sample().articles[:N]
    return BlendJudge(
        blend, given.word_vectors, given.vectorizer.read(articles), [sentences(article.text) for article in articles]
    )


def test_says_what_the_blend_says(judge: BlendJudge) -> None:
    blend, features = judge._blend, bank().features.take(np.arange(N))
    scores = blend.members_.scores(features)
    np.testing.assert_allclose(judge.log_odds, blend.issue_log_odds(scores), atol=1e-5)
    p = blend.tone_probabilities(scores)
    np.testing.assert_allclose(judge.tone_probabilities, p, atol=1e-5)
    assert judge.tones.tolist() == blend.predict_tone(p).tolist()
    found, said = judge.issue_tones(2, [3, 0])
    np.testing.assert_allclose(
        found, blend.issue_tone_probabilities(scores, np.array([2, 2]), np.array([3, 0])), atol=1e-5
    )
    assert said.tolist() == found.argmax(axis=1).tolist()
    assert judge.issue_tones(2, [])[0].shape == (0, 4)


def test_contributions_of_linear_members_add_up(judge: BlendJudge) -> None:
    blend, members = judge._blend, judge._blend.members_
    issues = [0, 4, 7]
    for i in range(N):
        linear = judge._scores.margins[i, issues] - members.issue_intercept_[issues]
        np.testing.assert_allclose(
            judge.linear_issue_weights(i, issues).sum(axis=0), linear * blend.issue_weights_[issues, 0], atol=1e-9
        )
        relative = blend.tone_weights_[:4, judge.tones[i]] - blend.tone_weights_[:4].mean(axis=1)
        tone = (judge._scores.linear_tone[i] - members.tone_intercept_) @ relative
        assert judge.linear_tone_weights(i).sum() == pytest.approx(tone, abs=1e-9)


def test_occlusion_is_the_score_of_the_article_without_the_sentence(judge: BlendJudge) -> None:
    given, blend = bank(), judge._blend
    network = blend.members_.network_
    article = load_sample().articles[1]
    weights = judge.issue_weights(1, [2]) - judge.linear_issue_weights(1, [2])
    for k, span in enumerate(sentences(article.text)):
        parts = [(span.start, span.end)]
        row = given.word_vectors.vectors_without(judge._reading, 1, parts, judge._features.dense[1])
        without = network.decision_function(row)[0, 2]
        expected = blend.issue_weights_[2, 1] * (judge._scores.network[1, 2] - without)
        assert weights[k, 0] == pytest.approx(expected, abs=1e-4)


def test_articles_without_words(judge: BlendJudge) -> None:
    given = bank()
    empty = BlendJudge(judge._blend, given.word_vectors, given.vectorizer.read(["", "Nga"]), [[], sentences("Nga")])
    assert np.isfinite(empty.log_odds).all()
    assert empty.issue_weights(0, [1]).shape == (0, 1)
    assert empty.tone_weights(0).shape == (0,)
    assert empty.tone_weights(1).shape == (1,)
