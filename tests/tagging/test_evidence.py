import numpy as np
import pytest

from vnnews.articles import sentences
from vnnews.datasets import load_sample
from vnnews.tagging import ArticleTagger
from vnnews.tagging._evidence import sentence_weights, strongest

ARTICLES = load_sample().articles


@pytest.mark.parametrize("article", ARTICLES[::6], ids=[article.title[:20] for article in ARTICLES[::6]])
def test_sentences_add_up_to_the_decision(small: ArticleTagger, article: object) -> None:
    model = small.issue_classifier_
    spans = sentences(article.text)  # type: ignore[attr-defined]  # parametrize types it as object
    weights = sentence_weights(small.vectorizer_.locate(article), model.coef_, spans)  # type: ignore[arg-type]  # as above
    decision = model.decision_function(small.vectorizer_.transform([article]))[0]  # type: ignore[list-item]  # as above
    np.testing.assert_allclose(weights.sum(axis=0) + model.intercept_, decision, atol=1e-9)


def test_strongest_first_and_only_what_speaks_for_it() -> None:
    text = "Một. Hai. Ba. Bốn."
    found = strongest(text, sentences(text), np.array([0.1, -1.0, 2.0, 0.0]), 3)
    assert [(one.text, one.weight) for one in found] == [("Ba.", 2.0), ("Một.", 0.1)]
    assert all(text[one.start : one.end] == one.text for one in found)
