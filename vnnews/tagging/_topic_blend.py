"""One label per article, from a linear classifier on n-grams and a network on word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Self

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from vnnews.articles import Article
from vnnews.features import Reading, VietnameseTfidfVectorizer, WordVectors
from vnnews.tagging._blend_training import check_form
from vnnews.tagging._network import MultiTaskNetwork, Targets
from vnnews.tagging._softmax import log_softmax, softmax
from vnnews.tagging._topics import TopicClassifier

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Documents = Sequence[str | Article]

_READ_AT_ONCE = 2_000


class TopicBlend(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Classify articles by one label each with a linear classifier on n-grams and a network on word vectors.

    Each is about as good as the other, and they err on different articles: the linear one knows the rare words and
    names that give a topic away, the network what the words have to do with each other, which the articles tell without
    their labels. Their scores are added, each times a weight; the two weights are those under which the labels of a
    held-out part are likeliest (Genest and Zidek 1986 call it a logarithmic opinion pool), which also calibrates the
    probabilities. Both members then learn from all articles.

    Parameters
    ----------
    vectorizer : VietnameseTfidfVectorizer, optional
        By default words and pairs of words that occur in three articles and in not more than half of them, with
        sublinear counts.
    classifier : TopicClassifier, optional
        By default plain support vector machines with ``C=1``. Its temperature is not needed: with
        ``validation_fraction=0`` it fits in half the time.
    word_vectors : WordVectors, optional
        How to learn word vectors from the articles themselves, if `fit` is given none. By default those of 20,000 words
        in 3 epochs.
    network : MultiTaskNetwork, optional
        By default 15 epochs.
    word_dropout : float, default=0.0
        If above 0, the network learns from articles without about this share of their distinct words, each left out
        wherever it stands in the article (word dropout; Iyyer et al. 2015): it can't lean on a few words.
    n_versions : int, default=1
        How many versions of each article, each without other words, the network learns from; needs ``word_dropout``. An
        epoch goes through all of them, so give the network fewer epochs. Each version takes several times the memory of
        one row of word vectors per article.
    validation_fraction : float, default=0.1
        Share of the articles that is held out of a first fit to weigh the members; one for each class at least.
    n_jobs : int, optional
        Threads; the result does not depend on it.
    random_state : int, default=0
        Seed of the held-out articles, and of the words that are left out.

    Attributes
    ----------
    vectorizer_ : VietnameseTfidfVectorizer
    classifier_ : TopicClassifier
    word_vectors_ : WordVectors
    network_ : MultiTaskNetwork
    weights_ : ndarray of shape (2,)
        What the scores of the classifier and those of the network count.

    See Also
    --------
    TopicClassifier : The linear member alone, for any matrix.
    SequenceClassifier : For sentences, in which the order of words tells more.

    References
    ----------
    Platt: Probabilistic outputs for support vector machines, 1999.
    Genest, Zidek: Combining probability distributions: a critique and an annotated bibliography, 1986.
    Iyyer, Manjunatha, Boyd-Graber, Daumé: Deep unordered composition rivals syntactic methods for text classification,
    ACL 2015.

    Examples
    --------
    >>> texts = ["Đội tuyển thắng trận", "Giá vàng tăng", "Cầu thủ ghi bàn", "Lãi suất giảm"] * 10
    >>> topics = ["sport", "business"] * 20
    >>> model = TopicBlend(network=MultiTaskNetwork(n_hidden=16, n_networks=1)).fit(texts, topics)
    >>> model.predict(["Cầu thủ thắng", "Vàng giảm giá"]).tolist()
    ['sport', 'business']
    """

    def __init__(
        self,
        *,
        vectorizer: VietnameseTfidfVectorizer | None = None,
        classifier: TopicClassifier | None = None,
        word_vectors: WordVectors | None = None,
        network: MultiTaskNetwork | None = None,
        word_dropout: float = 0.0,
        n_versions: int = 1,
        validation_fraction: float = 0.1,
        n_jobs: int | None = None,
        random_state: int = 0,
    ) -> None:
        self.vectorizer = vectorizer
        self.classifier = classifier
        self.word_vectors = word_vectors
        self.network = network
        self.word_dropout = word_dropout
        self.n_versions = n_versions
        self.validation_fraction = validation_fraction
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(self, X: Documents, y: ArrayLike, *, word_vectors: WordVectors | None = None) -> Self:
        """Train both members, and weigh them.

        Parameters
        ----------
        X : sequence of str or Article, length n_texts
            Titles and leads of articles count by themselves for the network.
        y : array-like of shape (n_texts,)
        word_vectors : WordVectors, optional
            Learnt without labels, from more articles than these and read as the vectorizer reads. By default they are
            learnt from these.

        Returns
        -------
        self

        Raises
        ------
        TypeError
            If a text is neither str nor `Article`.
        ValueError
            If lengths differ, there is but one class or one of a single text, the word vectors are of words in another
            form, or a parameter is out of range.
        """
        from vnnews.tagging._learners import StratifiedShuffleSplit

        labels = np.asarray(y)
        if len(labels) != len(X):
            raise ValueError(f"y has {len(labels)} labels for {len(X)} texts; give one per text")
        self._check_parameters()
        classes, target, counts = np.unique(labels, return_inverse=True, return_counts=True)
        if len(classes) < 2:
            raise ValueError(f"the only label is {classes[0]!s}; expected at least two different ones")
        if counts.min() < 2:
            raise ValueError(
                f"a single text has the label {classes[counts.argmin()]!s}; give at least two, or leave the label out"
            )
        vectorizer = self.vectorizer or VietnameseTfidfVectorizer(
            ngram_range=(1, 2), min_df=3, max_df=0.5, sublinear_tf=True, tone_marks="old", n_jobs=self.n_jobs
        )
        self.vectorizer_: VietnameseTfidfVectorizer = clone(vectorizer).fit(X)
        self.word_vectors_: WordVectors = self._learn_vectors(X) if word_vectors is None else word_vectors
        check_form(self.vectorizer_, self.word_vectors_)
        reading = self.vectorizer_.read(X)
        rows, means = reading.rows(), self.word_vectors_.document_vectors(reading)
        versions = self._versions(reading) if self.word_dropout else means[None]
        n_held = max(len(classes), round(self.validation_fraction * len(target)))
        split = StratifiedShuffleSplit(1, test_size=n_held, random_state=self.random_state)
        train, test = next(split.split(target, target))
        # Threads of the linear algebra library would take the cores from those of the members.
        with threadpool_limits(1):
            jobs = [
                delayed(self._fit_network)(versions.take(train, axis=1), target[train], len(classes)),
                delayed(self._fit_classifier)(rows[train], labels[train]),
                delayed(self._fit_network)(versions, target, len(classes)),
                delayed(self._fit_classifier)(rows, labels),
            ]
            network, classifier, self.network_, self.classifier_ = Parallel(n_jobs=self.n_jobs, prefer="threads")(jobs)
        scores = classifier.decision_function(rows[test]), network.decision_function(means[test])
        self.weights_: Floats = weigh(scores, target[test])
        return self

    @property
    def classes_(self) -> NDArray[np.str_]:
        """The labels, sorted; an array of shape (n_classes,)."""
        check_is_fitted(self, "classifier_")
        classes: NDArray[np.str_] = self.classifier_.classes_
        return classes

    def _check_parameters(self) -> None:
        if not 0.0 < self.validation_fraction < 1.0:
            raise ValueError(
                f"validation_fraction={self.validation_fraction!r}: expected a share of the texts, above 0"
            )
        if not 0.0 <= self.word_dropout < 1.0:
            raise ValueError(f"word_dropout={self.word_dropout!r}: expected a share of the words, from 0 to below 1")
        if not isinstance(self.n_versions, Integral) or self.n_versions < 1:
            raise ValueError(f"n_versions={self.n_versions!r}: expected a whole number from 1 on")
        if self.n_versions > 1 and not self.word_dropout:
            raise ValueError(
                f"n_versions={self.n_versions!r} with word_dropout=0: all versions would be the same; leave out a "
                "share of the words, such as word_dropout=0.3, or set n_versions=1"
            )

    def _learn_vectors(self, X: Documents) -> WordVectors:
        form = {name: getattr(self.vectorizer_, name) for name in ("segment", "lowercase", "tone_marks")}
        vectors = self.word_vectors or WordVectors(n_words=20_000, n_epochs=3, n_jobs=self.n_jobs, **form)
        learnt: WordVectors = clone(vectors).fit(X)
        return learnt

    def _versions(self, reading: Reading) -> NDArray[np.float32]:
        """Return the vectors of all texts without some of their words, one version after the other."""
        seeds = np.random.SeedSequence(self.random_state).generate_state(self.n_versions, np.uint64)
        versions = np.empty((self.n_versions, len(reading), self.word_vectors_.n_features), np.float32)
        for version, seed in zip(versions, seeds.tolist(), strict=True):
            version[:] = self.word_vectors_.thinned_vectors(reading, self.word_dropout, seed)
        return versions

    def _fit_network(self, versions: NDArray[np.float32], target: Ints, n_classes: int) -> MultiTaskNetwork:
        network = self.network or MultiTaskNetwork(n_epochs=15, class_power=0.0)
        X = versions.reshape(-1, versions.shape[-1])
        none = np.zeros((len(X), 0), np.float32)
        targets = Targets(none, none[0], np.tile(target, len(versions)), n_classes)
        fitted: MultiTaskNetwork = clone(network).fit(X, targets, blocks=self.word_vectors_.blocks)
        return fitted

    def _fit_classifier(self, X: sp.csr_matrix, labels: NDArray[np.str_]) -> TopicClassifier:
        classifier = self.classifier or TopicClassifier(C=1.0, nb_share=0.0, validation_fraction=0.0)
        fitted: TopicClassifier = clone(classifier).fit(X, labels)
        return fitted

    def decision_function(self, X: Documents) -> Floats:
        """Return the score of every class: the weighted sum of what the members say.

        Parameters
        ----------
        X : sequence of str or Article, length n_texts

        Returns
        -------
        ndarray of shape (n_texts, n_classes)
            Their softmax are the probabilities.
        """
        check_is_fitted(self, "weights_")
        scores = np.empty((len(X), len(self.classes_)))
        for first in range(0, len(X), _READ_AT_ONCE):
            reading = self.vectorizer_.read(X[first : first + _READ_AT_ONCE])
            linear = self.classifier_.decision_function(reading.rows())
            network = self.network_.decision_function(self.word_vectors_.document_vectors(reading))
            scores[first : first + _READ_AT_ONCE] = self.weights_[0] * linear + self.weights_[1] * network
        return scores

    def predict_proba(self, X: Documents) -> Floats:
        """Return the probability of every class.

        Parameters
        ----------
        X : sequence of str or Article, length n_texts

        Returns
        -------
        ndarray of shape (n_texts, n_classes)
            Rows sum to 1.
        """
        return softmax(self.decision_function(X))

    def predict(self, X: Documents) -> NDArray[np.str_]:
        """Return the class that is likeliest.

        Parameters
        ----------
        X : sequence of str or Article, length n_texts

        Returns
        -------
        ndarray of shape (n_texts,)
        """
        best = self.decision_function(X).argmax(axis=1)
        return np.asarray(self.classes_[best])


def weigh(scores: Sequence[NDArray[np.floating]], target: Ints) -> Floats:
    """Return the weights of members under which labels are likeliest.

    Each label counts as almost sure only, with the probability (n + 1) / (n + 2) (Platt 1999): else a few texts that
    leave no doubt would be likelier with ever larger weights.

    Parameters
    ----------
    scores : sequence of ndarray of shape (n_texts, n_classes)
        Of each member.
    target : ndarray of int64, shape (n_texts,)

    Returns
    -------
    ndarray of shape (n_members,)
        Not negative.
    """
    from vnnews.tagging._learners import minimize

    stacked = np.asarray(scores, dtype=np.float64)
    _, n, n_classes = stacked.shape
    wanted = np.full((n, n_classes), 1 / (n + 2) / (n_classes - 1))
    wanted[np.arange(n), target] = (n + 1) / (n + 2)

    def loss(weights: Floats) -> tuple[float, Floats]:
        log_p = log_softmax(np.tensordot(weights, stacked, 1))
        return -float(np.vdot(wanted, log_p)) / n, np.tensordot(stacked, np.exp(log_p) - wanted, 2) / n

    bounds = [(0.0, None)] * len(stacked)
    return np.asarray(minimize(loss, np.ones(len(stacked)), jac=True, bounds=bounds, method="L-BFGS-B").x)
