"""`ReadVectors`: the means of word vectors of documents that were read, of runs of their words, and without these."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.features._derived import made_once
from vnnews.features._lexicon import Ids, Ints
from vnnews.features._reading import Reading
from vnnews.features._vector_sums import change_means, lay_blocks, list_runs, place_parts, scale_rows

if TYPE_CHECKING:
    from vnnews.features._word_vectors import WordVectors

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Runs = tuple[Ints, Ints]
"""Where runs of words begin and end, counted through all documents of a reading."""


class Changes(NamedTuple):
    """What becomes of some means when runs of words are left out.

    Attributes
    ----------
    places : ndarray of int64, shape (n_fields, n_left_out)
        Where the change of each field's mean by each run stands below; -1 if the field has no words there.
    differences : ndarray of float32, shape (n_changes, n_dimensions)
        The mean without the run less the mean with it.
    vanished : ndarray of bool, shape (n_changes,)
        Whether the mean had no words but these.
    """

    places: Ints
    differences: Floats
    vanished: NDArray[np.bool_]


class ReadVectors:
    """Mean vectors, each word looked up once for all of them, and read once for a document and its runs.

    Parameters
    ----------
    vectors : WordVectors
        Fitted.
    reading : Reading
    runs : tuple of two ndarrays of int64, shape (n_runs,)
        As `Reading.runs` finds them.
    ids : ndarray of int32, shape (n_words,), optional
        Rows of the reading's words, as `WordVectors.find` gives them; by default those of all words.

    Attributes
    ----------
    documents : ndarray of float32, shape (n_documents, 3 * n_dimensions + n_topics)
        See `WordVectors.document_vectors`.
    runs : ndarray of float32, shape (n_runs, n_dimensions)
        See `WordVectors.part_vectors`.
    """

    def __init__(self, vectors: WordVectors, reading: Reading, runs: Runs, ids: Ids | None = None) -> None:
        self._vectors, self._indptr, self._bounds = vectors, reading.words.indptr, runs
        self._ids = vectors.find(reading.words.hashes) if ids is None else ids
        self._ends = np.array([self._indptr[1:], *reading.fields[::-1]])

    @made_once
    def documents(self) -> Floats:
        """The vectors of the documents."""
        topics, means = self._vectors.topic_sums(self._ids, self._indptr), self._means[1]
        found = np.empty((len(topics), len(self._ends) * means.shape[1] + topics.shape[1]), np.float32)
        lay_blocks(means, topics, np.empty(len(topics)), found)
        return found

    @made_once
    def runs(self) -> Floats:
        """The mean vectors of the runs."""
        return self._means[1][self._ends.size :]

    @made_once
    def _means(self) -> tuple[Floats, Floats, Doubles]:
        """The sums of all fields, field by field, and of the runs; these at length 1; and how long they are."""
        starts, ends, order = np.empty((3, self._ends.size + len(self._bounds[0])), np.int64)
        list_runs(self._indptr, self._ends, self._bounds, (starts, ends, order))
        sums = self._vectors.run_sums(self._ids, (starts, ends), order)
        return sums, *scaled(sums)

    def without(self, runs: Ints, documents: Ints) -> Changes:
        """Return how the means of documents differ without runs of their words.

        Parameters
        ----------
        runs : ndarray of int64, shape (n_left_out,)
            Numbers of runs.
        documents : ndarray of int64, shape (n_left_out,)
            The document of each.

        Returns
        -------
        Changes
            Of three fields: all words, the title, and title and lead. The place among the topics is no sum over words,
            so it is not known without some of them.
        """
        sums, _, lengths = self._means
        n_fields = self._ends.size
        places = np.empty((len(self._ends), len(runs)), np.int64)
        n = place_parts(self._bounds, (runs, documents), self._ends, places)
        changes = Changes(places, np.empty((n, sums.shape[1]), np.float32), np.empty(n, np.bool_))
        change_means(
            (*self._bounds, sums[n_fields:]),
            (runs, documents, places),
            (self._ends, sums[:n_fields], lengths[:n_fields]),
            (self._ids, *self._vectors.weighted()),
            (changes.differences, np.empty(n), changes.vanished),
        )
        return changes


def scaled(rows: Floats) -> tuple[Floats, Doubles]:
    """Return rows of length 1, zeros stay; and how long they were."""
    found, lengths = np.empty_like(rows), np.empty(len(rows))
    scale_rows(rows, lengths, found)
    return found, lengths
