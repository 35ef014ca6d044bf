"""What the members of a blend are given: features of articles and of their sentences, and labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from vnnews._frozen import quick_init
from vnnews.features import Reading, WordVectors
from vnnews.features._read_vectors import ReadVectors
from vnnews.features._weighted_rows import Rows
from vnnews.tagging._network import Targets

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_SIDE_WEIGHT = 0.3


class Stretch(Protocol):
    """Whatever has a start and an end, in characters."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...


@quick_init
@dataclass(frozen=True)
class SentenceFeatures:
    """Features of sentences, one article's after the other's.

    Attributes
    ----------
    ngrams : csr_matrix of shape (n_sentences, n_ngrams)
        Or its arrays, of which `take` takes none.
    vectors : ndarray of float32, shape (n_sentences, n_dimensions)
    """

    ngrams: sp.csr_matrix | Rows
    vectors: NDArray[np.float32]

    def take(self, rows: Ints) -> SentenceFeatures:
        """Return those of some sentences."""
        return SentenceFeatures(self.ngrams[rows], self.vectors[rows])


@quick_init
@dataclass(frozen=True)
class ArticleFeatures:
    """What is computed of articles without labels.

    Attributes
    ----------
    ngrams : csr_matrix of shape (n_articles, n_ngrams)
        TF-IDF; or its arrays.
    dense : ndarray of float32, shape (n_articles, n_features)
        Vectors of articles.
    blocks : tuple of int
        How many columns of ``dense`` belong together.
    sentences : SentenceFeatures
    indptr : ndarray of int64, shape (n_articles + 1,)
        ``indptr[i]`` is the first sentence of article ``i``.
    """

    ngrams: sp.csr_matrix | Rows
    dense: NDArray[np.float32]
    blocks: tuple[int, ...]
    sentences: SentenceFeatures
    indptr: Ints

    @classmethod
    def of(cls, reading: Reading, word_vectors: WordVectors, sentences: Sequence[Sequence[Stretch]]) -> ArticleFeatures:
        """Compute the features of articles that were read.

        Parameters
        ----------
        reading : Reading
        word_vectors : WordVectors
        sentences : sequence of sequences of objects with start and end
            Those of each article.
        """
        runs, indptr = reading.runs(_parts(sentences))
        vectors = ReadVectors(word_vectors, reading, runs)
        found = SentenceFeatures(reading.run_rows(runs), vectors.runs)
        return cls(reading.rows(), vectors.documents, word_vectors.blocks, found, indptr)

    def take(self, rows: Ints) -> ArticleFeatures:
        """Return the features of some articles."""
        counts = np.diff(self.indptr)[rows]
        which = [np.arange(self.indptr[i], self.indptr[i + 1]) for i in rows]
        return ArticleFeatures(
            self.ngrams[rows],
            self.dense[rows],
            self.blocks,
            self.sentences.take(np.concatenate([np.empty(0, np.int64), *which])),
            np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        )


def sentence_features(
    reading: Reading, word_vectors: WordVectors, sentences: Sequence[Sequence[Stretch]]
) -> tuple[SentenceFeatures, Ints]:
    """Return the features of sentences of articles that were read, and where each article's begin and end."""
    runs, indptr = reading.runs(_parts(sentences))
    return SentenceFeatures(reading.run_rows(runs), ReadVectors(word_vectors, reading, runs).runs), indptr


def _parts(sentences: Sequence[Sequence[Stretch]]) -> list[list[tuple[int, int]]]:
    return [[(one.start, one.end) for one in own] for own in sentences]


@dataclass(frozen=True)
class ArticleLabels:
    """What is known of articles.

    Attributes
    ----------
    issue_tones : ndarray of int64, shape (n_articles, n_issues)
        The column of the tone in which an article shows an issue; -1 for an issue that it has not.
    tones : ndarray of int64, shape (n_articles,)
        The columns of the articles' tones.
    good, bad : ndarray of bool, shape (n_tones,)
        Which tones show something in a good light, and in a bad one; a mixed one does both.
    """

    issue_tones: Ints
    tones: Ints
    good: NDArray[np.bool_]
    bad: NDArray[np.bool_]

    def take(self, rows: Ints) -> ArticleLabels:
        """Return the labels of some articles."""
        return ArticleLabels(self.issue_tones[rows], self.tones[rows], self.good, self.bad)

    def targets(self) -> Targets:
        """Return what a network learns: the issues, which are shown in a good light, and which in a bad one."""
        has = self.issue_tones >= 0
        flags = np.hstack([has, has & self.good[self.issue_tones], has & self.bad[self.issue_tones]])
        n_issues = has.shape[1]
        weights = np.concatenate([np.ones(n_issues), np.full(2 * n_issues, _SIDE_WEIGHT)])
        return Targets(flags.astype(np.float32), weights.astype(np.float32), self.tones, len(self.good))


@dataclass(frozen=True)
class LabelledSentences:
    """Sentences with labels of their own.

    Attributes
    ----------
    features : SentenceFeatures
    tones : ndarray of int64, shape (n_sentences,)
    issues : ndarray of shape (n_sentences, n_issues)
        1 where a sentence is evidence for an issue, else 0.
    article : ndarray of int64, shape (n_sentences,)
        Which article it is from.
    is_whole : ndarray of bool, shape (n_sentences,)
        Whether it is all of its article: a headline.
    """

    features: SentenceFeatures
    tones: Ints
    issues: Floats
    article: Ints
    is_whole: NDArray[np.bool_]

    def of(self, articles: Ints) -> LabelledSentences:
        """Return those of some articles."""
        return self.take(np.flatnonzero(np.isin(self.article, articles)))

    def take(self, rows: Ints) -> LabelledSentences:
        """Return some sentences."""
        return LabelledSentences(
            self.features.take(rows), self.tones[rows], self.issues[rows], self.article[rows], self.is_whole[rows]
        )
