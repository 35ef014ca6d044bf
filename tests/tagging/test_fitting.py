"""The parts of a fit, each against the plain way to do it."""

import math
from collections import Counter

import numpy as np
import pytest

from vnnews.articles import Article, sentences
from vnnews.datasets import load_sample
from vnnews.features import VietnameseTfidfVectorizer
from vnnews.tagging import ArticleTagger, IssueToneClassifier, _fitting
from vnnews.tagging._fitting import default_vectorizer, fit_issue_tones, rows_of_passages, wider_idf
from vnnews.tagging._passages import passages

SAMPLE = load_sample()
LONG = Article(title="Hội đàm", body=tuple(" ".join(article.body) for article in SAMPLE.articles[:5]))


def test_the_default_vectorizer_is_a_new_one_each_time(small: ArticleTagger) -> None:
    one, other = default_vectorizer(), default_vectorizer()
    assert one is not other
    assert one.get_params() == other.get_params()
    assert (one.ngram_range, one.title_weight, one.lead_weight) == ((1, 2), 0.3, 0.3)
    assert small.vectorizer_.get_params() == one.get_params()


def test_what_words_weigh_by_other_articles() -> None:
    vectorizer = VietnameseTfidfVectorizer(ngram_range=(1, 2), min_df=3, max_df=0.8, max_features=300)
    vectorizer.fit(SAMPLE.articles[:40])
    before = vectorizer.idf_.copy()
    others = [*SAMPLE.articles[30:], "Thiên thạch rơi gần làng", ""]
    found = wider_idf(vectorizer, iter(others))
    names = vectorizer.get_feature_names_out().tolist()
    plain = VietnameseTfidfVectorizer(ngram_range=(1, 2))
    counts: Counter[str] = Counter()
    for other in others:
        if other:
            counts.update(plain.fit([other]).get_feature_names_out().tolist())
    expected = [math.log((1 + len(others)) / (1 + counts[name])) + 1 for name in names]
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    assert np.array_equal(vectorizer.idf_, before)
    assert found.max() == pytest.approx(math.log(1 + len(others)) + 1)


def test_rows_of_passages_article_by_article(small: ArticleTagger, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [*SAMPLE.articles[:7], Article(), LONG, Article(title="Nga")]
    found = rows_of_passages(small.vectorizer_, articles)
    assert found.indptr[0] == 0
    for i, article in enumerate(articles):
        spans = passages(article.text, sentences(article.text))
        own = found.rows[found.indptr[i] : found.indptr[i + 1]]
        assert own.shape[0] == max(len(spans), 1)
        texts = [article.text[span.start : span.end] for span in spans] or [""]
        assert (own != small.vectorizer_.transform(texts)).nnz == 0
    # Some at a time they are the same, wherever one lot ends.
    for size in (1, 3, len(articles), 100):
        monkeypatch.setattr(_fitting, "_AT_A_TIME", size)
        again = rows_of_passages(small.vectorizer_, articles)
        assert np.array_equal(again.indptr, found.indptr)
        assert (again.rows != found.rows).nnz == 0


def test_tones_of_issues_are_learnt_from_pairs(small: ArticleTagger) -> None:
    ids = small.taxonomy_.issue_ids
    issues, tones = small.issue_classifier_, small.tone_classifier_
    found = fit_issue_tones(issues, tones, SAMPLE.issue_tones, ids)
    assert found is not None
    by_column = [{list(ids).index(issue): tone for issue, tone in own.items()} for own in SAMPLE.issue_tones]
    own = IssueToneClassifier().fit(
        tones.out_of_fold_scores_, issues.out_of_fold_log_odds_, by_column, tones.classes_.tolist()
    )
    assert np.array_equal(found.coef_, own.coef_)
    assert np.array_equal(found.intercept_, own.intercept_)


def test_tones_of_some_articles_are_none(small: ArticleTagger) -> None:
    some = [*SAMPLE.issue_tones[:-1], list(SAMPLE.issue_tones[-1])]
    assert fit_issue_tones(small.issue_classifier_, small.tone_classifier_, some, small.taxonomy_.issue_ids) is None


def test_a_tone_of_no_issue_is_told(small: ArticleTagger) -> None:
    without = [dict.fromkeys(own, "negative") for own in SAMPLE.issue_tones]
    for tagged in (without, [{} for _ in SAMPLE.articles]):
        with pytest.raises(ValueError, match=r"no issue of any article has the tone .*; .* every tone must occur"):
            fit_issue_tones(small.issue_classifier_, small.tone_classifier_, tagged, small.taxonomy_.issue_ids)
