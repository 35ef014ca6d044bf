import numpy as np
import pytest

from vnnews.articles import Article, sentences
from vnnews.datasets import load_sample
from vnnews.tagging import ArticleTagger, PassageRows
from vnnews.tagging._evidence import Judged, issue_weights, sentence_weights, strongest
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
    text = "Một. Hai. Ba. Bốn."
    found = strongest(text, sentences(text), np.array([0.1, -1.0, 2.0, 0.0]), 3)
    assert [(one.text, one.weight) for one in found] == [("Ba.", 2.0), ("Một.", 0.1)]
    assert all(text[one.start : one.end] == one.text for one in found)
