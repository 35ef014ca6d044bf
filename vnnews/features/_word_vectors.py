"""`WordVectors`: what articles without labels tell of words, and of the documents and sentences made of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from vnnews.articles import Article
from vnnews.features._documents import Documents, map_chunks, read_documents
from vnnews.features._lexicon import Hashes, Ids, Ints
from vnnews.features._reading import Parts, Reading
from vnnews.features._skip_gram import SkipGram
from vnnews.features._vector_sums import add_topics, add_words, find_places, make_table
from vnnews.features._vectorizer import naming_document
from vnnews.features._word_topics import word_topics
from vnnews.features._words import WordReader, Words

Floats = NDArray[np.float32]
Runs = tuple[Ints, Ints]
"""Where runs of words begin and end, counted through all documents of a reading."""

_SMOOTHING = 1e-3
_SHORTEST = np.float32(1e-9)
_NOTHING = 1e-5
_LOGARITHMS = np.concatenate([np.zeros(1), 1 + np.log(np.arange(1, 256))]).astype(np.float32)


class WordVectors(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
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
        check_is_fitted(self, "hashes_")
        n = self.vectors_.shape[1]
        return n, n, n, self.topics_.shape[1]

    def find(self, hashes: Hashes) -> Ids:
        """Return the rows of words by their hashes, -1 for words without a vector."""
        check_is_fitted(self, "hashes_")
        places = np.empty(len(hashes), np.int32)
        find_places(hashes, self._table(), places)
        return places

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
        ids, indptr = self.find(reading.words.hashes), reading.words.indptr
        runs = np.tile(indptr[:-1], 3), np.concatenate([indptr[1:], *self._field_ends(reading)])
        n_documents = len(reading)
        means = unit(self.run_sums(ids, runs)).reshape(3, n_documents, -1)
        return np.hstack([*means, unit(self._places(ids, indptr))])

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
        return self.run_vectors(reading, runs), indptr

    def run_vectors(self, reading: Reading, runs: Runs) -> Floats:
        """Return the mean vectors of runs of words, as `Reading.runs` finds them; see `part_vectors`."""
        return unit(self.run_sums(self.find(reading.words.hashes), runs))

    def vectors_without(self, reading: Reading, runs: Runs, documents: Ints) -> list[tuple[Ints, Floats]]:
        """Return the means of documents as they would be without a run of words.

        Parameters
        ----------
        reading : Reading
        runs : tuple of two ndarrays of int64, shape (n_runs,)
            Words of the documents, counted through all of them, as `Reading.runs` finds them.
        documents : ndarray of int64, shape (n_runs,)
            The document of each run.

        Returns
        -------
        list of (which, means)
            For all words, for the title and for title and lead, as in `document_vectors`: which runs have words there,
            and, of shape (len(which), n_dimensions), the means without each of them. The place among the topics is no
            sum over words, so it is not known without some of them.
        """
        ids, starts = self.find(reading.words.hashes), reading.words.indptr[:-1]
        found = []
        for ends in (reading.words.indptr[1:], *self._field_ends(reading)):
            own_ends = ends[documents]
            which = np.flatnonzero(runs[0] < np.minimum(own_ends, runs[1]))
            chosen, own = np.unique(documents[which], return_inverse=True)
            wholes = self.run_sums(ids, (starts[chosen], ends[chosen]))
            left = wholes[own]
            left -= self.run_sums(ids, (runs[0][which], np.minimum(runs[1][which], own_ends[which])))
            # What is left of a run that was all there is: rounding errors.
            left[_lengths(left) < _NOTHING * _lengths(wholes)[own]] = 0
            found.append((which, unit(left)))
        return found

    def run_sums(self, ids: Ids, runs: Runs) -> Floats:
        """Return the weighted sums of the skip-gram vectors of runs of words.

        Parameters
        ----------
        ids : ndarray of int32, shape (n,)
            Rows of words, as `find` gives them.
        runs : tuple of two ndarrays of int64, shape (n_runs,)

        Returns
        -------
        ndarray of float32, shape (n_runs, n_dimensions)
            They add up: a document's is the sum of its sentences'.
        """
        sums = np.empty((len(runs[0]), self.vectors_.shape[1]), np.float32)
        add_words(ids, runs, self.weights_ * self.vector_scales_, self.vectors_, sums)
        return sums

    def _places(self, ids: Ids, indptr: Ints) -> Floats:
        longest = int(np.diff(indptr).max(initial=0))
        scratch = np.zeros(len(self.hashes_), np.int32), np.empty(longest, np.int32), _LOGARITHMS
        sums = np.empty((len(indptr) - 1, self.topics_.shape[1]), np.float32)
        add_topics((ids, indptr), self.idf_ * self.topic_scales_, self.topics_, scratch, sums)
        return sums

    def _field_ends(self, reading: Reading) -> tuple[Ints, Ints]:
        """Return where the title of each document ends, and where title and lead do, in words."""
        lead_ends, title_ends = (np.maximum(ends, reading.words.indptr[:-1]) for ends in reading.fields)
        return title_ends, lead_ends

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in super().__getstate__().items() if name != "_known"}

    def _table(self) -> Hashes:
        # Made once; threads that come here at once make the same thing twice.
        known = self.__dict__.get("_known")
        if known is None or known[0] is not self.hashes_:
            known = (self.hashes_, make_table(self.hashes_))
            self._known = known
        return known[1]


def quantize(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return the rows of a table as int8, and the scale of each."""
    scales = np.abs(table).max(axis=1, initial=0) / 127 + np.float32(1e-12)
    return np.round(table / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def unit(rows: Floats) -> Floats:
    """Return rows of length 1; zeros stay."""
    return np.asarray(rows / np.maximum(_lengths(rows)[:, None], _SHORTEST))


def _lengths(rows: Floats) -> Floats:
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", rows, rows)))


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
