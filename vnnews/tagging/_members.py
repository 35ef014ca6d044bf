"""The members of a blend, and what they say of articles."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, clone

from vnnews._frozen import quick_init
from vnnews.features._derived import Derived
from vnnews.features._fitted import check_fitted
from vnnews.tagging._article_features import ArticleFeatures, ArticleLabels, LabelledSentences
from vnnews.tagging._issue_tone_rows import N_SIDES, fill_issue_tone_rows
from vnnews.tagging._linear import both, columns_first
from vnnews.tagging._network import MultiTaskNetwork
from vnnews.tagging._product import sparse_product
from vnnews.tagging._sentence_tone import SentenceToneClassifier, attend, summarize, summarize_issues
from vnnews.tagging._slopes import BackLayers
from vnnews.tagging._softmax import lay_log_softmax

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FEWEST_NGRAMS = 6
"""A fragment of fewer teaches a linear member little."""

_MOST_SENTENCES = 12_000
"""The first so many teach the issues' machines. All of 50,000 took longer, and came out worse by cross-validation."""

_N_NETWORKS = 3
"""Out of fold five or nine are no better than three by more than .001, and take longer to train and to ask."""

_RANK = 128
"""A fifth of the multiplications of 900 features. Out of fold, issues lose .001 of F1 by it, tones nothing."""


@quick_init
@dataclass(frozen=True)
class Scores:
    """What the members say of articles.

    Attributes
    ----------
    margins : ndarray of shape (n_articles, n_issues)
        Of the support vector machines.
    linear_tone : ndarray of shape (n_articles, n_tones)
        Of the regression; their mean over the tones is 0, so that they are linear in the features.
    network : ndarray of shape (n_articles, 3 * n_issues + n_tones)
        Log-odds of issue, shown in a good light, shown in a bad light; scores of the tones.
    sentences : ndarray of shape (n_articles, 6 * n_tones)
        See ``summarize``.
    attended : ndarray of shape (n_articles, n_issues, n_tones)
        See ``attend``.
    sentence_issues : ndarray of shape (n_articles, n_issues, 4)
        See ``summarize_issues``.
    """

    margins: Floats
    linear_tone: Floats
    network: Floats
    sentences: Floats
    attended: Floats
    sentence_issues: Floats

    def take(self, rows: Ints) -> Scores:
        """Return those of some articles."""
        return Scores(*(getattr(self, field.name)[rows] for field in fields(self)))

    @classmethod
    def join(cls, parts: Sequence[Scores], order: Ints) -> Scores:
        """Put parts together; ``order`` are the articles of the parts, one part after the other."""
        back = np.argsort(order)
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts])[back] for field in fields(cls)))

    def issue(self, column: int) -> Floats:
        """Return what tells one issue, shape (n_articles, 6)."""
        return np.column_stack([self.margins[:, column], self.network[:, column], self.sentence_issues[:, column]])

    def tone(self) -> Floats:
        """Return what tells the tone, shape (n_articles, 8 * n_tones)."""
        found = np.empty((len(self.network), 2 * self.linear_tone.shape[1] + self.sentences.shape[1]))
        lay_log_softmax(self.linear_tone, self.network, self.sentences, found)
        return found

    def issue_tone(self, articles: Ints, issues: Ints, tone: Floats) -> Floats:
        """Return what tells the tones of issues.

        Parameters
        ----------
        articles, issues : ndarray of int64, shape (n_pairs,)
        tone : ndarray of shape (n_articles, n_tones)
            Log-probabilities of the articles' tones.

        Returns
        -------
        ndarray of shape (n_pairs, 4 * n_tones + n_issues + 7)
        """
        n_issues, n_tones = self.attended.shape[1:]
        rows = np.empty((len(articles), 4 * n_tones + n_issues + N_SIDES))
        fill_issue_tone_rows((articles, issues), (tone, self.network, self.attended), rows)
        return rows


class BlendMembers(Derived, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """A linear model of each kind, a network, and a sentence tone model.

    The linear ones also learn from labelled sentences as if they were short articles.

    Parameters
    ----------
    C_issue : float, default=0.5
        Inverse strength of the regularisation of the support vector machines.
    C_tone : float, default=10.0
        The same of the tone's regression.
    sentence_weight : float, default=0.3
        What a labelled sentence counts, where an article counts 1.
    network : MultiTaskNetwork, optional
        By default three networks with a narrow entry.
    sentence_classifier : SentenceToneClassifier, optional

    Attributes
    ----------
    issue_coef_ : ndarray of shape (n_issues, n_ngrams)
    issue_intercept_ : ndarray of shape (n_issues,)
    tone_coef_ : ndarray of shape (n_tones, n_ngrams)
        Sums over the tones are 0.
    tone_intercept_ : ndarray of shape (n_tones,)
    network_ : MultiTaskNetwork
    sentence_classifier_ : SentenceToneClassifier
    """

    def __init__(
        self,
        *,
        C_issue: float = 0.5,
        C_tone: float = 10.0,
        sentence_weight: float = 0.3,
        network: MultiTaskNetwork | None = None,
        sentence_classifier: SentenceToneClassifier | None = None,
    ) -> None:
        self.C_issue = C_issue
        self.C_tone = C_tone
        self.sentence_weight = sentence_weight
        self.network = network
        self.sentence_classifier = sentence_classifier

    def fit(self, features: ArticleFeatures, labels: ArticleLabels, sentences: LabelledSentences) -> Self:
        """Train all members.

        Parameters
        ----------
        features : ArticleFeatures
        labels : ArticleLabels
            Every tone occurs.
        sentences : LabelledSentences

        Returns
        -------
        self
        """
        # A headline is an article already.
        n_ngrams = np.diff(sentences.features.ngrams.indptr)
        extra = sentences.take(np.flatnonzero(~sentences.is_whole & (n_ngrams >= _FEWEST_NGRAMS)))
        some = extra.take(np.arange(min(len(extra.tones), _MOST_SENTENCES)))
        has = np.vstack([labels.issue_tones >= 0, some.issues > 0])
        self._fit_issues(*self._with_sentences(features, some), has)
        self._fit_tone(*self._with_sentences(features, extra), np.append(labels.tones, extra.tones))
        network = MultiTaskNetwork(n_networks=_N_NETWORKS, rank=_RANK) if self.network is None else clone(self.network)
        self.network_ = network.fit(features.dense, labels.targets(), blocks=features.blocks)
        model = SentenceToneClassifier() if self.sentence_classifier is None else clone(self.sentence_classifier)
        self.sentence_classifier_ = model.fit(
            sentences.features.ngrams, sentences.features.vectors, sentences.tones, sentences.issues
        )
        return self

    def _with_sentences(self, features: ArticleFeatures, extra: LabelledSentences) -> tuple[sp.csr_matrix, Floats]:
        """Return n-grams and weights of articles, and of sentences below them."""
        X = sp.vstack([features.ngrams, extra.features.ngrams]).tocsr()
        return X, np.append(np.ones(len(features.indptr) - 1), np.full(len(extra.tones), self.sentence_weight))

    def _fit_issues(self, X: sp.csr_matrix, weight: Floats, has: NDArray[np.bool_]) -> None:
        from vnnews.tagging._learners import LinearSVC

        self.issue_coef_: Floats = np.zeros((has.shape[1], X.shape[1]))
        self.issue_intercept_: Floats = np.where(has.all(axis=0), 1.0, -1.0)
        for column in np.flatnonzero(has.any(axis=0) & ~has.all(axis=0)):
            # The dual solver draws from one generator for all threads.
            machine = LinearSVC(C=self.C_issue, class_weight="balanced", dual=False)
            machine.fit(X, has[:, column], sample_weight=weight)
            self.issue_coef_[column], self.issue_intercept_[column] = machine.coef_[0], machine.intercept_[0]

    def _fit_tone(self, X: sp.csr_matrix, weight: Floats, tones: Ints) -> None:
        from vnnews.tagging._learners import LogisticRegression

        model = LogisticRegression(C=self.C_tone, class_weight="balanced", max_iter=60)
        model.fit(X, tones, sample_weight=weight)
        coef, intercept = model.coef_, model.intercept_
        if len(model.classes_) == 2:
            coef, intercept = both(coef), both(intercept)
        self.tone_coef_: Floats = np.ascontiguousarray(coef - coef.mean(axis=0))
        self.tone_intercept_: Floats = intercept - intercept.mean()

    def compact(self) -> BlendMembers:
        """Return a copy whose weights take half the room or a quarter: n-grams and networks in half precision."""
        check_fitted(self, "issue_coef_")
        other = copy.copy(self)
        other.sentence_classifier_ = copy.copy(self.sentence_classifier_)
        other.network_ = self.network_.compact()
        other.sentence_classifier_.network_ = self.sentence_classifier_.network_.compact()
        for model, names in ((other, ("issue_coef_", "tone_coef_")), (other.sentence_classifier_, ("ngram_coef_",))):
            for name in names:
                setattr(model, name, getattr(model, name).astype(np.float16))
        return other

    def table(self) -> NDArray[np.floating]:
        """Return what each n-gram weighs for the issues and then for the tones, (n_ngrams, n_issues + n_tones)."""
        coefs = (self.issue_coef_, self.tone_coef_)
        return self._derive("table", coefs, lambda: columns_first(*coefs))

    def _constants(self) -> Floats:
        intercepts = (self.issue_intercept_, self.tone_intercept_)
        return self._derive("constants", intercepts, lambda: np.concatenate(intercepts))

    def back_layers(self) -> BackLayers:
        """Return the network the other way, to the means of word vectors."""
        layers = self.network_.layers()
        return self._derive("back_layers", (layers,), lambda: BackLayers.of(layers, len(layers.blocks) - 1))

    def scores(self, features: ArticleFeatures) -> Scores:
        """Return what the members say of articles.

        Parameters
        ----------
        features : ArticleFeatures

        Returns
        -------
        Scores
        """
        check_fitted(self, "issue_coef_")
        return self.judge(features)[0]

    def judge(self, features: ArticleFeatures) -> tuple[Scores, Floats, Floats, NDArray[np.float32]]:
        """Return scores, and what evidence for them starts from.

        Parameters
        ----------
        features : ArticleFeatures

        Returns
        -------
        scores : Scores
        tones : ndarray of shape (n_sentences, n_tones)
            Probabilities of the sentences' tones.
        evidence : ndarray of shape (n_sentences, n_issues)
            Log-odds that a sentence is evidence for an issue.
        units : ndarray of float32
            The hidden units of the network.
        """
        own = features.sentences
        log_tones, evidence = self.sentence_classifier_.predict_log_proba(own.ngrams, own.vectors)
        tones = np.exp(log_tones)
        linear = sparse_product(features.ngrams, self.table(), self._constants())
        layers = self.network_.layers()
        units = layers.units(features.dense)
        n_issues = len(self.issue_intercept_)
        scores = Scores(
            margins=linear[:, :n_issues],
            linear_tone=linear[:, n_issues:],
            network=layers.outputs(units).astype(np.float64),
            sentences=summarize(tones, features.indptr),
            attended=attend(tones, evidence, features.indptr),
            sentence_issues=summarize_issues(evidence, features.indptr),
        )
        return scores, tones, evidence, units
