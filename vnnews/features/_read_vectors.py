"""`ReadVectors`: the means of word vectors of documents that were read, of runs of their words, and without these."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.features._lexicon import Ints
from vnnews.features._reading import Reading
from vnnews.features._vector_sums import change_means, scale_rows

if TYPE_CHECKING:
    from vnnews.features._word_vectors import WordVectors

Floats = NDArray[np.float32]
Runs = tuple[Ints, Ints]
"""Where runs of words begin and end, counted through all documents of a reading."""


class Change(NamedTuple):
    """What becomes of some means when a run of words is left out.

    Attributes
    ----------
    which : ndarray of int64, shape (n_changed,)
        Which runs have words there, ascending.
    differences : ndarray of float32, shape (n_changed, n_dimensions)
        The mean without the run less the mean with it.
    vanished : ndarray of int64
        Which of the changed means had no words but these.
    """

    which: Ints
    differences: Floats
    vanished: Ints


class ReadVectors:
    """Mean vectors, each word looked up once for all of them; what nobody asks for is not summed.

    Parameters
    ----------
    vectors : WordVectors
        Fitted.
    reading : Reading
    runs : tuple of two ndarrays of int64, shape (n_runs,)
        As `Reading.runs` finds them.

    Attributes
    ----------
    documents : ndarray of float32, shape (n_documents, 3 * n_dimensions + n_topics)
        See `WordVectors.document_vectors`.
    runs : ndarray of float32, shape (n_runs, n_dimensions)
        See `WordVectors.part_vectors`.
    """

    def __init__(self, vectors: WordVectors, reading: Reading, runs: Runs) -> None:
        self._vectors, self._indptr, self._bounds = vectors, reading.words.indptr, runs
        self._ids = vectors.find(reading.words.hashes)
        lead_ends, title_ends = (np.maximum(ends, self._indptr[:-1]) for ends in reading.fields)
        self._ends = (self._indptr[1:], title_ends, lead_ends)

    @cached_property
    def documents(self) -> Floats:
        """The vectors of the documents."""
        means = unit(self._wholes).reshape(3, len(self._ends[0]), -1)
        return np.hstack([*means, unit(self._vectors.topic_sums(self._ids, self._indptr))])

    @cached_property
    def runs(self) -> Floats:
        """The mean vectors of the runs."""
        return unit(self._sums)

    @cached_property
    def _wholes(self) -> Floats:
        return self._vectors.run_sums(self._ids, (np.tile(self._indptr[:-1], 3), np.concatenate(self._ends)))

    @cached_property
    def _sums(self) -> Floats:
        return self._vectors.run_sums(self._ids, self._bounds)

    def without(self, runs: Ints, documents: Ints) -> list[Change]:
        """Return how the means of documents differ without runs of their words.

        Parameters
        ----------
        runs : ndarray of int64, shape (n_left_out,)
            Numbers of runs.
        documents : ndarray of int64, shape (n_left_out,)
            The document of each.

        Returns
        -------
        list of Change
            For all words, for the title and for title and lead; `Change.which` counts the runs that are given here. The
            place among the topics is no sum over words, so it is not known without some of them.
        """
        starts, stops = self._bounds[0][runs], self._bounds[1][runs]
        n_documents, changes = len(self._ends[0]), []
        for field, ends in enumerate(self._ends):
            own_stops = np.minimum(stops, ends[documents])
            which = np.flatnonzero(starts < own_stops)
            sums = self._sums[runs[which]]
            # A sentence may begin in the lead and end after it.
            cut = np.flatnonzero(own_stops[which] < stops[which])
            if len(cut):
                sums[cut] = self._vectors.run_sums(self._ids, (starts[which[cut]], own_stops[which[cut]]))
            vanished = np.empty(len(which), np.bool_)
            change_means(self._wholes, field * n_documents + documents[which], sums, vanished)
            changes.append(Change(which, sums, np.flatnonzero(vanished)))
        return changes


def unit(rows: Floats) -> Floats:
    """Return rows of length 1; zeros stay."""
    found = np.empty_like(rows)
    scale_rows(rows, found)
    return found
