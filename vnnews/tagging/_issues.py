"""Which issues an article is about: one linear classifier per issue, calibrated."""

from __future__ import annotations

from typing import Self

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC
from sklearn.utils.validation import check_array, check_is_fitted

from vnnews.tagging._calibration import platt

Floats = NDArray[np.float64]

_NEVER = -20.0
"""The log-odds of an issue that no training article had, and of the opposite one that all had."""


class IssueClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Multi-label linear classifier with calibrated probabilities.

    One linear support vector machine per issue. Its scores on articles that it was not trained on (out of fold) fit a
    logistic curve (Platt 1999), which is folded into the weights: `decision_function` gives log-odds, linear in X.

    Parameters
    ----------
    C : float, default=0.5
        Inverse strength of the regularisation.
    class_weight : {"balanced", None}, default="balanced"
        Whether the few articles of an issue weigh as much as the many others.
    threshold : float, default=0.5
        The probability from which on `predict` says an issue, unless ``thresholds_`` is changed after fitting.
    cv : int, default=5
        Number of folds for the calibration.
    n_jobs : int, optional
        Threads for fitting; the result does not depend on it.
    random_state : int, optional
        Seed of the folds.

    Attributes
    ----------
    classes_ : ndarray of shape (n_issues,)
        The columns of the target.
    coef_ : ndarray of shape (n_issues, n_features)
    intercept_ : ndarray of shape (n_issues,)
        ``X @ coef_.T + intercept_`` are log-odds.
    thresholds_ : ndarray of shape (n_issues,)
        Probabilities; may be changed without fitting again.
    out_of_fold_log_odds_ : ndarray of shape (n_articles, n_issues)
        What the training articles got from models that had not seen them, for models built on top of this one. Not
        saved with a tagger.

    Notes
    -----
    An issue without (or with nothing but) examples gets no weights, and a probability of nearly 0 (or 1).

    Examples
    --------
    >>> import numpy as np
    >>> X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]] * 5)
    >>> model = IssueClassifier(random_state=0).fit(X, X.astype(int))
    >>> model.predict([[1.0, 0.0], [1.0, 1.0]])
    array([[1, 0],
           [1, 1]])
    """

    def __init__(
        self,
        *,
        C: float = 0.5,
        class_weight: str | None = "balanced",
        threshold: float = 0.5,
        cv: int = 5,
        n_jobs: int | None = None,
        random_state: int | None = None,
    ) -> None:
        self.C = C
        self.class_weight = class_weight
        self.threshold = threshold
        self.cv = cv
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(self, X: ArrayLike | sp.spmatrix, Y: ArrayLike) -> Self:
        """Fit the classifiers and their calibration.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)
        Y : array-like of shape (n_articles, n_issues)
            1 where the article has the issue, else 0.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If Y is no indicator matrix, lengths differ, or there are fewer articles than folds.
        """
        X = check_array(X, accept_sparse="csr", dtype=np.float64)
        Y = _indicators(Y, X.shape[0])
        if not 0.0 < self.threshold < 1.0:
            raise ValueError(f"threshold={self.threshold!r}: expected a probability between 0 and 1")
        folds = list(KFold(self.cv, shuffle=True, random_state=self.random_state).split(X))
        fitted = Parallel(n_jobs=self.n_jobs, prefer="threads")(
            delayed(self._fit_issue)(X, Y[:, column], folds) for column in range(Y.shape[1])
        )
        self.n_features_in_ = X.shape[1]
        self.classes_ = np.arange(Y.shape[1])
        self.coef_: Floats = np.array([coef for coef, _, _ in fitted]).reshape(Y.shape[1], X.shape[1])
        self.intercept_: Floats = np.array([intercept for _, intercept, _ in fitted])
        self.out_of_fold_log_odds_: Floats = np.column_stack([log_odds for _, _, log_odds in fitted])
        self.thresholds_: Floats = np.full(Y.shape[1], self.threshold)
        return self

    def _fit_issue(
        self, X: sp.csr_matrix, target: NDArray[np.int64], folds: list[tuple[NDArray[np.int64], NDArray[np.int64]]]
    ) -> tuple[Floats, float, Floats]:
        if target.min() == target.max():
            constant = _NEVER if target[0] == 0 else -_NEVER
            return np.zeros(X.shape[1]), constant, np.full(len(target), constant)
        out_of_fold = np.full(len(target), np.nan)
        for train, test in folds:
            # A fold that took away every example of a rare issue (or every other article) can't judge the rest.
            if np.ptp(target[train]):
                out_of_fold[test] = self._svm(X[train], target[train]).decision_function(X[test])
        judged = np.isfinite(out_of_fold)
        model = self._svm(X, target)
        slope, offset = 1.0, 0.0
        if judged.any() and np.ptp(target[judged]):
            slope, offset = platt(out_of_fold[judged], target[judged])
        log_odds = slope * np.where(judged, out_of_fold, model.intercept_[0]) + offset
        return slope * model.coef_[0], slope * float(model.intercept_[0]) + offset, log_odds

    def _svm(self, X: sp.csr_matrix, target: NDArray[np.int64]) -> LinearSVC:
        return LinearSVC(C=self.C, class_weight=self.class_weight, random_state=self.random_state).fit(X, target)

    def decision_function(self, X: ArrayLike | sp.spmatrix) -> Floats:
        """Return the log-odds of every issue.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)

        Returns
        -------
        ndarray of shape (n_articles, n_issues)
        """
        check_is_fitted(self)
        X = check_array(X, accept_sparse="csr", dtype=np.float64)
        return np.asarray(X @ self.coef_.T) + self.intercept_

    def predict_proba(self, X: ArrayLike | sp.spmatrix) -> Floats:
        """Return the calibrated probability of every issue.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)

        Returns
        -------
        ndarray of shape (n_articles, n_issues)
            Each in [0, 1]; rows do not sum to 1, for an article may have several issues or none.
        """
        return np.asarray(expit(self.decision_function(X)))

    def predict(self, X: ArrayLike | sp.spmatrix) -> NDArray[np.int64]:
        """Return 1 for every issue whose probability reaches its threshold, else 0.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)

        Returns
        -------
        ndarray of shape (n_articles, n_issues)
        """
        return (self.predict_proba(X) >= self.thresholds_).astype(np.int64)


def _indicators(Y: ArrayLike, n_articles: int) -> NDArray[np.int64]:
    indicators: NDArray[np.int64] = np.asarray(check_array(Y, dtype=np.int64))
    if len(indicators) != n_articles:
        raise ValueError(
            f"Y has {len(indicators)} rows for {n_articles} articles; give one row of 0s and 1s per article"
        )
    if not np.isin(indicators, (0, 1)).all():
        odd = np.setdiff1d(indicators, (0, 1))[0]
        raise ValueError(f"Y holds {odd}; expected 0 and 1 only, one column per issue")
    return indicators
