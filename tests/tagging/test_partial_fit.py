"""New labels without the old articles: what they teach is learnt, and what was learnt is kept."""

import copy
import os
import pickle
import warnings

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, log_loss

from tests.tagging.blending import bank, small_blend, small_word_vectors
from vnnews import ArticleTagger, load_tagger
from vnnews.articles import Article
from vnnews.datasets import load_annotated, load_sample
from vnnews.tagging import RareIssueWarning, own_tagger
from vnnews.tagging import _partial_fit as module
from vnnews.taxonomy import Issue, Taxonomy, load_taxonomy

SAMPLE = load_sample()
WAR = Taxonomy("own", (Issue("war", "Chiến tranh", "War"), Issue("talks", "Đàm phán", "Talks")), load_taxonomy().tones)


def labels(shown: dict[str, str]) -> list[str]:
    parts = {"war": {"ukraine", "syria", "terrorism", "military"}, "talks": {"us_russia", "summit_diplomacy"}}
    return [own for own, theirs in parts.items() if theirs & set(shown)]


ISSUES = [labels(dict(shown)) for shown in SAMPLE.issue_tones]


@pytest.fixture(scope="module")
def begun() -> ArticleTagger:
    return ArticleTagger(WAR).fit(SAMPLE.articles[:40], ISSUES[:40], SAMPLE.tones[:40])


def test_a_regression_from_nothing_is_logistic_regression() -> None:
    rng = np.random.default_rng(0)
    X, target = rng.normal(size=(80, 6)), rng.integers(0, 3, 80)
    model = LogisticRegression(C=0.5, fit_intercept=False, tol=1e-10).fit(X, target)
    np.testing.assert_allclose(module._regression(X, np.zeros((80, 3)), target, 2.0), model.coef_.T, atol=1e-3)
    # From what it found it does not move, but for what the penalty holds back.
    again = module._regression(X, X @ model.coef_.T, target, 1e4)
    assert np.abs(again).max() < 1e-2


def test_few_columns_have_the_products_of_the_many() -> None:
    X = bank().vectorizer.transform(bank().articles[:15])
    rows, back = module._span(X)
    np.testing.assert_allclose(rows @ rows.T, (X @ X.T).toarray(), atol=1e-9)
    weights = np.random.default_rng(0).normal(size=rows.shape[1])
    wide = X.T @ (back @ weights)
    np.testing.assert_allclose(X @ wide, rows @ weights, atol=1e-9)
    assert np.linalg.norm(wide) == pytest.approx(np.linalg.norm(weights))


def test_new_labels_are_learnt(begun: ArticleTagger) -> None:
    # From now on everything about gold is war.
    gold = [Article(title=f"Giá vàng phiên {i}", body=("Giá vàng trong nước sáng nay tăng mạnh.",)) for i in range(15)]
    rest = [Article(title=f"Mưa lớn ngày {i}", body=("Mưa lớn gây ngập ở miền Trung hôm qua.",)) for i in range(15)]
    tagger = copy.copy(begun).partial_fit([*gold, *rest], [["war"]] * 15 + [[]] * 15)
    text = "Giá vàng thế giới sáng nay tăng mạnh"
    assert tagger.tag(text).probabilities["war"] > begun.tag(text).probabilities["war"] + 0.05
    assert tagger.tag("Mưa lớn ở miền Trung").probabilities["war"] < tagger.tag(text).probabilities["war"] - 0.05
    # What the copy learnt, the first tagger did not.
    assert begun.issue_classifier_ is not tagger.issue_classifier_
    assert not np.array_equal(begun.issue_classifier_.coef_, tagger.issue_classifier_.coef_)


def test_labels_without_sense_change_nothing(begun: ArticleTagger) -> None:
    rng = np.random.default_rng(1)
    tones = rng.permutation(SAMPLE.tones).tolist()
    tagger = copy.copy(begun)
    with_chance = [["war"] if flag else [] for flag in rng.random(62) < begun_rate(begun)]
    tagger.partial_fit(SAMPLE.articles, with_chance, tones)
    before, after = (np.abs(one.issue_classifier_.coef_).sum() for one in (begun, tagger))
    assert abs(after / before - 1) < 0.2


def begun_rate(tagger: ArticleTagger) -> float:
    return float(np.mean([tags.probabilities["war"] for tags in tagger.tag_many(SAMPLE.articles)]))


def test_tones_move_too(begun: ArticleTagger) -> None:
    tagger = copy.copy(begun).partial_fit(SAMPLE.articles, ISSUES, ["mixed"] * 62)
    assert not np.array_equal(tagger.tone_classifier_.coef_, begun.tone_classifier_.coef_)
    shares = [
        np.mean([tags.tone.probabilities["mixed"] for tags in one.tag_many(SAMPLE.articles[40:])])
        for one in (begun, tagger)
    ]
    assert shares[1] > shares[0]


def test_a_loaded_model_learns(begun: ArticleTagger) -> None:
    compact = pickle.loads(pickle.dumps(begun.compact()))
    compact.issue_classifier_.coef_.setflags(write=False)
    compact.partial_fit(SAMPLE.articles, ISSUES, SAMPLE.tones)
    assert compact.issue_classifier_.coef_.dtype == np.float32


def test_a_blend_learns_with_its_linear_member() -> None:
    tagger = ArticleTagger(blend=small_blend()).fit(
        SAMPLE.articles, SAMPLE.issue_tones, SAMPLE.tones, word_vectors=small_word_vectors()
    )
    network = tagger.blend_.members_.network_
    before = [tags.probabilities["trade"] for tags in tagger.tag_many(SAMPLE.articles)]
    issues = [["trade"] if i % 2 else [] for i in range(62)]
    tagger.partial_fit(SAMPLE.articles, issues, ["mixed"] * 62)
    after = [tags.probabilities["trade"] for tags in tagger.tag_many(SAMPLE.articles)]
    truth = np.arange(62) % 2
    assert log_loss(truth, after) < log_loss(truth, before)
    assert tagger.blend_.members_.network_ is network


def test_the_shipped_tagger_learns() -> None:
    tagger = load_tagger()
    before = tagger.tag(SAMPLE.articles[0])
    tagger.partial_fit(SAMPLE.articles, SAMPLE.issues, SAMPLE.tones)
    after = tagger.tag(SAMPLE.articles[0])
    assert after.probabilities.keys() == before.probabilities.keys()
    assert np.isfinite(list(after.probabilities.values())).all()


def test_an_issue_that_was_never_learnt_stays_so() -> None:
    with pytest.warns(RareIssueWarning):
        tagger = ArticleTagger(WAR).fit(SAMPLE.articles, [[one for one in own if one == "war"] for own in ISSUES])
    tagger.partial_fit(SAMPLE.articles, [["talks"]] * 62)
    assert tagger.tag(SAMPLE.articles[0]).probabilities["talks"] < 1e-6


def test_many_are_taken_in_parts(begun: ArticleTagger, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    adapt = module.adapt
    monkeypatch.setattr(module, "_MOST", 25)
    monkeypatch.setattr(module, "adapt", lambda *given: (sizes.append(len(given[1])), adapt(*given)))
    copy.copy(begun).partial_fit(iter(SAMPLE.articles), iter(ISSUES))
    assert sizes == [21, 21, 20]


def test_errors(begun: ArticleTagger) -> None:
    with pytest.raises(NotFittedError):
        ArticleTagger().partial_fit(SAMPLE.articles, ISSUES)
    with pytest.raises(ValueError, match="19 articles: expected 20 or more"):
        begun.partial_fit(SAMPLE.articles[:19], ISSUES[:19])
    with pytest.raises(ValueError, match="article 0 has the issue 'peace'"):
        begun.partial_fit(SAMPLE.articles, [["peace"]] * 62)
    with pytest.raises(ValueError, match="fitted without tones"):
        ArticleTagger(WAR).fit(SAMPLE.articles, ISSUES).partial_fit(SAMPLE.articles, ISSUES, SAMPLE.tones)


@pytest.mark.corpus
@pytest.mark.slow
def test_later_years_are_learnt_and_earlier_ones_kept() -> None:
    if not os.environ.get("VNNEWS_DATA"):
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    train, ids = load_annotated("train"), load_taxonomy().issue_ids
    is_late = np.array([one.startswith("press2024/") for one in train.ids])
    rng = np.random.default_rng(0)
    late, early = rng.permutation(np.flatnonzero(is_late)), rng.permutation(np.flatnonzero(~is_late))

    def chosen(rows: np.ndarray) -> tuple[list[Article], list[tuple[str, ...]], list[str]]:
        return [train.articles[i] for i in rows], [train.issues[i] for i in rows], [train.tones[i] for i in rows]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RareIssueWarning)
        tagger = own_tagger(load_taxonomy()).fit(*chosen(early[:2000]))

    def micro_f1(rows: np.ndarray) -> float:
        truth = np.array([[issue in train.issues[i] for issue in ids] for i in rows])
        tags = tagger.tag_many([train.articles[i] for i in rows])
        said = np.array([[issue in {tag.id for tag in one.issues} for issue in ids] for one in tags])
        return float(f1_score(truth, said, average="micro"))

    tests = late[300:], early[4000:5000]
    before = [micro_f1(rows) for rows in tests]
    tagger.partial_fit(*chosen(late[:300]))
    after = [micro_f1(rows) for rows in tests]
    assert after[0] > before[0] + 0.005
    assert after[1] > before[1] - 0.005
