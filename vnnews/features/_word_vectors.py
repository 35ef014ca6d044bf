"""`WordVectors`: what articles without labels tell of words, and of the documents and sentences made of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from vnnews.articles import Article
from vnnews.features._derived import Derived
from vnnews.features._documents import Documents, map_chunks, read_documents
from vnnews.features._fitted import check_fitted
from vnnews.features._lexicon import Hashes, Ids, Ints
from vnnews.features._read_vectors import ReadVectors, Runs
from vnnews.features._reading import Parts, Reading
from vnnews.features._row_sums import sum_rows
from vnnews.features._thinning import thin
from vnnews.features._vector_sums import find_places, make_table, pick_words, weigh_distinct
from vnnews.features._vectorizer import naming_document
from vnnews.features._words import WordReader, Words

Floats = NDArray[np.float32]

_SMOOTHING = 1e-3
_LOGARITHMS = np.concatenate([np.zeros(1), 1 + np.log(np.arange(1, 256))]).astype(np.float32)


class WordVectors(Derived, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Vectors of words, learnt from articles without labels, and means of them.

    Two views of a word that complement each other: skip-gram puts words together that stand in the same places of a
    sentence (``áp_đặt`` beside ``dỡ_bỏ``), latent semantic analysis those that stand in the same articles. A run of
    words is the mean of its skip-gram vectors, each weighted by smooth inverse frequency ``a / (a + p)``, a = 0.001
    (Arora, Liang and Ma 2017); an article also has a place among the topics.

    Parameters
    ----------
    n_words : int, default=12000
        The most frequent words get vectors.
    n_dimensions : int, default=200
        Of the skip-gram vectors.
    n_topics : int, default=300
        Of the latent semantic analysis; fewer if there are fewer articles.
    n_epochs : int, default=4
        How often skip-gram reads the articles.
    segment, lowercase, tone_marks
        What a word is, as in `VietnameseTfidfVectorizer`. A reading must be by a vectorizer with the same.
    n_jobs : int, optional
        Threads for the segmentation; the vectors are learnt in one. The result does not depend on it.
    random_state : int, default=0

    Attributes
    ----------
    hashes_ : ndarray of uint64, shape (n_words,)
        `vnnews.text.hash_word` of every word, ascending; the rows below are in this order.
    vectors_ : ndarray of int8, shape (n_words, n_dimensions)
    vector_scales_ : ndarray of float32, shape (n_words,)
        ``vectors_ * vector_scales_[:, None]`` are the vectors.
    topics_ : ndarray of int8, shape (n_words, n_topics)
    topic_scales_ : ndarray of float32, shape (n_words,)
    weights_ : ndarray of float32, shape (n_words,)
        What a word counts in a mean.
    idf_ : ndarray of float32, shape (n_words,)
        What a word counts among the topics.

    Examples
    --------
    >>> from vnnews import VietnameseTfidfVectorizer
    >>> from vnnews.datasets import load_sample
    >>> articles = load_sample().articles
    >>> vectors = WordVectors(n_words=500, n_dimensions=8, n_topics=4, n_epochs=1).fit(articles)
    >>> vectorizer = VietnameseTfidfVectorizer(tone_marks="old").fit(articles)
    >>> vectors.document_vectors(vectorizer.read(articles[:2])).shape
    (2, 28)
    """

    def __init__(
        self,
        *,
        n_words: int = 12_000,
        n_dimensions: int = 200,
        n_topics: int = 300,
        n_epochs: int = 4,
        segment: bool = True,
        lowercase: bool = True,
        tone_marks: Literal["keep", "old", "new"] = "old",
        n_jobs: int | None = None,
        random_state: int = 0,
    ) -> None:
        self.n_words = n_words
        self.n_dimensions = n_dimensions
        self.n_topics = n_topics
        self.n_epochs = n_epochs
        self.segment = segment
        self.lowercase = lowercase
        self.tone_marks = tone_marks
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(self, raw_documents: Iterable[str | Article], y: object = None) -> Self:
        """Learn the vectors.

        Parameters
        ----------
        raw_documents : iterable of str or Article
            Some ten thousand at least, about what is to be judged later.
        y : ignored

        Returns
        -------
        self

        Raises
        ------
        TypeError
            If a document is neither text nor `Article`.
        ValueError
            If there is no word, or a parameter is out of range.
        """
        from vnnews.features._skip_gram import SkipGram
        from vnnews.features._word_topics import word_topics

        for name in ("n_words", "n_dimensions", "n_topics", "n_epochs"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)!r}: expected a whole number from 1 on")
        hashes, indptr = self._read(raw_documents)
        if not len(hashes):
            raise ValueError(f"no word in {len(indptr) - 1} documents; expected Vietnamese texts")
        distinct, where, counts = np.unique(hashes, return_inverse=True, return_counts=True)
        by_frequency = np.lexsort((distinct, -counts))[: self.n_words]
        number = np.full(len(distinct), -1, np.int32)
        number[by_frequency] = np.arange(len(by_frequency), dtype=np.int32)
        words, n_words = number[where], len(by_frequency)
        vectors = SkipGram(self.n_dimensions, self.n_epochs).learn(words, indptr, n_words, self.random_state)
        topics, idf = word_topics(_counts(words, indptr, n_words), self.n_topics, self.random_state)
        shares = counts[by_frequency] / counts[by_frequency].sum()

        order = np.argsort(distinct[by_frequency])
        self.hashes_: Hashes = distinct[by_frequency][order]
        self.vectors_, self.vector_scales_ = quantize(vectors[order])
        self.topics_, self.topic_scales_ = quantize(topics[order])
        self.weights_: Floats = (_SMOOTHING / (_SMOOTHING + shares[order])).astype(np.float32)
        self.idf_: Floats = idf[order]
        return self

    def _read(self, raw_documents: Iterable[str | Article]) -> tuple[Hashes, Ints]:
        reader = WordReader(self.segment, self.lowercase, self.tone_marks, None)

        def read(documents: Documents) -> Words:
            try:
                return reader.read(documents.texts)
            except ValueError as error:
                raise naming_document(error, documents) from None

        chunks = list(map_chunks(read, read_documents(raw_documents, False), self.n_jobs))
        lengths = np.concatenate([np.zeros(1, np.int64), *(np.diff(chunk.indptr) for chunk in chunks)])
        return np.concatenate([np.empty(0, np.uint64), *(chunk.hashes for chunk in chunks)]), np.cumsum(lengths)

    @property
    def n_features(self) -> int:
        """Number of columns of `document_vectors`."""
        return sum(self.blocks)

    @property
    def blocks(self) -> tuple[int, int, int, int]:
        """How many columns of `document_vectors` belong together: all words, title, title and lead, topics."""
        check_fitted(self, "hashes_")
        n = self.vectors_.shape[1]
        return n, n, n, self.topics_.shape[1]

    def find(self, hashes: Hashes) -> Ids:
        """Return the rows of words by their hashes, -1 for words without a vector."""
        check_fitted(self, "hashes_")
        places = np.empty(len(hashes), np.int32)
        find_places(hashes, self._derive("table", (self.hashes_, self.weights_), self._table), places)
        return places

    def _table(self) -> Hashes:
        # The rarer a word, the more it weighs.
        return make_table(self.hashes_, np.argsort(self.weights_, kind="stable"))

    def document_vectors(self, reading: Reading) -> Floats:
        """Return the vectors of documents.

        Parameters
        ----------
        reading : Reading

        Returns
        -------
        ndarray of float32, shape (n_documents, 3 * n_dimensions + n_topics)
            The mean of all words, of those of the title, of those of title and lead, and the place among the topics,
            each of length 1, or zeros where there are no words with a vector.
        """
        nothing = np.empty(0, np.int64)
        return ReadVectors(self, reading, (nothing, nothing)).documents

    def thinned_vectors(self, reading: Reading, share: float, seed: int) -> Floats:
        """Return the vectors of documents of which some words are left out, drawn by lot.

        A model that learns from several such versions of an article can't lean on a few words of it.

        Parameters
        ----------
        reading : Reading
        share : float
            About how many of a document's distinct words are left out, each wherever it stands; from 0 to below 1.
        seed : int
            From 0 to below 2**64; others leave out others.

        Returns
        -------
        ndarray of float32, shape (n_documents, 3 * n_dimensions + n_topics)
            As `document_vectors`, of the words that are left. What a document loses depends on its position, and not on
            what the others say.
        """
        nothing = np.empty(0, np.int64)
        ids = thin(self.find(reading.words.hashes), reading.words.indptr, share, seed)
        return ReadVectors(self, reading, (nothing, nothing), ids).documents

    def part_vectors(self, reading: Reading, parts: Parts) -> tuple[Floats, Ints]:
        """Return the mean vectors of parts of documents.

        Parameters
        ----------
        reading : Reading
        parts : sequence of sequences of (start, end)
            For every document, ranges of characters; as for `Reading.part_rows`.

        Returns
        -------
        vectors : ndarray of float32, shape (n_parts, n_dimensions)
            Of length 1, or zeros.
        indptr : ndarray of int64, shape (n_documents + 1,)
            Document ``i`` has the rows ``indptr[i]`` to ``indptr[i + 1]``.
        """
        runs, indptr = reading.runs(parts)
        return ReadVectors(self, reading, runs).runs, indptr

    def run_sums(self, ids: Ids, runs: Runs, order: Ints | None = None) -> Floats:
        """Return the weighted sums of the skip-gram vectors of runs of words.

        Parameters
        ----------
        ids : ndarray of int32, shape (n,)
            Rows of words, as `find` gives them.
        runs : tuple of two ndarrays of int64, shape (n_runs,)
        order : ndarray of int64, shape (n_runs,), optional
            Which is summed after which; faster where runs of the same words follow each other.

        Returns
        -------
        ndarray of float32, shape (n_runs, n_dimensions)
            They add up: a document's is the sum of its sentences'.
        """
        factors, table = self.weighted()
        rows, weights = np.empty(len(ids), np.int32), np.empty(len(ids), np.float32)
        starts, ends = np.empty((2, len(runs[0])), np.int64)
        pick_words(ids, factors, runs, (rows, weights, np.empty(len(ids) + 1, np.int64)), (starts, ends))
        sums = np.empty((len(starts), table.shape[1]), np.float32)
        sum_rows((starts, ends), (rows, weights), table, sums, order)
        return sums

    def weighted(self) -> tuple[Floats, NDArray[np.int8]]:
        """Return what the skip-gram vectors are to be multiplied by, and these, shape (n_words, n_dimensions)."""
        scales = self.weights_, self.vector_scales_
        return self._derive("factors", scales, lambda: np.multiply(*scales)), self.vectors_

    def topic_sums(self, ids: Ids, indptr: Ints) -> Floats:
        """Return the weighted sums of the topics of the distinct words of documents.

        Parameters
        ----------
        ids : ndarray of int32, shape (n,)
            Rows of words, as `find` gives them.
        indptr : ndarray of int64, shape (n_documents + 1,)

        Returns
        -------
        ndarray of float32, shape (n_documents, n_topics)
        """
        scales = self.idf_, self.topic_scales_
        factors = self._derive("topic_factors", scales, lambda: np.multiply(*scales))
        bounds, rows, weights = np.empty_like(indptr), np.empty_like(ids), np.empty(len(ids), np.float32)
        scratch = np.zeros(len(self.hashes_), np.int32), _LOGARITHMS
        weigh_distinct((ids, indptr), factors, scratch, (bounds, rows, weights))
        sums = np.empty((len(indptr) - 1, self.topics_.shape[1]), np.float32)
        sum_rows((bounds[:-1], bounds[1:]), (rows, weights), self.topics_, sums)
        return sums


def quantize(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return the rows of a table as int8, and the scale of each."""
    scales = np.abs(table).max(axis=1, initial=0) / 127 + np.float32(1e-12)
    return np.round(table / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _known(ids: Ints, runs: Runs) -> tuple[Ints, Ints]:
    """Return the words of runs that have a vector, one run after the other, and where each run begins and ends."""
    lengths = runs[1] - runs[0]
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    words = ids[np.arange(bounds[-1]) + np.repeat(runs[0] - bounds[:-1], lengths)]
    known = words >= 0
    return words[known], np.concatenate([np.zeros(1, np.int64), np.cumsum(known)])[bounds]


def _counts(words: Ids, indptr: Ints, n_words: int) -> sp.csr_matrix:
    known, indptr = _known(words.astype(np.int64), (indptr[:-1], indptr[1:]))
    matrix = sp.csr_matrix((np.ones(len(known), np.int64), known, indptr), shape=(len(indptr) - 1, n_words))
    matrix.sum_duplicates()
    return matrix
