import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from vnnews.datasets import load_annotated, load_labels, load_sample
from vnnews.evaluation import doubtful_labels
from vnnews.taxonomy import load_taxonomy
from vnnews.text import tokenize_many


def test_issues_by_hand() -> None:
    labels = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [1, 0], [0, 0]])
    p = np.array([[0.9, 0.1], [0.8, 0.1], [0.1, 0.9], [0.1, 0.9], [0.02, 0.1], [0.95, 0.05]])
    found = doubtful_labels(labels, p, label_names=["iran", "nato"])
    # Usual are 0.573 of those that have Iran, and 0.617 against it of the others.
    assert [(one.index, one.kind, one.label) for one in found] == [(5, "missing", "iran"), (4, "superfluous", "iran")]
    reasons = {one.index: one.reason for one in found}
    assert reasons[5] == "not labelled iran, but the model gives it 0.95 (0.38 is usual)"
    assert reasons[4] == "labelled iran, but the model gives it 0.02 (0.57 is usual)"
    by_index = {one.index: one for one in found}
    assert by_index[5].probability == pytest.approx(0.95)
    assert by_index[5].score == pytest.approx((0.95 - 1.72 / 3) - (0.05 - 1.85 / 3))
    assert by_index[4].score == pytest.approx((0.98 - 1.85 / 3) - (0.02 - 1.72 / 3))
    assert by_index[4].probability == pytest.approx(0.98)


def test_of_a_label_that_is_always_said_timidly_less_is_enough() -> None:
    """0.5 for mixed is much where mixed articles get 0.4; the same for negative, which gets 0.9, is little."""
    tones = ["mixed", "mixed", "negative", "negative", "negative"]
    p = np.array([[0.4, 0.6], [0.4, 0.6], [0.05, 0.95], [0.05, 0.95], [0.55, 0.45]])
    (only,) = doubtful_labels(tones, p)
    assert (only.index, only.label, only.suggested) == (4, "negative", "mixed")
    assert only.score == pytest.approx((0.55 - 0.4) - (0.45 - 2.35 / 3))


def test_nothing_is_doubtful_where_the_model_agrees() -> None:
    assert doubtful_labels(["a", "b"], np.eye(2)) == ()
    assert doubtful_labels(np.eye(2, dtype=int), np.eye(2)) == ()


def test_at_most_n_the_most_doubtful_first() -> None:
    rng = np.random.default_rng(0)
    p = rng.dirichlet(np.ones(3), 200)
    tones = rng.choice(["a", "b", "c"], 200)
    every = doubtful_labels(tones, p, n=200)
    assert doubtful_labels(tones, p, n=7) == every[:7]
    scores = [one.score for one in every]
    assert scores == sorted(scores, reverse=True)
    assert all(one.label == tones[one.index] != one.suggested for one in every)


@pytest.mark.parametrize("kind", ["tones", "issues"])
def test_planted_errors_in_calibrated_predictions_are_found(kind: str) -> None:
    """Labels of the annotated corpus, some turned, and probabilities as a good calibrated model gives them."""
    rng = np.random.default_rng(1)
    taxonomy = load_taxonomy()
    labels = load_labels("train")[:3000]
    names = taxonomy.tone_ids if kind == "tones" else taxonomy.issue_ids
    Y = np.array([[name in ([label.tone] if kind == "tones" else label.issues) for name in names] for label in labels])
    logits = 3.0 * (2 * Y - 1) + rng.normal(0, 1.0, Y.shape)
    planted = rng.choice(len(Y), 100, replace=False)
    if kind == "tones":
        p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        given = Y.argmax(axis=1)
        given[planted] = (given[planted] + rng.integers(1, 4, 100)) % 4
        found = {one.index for one in doubtful_labels(np.array(names)[given], p, 100, label_names=names)}
    else:
        p, given = 1 / (1 + np.exp(-logits)), Y.astype(int)
        given[planted, rng.integers(0, len(names), 100)] ^= 1
        found = {one.index for one in doubtful_labels(given, p, 100, label_names=names)}
    assert len(found & set(planted.tolist())) >= 75


@pytest.mark.corpus
def test_planted_errors_in_real_articles_are_found() -> None:
    train = load_annotated("train")
    ids = load_taxonomy().issue_ids
    rng = np.random.default_rng(0)
    chosen = rng.choice(len(train), 1500, replace=False)
    texts = tokenize_many([train.articles[i].text for i in chosen])
    X = TfidfVectorizer(token_pattern=r"\S+", min_df=3, sublinear_tf=True).fit_transform(texts)
    for issue in ("north_korea", "syria", "domestic_politics"):
        truth = np.array([issue in train.issues[i] for i in chosen], dtype=int)
        assert issue in ids
        given = truth.copy()
        planted = rng.choice(len(given), 40, replace=False)
        given[planted] ^= 1
        p = cross_val_predict(LogisticRegression(C=10, class_weight="balanced"), X, given, cv=5, method="predict_proba")
        found = {one.index for one in doubtful_labels(given[:, None], p[:, 1:], 60, label_names=[issue])}
        assert len(found & set(planted.tolist())) >= 28, issue


def test_the_sample_has_labels_to_look_at() -> None:
    sample = load_sample()
    p = np.tile([0.1, 0.2, 0.1, 0.6], (len(sample), 1))
    names = ["mixed", "negative", "neutral", "positive"]
    for one in doubtful_labels(sample.tones, p, 5, label_names=names):
        assert one.suggested == "positive" != sample.tones[one.index]


def test_errors_say_what_to_do() -> None:
    with pytest.raises(ValueError, match="n=0"):
        doubtful_labels(["a", "b"], np.eye(2), 0)
    with pytest.raises(ValueError, match="expected one row per article"):
        doubtful_labels(["a", "b"], np.eye(3))
    with pytest.raises(ValueError, match=r"labels \['c'\] have no column"):
        doubtful_labels(["a", "c"], np.eye(2), label_names=["a", "b"])
    with pytest.raises(ValueError, match="expected the same shape"):
        doubtful_labels(np.eye(2)[:, :1], np.eye(2), label_names=["a", "b"])
