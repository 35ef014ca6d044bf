"""Documents whose n-grams are found, and the rows and occurrences that follow without reading them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from vnnews._frozen import quick_init
from vnnews.features._derived import made_once
from vnnews.features._lexicon import Ids, Ints
from vnnews.features._part_sums import Sums, list_occurrences, share_values, sum_parts
from vnnews.features._rows import Floats, share
from vnnews.features._weighted_rows import NORMS, Counted, Fields, Rows, Weighting, count_runs, make_rows, to_matrix
from vnnews.features._words import Words, count_words

Parts = Sequence[Sequence[tuple[int, int]] | Ints]
"""Ranges of characters of every document, as pairs or rows of an array."""


@dataclass(frozen=True)
class Occurrences:
    """The n-grams of one document that are in the vocabulary, one entry for each time and place.

    Attributes
    ----------
    start, end : ndarray of int64, shape (n,)
        Where the n-gram stands, as offsets into the document's text.
    column : ndarray of int64, shape (n,)
        Its column.
    value : ndarray of float64, shape (n,)
        What it adds to the row: summed by column, the values are the row that ``transform`` gives.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.float64]

    def to_row(self, n_features: int) -> sp.csr_matrix:
        """Return the document's row, of shape (1, n_features)."""
        column, where = np.unique(self.column, return_inverse=True)
        data = np.bincount(where, weights=self.value, minlength=len(column))
        return sp.csr_matrix((data, column, [0, len(column)]), shape=(1, n_features))


class Found(NamedTuple):
    """The words and n-grams of some documents; see `Reading`."""

    words: Words
    ids: Ids
    grid: Ids
    fields: Fields


def join_found(chunks: Sequence[Found]) -> Found:
    """Return what was found in all chunks, of which there is one at least."""
    if len(chunks) == 1:
        return chunks[0]
    sizes = [len(chunk.words.hashes) for chunk in chunks]
    origins = (np.cumsum(sizes) - sizes).tolist()
    indptr = [chunk.words.indptr[:-1] + origin for chunk, origin in zip(chunks, origins, strict=True)]
    lead_ends, title_ends = (
        np.concatenate([chunk.fields[field] + origin for chunk, origin in zip(chunks, origins, strict=True)])
        for field in (0, 1)
    )
    words = Words(
        np.concatenate([*indptr, np.array([sum(sizes)])]),
        np.concatenate([chunk.words.hashes for chunk in chunks]),
        np.concatenate([chunk.words.starts for chunk in chunks]),
        np.concatenate([chunk.words.ends for chunk in chunks]),
    )
    ids = np.concatenate([chunk.ids for chunk in chunks])
    return Found(words, ids, np.concatenate([chunk.grid for chunk in chunks], axis=1), (lead_ends, title_ends))


@quick_init
@dataclass(frozen=True)
class Reading:
    """Documents that were segmented once; made by `VietnameseTfidfVectorizer.read`.

    Attributes
    ----------
    words : Words
        The words of all documents.
    ids : ndarray of int32, shape (n_words,)
        Their numbers in the vocabulary; -1 for words that are in no n-gram.
    grid : ndarray of int32, shape (n_lengths, n_words)
        The column of the n-gram of each length that begins at each word; -1 if there is none.
    smallest : int
        The length in the grid's first row.
    fields : tuple of two ndarrays of int64, shape (n_documents,)
        Where title and lead, and the title, end: in words, counted through all documents.
    weighting : Weighting
    """

    words: Words
    ids: Ids
    grid: Ids
    smallest: int
    fields: Fields
    weighting: Weighting

    def __len__(self) -> int:
        return len(self.words.indptr) - 1

    def rows(self) -> sp.csr_matrix:
        """Return what `VietnameseTfidfVectorizer.transform` gives for the documents."""
        return to_matrix([self.weighted()], len(self.weighting.idf), self.weighting.dtype)

    def weighted(self) -> Rows:
        """Return what `rows` gives, as arrays."""
        return Rows(*self._counted[:2], self._weighed[0].astype(self.weighting.dtype, copy=False))

    def count_words(self) -> Ints:
        """Return how many words each document has, and how many the vocabulary knows, shape (n_documents, 2)."""
        counts = np.empty((len(self), 2), np.int64)
        count_words(self.words.indptr, self.ids, counts)
        return counts

    @made_once
    def has_ngrams(self) -> NDArray[np.bool_]:
        """Which documents have an n-gram of the vocabulary."""
        return self._counted[0][1:] > self._counted[0][:-1]

    @made_once
    def _weighed(self) -> tuple[Floats, Floats]:
        """The values of the documents' rows; see `Weighting.weigh`."""
        return self.weighting.weigh(self._counted)

    @made_once
    def _counted(self) -> Counted:
        """The counted rows of the documents."""
        indptr, weighting = self.words.indptr, self.weighting
        fields = self.fields if weighting.has_fields else None
        return count_runs(self.grid, self.smallest, (indptr[:-1], indptr[1:]), fields, len(weighting.idf))

    def part_rows(self, parts: Parts) -> tuple[sp.csr_matrix, Ints]:
        """Return the rows of parts of the documents.

        Parameters
        ----------
        parts : sequence of sequences of (start, end)
            For every document, ranges of characters; they may overlap.

        Returns
        -------
        rows : csr_matrix of shape (n_parts, n_features)
            Of the n-grams that lie wholly in each part, scaled like the row of a text of its own.
        indptr : ndarray of int64, shape (n_documents + 1,)
            Document ``i`` has the rows ``indptr[i]`` to ``indptr[i + 1]``.

        Raises
        ------
        ValueError
            If there are not as many sequences as documents.
        """
        runs, indptr = self.runs(parts)
        return self.run_rows(runs), indptr

    def run_rows(self, runs: tuple[Ints, Ints]) -> sp.csr_matrix:
        """Return the rows of runs of words, as `runs` finds them; see `part_rows`."""
        return to_matrix([self.weighted_runs(runs)], len(self.weighting.idf), self.weighting.dtype)

    def weighted_runs(self, runs: tuple[Ints, Ints]) -> Rows:
        """Return what `run_rows` gives, as arrays."""
        return make_rows(self.grid, self.smallest, runs, None, self.weighting)

    def runs(self, parts: Parts) -> tuple[tuple[Ints, Ints], Ints]:
        """Return the words that lie wholly in parts of the documents.

        Parameters
        ----------
        parts : sequence of sequences of (start, end)
            As for `part_rows`.

        Returns
        -------
        runs : tuple of two ndarrays of int64, shape (n_parts,)
            Where the words of each part begin and end, counted through all documents.
        indptr : ndarray of int64, shape (n_documents + 1,)

        Raises
        ------
        ValueError
            If there are not as many sequences as documents.
        """
        if len(parts) != len(self):
            raise ValueError(
                f"parts for {len(parts)} documents, expected {len(self)}: a sequence, maybe empty, for each"
            )
        indptr = np.array([0, *accumulate(map(len, parts))], np.int64)
        rows = [np.asarray(own, np.int64).reshape(-1, 2) for own in parts]
        spans = rows[0] if len(rows) == 1 else np.concatenate([np.empty((0, 2), np.int64), *rows])
        return self.words.runs(spans, indptr), indptr

    def occurrences(self, document: int) -> Occurrences:
        """Return what `VietnameseTfidfVectorizer.locate` gives for one of the documents.

        Parameters
        ----------
        document : int
            Its position.
        """
        start, end = self.words.indptr[document : document + 2].tolist()
        grid = np.ascontiguousarray(self.grid[:, start:end])
        weighting = self.weighting
        fields = (np.zeros(1, np.int64),) * 2
        if weighting.has_fields:
            fields = (self.fields[0][document : document + 1] - start, self.fields[1][document : document + 1] - start)
        run = (np.zeros(1, np.int64), np.array([end - start]))
        indptr, indices, counts = count_runs(
            grid, self.smallest, run, fields if weighting.has_fields else None, len(weighting.idf)
        )
        values = weighting.weigh((indptr, indices, counts))[1]
        if weighting.has_fields:
            total = values.sum(axis=0)
            size = {"l1": np.abs(total).sum(), "l2": np.sqrt(total @ total), None: 1.0}[weighting.norm]
            values /= size or 1.0
        n = int(np.count_nonzero(grid >= 0))
        first, last = np.empty((2, n), np.int64)
        column, value = np.empty(n, np.int32), np.empty(n)
        ends = (int(fields[0][0]), int(fields[1][0]))
        share(grid, self.smallest, ends, (indices, counts, values), (first, last, column, value))
        starts = self.words.starts[start:end].astype(np.int64)
        return Occurrences(
            starts[first], self.words.ends[start:end].astype(np.int64)[last], column.astype(np.int64), value
        )

    def part_sums(self, starts: Ints, indptr: Ints, sums: Sums, table: NDArray[np.floating]) -> Floats:
        """Return what the parts of documents add to sums of their n-grams, each times a weight.

        Parameters
        ----------
        starts : ndarray of int64, shape (n_parts,)
            The first word of each part, ascending within a document, as `runs` finds them. An n-gram belongs to the
            last part that begins at its first word or before; each to one, if the parts cover the document.
        indptr : ndarray of int64, shape (n_documents + 1,)
            Where the parts of each document begin and end.
        sums : Sums
            Over which documents, with which weights.
        table : ndarray of shape (n_features, n_weights)

        Returns
        -------
        ndarray of float64
            The parts of the first sum's document, then those of the second's, and so on. Those of one sum add up to
            what the document's row gives, times the weights.
        """
        counted, weighting, values = self._counted, self.weighting, self._weighed[1].copy()
        share_values((counted[0], counted[2]), NORMS[weighting.norm if weighting.has_fields else None], values)
        room = self.grid.size
        listed = np.empty(len(starts) + 1, np.int64), np.empty(room, np.int32), np.empty(room)
        list_occurrences(
            (self.grid, self.smallest),
            (self.words.indptr, *self.fields, indptr, starts),
            (counted[0], counted[1], values),
            (np.empty(len(weighting.idf), np.int32), np.empty(room, np.int32)),
            listed,
        )
        found = np.empty(sums.bounds.item(-1))
        sum_parts(listed, (indptr, counted[0], counted[1]), (*sums[:4], table), np.empty(len(counted[1])), found)
        return found
