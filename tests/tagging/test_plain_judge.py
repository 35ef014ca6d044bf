"""A batch before the linear classifiers, held against the classifiers asked about one article after the other."""

import numpy as np
import pytest

from vnnews.articles import Article, sentences
from vnnews.datasets import load_sample
from vnnews.tagging import ArticleTagger, PassageRows
from vnnews.tagging._passages import passages
from vnnews.tagging._plain_judge import PlainJudge, passage_rows

SAMPLE = load_sample().articles
LONG = Article(title="Hội đàm", body=tuple(" ".join(article.body) for article in SAMPLE[:5]))
ARTICLES = [*SAMPLE[::5], Article(), LONG, Article(title="Nga"), Article(body=("xyzzy qwerty",))]


def judge_of(tagger: ArticleTagger, articles: list[Article], *, issues_only: bool = False) -> PlainJudge:
    classifiers = (tagger.issue_classifier_, tagger.tone_classifier_, tagger.issue_tone_classifier_)
    return PlainJudge(
        tagger.vectorizer_,
        (tagger.issue_classifier_, None, None) if issues_only else classifiers,
        articles,
        tagger.vectorizer_.read(articles),
        [sentences(article.text) for article in articles],
    )


@pytest.fixture(scope="module")
def judge(small: ArticleTagger) -> PlainJudge:
    return judge_of(small, ARTICLES)


def test_log_odds_and_tones_are_those_of_each_article_alone(small: ArticleTagger, judge: PlainJudge) -> None:
    assert judge.log_odds.shape == (len(ARTICLES), len(small.taxonomy_.issues))
    for i, article in enumerate(ARTICLES):
        row = small.vectorizer_.transform([article])
        spans = passages(article.text, sentences(article.text))
        parts = small.vectorizer_.transform([article.text[span.start : span.end] for span in spans] or [""])
        own = PassageRows(parts, np.array([0, parts.shape[0]]))
        log_odds = small.issue_classifier_.decision_function(row, passages=own)[0]
        np.testing.assert_allclose(judge.log_odds[i], log_odds, rtol=1e-12, atol=1e-12)
        probabilities = small.tone_classifier_.predict_proba(row)[0]
        np.testing.assert_allclose(judge.tone_probabilities[i], probabilities, rtol=1e-12)
        assert small.tone_classifier_.classes_[judge.tones[i]] == small.tone_classifier_.predict(row)[0]


def test_what_is_said_does_not_depend_on_the_others(small: ArticleTagger, judge: PlainJudge) -> None:
    backwards = judge_of(small, ARTICLES[::-1])
    assert np.array_equal(backwards.log_odds[::-1], judge.log_odds)
    assert np.array_equal(backwards.tone_probabilities[::-1], judge.tone_probabilities)
    alone = judge_of(small, [LONG])
    assert np.array_equal(alone.log_odds[0], judge.log_odds[ARTICLES.index(LONG)])


def test_tones_of_issues_are_asked_pair_by_pair(small: ArticleTagger, judge: PlainJudge) -> None:
    articles, issues = np.array([0, 0, 3, 5, 5]), np.array([2, 0, 1, 4, 0])
    probabilities, said = judge.issue_tones(articles, issues)
    assert small.issue_tone_classifier_ is not None
    for own, best, article, issue in zip(probabilities, said, articles, issues, strict=True):
        scores = small.tone_classifier_.decision_function(small.vectorizer_.transform([ARTICLES[article]]))[0]
        expected = small.issue_tone_classifier_.predict_proba(scores, judge.log_odds[article], int(issue))
        np.testing.assert_allclose(own, expected, rtol=1e-9)
        assert best == expected.argmax()
    nothing = np.array([], np.int64)
    probabilities, said = judge.issue_tones(nothing, nothing)
    assert probabilities.shape == (0, len(small.tone_classifier_.classes_))
    assert said.shape == (0,)


def test_an_issue_has_the_tone_of_its_article_where_tones_of_issues_were_not_learnt(small: ArticleTagger) -> None:
    articles = ARTICLES[:4]
    judge = PlainJudge(
        small.vectorizer_,
        (small.issue_classifier_, small.tone_classifier_, None),
        articles,
        small.vectorizer_.read(articles),
        [sentences(article.text) for article in articles],
    )
    probabilities, said = judge.issue_tones(np.array([3, 3, 1]), np.array([0, 1, 2]))
    assert np.array_equal(probabilities, judge.tone_probabilities[[3, 3, 1]])
    assert np.array_equal(said, judge.tones[[3, 3, 1]])


def test_without_tones(small: ArticleTagger, judge: PlainJudge) -> None:
    silent = judge_of(small, ARTICLES, issues_only=True)
    assert np.array_equal(silent.log_odds, judge.log_odds)
    assert silent.tone_probabilities.shape == (len(ARTICLES), 0)
    probabilities, _ = silent.issue_tones(np.array([0]), np.array([1]))
    assert probabilities.shape == (1, 0)
    assert silent.tone_weights(0).tolist() == [0.0] * len(sentences(ARTICLES[0].text))


def test_tone_weights_are_sums_over_n_grams_by_sentence(small: ArticleTagger, judge: PlainJudge) -> None:
    coef = small.tone_classifier_.coef_
    for i in (0, 4, ARTICLES.index(LONG)):
        spans = sentences(ARTICLES[i].text)
        expected = [0.0] * len(spans)
        found = small.vectorizer_.locate(ARTICLES[i])
        for start, column, value in zip(found.start, found.column, found.value, strict=True):
            (sentence,) = (k for k, span in enumerate(spans) if span.start <= start < span.end)
            expected[sentence] += value * (coef[judge.tones[i], column] - coef[:, column].mean())
        np.testing.assert_allclose(judge.tone_weights(i), expected, atol=1e-9)


def test_issue_weights_add_up_to_the_log_odds(small: ArticleTagger, judge: PlainJudge) -> None:
    model = small.issue_classifier_
    constants = model.mixing_[:, 3] + model.mixing_[:, :3].sum(axis=1) * model.intercept_
    issues = list(range(len(model.classes_)))
    # An article without text is never asked about: that it is empty is found before.
    for i, article in enumerate(ARTICLES):
        if not article.text:
            continue
        weights = judge.issue_weights(i, issues)
        assert weights.shape == (len(sentences(article.text)), len(issues))
        np.testing.assert_allclose(weights.sum(axis=0) + constants, judge.log_odds[i], atol=1e-9)


def test_weights_stand_in_the_order_in_which_they_are_asked_for(judge: PlainJudge) -> None:
    found = judge.sentence_weights(np.array([0, 0, 4]), np.array([5, 2, 1]))
    columns = [judge.issue_weights(0, [5, 2])[:, 0], judge.issue_weights(0, [5, 2])[:, 1], judge.issue_weights(4, [1])]
    expected = [*(column.ravel() for column in columns), *(judge.tone_weights(i) for i in range(len(ARTICLES)))]
    assert len(found.indptr) == len(expected) + 1
    for k, column in enumerate(expected):
        np.testing.assert_allclose(found.values[found.indptr[k] : found.indptr[k + 1]], column, atol=1e-12)
    nothing = np.array([], np.int64)
    n_sentences = [len(sentences(article.text)) for article in ARTICLES]
    assert judge.sentence_weights(nothing, nothing).indptr.tolist() == np.cumsum([0, *n_sentences]).tolist()


def test_rows_of_passages_and_one_for_an_article_without(small: ArticleTagger) -> None:
    articles = [SAMPLE[0], Article(), LONG]
    parts = [passages(article.text, sentences(article.text)) for article in articles]
    found = passage_rows(small.vectorizer_, articles, parts)
    assert np.diff(found.indptr).tolist() == [len(parts[0]), 1, len(parts[2])]
    assert found.rows[found.indptr[1]].nnz == 0
    assert len(parts[2]) > 2
