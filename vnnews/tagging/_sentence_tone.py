"""The tone of a sentence, and what the tones and issues of its sentences say of an article."""

from __future__ import annotations

from typing import Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, clone

from vnnews.features._derived import Derived
from vnnews.features._fitted import check_fitted
from vnnews.features._weighted_rows import Rows
from vnnews.tagging._linear import both, columns_first
from vnnews.tagging._network import MultiTaskNetwork, Targets
from vnnews.tagging._panels import Panels, product
from vnnews.tagging._product import sparse_product
from vnnews.tagging._sentence_sums import (
    N_ISSUE_SUMMARIES,
    N_SUMMARIES,
    attend_rows,
    summarize_issue_rows,
    summarize_rows,
)
from vnnews.tagging._softmax import mix_log_softmax

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ISSUE_WEIGHT = 0.3


class SentenceToneClassifier(Derived, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Tone of a sentence, and which issues it is evidence for.

    A logistic regression on n-grams and mean word vectors, and a network on the vectors alone, mixed as
    log-probabilities.

    Parameters
    ----------
    C : float, default=5.0
        Inverse strength of the regression's regularisation.
    vector_weight : float, default=0.8
        Length of the vector beside the row of n-grams, whose length is 1.
    network_share : float, default=0.4
        What the network counts in the mixture.
    network : MultiTaskNetwork, optional
        By default 2 networks of 128 hidden units and rank 64, 12 epochs.

    Attributes
    ----------
    n_tones_ : int
    ngram_coef_ : ndarray of shape (n_tones, n_ngrams)
    vector_coef_ : ndarray of shape (n_tones, n_dimensions)
    intercept_ : ndarray of shape (n_tones,)
    network_ : MultiTaskNetwork
        Its flags are the issues.
    """

    def __init__(
        self,
        *,
        C: float = 5.0,
        vector_weight: float = 0.8,
        network_share: float = 0.4,
        network: MultiTaskNetwork | None = None,
    ) -> None:
        self.C = C
        self.vector_weight = vector_weight
        self.network_share = network_share
        self.network = network

    def fit(self, ngrams: sp.csr_matrix, vectors: NDArray[np.float32], tones: Ints, issues: Floats) -> Self:
        """Train.

        Parameters
        ----------
        ngrams : csr_matrix of shape (n_sentences, n_ngrams)
            TF-IDF rows of length 1.
        vectors : ndarray of float32, shape (n_sentences, n_dimensions)
            Mean word vectors of length 1.
        tones : ndarray of int64, shape (n_sentences,)
            Columns: 0, 1 … up to the number of tones, each of which occurs.
        issues : ndarray of shape (n_sentences, n_issues)
            1 where the sentence is evidence for the issue, else 0.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If a tone does not occur, or there is but one.
        """
        from vnnews.tagging._learners import LogisticRegression

        counts = np.bincount(tones, minlength=2)
        if not counts.all():
            raise ValueError(
                f"no labelled sentence has the tone of column {int(np.argmin(counts))}; expected some of every tone"
            )
        X = sp.hstack([ngrams, sp.csr_matrix(self.vector_weight * vectors)]).tocsr()
        model = LogisticRegression(C=self.C, max_iter=60)
        model.fit(X, tones)
        coef, intercept = model.coef_, model.intercept_
        if len(counts) == 2:
            coef, intercept = both(coef), both(intercept)
        self.n_tones_ = len(counts)
        self.ngram_coef_: Floats = np.ascontiguousarray(coef[:, : ngrams.shape[1]])
        self.vector_coef_: Floats = np.ascontiguousarray(self.vector_weight * coef[:, ngrams.shape[1] :])
        self.intercept_: Floats = intercept
        weights = np.full(issues.shape[1], _ISSUE_WEIGHT, np.float32)
        targets = Targets(issues.astype(np.float32), weights, tones, self.n_tones_)
        self.network_ = (_default_network() if self.network is None else clone(self.network)).fit(vectors, targets)
        return self

    def predict_log_proba(self, ngrams: sp.csr_matrix | Rows, vectors: NDArray[np.float32]) -> tuple[Floats, Floats]:
        """Return what is said of sentences.

        Parameters
        ----------
        ngrams : csr_matrix of shape (n_sentences, n_ngrams)
        vectors : ndarray of float32, shape (n_sentences, n_dimensions)

        Returns
        -------
        tones : ndarray of shape (n_sentences, n_tones)
            Log-probabilities.
        issues : ndarray of shape (n_sentences, n_issues)
            Log-odds that the sentence is evidence for an issue.
        """
        check_fitted(self, "ngram_coef_")
        table = self._derive("table", (self.ngram_coef_,), lambda: columns_first(self.ngram_coef_))
        linear = sparse_product(ngrams, table)
        panels = self._derive("panels", (self.vector_coef_,), lambda: Panels.of(self.vector_coef_.T))
        dense, mixed = self.network_.decision_function(vectors), np.empty_like(linear)
        first = linear, self.intercept_, product(vectors, panels)
        mix_log_softmax(first, dense, float(self.network_share), mixed)
        return mixed, dense[:, : -self.n_tones_].astype(np.float64)


def _default_network() -> MultiTaskNetwork:
    # Twice as many units, each reading all of the vectors, tell articles no better out of fold.
    return MultiTaskNetwork(
        n_hidden=128,
        n_epochs=12,
        learning_rate=1e-3,
        weight_decay=1e-3,
        input_dropout=0.2,
        class_power=0.0,
        n_networks=2,
        rank=64,
    )


def summarize(probabilities: Floats, indptr: Ints) -> Floats:
    """Return what the tones of its sentences say of each article.

    Parameters
    ----------
    probabilities : ndarray of shape (n_sentences, n_tones)
        The sentences of the first article, then those of the second, and so on.
    indptr : ndarray of int64, shape (n_articles + 1,)
        Where each article's sentences begin.

    Returns
    -------
    ndarray of shape (n_articles, 6 * n_tones)
        The first sentence, the second, the mean, the mean with weights that fall by a fifth from each sentence to the
        next, the largest of each tone, the mean of the last three. All but the largest are linear in the sentences. An
        article without sentences has the same probability everywhere.
    """
    n_tones = probabilities.shape[1]
    rows = np.empty((len(indptr) - 1, N_SUMMARIES, n_tones))
    summarize_rows(probabilities, indptr, rows)
    return rows.reshape(len(rows), N_SUMMARIES * n_tones)


def attend(probabilities: Floats, evidence: Floats, indptr: Ints) -> Floats:
    """Return the tones of the sentences of each article, weighted by how much each is about an issue.

    Parameters
    ----------
    probabilities : ndarray of shape (n_sentences, n_tones)
    evidence : ndarray of shape (n_sentences, n_issues)
        Log-odds; their softmax over an article's sentences are the weights.
    indptr : ndarray of int64, shape (n_articles + 1,)

    Returns
    -------
    ndarray of shape (n_articles, n_issues, n_tones)
        Sums over the tones are 1.
    """
    found = np.empty((len(indptr) - 1, evidence.shape[1], probabilities.shape[1]))
    attend_rows(probabilities, evidence, indptr, found)
    return found


def summarize_issues(evidence: Floats, indptr: Ints) -> Floats:
    """Return what the sentences of each article say of the issues.

    An issue that is told in the title, or from the first sentences on, is what an article is about; one that a late
    sentence mentions often is not. The members that read an article as a whole can't tell the two apart.

    Parameters
    ----------
    evidence : ndarray of shape (n_sentences, n_issues)
        Log-odds that a sentence is evidence for an issue.
    indptr : ndarray of int64, shape (n_articles + 1,)

    Returns
    -------
    ndarray of shape (n_articles, n_issues, 4)
        Logarithms of the probability in the first sentence, in the second, of the mean, and of the mean with weights
        that fall by a fifth from each sentence to the next. In an article without sentences no probability is above 0.
    """
    found = np.empty((len(indptr) - 1, evidence.shape[1], N_ISSUE_SUMMARIES))
    summarize_issue_rows(evidence, indptr, found)
    return found
