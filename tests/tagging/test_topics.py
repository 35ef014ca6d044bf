import pickle

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.metrics import log_loss
from sklearn.svm import LinearSVC

from vnnews.tagging import TopicClassifier
from vnnews.tagging._topics import log_count_ratio

TOPICS = np.array(["business", "sport", "world"])


@pytest.fixture(scope="module")
def data() -> tuple[sp.csr_matrix, np.ndarray]:
    rng = np.random.default_rng(0)
    target = rng.choice(3, size=900, p=[0.5, 0.3, 0.2])
    X = rng.poisson(np.eye(3)[target] * 0.9 @ rng.random((3, 20)) + 0.2)
    return sp.csr_matrix(X, dtype=np.float64), TOPICS[target]


def test_log_count_ratio_by_hand() -> None:
    X = np.array([[2.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    # In the class 2 + 1 and 0 + 1, without 1 + 1 and 2 + 1.
    expected = np.abs([np.log((3 / 4) / (2 / 5)), np.log((1 / 4) / (3 / 5))])
    np.testing.assert_allclose(log_count_ratio(X, np.array([True, False, False]), 1.0), expected)
    np.testing.assert_allclose(log_count_ratio(X, np.array([True, False, False]), 0.5), np.sqrt(expected))


def test_without_naive_bayes_it_is_scikit_learns_machine(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, y = data
    ours = TopicClassifier(C=0.1, nb_share=0.0, validation_fraction=0).fit(X, y)
    theirs = LinearSVC(C=0.1, dual=False).fit(X, y)
    scale = theirs.decision_function(X).std()
    np.testing.assert_allclose(ours.decision_function(X), theirs.decision_function(X) / scale, atol=1e-9)
    assert ours.temperature_ == 1.0


def test_the_blend_is_the_mean_of_both(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, y = data
    plain, weighted, both = (
        TopicClassifier(nb_share=share, validation_fraction=0).fit(X, y).decision_function(X) for share in (0, 1, 0.5)
    )
    np.testing.assert_allclose(both, (plain + weighted) / 2, atol=1e-9)
    assert not np.allclose(plain, weighted, atol=0.01)


def test_probabilities_are_calibrated(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, y = data
    model = TopicClassifier(random_state=0).fit(X[:600], y[:600])
    p = model.predict_proba(X[600:])
    np.testing.assert_allclose(p.sum(axis=1), 1.0)
    assert (model.predict(X[600:]) == model.classes_[p.argmax(axis=1)]).all()
    assert abs(p.max(axis=1).mean() - (model.predict(X[600:]) == y[600:]).mean()) < 0.08
    uncalibrated = TopicClassifier(validation_fraction=0).fit(X[:600], y[:600]).predict_proba(X[600:])
    assert log_loss(y[600:], p) < log_loss(y[600:], uncalibrated)


def test_dense_and_sparse_agree(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, y = data
    sparse, dense = (TopicClassifier(random_state=0).fit(one, y).coef_ for one in (X, X.toarray()))
    np.testing.assert_allclose(sparse, dense, atol=1e-6)


def test_two_labels(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, y = data
    rows = np.isin(y, ["sport", "world"])
    model = TopicClassifier(random_state=0).fit(X[rows], y[rows])
    scores = model.decision_function(X[rows])
    np.testing.assert_allclose(scores[:, 0], -scores[:, 1])
    assert (model.predict(X[rows]) == y[rows]).mean() > 0.7


def test_n_jobs_changes_nothing(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    one, two = (TopicClassifier(random_state=0, n_jobs=n).fit(*data) for n in (None, 2))
    assert np.array_equal(one.coef_, two.coef_)
    assert one.temperature_ == two.temperature_


def test_estimator_habits(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    model = TopicClassifier(C=2.0, random_state=3)
    assert clone(model).get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        model.predict(data[0])
    model.fit(*data)
    again = pickle.loads(pickle.dumps(model))
    assert np.array_equal(again.predict_proba(data[0]), model.predict_proba(data[0]))


@pytest.mark.parametrize(
    ("parameters", "change", "message"),
    [
        ({}, lambda X, y: (X, y[:-1]), "899 labels for 900 texts"),
        ({}, lambda X, y: (X, np.full(900, "sport")), "all texts have the label sport"),
        ({}, lambda X, y: (-X, y), "naive-Bayes weights need counts"),
        ({"nb_share": 2}, lambda X, y: (X, y), "nb_share=2"),
        ({"validation_fraction": 1.0}, lambda X, y: (X, y), "validation_fraction=1.0"),
    ],
)
def test_errors(data, parameters, change, message) -> None:  # type: ignore[no-untyped-def]  # a table of many kinds
    with pytest.raises(ValueError, match=message):
        TopicClassifier(**parameters).fit(*change(*data))


def test_negative_features_do_without_naive_bayes(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, y = data
    model = TopicClassifier(nb_share=0.0, random_state=0).fit(-X, y)
    assert (model.predict(-X) == y).mean() > 0.5
