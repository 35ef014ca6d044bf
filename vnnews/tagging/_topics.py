"""One label per text, such as a newspaper's topic: a linear classifier blended with its naive-Bayes weighted twin."""

from __future__ import annotations

from typing import Self

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_array, check_is_fitted

from vnnews.tagging._linear import linear_scores

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class TopicClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Classify texts by one label each, with linear support vector machines and naive-Bayes weights.

    Two linear support vector machines per class, on the features as they are and on the features weighted by how
    strongly they tell the class from the rest (the log-count ratio of naive Bayes; Wang and Manning 2012). Their scores
    are averaged, which is one linear decision again. On short texts the blend beats either; on long ones the plain
    machine does as well alone (``nb_share=0``) in a third of the time.

    Parameters
    ----------
    C : float, default=0.5
        Inverse strength of the regularisation of the plain machine.
    nb_C : float, default=1.0
        The same of the weighted one.
    nb_power : float, default=0.5
        The ratios are taken to this power; 0 would switch them off.
    nb_share : float, default=0.5
        What the weighted machine counts in the blend, between 0 and 1.
    class_weight : {"balanced", None}, default=None
    validation_fraction : float, default=0.1
        Share of the texts held out of a first fit to find the temperature of the probabilities (Guo et al. 2017); the
        weights then come from all texts. 0 fits once and leaves the temperature at 1: labels are the same, the
        probabilities not calibrated.
    n_jobs : int, optional
        Threads for fitting; the result does not depend on it.
    random_state : int, optional
        Seed of the held-out texts.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        Sorted.
    coef_ : ndarray of shape (n_classes, n_features)
    intercept_ : ndarray of shape (n_classes,)
        ``X @ coef_.T + intercept_`` are the scores; of which the softmax, divided by the temperature, are the
        probabilities.
    temperature_ : float

    See Also
    --------
    TopicBlend : This one and a network on word vectors, for some thousand articles or more.
    IssueClassifier : Several labels per article.
    ToneClassifier : One label, chosen for macro-F1.

    Examples
    --------
    >>> from sklearn.pipeline import make_pipeline
    >>> from vnnews import VietnameseTfidfVectorizer
    >>> texts = ["Đội tuyển thắng trận", "Giá vàng tăng", "Cầu thủ ghi bàn", "Lãi suất giảm"] * 5
    >>> topics = ["sport", "business"] * 10
    >>> model = make_pipeline(VietnameseTfidfVectorizer(), TopicClassifier(random_state=0)).fit(texts, topics)
    >>> model.predict(["Cầu thủ thắng", "Vàng giảm giá"]).tolist()
    ['sport', 'business']
    """

    def __init__(
        self,
        *,
        C: float = 0.5,
        nb_C: float = 1.0,
        nb_power: float = 0.5,
        nb_share: float = 0.5,
        class_weight: str | None = None,
        validation_fraction: float = 0.1,
        n_jobs: int | None = None,
        random_state: int | None = None,
    ) -> None:
        self.C = C
        self.nb_C = nb_C
        self.nb_power = nb_power
        self.nb_share = nb_share
        self.class_weight = class_weight
        self.validation_fraction = validation_fraction
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(self, X: ArrayLike | sp.spmatrix, y: ArrayLike) -> Self:
        """Fit the classifiers and their temperature.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_texts, n_features)
            Counts, TF-IDF or other features; with naive-Bayes weights none may be negative.
        y : array-like of shape (n_texts,)

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If lengths differ, there is but one class, a feature is negative, or a parameter is out of range.
        """
        from vnnews.tagging._learners import StratifiedShuffleSplit

        X = check_array(X, accept_sparse="csr", dtype=np.float64)
        classes, target = np.unique(np.asarray(y), return_inverse=True)
        self._check(X, classes, target)
        self.classes_ = classes
        self.n_features_in_ = X.shape[1]
        self.temperature_ = 1.0
        if self.validation_fraction:
            held = StratifiedShuffleSplit(1, test_size=self.validation_fraction, random_state=self.random_state)
            train, test = next(held.split(X, target))
            coef, intercept = self._blend(X[train], target[train], len(classes))
            self.temperature_ = _temperature(linear_scores(X[test], coef, intercept), target[test])
        self.coef_, self.intercept_ = self._blend(X, target, len(classes))
        return self

    def _check(self, X: sp.csr_matrix, classes: NDArray[np.str_], target: Ints) -> None:
        if len(target) != X.shape[0]:
            raise ValueError(f"y has {len(target)} labels for {X.shape[0]} texts; give one per text")
        if len(classes) < 2:
            raise ValueError(f"all texts have the label {classes[0]!s}; expected at least two different labels")
        if not 0.0 <= self.nb_share <= 1.0:
            raise ValueError(f"nb_share={self.nb_share!r}: expected a share between 0 and 1")
        if not 0.0 <= self.validation_fraction < 1.0:
            raise ValueError(f"validation_fraction={self.validation_fraction!r}: expected a share of the texts, or 0")
        if self.nb_share and X.shape[1] and X.min() < 0:
            raise ValueError(f"a feature is {X.min():g}; naive-Bayes weights need counts: set nb_share=0 without them")

    def _blend(self, X: sp.csr_matrix, target: Ints, n_classes: int) -> tuple[Floats, Floats]:
        """Return weights of every class, both machines in one, each brought to the same spread of scores."""
        coef, intercept = np.zeros((n_classes, X.shape[1])), np.zeros(n_classes)
        for share, weighted in ((1.0 - self.nb_share, False), (self.nb_share, True)):
            if not share:
                continue
            # Two classes have one question, asked from both sides.
            asked = range(n_classes) if n_classes > 2 else range(1, 2)
            fitted = Parallel(n_jobs=self.n_jobs, prefer="threads")(
                delayed(self._one_against_rest)(X, target == k, weighted) for k in asked
            )
            own, constant = np.vstack([one[0] for one in fitted]), np.array([one[1] for one in fitted])
            if n_classes == 2:
                own, constant = np.vstack([-own, own]), np.append(-constant, constant)
            spread = linear_scores(X, own, constant).std() or 1.0
            coef += share / spread * own
            intercept += share / spread * constant
        return coef, intercept

    def _one_against_rest(self, X: sp.csr_matrix, target: NDArray[np.bool_], weighted: bool) -> tuple[Floats, float]:
        from vnnews.tagging._learners import LinearSVC

        ratio = log_count_ratio(X, target, self.nb_power) if weighted else np.ones(X.shape[1])
        # The primal solver: the dual one draws from a generator that threads share.
        machine = LinearSVC(C=self.nb_C if weighted else self.C, class_weight=self.class_weight, dual=False)
        machine.fit(X.multiply(ratio).tocsr() if sp.issparse(X) else X * ratio, target)
        return machine.coef_[0] * ratio, float(machine.intercept_[0])

    def decision_function(self, X: ArrayLike | sp.spmatrix) -> Floats:
        """Return the score of every class.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_texts, n_features)

        Returns
        -------
        ndarray of shape (n_texts, n_classes)
        """
        check_is_fitted(self)
        X = check_array(X, accept_sparse="csr", dtype=np.float64)
        return linear_scores(X, self.coef_, self.intercept_)

    def predict_proba(self, X: ArrayLike | sp.spmatrix) -> Floats:
        """Return the probability of every class.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_texts, n_features)

        Returns
        -------
        ndarray of shape (n_texts, n_classes)
            Rows sum to 1.
        """
        return np.asarray(softmax(self.decision_function(X) / self.temperature_, axis=1))

    def predict(self, X: ArrayLike | sp.spmatrix) -> NDArray[np.str_]:
        """Return the class with the largest score.

        Parameters
        ----------
        X : array-like or sparse matrix of shape (n_texts, n_features)

        Returns
        -------
        ndarray of shape (n_texts,)
        """
        best = self.decision_function(X).argmax(axis=1)
        return np.asarray(self.classes_[best])


def log_count_ratio(X: sp.csr_matrix, target: NDArray[np.bool_], power: float) -> Floats:
    """Return how strongly every feature tells a class from the rest: |log(share in class / share in rest)| ** power.

    Parameters
    ----------
    X : csr_matrix or ndarray of shape (n_texts, n_features)
        Not negative.
    target : ndarray of bool, shape (n_texts,)
    power : float

    Returns
    -------
    ndarray of shape (n_features,)
    """
    own, rest = (1.0 + np.asarray(X[rows].sum(axis=0)).ravel() for rows in (target, ~target))
    return np.asarray(np.abs(np.log(own / own.sum()) - np.log(rest / rest.sum())) ** power)


def _temperature(scores: Floats, target: Ints) -> float:
    """Return the temperature under which the labels are likeliest."""
    from vnnews.tagging._learners import minimize_scalar

    def loss(log_temperature: float) -> float:
        likelihood = log_softmax(scores / np.exp(log_temperature), axis=1)
        return -float(likelihood[np.arange(len(target)), target].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-5.0, 5.0), method="bounded").x))
