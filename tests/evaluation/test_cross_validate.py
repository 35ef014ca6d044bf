"""Cross-validation of a tagger, on the sample."""

import json
import math

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, f1_score

from vnnews import ArticleTagger, IssueClassifier, ToneClassifier, VietnameseTfidfVectorizer
from vnnews.articles import Article, parse_article
from vnnews.datasets import load_sample
from vnnews.evaluation import CrossValidation, cross_validate
from vnnews.taxonomy import Issue, Taxonomy, Tone, load_taxonomy

SAMPLE = load_sample()
FEW = Taxonomy(
    "own",
    (Issue("talks", "Ngoại giao", "Talks"), Issue("war", "Chiến tranh", "War"), Issue("none", "Không", "None")),
    load_taxonomy().tones,
)
PARTS = {
    "talks": {"summit_diplomacy", "us_russia", "arms_control"},
    "war": {"ukraine", "syria", "terrorism", "military", "afghanistan"},
}
ISSUES = [[own for own, theirs in PARTS.items() if theirs & set(tagged)] for tagged in SAMPLE.issues]


def small_tagger(taxonomy: Taxonomy = FEW) -> ArticleTagger:
    vectorizer = VietnameseTfidfVectorizer(min_df=2, sublinear_tf=True)
    issue_classifier = IssueClassifier(threshold=0.3, random_state=0)
    return ArticleTagger(taxonomy, vectorizer=vectorizer, issue_classifier=issue_classifier)


@pytest.fixture(scope="module")
def found() -> CrossValidation:
    return cross_validate(small_tagger(), SAMPLE.articles, ISSUES, SAMPLE.tones, n_splits=3)


def test_every_article_is_tested_once_and_fairly(found: CrossValidation) -> None:
    assert np.bincount(found.folds).min() >= 18
    truth = np.array([["talks" in one, "war" in one, False] for one in ISSUES])
    assert np.array_equal(found.issues, truth)
    for column in (0, 1):
        counts = np.bincount(found.folds, weights=truth[:, column])
        assert counts.max() - counts.min() <= 1
        # It has learnt something, and it has not seen the answers.
        precision = average_precision_score(truth[:, column], found.probabilities[:, column])
        assert truth[:, column].mean() + 0.1 < precision < 0.99
    assert not found.said_issues[:, 2].any()


def test_a_fold_is_a_tagger_that_did_not_see_it(found: CrossValidation) -> None:
    train, test = np.flatnonzero(found.folds != 1), np.flatnonzero(found.folds == 1)
    with pytest.warns(UserWarning, match=r"none \(0\)"):
        tagger = small_tagger().fit(
            [SAMPLE.articles[i] for i in train], [ISSUES[i] for i in train], [SAMPLE.tones[i] for i in train]
        )
    tags = list(tagger.tag_many([SAMPLE.articles[i] for i in test]))
    assert [list(one.probabilities.values()) for one in tags] == found.probabilities[test].tolist()
    assert found.said_tones is not None
    assert [one.tone.label for one in tags] == found.said_tones[test].tolist()


def test_figures_and_intervals(found: CrossValidation) -> None:
    metrics, intervals = found.issue_metrics(), found.intervals(n_resamples=200)
    assert metrics.micro_f1 == pytest.approx(f1_score(found.issues[:, :2], found.said_issues[:, :2], average="micro"))
    assert intervals["issues_micro_f1"].estimate == pytest.approx(metrics.micro_f1)
    assert intervals["issues_micro_f1"].low < metrics.micro_f1 < intervals["issues_micro_f1"].high
    tone = found.tone_metrics()
    assert tone is not None
    assert tone.accuracy == pytest.approx(np.mean(np.array(SAMPLE.tones) == found.said_tones))
    assert intervals["tone_accuracy"].estimate == pytest.approx(tone.accuracy)


def test_what_is_told(found: CrossValidation) -> None:
    concerns = found.concerns()
    assert "war: 19 articles, so its figure is uncertain" in concerns
    assert "none: no article has it; it is never tagged" in concerns
    assert "tone neutral: 11 articles, so its figure is uncertain" in concerns
    report = found.report()
    assert all(concern in report for concern in concerns)
    assert f"issues micro f1    {found.issue_metrics().micro_f1:.3f} [" in report
    data = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert data["issues"]["per_issue"]["none"]["f1_interval"] is None
    low, high = data["issues"]["per_issue"]["talks"]["f1_interval"]
    assert low <= data["issues"]["per_issue"]["talks"]["f1"] <= high
    assert data["n_folds"] == 3


def test_near_copies_stay_together() -> None:
    copies = [Article(title=article.title, body=(*article.body, "Tin thêm.")) for article in SAMPLE.articles[:9]]
    found = cross_validate(
        small_tagger(), [*SAMPLE.articles, *copies], [*ISSUES, *ISSUES[:9]], n_splits=3, random_state=1
    )
    assert found.folds[:9].tolist() == found.folds[62:].tolist()
    assert "9 articles are near copies of others and were tested in the same fold" in found.concerns()
    assert found.concerns()[-2] == "tone: not trained, for there are no labels of tones"
    assert found.tone_metrics() is None
    assert "tone_accuracy" not in found.intervals(n_resamples=10)
    assert found.to_dict()["tone"] is None


def test_groups_of_ones_own() -> None:
    groups = [f"story {i % 6}" for i in range(62)]
    found = cross_validate(small_tagger(), SAMPLE.articles, ISSUES, n_splits=2, groups=groups)
    for group in range(6):
        assert len(set(found.folds[group::6].tolist())) == 1


def test_one_issue_with_two_articles_and_a_tone_of_ones_own() -> None:
    taxonomy = Taxonomy("own", (Issue("rare", "Hiếm", "Rare"),), (Tone("vui", "vui", "glad"), Tone("x", "x", "x")))
    issues = [["rare"] if i in (3, 40) else [] for i in range(62)]
    tones = ["vui" if tone == "positive" else "x" for tone in SAMPLE.tones]
    found = cross_validate(small_tagger(taxonomy), SAMPLE.articles, issues, tones, n_splits=5)
    assert found.concerns()[0] == "rare: 2 articles, fewer than the 5 folds: its probability can't be calibrated"
    assert np.isfinite(found.probabilities).all()
    assert "rare" in found.report()


def test_a_text_that_can_not_be_judged_gets_no_tone() -> None:
    articles = [*SAMPLE.articles, parse_article("The presidents met in Geneva on Wednesday to discuss the war.")]
    found = cross_validate(small_tagger(), articles, [*ISSUES, []], [*SAMPLE.tones, "neutral"], n_splits=3)
    assert found.said_tones is not None
    assert found.said_tones[-1] is None
    assert found.probabilities[-1].tolist() == [0, 0, 0]
    assert "tone: 1 of 63 articles got none and are not in its figures" in found.concerns()


def test_errors() -> None:
    with pytest.raises(ValueError, match="62 articles and 61 sets of issues"):
        cross_validate(small_tagger(), SAMPLE.articles, ISSUES[:-1])
    demanding = small_tagger().set_params(tone_classifier=ToneClassifier(cv=10))
    with pytest.raises(ValueError, match="the tone 'mixed' has 14 articles, too few to leave 10 to train on"):
        cross_validate(demanding, SAMPLE.articles, ISSUES, SAMPLE.tones, n_splits=3)
    with pytest.raises(ValueError, match="1 groups of articles for 5 folds"):
        cross_validate(small_tagger(), SAMPLE.articles[:3], ISSUES[:3], groups=[1, 1, 1])
    assert math.isnan(
        cross_validate(small_tagger(), SAMPLE.articles[:20], [[]] * 20, n_splits=2).issue_metrics().micro_f1
    )
