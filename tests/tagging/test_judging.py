import copy
from dataclasses import replace

import numpy as np

from vnnews.articles import Article
from vnnews.datasets import load_sample
from vnnews.tagging import ArticleTagger
from vnnews.tagging._judging import judge_articles

ARTICLES = [*load_sample().articles[:9], Article(), Article(title="The presidents met in Geneva")]


def test_what_reaches_its_threshold_is_tagged_most_probable_first(small: ArticleTagger) -> None:
    tagger = copy.deepcopy(small)
    tagger.issue_classifier_.thresholds_[:] = np.linspace(0.02, 0.2, len(tagger.taxonomy_.issue_ids))
    limits = dict(zip(tagger.taxonomy_.issue_ids, tagger.issue_classifier_.thresholds_, strict=True))
    n_tags = 0
    for tags in judge_articles(tagger, ARTICLES):
        said = [issue.id for issue in tags.issues]
        expected = [issue for issue, p in tags.probabilities.items() if p >= limits[issue]]
        assert said == sorted(expected, key=lambda issue: -tags.probabilities[issue])
        assert [issue.probability for issue in tags.issues] == [tags.probabilities[issue] for issue in said]
        assert [issue.threshold for issue in tags.issues] == [limits[issue] for issue in said]
        n_tags += len(said)
    assert n_tags > 30


def test_tones_are_told_in_the_order_of_the_taxonomy(small: ArticleTagger) -> None:
    for tags in judge_articles(small, ARTICLES[:9]):
        tone = tags.tone
        assert tuple(tone.probabilities) == small.taxonomy_.tone_ids
        assert abs(sum(tone.probabilities.values()) - 1) < 1e-9
        assert tone.probability == tone.probabilities[tone.label]
        assert tone.name == small.taxonomy_.tone(tone.label).vi
        expected = sum(p * small.taxonomy_.tone(one).score for one, p in tone.probabilities.items())
        assert abs(tone.score - expected) < 1e-12


def test_without_evidence_all_else_is_the_same(small: ArticleTagger) -> None:
    for tags, other in zip(judge_articles(small, ARTICLES), judge_articles(small, ARTICLES, False), strict=True):
        issues = tuple(replace(issue, evidence=()) for issue in tags.issues)
        assert replace(tags, issues=issues, tone=replace(tags.tone, evidence=())) == other


def test_nothing_to_judge(small: ArticleTagger) -> None:
    assert judge_articles(small, []) == []
    empty, foreign = judge_articles(small, ARTICLES[9:])
    assert empty.warnings[0].startswith("empty")
    assert foreign.warnings[0].startswith("not Vietnamese")
    assert not empty.issues
    assert not foreign.probabilities
    assert foreign.n_words > 0
