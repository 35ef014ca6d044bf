"""One label per short text, from the order of its words: a recurrent network on word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from vnnews.articles import Article
from vnnews.features import Reading, VietnameseTfidfVectorizer, WordVectors
from vnnews.tagging._adam import Adam
from vnnews.tagging._gated import Batch, GatedWeights, differentiate, read
from vnnews.text import hash_word

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Documents = Sequence[str | Article]

_SPREAD = 0.2
"""Standard deviation of the numbers in the word vectors with which training begins."""

_UNKNOWN = 0
_JITTER = 3.0
"""Texts of a batch have about the same length; up to so many words apart they are shuffled."""

_LONGEST_GRADIENT = 5.0
_JUDGED_AT_ONCE = 200


class SequenceClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Classify short texts by one label each with gated recurrent units, read forwards and backwards.

    What a bag of n-grams cannot see, such as what a negation or a "but" does to the words after it, a state that runs
    from word to word can. The vectors of the words begin where `WordVectors` has them, so that words which are rare in
    the labelled texts are judged like their neighbours, and are learnt further with everything else. Several networks
    are trained from different seeds; the mean of their probabilities is calibrated better than those of each.

    Parameters
    ----------
    vectorizer : VietnameseTfidfVectorizer, optional
        Says what the words are; those in its vocabulary get vectors of their own, all others share one. By default
        words in lower case that occur in two texts.
    n_hidden : int, default=100
        Units in each direction.
    n_dimensions : int, default=100
        Of the word vectors, if none are given to `fit`.
    n_epochs : int, default=6
    batch_size : int, default=50
    learning_rate : float, default=2e-3
        At the beginning; falls to 0 along half a cosine.
    weight_decay : float, default=1e-4
        Decoupled from the gradient (Loshchilov and Hutter 2019).
    word_dropout : float, default=0.1
        Share of the words that are taken for unknown at each step; teaches what an unknown word means.
    input_dropout, hidden_dropout : float, default=0.3 and 0.5
        Shares of the numbers that are left out at each step: of the word vectors, the same for all words of a text (Gal
        and Ghahramani 2016), and of what was read.
    class_power : float, default=0.0
        Labels weigh in the loss by the inverse of their frequency to this power.
    n_networks : int, default=5
    n_words : int, default=100
        What comes after so many words is not read.
    n_jobs : int, optional
        Threads for the networks; the result does not depend on it.
    random_state : int, default=0

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        Sorted.
    vectorizer_ : VietnameseTfidfVectorizer
    vectors_ : ndarray of float32, shape (n_networks, n_features + 1, n_dimensions)
        Word vectors; the first is that of unknown words, then follow those of the vectorizer's columns.
    read_, constant_, recur_, output_, output_constant_ : ndarray of float32
        ``GatedWeights`` of all networks, along a first axis.

    See Also
    --------
    TopicClassifier : For longer texts, in which word order tells little more; trains and predicts much faster.

    References
    ----------
    Cho et al.: Learning phrase representations using RNN encoder-decoder for statistical machine translation, 2014.
    Gal, Ghahramani: A theoretically grounded application of dropout in recurrent neural networks, 2016.

    Examples
    --------
    >>> texts = ["hay nhưng khó", "khó nhưng hay"] * 20
    >>> labels = ["negative", "positive"] * 20
    >>> model = SequenceClassifier(n_hidden=8, n_dimensions=8, n_epochs=60, n_networks=1).fit(texts, labels)
    >>> model.predict(["hay nhưng khó", "khó nhưng hay"]).tolist()
    ['negative', 'positive']
    """

    def __init__(
        self,
        *,
        vectorizer: VietnameseTfidfVectorizer | None = None,
        n_hidden: int = 100,
        n_dimensions: int = 100,
        n_epochs: int = 6,
        batch_size: int = 50,
        learning_rate: float = 2e-3,
        weight_decay: float = 1e-4,
        word_dropout: float = 0.1,
        input_dropout: float = 0.3,
        hidden_dropout: float = 0.5,
        class_power: float = 0.0,
        n_networks: int = 5,
        n_words: int = 100,
        n_jobs: int | None = None,
        random_state: int = 0,
    ) -> None:
        self.vectorizer = vectorizer
        self.n_hidden = n_hidden
        self.n_dimensions = n_dimensions
        self.n_epochs = n_epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.word_dropout = word_dropout
        self.input_dropout = input_dropout
        self.hidden_dropout = hidden_dropout
        self.class_power = class_power
        self.n_networks = n_networks
        self.n_words = n_words
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(self, X: Documents, y: ArrayLike, *, word_vectors: WordVectors | None = None) -> Self:
        """Train.

        Parameters
        ----------
        X : sequence of str or Article, length n_texts
        y : array-like of shape (n_texts,)
        word_vectors : WordVectors, optional
            Learnt without labels, from texts that have the words of these, read as the vectorizer reads. Without them
            training begins with vectors drawn at random.

        Returns
        -------
        self

        Raises
        ------
        TypeError
            If a text is neither str nor `Article`.
        ValueError
            If lengths differ, there is but one class, the vectorizer makes n-grams of several words, or a parameter is
            out of range.
        """
        classes, target = np.unique(np.asarray(y), return_inverse=True)
        self._check(X, classes, target)
        self.classes_ = classes
        default = VietnameseTfidfVectorizer(tone_marks="old", min_df=2)
        self.vectorizer_: VietnameseTfidfVectorizer = clone(self.vectorizer) if self.vectorizer is not None else default
        self.vectorizer_.fit(X)
        reading = self.vectorizer_.read(X)
        texts, n_rows = self._words(reading), len(self.vectorizer_.idf_) + 1
        known = None if word_vectors is None else _vectors_of(self.vectorizer_.get_feature_names_out(), word_vectors)
        with threadpool_limits(1):
            networks = Parallel(n_jobs=self.n_jobs, prefer="threads")(
                delayed(self._train)(texts, target, (n_rows, known), self.random_state + k)
                for k in range(self.n_networks)
            )
        self.vectors_, self.read_, self.constant_, self.recur_, self.output_, self.output_constant_ = (
            np.stack(arrays) for arrays in zip(*networks, strict=True)
        )
        return self

    def _check(self, X: Documents, classes: NDArray[np.str_], target: Ints) -> None:
        if len(target) != len(X):
            raise ValueError(f"y has {len(target)} labels for {len(X)} texts; give one per text")
        if len(classes) < 2:
            raise ValueError(f"all texts have the label {classes[0]!s}; expected at least two different labels")
        for name in ("n_hidden", "n_dimensions", "n_epochs", "batch_size", "n_networks", "n_words"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)!r}: expected a whole number from 1 on")
        for name in ("word_dropout", "input_dropout", "hidden_dropout"):
            if not 0.0 <= getattr(self, name) < 1.0:
                raise ValueError(f"{name}={getattr(self, name)!r}: expected a share from 0 to below 1")
        if self.vectorizer is not None and tuple(self.vectorizer.ngram_range) != (1, 1):
            bounds = self.vectorizer.ngram_range
            raise ValueError(f"the vectorizer has ngram_range={bounds!r}; expected single words, (1, 1)")

    def _words(self, reading: Reading) -> tuple[Ints, Ints, Ints]:
        """Return rows of the vectors for the words of all texts, and where each text begins and ends."""
        indptr = reading.words.indptr.astype(np.int64)
        # A text without words is read as one unknown word, which stands at the end of all.
        rows = np.append(reading.grid[0].astype(np.int64) + 1, _UNKNOWN)
        empty = np.diff(indptr) == 0
        starts = np.where(empty, len(rows) - 1, indptr[:-1])
        ends = np.where(empty, len(rows), np.minimum(indptr[1:], indptr[:-1] + self.n_words))
        return rows, starts, ends

    def _train(
        self, texts: tuple[Ints, Ints, Ints], target: Ints, vectors: tuple[int, Floats | None], seed: int
    ) -> GatedWeights:
        words, starts, ends = texts
        rng = np.random.default_rng(seed)
        weights = self._begin(rng, vectors, len(self.classes_))
        counts = np.bincount(target)
        costs = ((len(target) / (len(counts) * counts)) ** self.class_power).astype(np.float32)
        wanted = np.eye(len(counts), dtype=np.float32)
        n, adam = len(target), Adam(weights, self.weight_decay)
        n_steps = self.n_epochs * -(-n // self.batch_size)
        for _ in range(self.n_epochs):
            order = np.argsort(ends - starts + _JITTER * rng.random(n), kind="stable")
            for first in self.batch_size * rng.permutation(-(-n // self.batch_size)):
                rows = order[first : first + self.batch_size]
                batch = Batch.of(words, starts[rows], ends[rows])
                lost = rng.random(batch.words.shape) < self.word_dropout
                batch = Batch(np.where(lost, _UNKNOWN, batch.words), batch.there)
                input_mask = _mask(rng, (len(rows), weights.vectors.shape[1]), self.input_dropout)
                trace = read(weights, batch, input_mask)
                mask = _mask(rng, trace.pooled.shape, self.hidden_dropout)
                pooled = trace.pooled * mask
                scores = pooled @ weights.output + weights.output_constant
                error = (softmax(scores, axis=1) - wanted[target[rows]]) * costs[target[rows], None] / len(rows)
                below = differentiate(weights, batch, trace, (error @ weights.output.T) * mask, input_mask)
                gradients = [*below, pooled.T @ error, error.sum(axis=0)]
                # A long text can throw the weights far off (Pascanu, Mikolov and Bengio 2013).
                size = np.sqrt(sum(float(np.vdot(gradient, gradient)) for gradient in gradients))
                shrink = np.float32(min(1.0, _LONGEST_GRADIENT / max(size, _LONGEST_GRADIENT)))
                rate = self.learning_rate * 0.5 * (1 + np.cos(np.pi * (adam.n_steps + 1) / n_steps))
                adam.step([gradient * shrink for gradient in gradients], rate)
        return weights

    def _begin(self, rng: np.random.Generator, vectors: tuple[int, Floats | None], n_classes: int) -> GatedWeights:
        n_rows, known = vectors
        d, n = self.n_dimensions if known is None else known.shape[1], self.n_hidden
        table = _normal(rng, (n_rows, d), _SPREAD**2)
        if known is not None:
            there = known.any(axis=1)
            table[there] = known[there]
        recur = [np.hstack([np.linalg.qr(rng.standard_normal((n, n)))[0] for _ in range(3)]) for _ in range(2)]
        return GatedWeights(
            table,
            _normal(rng, (2, d, 3 * n), 1 / d),
            np.zeros((2, 1, 3 * n), np.float32),
            np.asarray(recur, dtype=np.float32),
            _normal(rng, (4 * n + d, n_classes), 1 / (4 * n + d)),
            np.zeros(n_classes, np.float32),
        )

    def predict_proba(self, X: Documents) -> NDArray[np.float64]:
        """Return the probability of every class.

        Parameters
        ----------
        X : sequence of str or Article, length n_texts

        Returns
        -------
        ndarray of shape (n_texts, n_classes)
            The mean of the networks; rows sum to 1.
        """
        check_is_fitted(self)
        words, starts, ends = self._words(self.vectorizer_.read(X))
        order = np.argsort(ends - starts, kind="stable")
        probabilities = np.zeros((len(starts), len(self.classes_)))
        networks = [
            GatedWeights(*arrays)
            for arrays in zip(
                self.vectors_, self.read_, self.constant_, self.recur_, self.output_, self.output_constant_, strict=True
            )
        ]
        for first in range(0, len(order), _JUDGED_AT_ONCE):
            rows = order[first : first + _JUDGED_AT_ONCE]
            batch = Batch.of(words, starts[rows], ends[rows])
            for weights in networks:
                scores = read(weights, batch).pooled @ weights.output + weights.output_constant
                probabilities[rows] += softmax(scores.astype(np.float64), axis=1) / len(networks)
        return probabilities

    def predict(self, X: Documents) -> NDArray[np.str_]:
        """Return the class that is likeliest.

        Parameters
        ----------
        X : sequence of str or Article, length n_texts

        Returns
        -------
        ndarray of shape (n_texts,)
        """
        best = self.predict_proba(X).argmax(axis=1)
        return np.asarray(self.classes_[best])


def _vectors_of(words: NDArray[np.object_], word_vectors: WordVectors) -> Floats:
    """Return the vectors of unknown words and of these, all scaled alike; zeros for words without one."""
    hashes = np.array([hash_word(word, lowercase=False) for word in words], np.uint64)
    rows = np.append(-1, word_vectors.find(hashes))
    table = word_vectors.vectors_[rows] * word_vectors.vector_scales_[rows, None]
    table[rows < 0] = 0
    spread = np.sqrt(np.square(table).sum() / max(1, np.count_nonzero(table)))
    return np.asarray(table * (_SPREAD / (spread or 1.0)), dtype=np.float32)


def _normal(rng: np.random.Generator, shape: tuple[int, ...], variance: float) -> Floats:
    return np.asarray(rng.standard_normal(shape) * np.sqrt(variance), dtype=np.float32)


def _mask(rng: np.random.Generator, shape: tuple[int, ...], rate: float) -> Floats:
    return np.asarray((rng.random(shape, dtype=np.float32) >= rate) * np.float32(1 / (1 - rate)))
