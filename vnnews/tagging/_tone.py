"""In which tone an article tells what it tells: a multinomial linear classifier, calibrated."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Self

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_array, check_is_fitted

from vnnews.tagging._calibration import macro_f1_offsets, multinomial
from vnnews.tagging._linear import both, linear_scores

if TYPE_CHECKING:
    from vnnews.tagging._learners import LogisticRegression

Floats = NDArray[np.float64]


class ToneClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Multinomial logistic regression over tones, with calibrated probabilities.

    The scores of articles out of fold fit a second, small logistic regression; folded into the weights, it turns the
    scores into calibrated ones. `predict` adds to each score an offset that is best for macro-F1 (else rare tones are
    hardly ever said), so the predicted tone need not be the most probable one.

    Parameters
    ----------
    C : float, default=10.0
        Inverse strength of the regularisation.
    class_weight : {"balanced", None}, default="balanced"
    cv : int, default=5
        Number of folds for the calibration.
    n_jobs : int, optional
        Threads for fitting; the result does not depend on it.
    random_state : int, optional
        Seed of the folds.

    Attributes
    ----------
    classes_ : ndarray of shape (n_tones,)
        Sorted.
    coef_ : ndarray of shape (n_tones, n_features)
    intercept_ : ndarray of shape (n_tones,)
        ``softmax(X @ coef_.T + intercept_)`` are probabilities.
    offsets_ : ndarray of shape (n_tones,)
        What `predict` adds to the scores.
    out_of_fold_scores_ : ndarray of shape (n_articles, n_tones)
        What the training articles got from models that had not seen them, calibrated, for models built on top of this
        one. Not saved with a tagger.

    Examples
    --------
    >>> import numpy as np
    >>> X = np.array([[1.0, 0.0], [0.0, 1.0]] * 10)
    >>> y = np.array(["positive", "negative"] * 10)
    >>> ToneClassifier(random_state=0).fit(X, y).predict([[0.9, 0.1]]).tolist()
    ['positive']
    """

    def __init__(
        self,
        *,
        C: float = 10.0,
        class_weight: str | None = "balanced",
        cv: int = 5,
        n_jobs: int | None = None,
        random_state: int | None = None,
    ) -> None:
        self.C = C
        self.class_weight = class_weight
        self.cv = cv
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(self, X: ArrayLike | sp.spmatrix, y: ArrayLike) -> Self:
        """Fit the classifier and its calibration.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)
        y : array-like of shape (n_articles,)
            The tones; at least two different ones, each at least ``cv`` times.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If there is but one tone, or one has fewer articles than there are folds.
        """
        from vnnews.tagging._learners import StratifiedKFold

        X = check_array(X, accept_sparse="csr", dtype=np.float64)
        classes, target = np.unique(np.asarray(y), return_inverse=True)
        self._check(X, classes, target)
        folds = StratifiedKFold(self.cv, shuffle=True, random_state=self.random_state).split(X, target)
        everything = np.arange(X.shape[0])
        splits = [*folds, (everything, everything[:0])]
        models = Parallel(n_jobs=self.n_jobs, prefer="threads")(
            delayed(self._regression)(X[train], target[train]) for train, _ in splits
        )
        scores = np.empty((X.shape[0], len(classes)))
        for model, (_, test) in zip(models[:-1], splits[:-1], strict=True):
            scores[test] = _scores(model, X[test])
        matrix, offset = multinomial(scores, target)
        if len(classes) == 2:
            matrix, offset = both(matrix.T).T, both(offset)
        coef, intercept = models[-1].coef_, models[-1].intercept_
        if len(classes) == 2:
            coef, intercept = both(coef), both(intercept)
        self.classes_ = classes
        self.n_features_in_ = X.shape[1]
        self.coef_: Floats = np.ascontiguousarray(matrix.T @ coef)
        self.intercept_: Floats = intercept @ matrix + offset
        self.out_of_fold_scores_: Floats = scores @ matrix + offset
        self.offsets_: Floats = macro_f1_offsets(self.out_of_fold_scores_, target)
        return self

    def _check(self, X: sp.csr_matrix, classes: NDArray[np.str_], target: NDArray[np.int64]) -> None:
        if len(target) != X.shape[0]:
            raise ValueError(f"y has {len(target)} tones for {X.shape[0]} articles; give one per article")
        if len(classes) < 2:
            raise ValueError(f"all articles have the tone {str(classes[0])!r}; expected at least two different tones")
        counts = np.bincount(target)
        if counts.min() < self.cv:
            raise ValueError(
                f"the tone {str(classes[counts.argmin()])!r} has {counts.min()} articles, fewer than the {self.cv} "
                "folds that calibrate the probabilities; label more of them or lower cv"
            )

    def _regression(self, X: sp.csr_matrix, target: NDArray[np.int64]) -> LogisticRegression:
        from vnnews.tagging._learners import LogisticRegression

        return LogisticRegression(C=self.C, class_weight=self.class_weight, max_iter=2000).fit(X, target)

    def compact(self) -> ToneClassifier:
        """Return a copy with weights in single precision, without what only training needs."""
        check_is_fitted(self)
        other = copy.copy(self)
        other.coef_ = self.coef_.astype(np.float32)
        other.__dict__.pop("out_of_fold_scores_", None)
        return other

    def decision_function(self, X: ArrayLike | sp.spmatrix) -> Floats:
        """Return the calibrated score of every tone, whose softmax are the probabilities.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)

        Returns
        -------
        ndarray of shape (n_articles, n_tones)
        """
        check_is_fitted(self)
        X = check_array(X, accept_sparse="csr", dtype=np.float64)
        return linear_scores(X, self.coef_, self.intercept_)

    def predict_proba(self, X: ArrayLike | sp.spmatrix) -> Floats:
        """Return the calibrated probability of every tone.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)

        Returns
        -------
        ndarray of shape (n_articles, n_tones)
            Rows sum to 1.
        """
        return np.asarray(softmax(self.decision_function(X), axis=1))

    def predict(self, X: ArrayLike | sp.spmatrix) -> NDArray[np.str_]:
        """Return the tone whose score, with its offset, is largest.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_articles, n_features)

        Returns
        -------
        ndarray of shape (n_articles,)
        """
        scores = self.decision_function(X)
        return np.asarray(self.classes_[np.argmax(scores + self.offsets_, axis=1)])


def _scores(model: LogisticRegression, X: sp.csr_matrix) -> Floats:
    """Return one column per class, also of two."""
    scores = np.asarray(model.decision_function(X))
    return scores if scores.ndim == 2 else np.column_stack([-scores, scores]) / 2
