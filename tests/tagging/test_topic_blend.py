import pickle
from itertools import combinations

import numpy as np
import pytest
from scipy.special import log_softmax
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from vnnews import Article, VietnameseTfidfVectorizer
from vnnews.features import WordVectors
from vnnews.features._thinning import thin
from vnnews.tagging import MultiTaskNetwork, TopicBlend, TopicClassifier
from vnnews.tagging._network import Targets
from vnnews.tagging._topic_blend import weigh

WORDS = {
    "business": ["giá", "vàng", "lãi_suất", "chứng_khoán", "ngân_hàng", "xuất_khẩu"],
    "sport": ["cầu_thủ", "trận", "bóng_đá", "ghi_bàn", "huấn_luyện", "vô_địch"],
    "world": ["tổng_thống", "quân_đội", "ngoại_giao", "liên_hợp_quốc", "biên_giới", "đàm_phán"],
}
VECTORS = {"n_words": 60, "n_dimensions": 8, "n_topics": 6, "n_epochs": 2}
NETWORK = {"n_hidden": 32, "n_epochs": 40, "batch_size": 16, "n_networks": 2}


def small(**parameters: object) -> TopicBlend:
    given = {
        "vectorizer": VietnameseTfidfVectorizer(segment=False, tone_marks="old"),
        "word_vectors": WordVectors(segment=False, **VECTORS),
        "network": MultiTaskNetwork(**NETWORK),
        "validation_fraction": 0.3,
    }
    return TopicBlend(**{**given, **parameters})


def news(n: int, seed: int) -> tuple[list[Article], np.ndarray]:
    """Articles that say something of their topic and as much of any."""
    rng = np.random.default_rng(seed)
    topics = rng.choice(list(WORDS), size=n)
    every = [word for words in WORDS.values() for word in words]
    articles = []
    for topic in topics:
        words = [*rng.choice(WORDS[topic], size=3), *rng.choice(every, size=9)]
        said = [str(word).replace("_", " ") for word in rng.permutation(words)]
        articles.append(Article(title=" ".join(said[:4]), body=(" ".join(said[4:]),)))
    return articles, topics


@pytest.fixture(scope="module")
def model() -> TopicBlend:
    return small().fit(*news(400, 0))


def test_learns_topics(model: TopicBlend) -> None:
    articles, topics = news(200, 1)
    assert model.classes_.tolist() == sorted(WORDS)
    assert (model.predict(articles) == topics).mean() > 0.7


def test_scores_are_the_weighted_sum_of_both_members(model: TopicBlend) -> None:
    articles, _ = news(30, 2)
    reading = model.vectorizer_.read(articles)
    linear = model.classifier_.decision_function(reading.rows())
    network = model.network_.decision_function(model.word_vectors_.document_vectors(reading))
    assert (model.weights_ > 0).all()
    expected = model.weights_[0] * linear + model.weights_[1] * network
    np.testing.assert_allclose(model.decision_function(articles), expected, atol=1e-5)


def test_both_members_learnt_from_all_articles(model: TopicBlend) -> None:
    articles, topics = news(400, 0)
    rows = model.vectorizer_.transform(articles)
    alone = TopicClassifier(C=1.0, nb_share=0.0, validation_fraction=0.0).fit(rows, topics)
    np.testing.assert_array_equal(model.classifier_.coef_, alone.coef_)


def test_probabilities_are_calibrated(model: TopicBlend) -> None:
    articles, topics = news(300, 3)
    p = model.predict_proba(articles)
    np.testing.assert_allclose(p.sum(axis=1), 1.0)
    assert (model.classes_[p.argmax(axis=1)] == model.predict(articles)).all()
    assert abs(p.max(axis=1).mean() - (model.predict(articles) == topics).mean()) < 0.08
    assert model.predict_proba([]).shape == (0, 3)


def test_an_article_is_judged_alike_alone_and_beside_others(model: TopicBlend, monkeypatch: pytest.MonkeyPatch) -> None:
    articles, _ = news(7, 4)
    whole = model.predict_proba(articles)
    monkeypatch.setattr("vnnews.tagging._topic_blend._READ_AT_ONCE", 3)
    np.testing.assert_allclose(model.predict_proba(articles), whole, atol=1e-6)


def test_texts_without_known_words(model: TopicBlend) -> None:
    p = model.predict_proba(["", "zzz"])
    np.testing.assert_allclose(p[0], p[1], atol=1e-6)


def test_every_class_is_among_the_articles_held_out() -> None:
    articles, _ = news(12, 0)
    fitted = small(validation_fraction=0.01).fit(articles, ["business", "sport", "world"] * 4)
    assert np.isfinite(fitted.weights_).all()
    assert fitted.predict_proba(articles).shape == (12, 3)


def test_given_word_vectors_are_taken_as_they_are() -> None:
    articles, topics = news(60, 0)
    vectors = WordVectors(segment=False, **VECTORS).fit(news(100, 5)[0])
    assert small(word_vectors=None).fit(articles, topics, word_vectors=vectors).word_vectors_ is vectors


def test_word_vectors_are_learnt_in_the_form_of_the_vectorizer() -> None:
    articles, topics = news(60, 0)
    vectorizer = VietnameseTfidfVectorizer(segment=False, lowercase=False, tone_marks="new")
    fitted = small(vectorizer=vectorizer, word_vectors=None).fit(articles, topics).word_vectors_
    assert (fitted.segment, fitted.lowercase, fitted.tone_marks) == (False, False, "new")


def test_n_jobs_changes_nothing(model: TopicBlend) -> None:
    two = small(n_jobs=2).fit(*news(400, 0))
    articles, _ = news(20, 6)
    np.testing.assert_array_equal(two.weights_, model.weights_)
    np.testing.assert_array_equal(two.decision_function(articles), model.decision_function(articles))


@pytest.fixture(scope="module")
def thinned() -> TopicBlend:
    return small(word_dropout=0.4, n_versions=3).fit(*news(400, 0))


def test_without_word_dropout_the_network_learns_from_whole_articles(model: TopicBlend) -> None:
    articles, topics = news(400, 0)
    whole = model.word_vectors_.document_vectors(model.vectorizer_.read(articles))
    alone = trained(model, whole, topics)
    np.testing.assert_array_equal(model.network_.hidden_, alone.hidden_)
    np.testing.assert_array_equal(model.network_.output_, alone.output_)


def test_with_word_dropout_it_learns_from_versions_of_them(model: TopicBlend, thinned: TopicBlend) -> None:
    articles, topics = news(400, 0)
    reading = thinned.vectorizer_.read(articles)
    seeds = np.random.SeedSequence(0).generate_state(3, np.uint64).tolist()
    versions = [thinned.word_vectors_.thinned_vectors(reading, 0.4, seed) for seed in seeds]
    alone = trained(thinned, np.concatenate(versions), np.tile(topics, 3))
    np.testing.assert_array_equal(thinned.network_.hidden_, alone.hidden_)
    np.testing.assert_array_equal(thinned.network_.output_, alone.output_)
    # The other member and the vectors know nothing of it.
    np.testing.assert_array_equal(thinned.classifier_.coef_, model.classifier_.coef_)
    np.testing.assert_array_equal(thinned.word_vectors_.vectors_, model.word_vectors_.vectors_)
    articles, topics = news(200, 1)
    assert (thinned.predict(articles) == topics).mean() > 0.7


def trained(model: TopicBlend, X: np.ndarray, topics: np.ndarray) -> MultiTaskNetwork:
    none = np.zeros((len(X), 0), np.float32)
    targets = Targets(none, none[0], np.searchsorted(model.classes_, topics), 3)
    return MultiTaskNetwork(**NETWORK).fit(X, targets, blocks=model.word_vectors_.blocks)


def test_versions_differ_and_leave_out_about_the_share(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def watch(words: np.ndarray, indptr: np.ndarray, share: float, seed: int) -> np.ndarray:
        seen.append((words, thin(words, indptr, share, seed)))
        return seen[-1][1]

    monkeypatch.setattr("vnnews.features._word_vectors.thin", watch)
    small(word_dropout=0.4, n_versions=3).fit(*news(400, 0))
    assert len(seen) == 3
    for words, version in seen:
        assert abs((version[words >= 0] < 0).mean() - 0.4) < 0.02
    assert all((one[1] != other[1]).any() for one, other in combinations(seen, 2))


def test_members_are_weighed_by_whole_articles(thinned: TopicBlend, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def watch(network: MultiTaskNetwork, X: np.ndarray) -> np.ndarray:
        read.append(X)
        return decide(network, X)

    decide = MultiTaskNetwork.decision_function
    monkeypatch.setattr(MultiTaskNetwork, "decision_function", watch)
    articles, topics = news(400, 0)
    fitted = small(word_dropout=0.4, n_versions=3).fit(articles, topics)
    whole = fitted.word_vectors_.document_vectors(fitted.vectorizer_.read(articles))
    assert len(read) == 1
    assert len(read[0]) == 120
    assert {row.tobytes() for row in read[0]} <= {row.tobytes() for row in whole}
    np.testing.assert_array_equal(fitted.weights_, thinned.weights_)


def test_n_jobs_and_pickling_change_nothing_with_word_dropout(thinned: TopicBlend) -> None:
    again = pickle.loads(pickle.dumps(clone(thinned).set_params(n_jobs=2))).fit(*news(400, 0))
    articles, _ = news(20, 6)
    np.testing.assert_array_equal(again.weights_, thinned.weights_)
    np.testing.assert_array_equal(again.decision_function(articles), thinned.decision_function(articles))
    assert (again.word_dropout, again.n_versions) == (0.4, 3)


def test_other_seeds_leave_out_other_words(thinned: TopicBlend) -> None:
    other = clone(thinned).set_params(random_state=1).fit(*news(400, 0))
    assert (other.network_.hidden_ != thinned.network_.hidden_).any()


def test_an_article_of_one_word_may_lose_it() -> None:
    fitted = small(word_dropout=0.9).fit(["giá", "trận", "đàm phán"] * 20, ["business", "sport", "world"] * 20)
    assert np.isfinite(fitted.predict_proba(["giá", "trận", ""])).all()


def test_weights_are_the_likeliest() -> None:
    rng = np.random.default_rng(0)
    target = rng.integers(3, size=500)
    scores = [np.eye(3)[target] * strength + rng.normal(size=(500, 3)) for strength in (2.0, 1.0)]
    weights = weigh(scores, target)

    def loss(weights: np.ndarray) -> float:
        log_p = log_softmax(weights[0] * scores[0] + weights[1] * scores[1], axis=1)
        right = log_p[np.arange(500), target]
        return -(501 / 502 * right + 1 / 502 * (log_p.sum(axis=1) - right) / 2).mean()

    best = loss(weights)
    for change in ([0.05, 0], [-0.05, 0], [0, 0.05], [0, -0.05]):
        assert best < loss(weights + change)
    # A member that says the contrary is not asked.
    np.testing.assert_allclose(weigh([scores[0], -scores[1]], target)[1], 0.0, atol=1e-6)


def test_a_few_texts_make_nobody_sure() -> None:
    target = np.array([0, 1, 0, 1])
    # Right with 5 / 6, which is e ** weight to 1.
    np.testing.assert_allclose(weigh([np.eye(2)[target]], target), [np.log(5)], rtol=1e-4)


def test_estimator_habits(model: TopicBlend) -> None:
    assert clone(model).get_params(deep=False).keys() == model.get_params(deep=False).keys()
    assert clone(model).get_params()["network__n_hidden"] == 32
    with pytest.raises(NotFittedError):
        small().predict(["giá vàng"])
    articles, _ = news(20, 7)
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict_proba(articles), model.predict_proba(articles))


@pytest.mark.parametrize(
    ("parameters", "labels", "message"),
    [
        ({}, ["sport", "world"] * 19, "38 labels for 40 texts"),
        ({}, ["sport"] * 40, "the only label is sport"),
        ({}, ["sport"] * 39 + ["world"], "a single text has the label world"),
        ({"validation_fraction": 0}, ["sport", "world"] * 20, "validation_fraction=0"),
        ({"word_dropout": 1.0}, ["sport", "world"] * 20, "word_dropout=1.0: expected a share of the words, from 0 to"),
        ({"word_dropout": -0.1}, ["sport", "world"] * 20, "word_dropout=-0.1: expected"),
        ({"word_dropout": float("nan")}, ["sport", "world"] * 20, "word_dropout=nan: expected"),
        ({"word_dropout": 0.3, "n_versions": 0}, ["sport", "world"] * 20, "n_versions=0: expected a whole number from"),
        ({"word_dropout": 0.3, "n_versions": 2.5}, ["sport", "world"] * 20, "n_versions=2.5: expected a whole number"),
        ({"n_versions": 5}, ["sport", "world"] * 20, "n_versions=5 with word_dropout=0: .* set n_versions=1"),
        ({"word_vectors": WordVectors(segment=True, **VECTORS)}, ["sport", "world"] * 20, "segment"),
    ],
)
def test_errors(parameters: dict[str, object], labels: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        small(**parameters).fit(news(40, 0)[0], labels)
