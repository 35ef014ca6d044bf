import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from vnnews import Article, VietnameseTfidfVectorizer
from vnnews.features import WordVectors
from vnnews.tagging import SequenceClassifier

GOOD, BAD = ["hay", "tốt", "đẹp", "vui"], ["dở", "xấu", "chán", "khó"]
SMALL = {"n_hidden": 12, "n_dimensions": 12, "n_epochs": 25, "learning_rate": 0.01, "n_networks": 2}


def sentences(n: int, seed: int) -> tuple[list[str], list[str]]:
    """Two judgements; the second one counts, which no bag of words can tell."""
    rng = np.random.default_rng(seed)
    texts, labels = [], []
    for _ in range(n):
        first, second = (GOOD, BAD) if rng.random() < 0.5 else (BAD, GOOD)
        texts.append(f"phim {rng.choice(first)} nhưng {rng.choice(second)}")
        labels.append("positive" if second is GOOD else "negative")
    return texts, labels


@pytest.fixture(scope="module")
def model() -> SequenceClassifier:
    return SequenceClassifier(**SMALL).fit(*sentences(300, 0))


def test_learns_the_order_of_words(model: SequenceClassifier) -> None:
    texts, labels = sentences(100, 1)
    assert (model.predict(texts) == labels).mean() > 0.95


def test_probabilities(model: SequenceClassifier) -> None:
    texts, _ = sentences(50, 2)
    p = model.predict_proba(texts)
    np.testing.assert_allclose(p.sum(axis=1), 1.0)
    assert (model.classes_[p.argmax(axis=1)] == model.predict(texts)).all()
    # A text is judged alike alone and beside others.
    np.testing.assert_allclose(model.predict_proba(texts[:1]), p[:1], atol=1e-5)
    assert model.predict_proba([]).shape == (0, 2)


def test_texts_without_known_words_are_alike(model: SequenceClassifier) -> None:
    p = model.predict_proba(["", "   ", "quỳnh", "x" * 300])
    np.testing.assert_allclose(p, np.tile(p[0], (4, 1)), atol=1e-6)


def test_what_comes_late_is_not_read(model: SequenceClassifier) -> None:
    short = clone(model).set_params(n_words=2, n_epochs=1).fit(*sentences(50, 0))
    p = short.predict_proba(["phim hay", "phim hay nhưng dở"])
    np.testing.assert_allclose(p[0], p[1], atol=1e-6)


def test_an_article_is_its_text(model: SequenceClassifier) -> None:
    text = "phim hay nhưng dở"
    np.testing.assert_array_equal(model.predict_proba([Article(title=text)]), model.predict_proba([text]))


def test_word_vectors_are_where_training_begins() -> None:
    texts, labels = sentences(60, 0)
    vectors = WordVectors(n_words=6, n_dimensions=7, n_topics=1, n_epochs=1).fit(texts)
    still = SequenceClassifier(**{**SMALL, "n_epochs": 1, "learning_rate": 0.0}).fit(
        texts, labels, word_vectors=vectors
    )
    names = still.vectorizer_.get_feature_names_out()
    reading = still.vectorizer_.read(names.tolist())
    rows = vectors.find(reading.words.hashes)
    assert 0 < np.count_nonzero(rows >= 0) < len(names)
    own, theirs = still.vectors_[0, 1:][rows >= 0], vectors.vectors_[rows[rows >= 0]].astype(float)
    angles = (own * theirs).sum(axis=1) / np.linalg.norm(own, axis=1) / np.linalg.norm(theirs, axis=1)
    np.testing.assert_allclose(angles, 1.0, atol=1e-5)
    np.testing.assert_allclose(np.sqrt(np.mean(own**2)), 0.2, rtol=0.02)
    # Those without a vector are drawn, for each network anew.
    assert not np.allclose(still.vectors_[0, 1:][rows < 0], still.vectors_[1, 1:][rows < 0])


def test_word_vectors_tell_of_words_without_labels() -> None:
    # "hay" and "tốt" stand in the same places, "dở" and "xấu" in others; labels are only known of one of each.
    rng = np.random.default_rng(0)
    free = [f"{rng.choice(['phim', 'truyện'])} {rng.choice(['hay', 'tốt'])} quá" for _ in range(1500)]
    free += [f"đồ {rng.choice(['dở', 'xấu'])} ghê" for _ in range(1500)]
    vectors = WordVectors(n_words=50, n_dimensions=8, n_topics=1, n_epochs=10).fit(free)
    words = VietnameseTfidfVectorizer(tone_marks="old", vocabulary=["dở", "hay", "tốt", "xấu"])
    model = SequenceClassifier(**{**SMALL, "vectorizer": words, "n_networks": 1})
    model.fit(["hay", "dở"] * 20, ["positive", "negative"] * 20, word_vectors=vectors)
    assert model.predict(["tốt", "xấu"]).tolist() == ["positive", "negative"]


def test_rare_labels_may_weigh_more() -> None:
    texts, labels = ["phim hay"] * 50, ["positive"] * 40 + ["negative"] * 10
    plain, fair = (
        SequenceClassifier(**SMALL, class_power=power).fit(texts, labels).predict_proba(texts[:1])[0, 0]
        for power in (0.0, 1.0)
    )
    assert plain == pytest.approx(0.2, abs=0.08)
    assert fair == pytest.approx(0.5, abs=0.08)


def test_n_jobs_changes_nothing_and_each_network_has_its_seed() -> None:
    texts, labels = sentences(60, 0)
    few = {**SMALL, "n_epochs": 2}
    one, two, next_seed = (
        SequenceClassifier(**few, **other).fit(texts, labels)
        for other in ({"n_jobs": 1}, {"n_jobs": 2}, {"random_state": 1})
    )
    for name in ("vectors_", "read_", "constant_", "recur_", "output_", "output_constant_"):
        assert np.array_equal(getattr(one, name), getattr(two, name))
        assert np.array_equal(getattr(one, name)[1], getattr(next_seed, name)[0])
        assert not np.array_equal(getattr(one, name)[0], getattr(one, name)[1])


def test_estimator_habits(model: SequenceClassifier) -> None:
    texts, _ = sentences(20, 3)
    assert clone(model).get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        clone(model).predict(texts)
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict_proba(texts), model.predict_proba(texts))
    assert model.score(*sentences(50, 4)) > 0.9


@pytest.mark.parametrize(
    ("parameters", "texts", "labels", "message"),
    [
        ({}, ["a", "b", "c"], ["x", "y"], "2 labels for 3 texts"),
        ({}, ["a", "b"], ["x", "x"], "all texts have the label x"),
        ({"n_networks": 0}, ["a", "b"], ["x", "y"], "n_networks=0"),
        ({"word_dropout": 1.0}, ["a", "b"], ["x", "y"], "word_dropout=1.0"),
        ({"vectorizer": VietnameseTfidfVectorizer(ngram_range=(1, 2))}, ["a", "b"], ["x", "y"], r"\(1, 2\)"),
    ],
)
def test_errors(parameters: dict[str, object], texts: list[str], labels: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        SequenceClassifier(**parameters).fit(texts, labels)


def test_what_is_no_text_is_named() -> None:
    with pytest.raises(TypeError, match="document 1 is of type int"):
        SequenceClassifier().fit(["a", 2], ["x", "y"])
