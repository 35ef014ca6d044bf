import pickle

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.special import expit
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from vnnews.tagging import IssueClassifier
from vnnews.tagging._decisions import f_threshold, precision_threshold


@pytest.fixture(scope="module")
def data() -> tuple[sp.csr_matrix, np.ndarray]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(400, 12))
    Y = (X[:, :3] + 0.7 * rng.normal(size=(400, 3)) > np.array([0.0, 0.8, 1.5])).astype(int)
    return sp.csr_matrix(X), Y


def test_learns_and_is_calibrated(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, Y = data
    model = IssueClassifier(random_state=0).fit(X[:300], Y[:300])
    p = model.predict_proba(X[300:])
    assert ((p > 0.5) == Y[300:]).mean() > 0.8
    assert np.abs(p.mean(axis=0) - Y[300:].mean(axis=0)).max() < 0.08
    assert np.array_equal(model.predict(X[300:]), (p >= 0.42).astype(int))


def test_thresholds_change_without_fitting(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, Y = data
    model = IssueClassifier(random_state=0).fit(X, Y)
    before = model.predict(X).sum(axis=0)
    model.thresholds_ = np.array([0.9, 0.42, 0.1])
    after = model.predict(X).sum(axis=0)
    assert after[0] < before[0]
    assert after[1] == before[1]
    assert after[2] > before[2]


def test_n_jobs_changes_nothing() -> None:
    # Sparse and wide, with many issues at once, as texts are.
    X = sp.random(300, 2000, density=0.02, format="csr", random_state=0)
    Y = (np.random.default_rng(0).random((300, 12)) < 0.3).astype(int)
    one = IssueClassifier(random_state=0).fit(X, Y)
    two = IssueClassifier(random_state=0, n_jobs=2).fit(X, Y)
    assert np.array_equal(one.coef_, two.coef_)
    assert np.array_equal(one.intercept_, two.intercept_)


def test_issue_without_examples_is_never_said(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, Y = data
    everything = np.column_stack([Y, np.zeros(400, dtype=int), np.ones(400, dtype=int)])
    p = IssueClassifier(random_state=0).fit(X, everything).predict_proba(X)
    assert p[:, 3].max() < 1e-6
    assert p[:, 4].min() > 1 - 1e-6


@pytest.mark.parametrize("n_examples", [1, 2, 3])
def test_rare_issue_survives_folds_without_it(data: tuple[sp.csr_matrix, np.ndarray], n_examples: int) -> None:
    X, _ = data
    rare = np.zeros((400, 1), dtype=int)
    rare[:n_examples] = 1
    model = IssueClassifier(random_state=0).fit(X, rare)
    assert np.isfinite(model.predict_proba(X)).all()
    assert model.predict_proba(X).mean() < 0.2


def test_estimator_habits(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, Y = data
    model = IssueClassifier(C=2.0, random_state=3)
    assert clone(model).get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        model.predict(X)
    model.fit(X, Y)
    assert np.array_equal(pickle.loads(pickle.dumps(model)).predict_proba(X), model.predict_proba(X))


def test_errors(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, Y = data
    with pytest.raises(ValueError, match="399 rows for 400 articles"):
        IssueClassifier().fit(X, Y[:-1])
    with pytest.raises(ValueError, match="holds 2"):
        IssueClassifier().fit(X, Y * 2)
    with pytest.raises(ValueError, match=r"threshold=1\.5"):
        IssueClassifier(threshold=1.5).fit(X, Y)


def test_thresholds_are_tuned_out_of_fold(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, Y = data
    plain = IssueClassifier(random_state=0).fit(X, Y)
    p = expit(plain.out_of_fold_log_odds_)
    sure = clone(plain).set_params(precision_floor=0.85).fit(X, Y)
    assert sure.thresholds_.tolist() == [precision_threshold(p, Y, 0.85)] * 3
    said = p >= sure.thresholds_
    assert Y[said].mean() >= 0.85
    wide, narrow = (clone(plain).set_params(beta=beta).fit(X, Y) for beta in (2.0, 0.5))
    assert wide.thresholds_.tolist() == [f_threshold(p[:, j], Y[:, j], 2.0) for j in range(3)]
    assert np.all(wide.thresholds_ < narrow.thresholds_)
    assert plain.thresholds_.tolist() == [0.42] * 3


def test_an_article_may_count_twice(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    X, Y = data
    weight = np.where(np.arange(400) < 100, 2.0, 1.0)
    model = IssueClassifier(class_weight=None, random_state=0)
    weighted = clone(model).fit(X, Y, weight)
    repeated = clone(model).fit(sp.vstack([X, X[:100]]), np.vstack([Y, Y[:100]]))
    np.testing.assert_allclose(weighted.coef_, repeated.coef_, atol=1e-3)
    assert not np.allclose(weighted.coef_, clone(model).fit(X, Y).coef_, atol=1e-3)
    with pytest.raises(ValueError, match=r"[Nn]egative"):
        clone(model).fit(X, Y, -weight)


def test_bad_wishes(data: tuple[sp.csr_matrix, np.ndarray]) -> None:
    for wrong, message in (
        ({"precision_floor": 1.0}, "precision_floor=1.0"),
        ({"beta": 0.0}, "beta=0.0: expected a number above 0"),
        ({"beta": 1.0, "precision_floor": 0.9}, "expected at most one"),
    ):
        with pytest.raises(ValueError, match=message):
            IssueClassifier(**wrong).fit(*data)
