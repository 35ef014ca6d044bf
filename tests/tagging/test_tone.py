import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from vnnews.tagging import ToneClassifier

TONES = np.array(["mixed", "negative", "neutral", "positive"])


@pytest.fixture(scope="module")
def data() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    target = rng.choice(4, size=800, p=[0.1, 0.5, 0.2, 0.2])
    return np.eye(4)[target] * 1.5 + rng.normal(size=(800, 4)), TONES[target]


def test_learns_and_is_calibrated(data: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = data
    model = ToneClassifier(random_state=0).fit(X[:600], y[:600])
    p = model.predict_proba(X[600:])
    np.testing.assert_allclose(p.sum(axis=1), 1.0)
    surest = model.classes_[p.argmax(axis=1)]
    assert abs(p.max(axis=1).mean() - (surest == y[600:]).mean()) < 0.07
    assert (model.predict(X[600:]) == y[600:]).mean() > 0.55


def test_decision_is_linear_in_the_features(data: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = data
    model = ToneClassifier(random_state=0).fit(X, y)
    np.testing.assert_allclose(model.decision_function(X), X @ model.coef_.T + model.intercept_)


def test_two_tones(data: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = data
    rows = np.isin(y, ["negative", "positive"])
    model = ToneClassifier(random_state=0).fit(X[rows], y[rows])
    assert model.predict_proba(X[rows]).shape == (rows.sum(), 2)
    assert (model.predict(X[rows]) == y[rows]).mean() > 0.75


def test_n_jobs_changes_nothing(data: tuple[np.ndarray, np.ndarray]) -> None:
    one, two = (ToneClassifier(random_state=0, n_jobs=n).fit(*data) for n in (None, 2))
    assert np.array_equal(one.coef_, two.coef_)


def test_estimator_habits(data: tuple[np.ndarray, np.ndarray]) -> None:
    model = ToneClassifier(C=2.0, random_state=3)
    assert clone(model).get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        model.predict(data[0])
    model.fit(*data)
    assert np.array_equal(pickle.loads(pickle.dumps(model)).predict_proba(data[0]), model.predict_proba(data[0]))


def test_errors(data: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = data
    with pytest.raises(ValueError, match="799 tones for 800 articles"):
        ToneClassifier().fit(X, y[:-1])
    with pytest.raises(ValueError, match="all articles have the tone 'mixed'"):
        ToneClassifier().fit(X, np.full(800, "mixed"))
    few = y.copy()
    few[few == "neutral"] = "negative"
    few[:3] = "neutral"
    with pytest.raises(ValueError, match="'neutral' has 3 articles"):
        ToneClassifier().fit(X, few)
