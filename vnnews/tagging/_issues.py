"""Which issues an article is about: one linear classifier per issue, calibrated."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import _check_sample_weight, check_array, check_is_fitted

from vnnews.tagging._decisions import f_threshold, precision_threshold
from vnnews.tagging._linear import linear_scores
from vnnews.tagging._passage_rows import PassageRows, checked_passages, choose, three_scores

if TYPE_CHECKING:
    from vnnews.tagging._learners import LinearSVC

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NEVER = -20.0
"""The log-odds of an issue that no training article had, and of the opposite one that all had."""

_ENOUGH = 10
"""Articles of several passages, with the issue and without, that suffice to learn from them alone how to mix scores.

The three scores of a headline are one and the same: it would teach that passages say nothing new.
"""


class IssueClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Multi-label linear classifier with calibrated probabilities.

    One linear support vector machine per issue judges the article as a whole and each of its passages. A logistic
    regression, fitted to what it says of articles that it was not trained on, turns three of its scores into log-odds:
    that of the whole, and those of the two strongest passages. (With the first score alone it is Platt's calibration.)

    Parameters
    ----------
    C : float, default=0.5
        Inverse strength of the regularisation.
    class_weight : {"balanced", None}, default="balanced"
        Whether the few articles of an issue weigh as much as the many others.
    threshold : float, default=0.42
        The probability from which on `predict` says an issue, unless ``thresholds_`` is changed after fitting. F1 is
        largest at half of the F1 that can be had (Lipton, Elkan and Narayanaswamy 2014), which is about this; a higher
        one gives fewer false alarms.
    beta : float, optional
        Choose instead for each issue the threshold that is best for F-beta, from probabilities out of fold.
    precision_floor : float, optional
        Choose instead the lowest threshold, one for all issues, with which at least this share of what is said is right
        out of fold: 0.9 for at most one false alarm in ten.
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
        ``X @ coef_.T + intercept_`` are the scores of the support vector machines.
    mixing_ : ndarray of shape (n_issues, 4)
        What the three scores weigh in the log-odds, and a constant.
    thresholds_ : ndarray of shape (n_issues,)
        Probabilities; may be changed without fitting again.
    out_of_fold_log_odds_ : ndarray of shape (n_articles, n_issues)
        What the training articles got from models that had not seen them, for models built on top of this one. Not
        saved with a tagger.

    Notes
    -----
    An article without passages is its own and only one. An issue without (or with nothing but) examples gets no
    weights, and a probability of nearly 0 (or 1).

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
        threshold: float = 0.42,
        beta: float | None = None,
        precision_floor: float | None = None,
        cv: int = 5,
        n_jobs: int | None = None,
        random_state: int | None = None,
    ) -> None:
        self.C = C
        self.class_weight = class_weight
        self.threshold = threshold
        self.beta = beta
        self.precision_floor = precision_floor
        self.cv = cv
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(
        self,
        X: ArrayLike | sp.spmatrix,
        Y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        passages: PassageRows | None = None,
    ) -> Self:
        """Fit the classifiers and their calibration.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)
        Y : array-like of shape (n_articles, n_issues)
            1 where the article has the issue, else 0.
        sample_weight : array-like of shape (n_articles,), optional
            What each article counts, in the classifiers and in their calibration.
        passages : PassageRows, optional

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If Y is no indicator matrix, lengths differ, or there are fewer articles than folds.
        """
        from vnnews.tagging._learners import KFold

        X = check_array(X, accept_sparse="csr", dtype=np.float64)
        Y = _indicators(Y, X.shape[0])
        self._check_thresholds()
        weight = _check_sample_weight(sample_weight, X, ensure_non_negative=True)
        parts = checked_passages(X, passages)
        folds = list(KFold(self.cv, shuffle=True, random_state=self.random_state).split(X))
        fitted = Parallel(n_jobs=self.n_jobs, prefer="threads")(
            delayed(self._fit_issue)(X, Y[:, column], weight, parts, folds) for column in range(Y.shape[1])
        )
        self.n_features_in_ = X.shape[1]
        self.classes_ = np.arange(Y.shape[1])
        self.coef_: Floats = np.array([one.coef for one in fitted]).reshape(Y.shape[1], X.shape[1])
        self.intercept_: Floats = np.array([one.intercept for one in fitted])
        self.mixing_: Floats = np.array([one.mixing for one in fitted])
        self.out_of_fold_log_odds_: Floats = np.column_stack([one.log_odds for one in fitted])
        self.thresholds_: Floats = self._thresholds(expit(self.out_of_fold_log_odds_), Y)
        return self

    def _check_thresholds(self) -> None:
        for name in ("threshold", "precision_floor"):
            value = getattr(self, name)
            if value is not None and not 0.0 < value < 1.0:
                raise ValueError(f"{name}={value!r}: expected a probability between 0 and 1")
        if self.beta is not None and not self.beta > 0:
            raise ValueError(f"beta={self.beta!r}: expected a number above 0")
        if self.beta is not None and self.precision_floor is not None:
            raise ValueError(f"beta={self.beta!r} and precision_floor={self.precision_floor!r}: expected at most one")

    def _thresholds(self, probabilities: Floats, Y: Ints) -> Floats:
        if self.precision_floor is not None:
            return np.full(Y.shape[1], precision_threshold(probabilities, Y, self.precision_floor))
        if self.beta is not None:
            columns = range(Y.shape[1])
            return np.array([f_threshold(probabilities[:, j], Y[:, j], self.beta) for j in columns])
        return np.full(Y.shape[1], self.threshold)

    def _fit_issue(
        self, X: sp.csr_matrix, target: Ints, weight: Floats, passages: PassageRows, folds: list[tuple[Ints, Ints]]
    ) -> _FittedIssue:
        from vnnews.tagging._learners import LogisticRegression

        if target.min() == target.max():
            constant = _NEVER if target[0] == 0 else -_NEVER
            mixing = np.array([0.0, 0.0, 0.0, constant])
            return _FittedIssue(np.zeros(X.shape[1]), 0.0, mixing, np.full(len(target), constant))
        scores = np.full((len(target), 3), np.nan)
        for train, test in folds:
            # A fold that took away every example of a rare issue (or every other article) can't judge the rest.
            if np.ptp(target[train]):
                model = self._svm(X[train], target[train], weight[train])
                chosen = choose(passages, test)
                scores[test] = three_scores(
                    model.decision_function(X[test])[:, None],
                    model.decision_function(chosen.rows)[:, None],
                    chosen.indptr,
                )[:, 0]
        judged = np.isfinite(scores[:, 0])
        model = self._svm(X, target, weight)
        mixing = np.array([1.0, 0.0, 0.0, 0.0])
        if judged.any() and np.ptp(target[judged]):
            telling = judged & (np.diff(passages.indptr) > 1)
            rows = telling if np.bincount(target[telling], minlength=2).min() >= _ENOUGH else judged
            calibration = LogisticRegression(max_iter=1000).fit(scores[rows], target[rows], weight[rows])
            mixing = np.append(calibration.coef_[0], calibration.intercept_[0])
        scores[~judged] = model.intercept_[0]
        return _FittedIssue(model.coef_[0], float(model.intercept_[0]), mixing, scores @ mixing[:3] + mixing[3])

    def _svm(self, X: sp.csr_matrix, target: Ints, weight: Floats) -> LinearSVC:
        from vnnews.tagging._learners import LinearSVC

        # liblinear's dual solver draws from one generator for all threads: with it the weights would depend on n_jobs.
        return LinearSVC(C=self.C, class_weight=self.class_weight, dual=False).fit(X, target, weight)

    def compact(self) -> IssueClassifier:
        """Return a copy with weights in single precision, without what only training needs."""
        check_is_fitted(self)
        other = copy.copy(self)
        other.coef_ = self.coef_.astype(np.float32)
        other.__dict__.pop("out_of_fold_log_odds_", None)
        return other

    def decision_function(self, X: ArrayLike | sp.spmatrix, *, passages: PassageRows | None = None) -> Floats:
        """Return the log-odds of every issue.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)
        passages : PassageRows, optional

        Returns
        -------
        ndarray of shape (n_articles, n_issues)
        """
        check_is_fitted(self)
        X = check_array(X, accept_sparse="csr", dtype=np.float64)
        parts = checked_passages(X, passages)
        scores = three_scores(self.scores(X), self.scores(parts.rows), parts.indptr)
        return np.asarray(np.einsum("nis,is->ni", scores, self.mixing_[:, :3])) + self.mixing_[:, 3]

    def scores(self, X: sp.csr_matrix) -> Floats:
        """Return what the support vector machines say of texts, before calibration.

        Parameters
        ----------
        X : csr_matrix of shape (n_texts, n_features)
            Articles or passages.

        Returns
        -------
        ndarray of shape (n_texts, n_issues)
        """
        return linear_scores(X, self.coef_, self.intercept_)

    def predict_proba(self, X: ArrayLike | sp.spmatrix, *, passages: PassageRows | None = None) -> Floats:
        """Return the calibrated probability of every issue.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)
        passages : PassageRows, optional

        Returns
        -------
        ndarray of shape (n_articles, n_issues)
            Each in [0, 1]; rows do not sum to 1, for an article may have several issues or none.
        """
        return np.asarray(expit(self.decision_function(X, passages=passages)))

    def predict(self, X: ArrayLike | sp.spmatrix, *, passages: PassageRows | None = None) -> Ints:
        """Return 1 for every issue whose probability reaches its threshold, else 0.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)
        passages : PassageRows, optional

        Returns
        -------
        ndarray of shape (n_articles, n_issues)
        """
        return (self.predict_proba(X, passages=passages) >= self.thresholds_).astype(np.int64)


@dataclass(frozen=True)
class _FittedIssue:
    coef: Floats
    intercept: float
    mixing: Floats
    log_odds: Floats


def _indicators(Y: ArrayLike, n_articles: int) -> Ints:
    indicators: Ints = np.asarray(check_array(Y, dtype=np.int64))
    if len(indicators) != n_articles:
        raise ValueError(
            f"Y has {len(indicators)} rows for {n_articles} articles; give one row of 0s and 1s per article"
        )
    if not np.isin(indicators, (0, 1)).all():
        odd = np.setdiff1d(indicators, (0, 1))[0]
        raise ValueError(f"Y holds {odd}; expected 0 and 1 only, one column per issue")
    return indicators
