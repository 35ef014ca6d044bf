import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.articles import Article, sentences
from vnnews.datasets import load_sample
from vnnews.tagging import ArticleTagger, PassageRows
from vnnews.tagging._evidence import Judged, SentenceWeights, issue_weights, sentence_weights
from vnnews.tagging._passages import passages

ARTICLES = load_sample().articles


@pytest.mark.parametrize("article", ARTICLES[::6], ids=[article.title[:20] for article in ARTICLES[::6]])
def test_sentences_add_up_to_the_decision(small: ArticleTagger, article: Article) -> None:
    model = small.issue_classifier_
    spans = sentences(article.text)
    weights = sentence_weights(small.vectorizer_.locate(article), model.coef_, spans)
    decision = model.scores(small.vectorizer_.transform([article]))[0]
    np.testing.assert_allclose(weights.sum(axis=0) + model.intercept_, decision, atol=1e-9)


@pytest.mark.parametrize("article", ARTICLES[::6], ids=[article.title[:20] for article in ARTICLES[::6]])
def test_sentences_add_up_to_the_log_odds(small: ArticleTagger, article: Article) -> None:
    vectorizer, model = small.vectorizer_, small.issue_classifier_
    spans = sentences(article.text)
    parts = passages(article.text, spans)
    rows = vectorizer.transform(article.text[part.start : part.end] for part in parts)
    judged = Judged(article, vectorizer.locate(article), spans, parts, model.scores(rows))
    issues = list(range(len(model.classes_)))
    weights = issue_weights(judged, issues, vectorizer, model)
    constants = model.mixing_[:, 3] + model.mixing_[:, :3].sum(axis=1) * model.intercept_
    log_odds = model.decision_function(
        vectorizer.transform([article]), passages=PassageRows(rows, np.array([0, len(parts)]))
    )[0]
    np.testing.assert_allclose(weights.sum(axis=0) + constants, log_odds, atol=1e-9)
    assert np.array_equal(issue_weights(judged, [3], vectorizer, model)[:, 0], weights[:, 3])


def test_strongest_first_and_only_what_speaks_for_it() -> None:
    weights = SentenceWeights.join([np.array([0.1, -1.0, 2.0, 0.0]), np.empty(0), np.array([-1.0])])
    assert weights.strongest(3) == [[(2, 2.0), (0, 0.1)], [], []]
    assert weights.strongest(0) == [[], [], []]
    assert SentenceWeights.join([]).strongest(2) == []


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(-3, 9), max_size=12), max_size=4), st.integers(0, 5))
def test_strongest_is_a_stable_sort(columns: list[list[int]], n: int) -> None:
    found = SentenceWeights.join([np.array(column, float) for column in columns]).strongest(n)
    for own, column in zip(found, columns, strict=True):
        order = sorted(range(len(column)), key=lambda i: -column[i])[:n]
        assert own == [(i, column[i]) for i in order if column[i] > 0]
