from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.base import clone

from tests.tagging.blending import small_blend, small_word_vectors
from vnnews import VietnameseTfidfVectorizer
from vnnews.articles import Article, sentences
from vnnews.datasets import load_sample
from vnnews.tagging._blend import BlendedClassifier
from vnnews.tagging._blend_training import Labels, _labelled, article_labels, fit_blend
from vnnews.taxonomy import load_taxonomy

SAMPLE, TAXONOMY = load_sample(), load_taxonomy()


def test_labels_are_columns_of_the_taxonomy() -> None:
    labels = article_labels(SAMPLE.issue_tones, SAMPLE.tones, TAXONOMY)
    for row, tone, shown in zip(labels.issue_tones, labels.tones, SAMPLE.issue_tones, strict=True):
        found = {TAXONOMY.issue_ids[j]: TAXONOMY.tone_ids[row[j]] for j in np.flatnonzero(row >= 0)}
        assert found == dict(shown)
        assert 0 <= tone < 4
    good = [tone for tone, is_good in zip(TAXONOMY.tone_ids, labels.good, strict=True) if is_good]
    bad = [tone for tone, is_bad in zip(TAXONOMY.tone_ids, labels.bad, strict=True) if is_bad]
    assert (set(good), set(bad)) == ({"positive", "mixed"}, {"negative", "mixed"})


def test_an_issue_without_tone_has_that_of_its_article() -> None:
    labels = article_labels(SAMPLE.issues, SAMPLE.tones, TAXONOMY)
    for row, tone in zip(labels.issue_tones, labels.tones, strict=True):
        assert set(row[row >= 0].tolist()) <= {tone}


def test_which_sentences_are_labelled() -> None:
    articles = [Article(title="Nga và Mỹ đàm phán"), Article(title="Nga họp", body=("Hai bên gặp nhau.",)), Article()]
    issues, tones = [{"us_russia": "positive"}, {}, {}], ["positive", "neutral", "neutral"]
    labels = article_labels(issues, tones, TAXONOMY)
    spans = [sentences(article.text) for article in articles]
    mark = SimpleNamespace(start=9, end=26, tone="mixed", issues=("syria",))
    parts, (own, flags, which, whole) = _labelled(articles, spans, [[], [mark], []], labels, TAXONOMY)
    assert [[(one.start, one.end) for one in part] for part in parts] == [[(0, 18)], [(9, 26)], []]
    assert [TAXONOMY.tone_ids[tone] for tone in own] == ["positive", "mixed"]
    assert [TAXONOMY.issue_ids[j] for j in flags.argmax(axis=1)] == ["us_russia", "syria"]
    assert (which.tolist(), whole.tolist()) == ([0, 1], [True, False])


def test_titles_stand_in() -> None:
    labels = article_labels(SAMPLE.issue_tones, SAMPLE.tones, TAXONOMY)
    spans = [sentences(article.text) for article in SAMPLE.articles]
    parts, (own, _, which, _) = _labelled(SAMPLE.articles, spans, [()] * len(spans), labels, TAXONOMY)
    assert [(one.start, one.end) for part in parts for one in part] == [(0, a.title_end) for a in SAMPLE.articles]
    assert which.tolist() == list(range(len(spans)))
    np.testing.assert_array_equal(own, labels.tones)


def test_errors() -> None:
    vectors, articles = small_word_vectors(), SAMPLE.articles
    vectorizer = VietnameseTfidfVectorizer(tone_marks="old").fit(articles)
    labels = Labels(SAMPLE.issues, SAMPLE.tones)
    with pytest.raises(ValueError, match="tone_marks='keep' and the word vectors have 'old'"):
        fit_blend(small_blend(), (clone(vectorizer).set_params(tone_marks="keep"), vectors), articles, labels, TAXONOMY)
    with pytest.raises(ValueError, match="fewer than the 60 folds"):
        fit_blend(BlendedClassifier(cv=60), (vectorizer, vectors), articles, labels, TAXONOMY)
    with pytest.raises(ValueError, match="labelled sentences for 1 articles"):
        fit_blend(small_blend(), (vectorizer, vectors), articles, labels._replace(sentences=[[]]), TAXONOMY)
