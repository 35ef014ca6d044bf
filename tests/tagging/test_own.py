"""The settings for few labelled articles."""

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError

from vnnews.datasets import load_sample
from vnnews.tagging import ArticleTagger, own_tagger
from vnnews.taxonomy import Taxonomy, load_taxonomy, taxonomy_of_names

SAMPLE = load_sample()
TAXONOMY = taxonomy_of_names(["Đàm phán"])
TALKS = [["dam_phan"] if {"us_russia", "summit_diplomacy"} & set(own) else [] for own in SAMPLE.issues]


@pytest.fixture(scope="module")
def fitted() -> ArticleTagger:
    return own_tagger(TAXONOMY).fit(SAMPLE.articles, TALKS)


@pytest.mark.parametrize("taxonomy", [TAXONOMY, load_taxonomy()])
def test_it_is_yet_to_be_fitted_to_its_taxonomy(taxonomy: Taxonomy) -> None:
    tagger = own_tagger(taxonomy)
    assert tagger.taxonomy is taxonomy
    with pytest.raises(NotFittedError):
        tagger.tag("Nga")


def test_taggers_share_nothing() -> None:
    one, other = own_tagger(TAXONOMY), own_tagger(TAXONOMY)
    one.vectorizer.set_params(min_df=1)
    one.issue_classifier.set_params(threshold=0.9)
    assert other.vectorizer.min_df == 2
    assert other.issue_classifier.threshold == 0.35


def test_parameters_reach_the_classifiers() -> None:
    tagger = own_tagger(TAXONOMY, precision_floor=0.8, random_state=7)
    assert tagger.issue_classifier.precision_floor == 0.8
    assert tagger.issue_classifier.random_state == tagger.tone_classifier.random_state == 7
    with pytest.raises(ValueError, match=r"precision_floor=1\.5: expected a probability between 0 and 1"):
        own_tagger(TAXONOMY, precision_floor=1.5).fit(SAMPLE.articles[:20], TALKS[:20])


def test_words_of_one_article_only_are_left_out(fitted: ArticleTagger) -> None:
    counts = np.diff(fitted.vectorizer_.transform(SAMPLE.articles).tocsc().indptr)
    assert counts.min() >= 2
    assert any(" " in name for name in fitted.vectorizer_.get_feature_names_out())


def test_an_issue_is_tagged_from_its_threshold_on(fitted: ArticleTagger) -> None:
    assert fitted.thresholds_.tolist() == [0.35]
    n_tags = 0
    for tags in fitted.tag_many(SAMPLE.articles[:20]):
        (p,) = tags.probabilities.values()
        assert [tag.id for tag in tags.issues] == ["dam_phan"] * (p >= 0.35)
        assert tags.tone.label is None
        n_tags += len(tags.issues)
    assert 0 < n_tags < 20


def test_a_floor_takes_the_place_of_the_threshold() -> None:
    careful = own_tagger(TAXONOMY, precision_floor=0.95).fit(SAMPLE.articles, TALKS)
    p = 1 / (1 + np.exp(-careful.issue_classifier_.out_of_fold_log_odds_[:, 0]))
    right = np.array([bool(own) for own in TALKS])[p >= careful.thresholds_[0]]
    assert careful.thresholds_[0] != 0.35
    assert right.mean() >= 0.95
