"""The tagger with a blend in it says what it says without, in the same form."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from tests.tagging.blending import small_blend, small_word_vectors
from vnnews import VietnameseTfidfVectorizer
from vnnews.articles import sentences
from vnnews.datasets import load_sample
from vnnews.tagging import ArticleTagger

SAMPLE = load_sample()


@pytest.fixture(scope="module")
def blended() -> ArticleTagger:
    return ArticleTagger(blend=small_blend()).fit(
        SAMPLE.articles, SAMPLE.issue_tones, SAMPLE.tones, word_vectors=small_word_vectors(), unlabelled=SAMPLE.articles
    )


def test_tags_its_own_articles(blended: ArticleTagger) -> None:
    tags, ids = list(blended.tag_many(SAMPLE.articles)), blended.taxonomy_.issue_ids
    truth = np.array([[issue in tagged for issue in ids] for tagged in SAMPLE.issues])
    p = np.array([[one.probabilities[issue] for issue in ids] for one in tags])
    # Sixty articles teach the blend to be careful; but it knows which is which.
    assert average_precision_score(truth, p, average="micro") > 0.6
    assert np.mean([one.tone.label == tone for one, tone in zip(tags, SAMPLE.tones, strict=True)]) > 0.6
    assert blended.issue_classifier_ is None


def test_probabilities_are_those_of_the_first_labels(blended: ArticleTagger) -> None:
    labels = SAMPLE.issue_tones, SAMPLE.tones
    others = ["neutral" if i % 3 else tone for i, tone in enumerate(SAMPLE.tones)]
    given = {"word_vectors": small_word_vectors(), "unlabelled": SAMPLE.articles}
    fitted = ArticleTagger(blend=small_blend()).fit(
        SAMPLE.articles, *labels, **given, first_labels=(iter(SAMPLE.issue_tones), iter(others))
    )
    neutral, before = (
        np.mean([tags.tone.probabilities["neutral"] for tags in tagger.tag_many(SAMPLE.articles)])
        for tagger in (fitted, blended)
    )
    assert neutral > before + 0.1
    with pytest.raises(ValueError, match="62 articles, 62 sets of issues and 61 tones"):
        ArticleTagger(blend=small_blend()).fit(
            SAMPLE.articles, *labels, **given, first_labels=(SAMPLE.issues, SAMPLE.tones[1:])
        )


def test_evidence_is_sentences(blended: ArticleTagger) -> None:
    n_evidence = 0
    for tags in blended.tag_many(SAMPLE.articles[:20]):
        spans = {(span.start, span.end) for span in sentences(tags.article.text)}
        for tag in (*tags.issues, tags.tone):
            weights = [one.weight for one in tag.evidence]
            assert weights == sorted(weights, reverse=True)
            assert {(one.start, one.end) for one in tag.evidence} <= spans
            n_evidence += len(weights)
    assert n_evidence > 40


def test_an_article_by_itself_is_one_of_many(blended: ArticleTagger, small: ArticleTagger) -> None:
    for tagger in (blended, small):
        for tags, article in zip(tagger.tag_many(SAMPLE.articles[:12]), SAMPLE.articles, strict=False):
            assert tagger.tag(article) == tags


@pytest.mark.parametrize("chunk_size", [1, 2, 7, 200])
def test_chunks_change_nothing(blended: ArticleTagger, chunk_size: int) -> None:
    items = [*SAMPLE.articles[:20], "", "The presidents met in Geneva.", *SAMPLE.articles[20:30]]
    expected = [tags.to_dict() for tags in blended.tag_many(items)]
    assert [tags.to_dict() for tags in blended.tag_many(items, chunk_size=chunk_size)] == expected


def test_without_evidence(blended: ArticleTagger, small: ArticleTagger) -> None:
    for tagger in (blended, small):
        for tags, other in zip(
            tagger.tag_many(SAMPLE.articles[:9]), tagger.tag_many(SAMPLE.articles[:9], evidence=False), strict=True
        ):
            assert all(not tag.evidence for tag in (*other.issues, other.tone))
            issues = tuple(replace(tag, evidence=()) for tag in tags.issues)
            assert replace(tags, issues=issues, tone=replace(tags.tone, evidence=())) == other


def test_thresholds_may_be_changed(blended: ArticleTagger) -> None:
    tagger = pickle.loads(pickle.dumps(blended))
    assert tagger.tag(SAMPLE.articles[0]) == blended.tag(SAMPLE.articles[0])
    tagger.blend_.thresholds_[:] = 1.1
    assert not any(tags.issues for tags in tagger.tag_many(SAMPLE.articles))
    tagger.blend_.thresholds_[:] = 0.0
    assert len(tagger.tag(SAMPLE.articles[0]).issues) == len(tagger.taxonomy_.issue_ids)


def test_nothing_to_judge(blended: ArticleTagger) -> None:
    assert blended.tag("").warnings[0].startswith("empty")
    assert blended.tag("The presidents met in Geneva.").warnings[0].startswith("not Vietnamese")
    assert blended.tag("khúc khuỷu gập ghềnh lởm chởm").warnings[0].startswith("unknown words")


def test_compact_says_nearly_the_same(blended: ArticleTagger) -> None:
    compact = blended.compact()
    assert compact.blend_.members_.issue_coef_.dtype == np.float16
    assert compact.blend_.members_.network_.hidden_.dtype == np.float16
    for one, two in zip(blended.tag_many(SAMPLE.articles), compact.tag_many(SAMPLE.articles), strict=True):
        np.testing.assert_allclose(list(one.probabilities.values()), list(two.probabilities.values()), atol=5e-3)
        assert one.tone.score == pytest.approx(two.tone.score, abs=5e-3)


def test_document_frequencies_of_articles_without_labels(blended: ArticleTagger) -> None:
    few, names = SAMPLE.articles[:9], list(blended.vectorizer_.vocabulary_)
    tagger = ArticleTagger(vectorizer=VietnameseTfidfVectorizer(min_df=2))
    tagger.fit(SAMPLE.articles, SAMPLE.issues, SAMPLE.tones, unlabelled=iter(few))
    column = tagger.vectorizer_.vocabulary_["nga"]
    reading = VietnameseTfidfVectorizer(vocabulary=["nga"]).fit(few)
    assert tagger.vectorizer_.idf_[column] == pytest.approx(reading.idf_[0])
    assert "nga" in names
