"""Shares of issues and tones in a collection, corrected for what the classifier gets wrong.

Counting what a classifier says is biased: a rare issue gets more false alarms than it has misses, a frequent one the
reverse, and the bias does not shrink with more articles. What is known of the errors, from labelled articles that the
classifier was not trained on, corrects it, as long as the articles of an issue look the same in both (prior shift).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import nnls
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from vnnews.evaluation._bootstrap import resample_weights

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_METHODS = ("count", "pcc", "acc", "pacc", "emq")
_SMALLEST_RATE = 0.01
"""True and false positive rates that differ by less say nothing: the correction would divide by almost nothing."""


@dataclass(frozen=True)
class Shares:
    """Shares of labels in a collection.

    Attributes
    ----------
    labels : tuple
        The labels, in the order of the arrays.
    share : ndarray of float64, shape (n_labels,)
        The corrected shares. Of one label per article they sum to 1.
    low, high : ndarray of float64, shape (n_labels,)
        Ends of the bootstrap interval; nan without one.
    counted : ndarray of float64, shape (n_labels,)
        What plain counting of the decisions gives.
    notes : tuple of str
        Where a correction was impossible, why, and what was done instead.
    """

    labels: tuple[Any, ...]
    share: Floats
    low: Floats
    high: Floats
    counted: Floats
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the shares as JSON-ready built-in types, by label."""
        rows = zip(self.labels, self.share, self.low, self.high, self.counted, strict=True)
        return {
            "shares": {
                str(label): {
                    "share": float(share),
                    "low": None if np.isnan(low) else float(low),
                    "high": None if np.isnan(high) else float(high),
                    "counted": float(counted),
                }
                for label, share, low, high, counted in rows
            },
            "notes": list(self.notes),
        }


class Quantifier(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Estimate the shares of labels in a collection from a classifier's output.

    Parameters
    ----------
    method : {"emq", "acc", "pacc", "count", "pcc"}, default="emq"
        ``"count"`` and ``"pcc"`` do not correct: the share of the decisions, and the mean probability.
        ``"acc"`` and ``"pacc"`` undo the errors that decisions, or mean probabilities, made on the labelled articles
        (Forman 2008; Bella et al. 2010). ``"emq"`` finds the shares under which the probabilities, re-weighted for
        them, average to the shares themselves (Saerens, Latinne and Decaestecker 2002); it needs calibrated ones.
    n_iter : int, default=1000
        Most iterations of ``"emq"``, which stops when no share moves by 1e-8.

    Attributes
    ----------
    labels_ : tuple
    shares_ : ndarray of shape (n_labels,)
        In the labelled articles.

    Notes
    -----
    With several labels per article each is estimated for itself. Where the labelled articles do not tell how the
    classifier errs (a label that none or all of them have, or true and false positive rates that are nearly the same),
    ``"acc"`` and ``"pacc"`` fall back on their uncorrected counts, and `Shares.notes` says so.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> def classify(y):  # says 1 for 80 % of those that are 1 and for 30 % of the others
    ...     return np.where(rng.random(len(y)) < np.where(y == 1, 0.8, 0.3), 0.7, 0.2)[:, None]
    >>> labelled, collection = (rng.random(4000) < 0.5).astype(int), (rng.random(4000) < 0.1).astype(int)
    >>> model = Quantifier("acc").fit(classify(labelled), labelled[:, None], labels=["iran"])
    >>> found = model.estimate(classify(collection))
    >>> found.counted.round(2).tolist(), found.share.round(2).tolist()
    ([0.34], [0.08])
    """

    def __init__(self, method: Literal["emq", "acc", "pacc", "count", "pcc"] = "emq", *, n_iter: int = 1000) -> None:
        self.method = method
        self.n_iter = n_iter

    def fit(
        self,
        probabilities: ArrayLike,
        y: ArrayLike,
        *,
        decisions: ArrayLike | None = None,
        labels: Sequence[Any] | None = None,
    ) -> Self:
        """Learn how the classifier errs.

        Parameters
        ----------
        probabilities : array-like of shape (n_articles, n_labels)
            Of labelled articles that the classifier was not trained on: out of fold, or a held-out set.
        y : array-like of shape (n_articles,) or (n_articles, n_labels)
            One label per article, or indicators.
        decisions : array-like of the shape of y, optional
            What the classifier said; by default the most probable label, or those of probability 0.5 and more.
        labels : sequence, optional
            The columns of the probabilities; by default the sorted labels of y, or the columns' numbers.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If the method is unknown, shapes differ, or a label of y has no column.
        """
        if self.method not in _METHODS:
            raise ValueError(f"method={self.method!r}: expected one of {', '.join(map(repr, _METHODS))}")
        p, target = np.asarray(probabilities, dtype=np.float64), np.asarray(y)
        self.multilabel_: bool = target.ndim == 2
        if labels is None:
            labels = list(range(target.shape[1])) if self.multilabel_ else np.unique(target).tolist()
        self.labels_: tuple[Any, ...] = tuple(labels)
        if p.ndim != 2 or p.shape[1] != len(self.labels_) or len(p) != len(target) or not len(p):
            raise ValueError(
                f"probabilities of shape {p.shape} and labels of shape {target.shape}; expected one row per article "
                f"and a column for each of {len(self.labels_)} labels"
            )
        self._truth: Floats = self._indicators(target)
        self._said: Floats = self._decided(p, decisions)
        self._p = p
        self.shares_: Floats = self._truth.mean(axis=0)
        return self

    def estimate(
        self,
        probabilities: ArrayLike,
        *,
        decisions: ArrayLike | None = None,
        n_resamples: int = 0,
        level: float = 0.95,
        random_state: int = 0,
    ) -> Shares:
        """Estimate the shares in a collection.

        Parameters
        ----------
        probabilities : array-like of shape (n_articles, n_labels)
            Of the articles of the collection.
        decisions : array-like, optional
            As for `fit`.
        n_resamples : int, default=0
            Samples for intervals; 0 for none. Both the labelled articles and the collection are drawn anew, so that
            the intervals cover what is not known of the classifier's errors, too.
        level : float, default=0.95
        random_state : int, default=0

        Returns
        -------
        Shares

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Before `fit`.
        ValueError
            If there are no articles, or not a column per label.
        """
        check_is_fitted(self, "labels_")
        p = np.asarray(probabilities, dtype=np.float64)
        if p.ndim != 2 or p.shape[1] != len(self.labels_) or not len(p):
            raise ValueError(f"probabilities of shape {p.shape}; expected (n_articles, {len(self.labels_)})")
        said = self._decided(p, decisions)
        notes: list[str] = []
        share = self._shares(np.ones(len(self._p)), np.ones(len(p)), p, said, notes)
        low = high = np.full(len(share), np.nan)
        if n_resamples:
            samples = np.array(
                [
                    self._shares(labelled, collection, p, said, [])
                    for labelled, collection in _pairs(len(self._p), len(p), n_resamples, random_state)
                ]
            )
            low, high = np.quantile(samples, ((1 - level) / 2, (1 + level) / 2), axis=0)
        return Shares(self.labels_, share, low, high, said.mean(axis=0), tuple(notes))

    def _indicators(self, target: NDArray[Any]) -> Floats:
        if self.multilabel_:
            return target.astype(np.float64)
        unknown = sorted(set(target.tolist()) - set(self.labels_))
        if unknown:
            raise ValueError(f"labels {unknown} have no column; expected some of {list(self.labels_)}")
        return np.asarray(target[:, None] == np.array(self.labels_), dtype=np.float64)

    def _decided(self, p: Floats, decisions: ArrayLike | None) -> Floats:
        if decisions is not None:
            said = self._indicators(np.asarray(decisions))
            if said.shape != p.shape:
                raise ValueError(f"decisions for {said.shape}, probabilities for {p.shape}; expected the same articles")
            return said
        if self.multilabel_:
            return np.asarray(p >= 0.5, dtype=np.float64)
        return np.asarray(np.arange(p.shape[1]) == p.argmax(axis=1)[:, None], dtype=np.float64)

    def _shares(self, labelled: Floats, collection: Floats, p: Floats, said: Floats, notes: list[str]) -> Floats:
        """Return the shares when every article counts as often as its weight says."""
        decided = self.method in ("count", "acc")
        before, now = (self._said, said) if decided else (self._p, p)
        rates = collection @ now / collection.sum()
        if self.method in ("count", "pcc"):
            return np.asarray(rates)
        prior = labelled @ self._truth / labelled.sum()
        if self.method == "emq":
            return self._emq(prior, collection, p, notes)
        per_label = (labelled[:, None] * self._truth).T @ before
        if self.multilabel_:
            return self._adjust_each(labelled, before, per_label.diagonal(), rates, notes)
        return self._adjust_together(prior, per_label, rates, notes)

    def _adjust_each(self, labelled: Floats, before: Floats, hits: Floats, rates: Floats, notes: list[str]) -> Floats:
        have = labelled @ self._truth
        lack = labelled.sum() - have
        both = (have > 0) & (lack > 0)
        tpr = np.divide(hits, have, out=np.zeros(len(have)), where=both)
        fpr = np.divide(labelled @ before - hits, lack, out=np.zeros(len(have)), where=both)
        usable = both & (tpr - fpr > _SMALLEST_RATE)
        for i in np.flatnonzero(~usable):
            why = (
                f"true and false positive rate are {tpr[i]:.3f} and {fpr[i]:.3f}"
                if both[i]
                else f"{'none' if not have[i] else 'all'} of the labelled articles have it"
            )
            notes.append(f"{self.labels_[i]}: not corrected, {why}")
        adjusted = np.divide(rates - fpr, tpr - fpr, out=rates.copy(), where=usable)
        return np.asarray(np.clip(adjusted, 0.0, 1.0))

    def _adjust_together(self, prior: Floats, per_label: Floats, rates: Floats, notes: list[str]) -> Floats:
        """Find the shares, none below 0, that explain the rates best: rates = sum of shares times rates per label."""
        unknown = np.flatnonzero(prior == 0)
        total = per_label.sum(axis=1, keepdims=True)
        by_label = np.divide(per_label, total, out=np.eye(len(prior)), where=total > 0)
        notes += [f"{self.labels_[i]}: no labelled article has it, taken as always recognised" for i in unknown]
        if np.linalg.svd(by_label, compute_uv=False)[-1] < _SMALLEST_RATE:
            notes.append("not corrected: what is said hardly depends on the label")
            return np.asarray(rates)
        # The last row, with its weight, makes the shares sum to 1.
        shares, _ = nnls(np.vstack([by_label.T, np.full(len(prior), 1e3)]), np.append(rates, 1e3))
        return np.asarray(shares / shares.sum())

    def _emq(self, prior: Floats, weights: Floats, p: Floats, notes: list[str]) -> Floats:
        share = weights / weights.sum()
        if not self.multilabel_:
            return _expectation_maximisation(prior, share, p, self.n_iter)
        found = np.empty(len(prior))
        for i, label in enumerate(self.labels_):
            if 0.0 < prior[i] < 1.0:
                both = np.column_stack([1.0 - p[:, i], p[:, i]])
                found[i] = _expectation_maximisation(np.array([1 - prior[i], prior[i]]), share, both, self.n_iter)[1]
            else:
                found[i] = share @ p[:, i]
                some = "all" if prior[i] else "none"
                notes.append(f"{label}: not corrected, {some} of the labelled articles have it")
        return found


def _expectation_maximisation(prior: Floats, weights: Floats, p: Floats, n_iter: int) -> Floats:
    known = prior > 0
    likelihood = np.divide(p, prior, out=np.zeros_like(p), where=known)
    # An article whose probabilities all lie on labels that were never seen tells nothing of the others.
    weights = np.where(likelihood.sum(axis=1) > 0, weights, 0.0)
    if not weights.sum():
        return np.asarray(prior)
    weights = weights / weights.sum()
    likelihood[weights == 0] = 1.0
    share = prior
    for _ in range(n_iter):
        posterior = likelihood * share
        posterior /= posterior.sum(axis=1, keepdims=True)
        last, share = share, weights @ posterior
        if np.abs(share - last).max() < 1e-8:
            break
    return np.asarray(share)


def _pairs(n_labelled: int, n_collection: int, n_resamples: int, random_state: int) -> Any:
    """Yield weights of the labelled articles and of the collection for every sample."""
    labelled = (row for chunk in resample_weights(n_labelled, n_resamples, random_state) for row in chunk)
    collection = (row for chunk in resample_weights(n_collection, n_resamples, random_state + 1) for row in chunk)
    return zip(labelled, collection, strict=True)
