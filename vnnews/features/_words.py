"""Texts -> the words that are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.features._lexicon import Hashes, Ints, Lexicon
from vnnews.text import Segmenter, WordForms, _pipeline, fold_words, split_words

Places = NDArray[np.int32]

_SEGMENTER = Segmenter()
_KEEP = _pipeline.Keep(numbers=False, urls=False)


class Words(NamedTuple):
    """The words of some texts, stop words removed.

    Attributes
    ----------
    indptr : ndarray of int64, shape (n_texts + 1,)
        Where the words of each text begin and end in the other arrays.
    hashes : ndarray of uint64, shape (n_words,)
    starts, ends : ndarray of int32, shape (n_words,)
        Where each word stands in its text.
    """

    indptr: Ints
    hashes: Hashes
    starts: Places
    ends: Places

    def runs(self, ranges: Ints, indptr: Ints) -> tuple[Ints, Ints]:
        """Return the words that lie wholly in ranges of characters: where in the arrays each run begins and ends.

        Parameters
        ----------
        ranges : ndarray of int64, shape (n_ranges, 2)
            Starts and ends.
        indptr : ndarray of int64, shape (n_texts + 1,)
            Which ranges are of which text.
        """
        first, last = np.empty(len(ranges), np.int64), np.empty(len(ranges), np.int64)
        _find_runs((self.indptr, self.starts, self.ends), (ranges, indptr), (first, last))
        return first, last

    def behind(self, places: Ints) -> Ints:
        """Return the first word of each text that begins at a place or behind it, for rows of one place in each text.

        Parameters
        ----------
        places : ndarray of int64, shape (n, n_texts)

        Returns
        -------
        ndarray of int64, shape (n, n_texts)
            Where the words behind the last one begin, if there is none.
        """
        found = np.empty_like(places)
        _find_behind((self.indptr, self.starts), places, found)
        return found


@dataclass(frozen=True)
class WordReader:
    """How texts are read as words; the parameters are those of `VietnameseTfidfVectorizer`.

    Parameters
    ----------
    segment : bool
    lowercase : bool
    tone_marks : {"keep", "old", "new"}
    stop_words : Lexicon, optional
    """

    segment: bool
    lowercase: bool
    tone_marks: Literal["keep", "old", "new"]
    stop_words: Lexicon | None

    def read(self, texts: list[str]) -> Words:
        """Return the words of texts."""
        if not self.lowercase or (self.tone_marks != "keep" and not self.segment):
            return self.spell(texts)[0]
        if self.segment:
            # A chunk already, which `Segmenter.hash_words` would make one of: a tenth of the time for a single text.
            words = Words(*_pipeline.hash_words(texts, _KEEP, self.tone_marks))
        else:
            found = split_words(texts)[0]
            words = Words(found.indptr, found.hashes, found.starts, found.ends)
        return self._without_stop_words(words)[0]

    def spell(self, texts: list[str]) -> tuple[Words, WordForms]:
        """Return the words of texts, and how they are spelled."""
        found, forms = _SEGMENTER.spell_words(texts) if self.segment else split_words(texts)
        hashes, folded = fold_words(forms, lowercase=self.lowercase, tone_marks=self.tone_marks)
        words, kept = self._without_stop_words(Words(found.indptr, hashes, found.starts, found.ends))
        if kept is not None:
            folded = WordForms(folded.codes, folded.starts[kept], folded.ends[kept])
        return words, folded

    def _without_stop_words(self, words: Words) -> tuple[Words, NDArray[np.bool_] | None]:
        if self.stop_words is None:
            return words, None
        kept = self.stop_words.find(words.hashes) < 0
        indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)])[words.indptr]
        return Words(indptr, words.hashes[kept], words.starts[kept], words.ends[kept]), kept


@kernel
def count_words(indptr: Ints, ids: NDArray[np.int32], counts: Ints) -> None:
    """Fill how many words each text has, and how many of them have an id, shape (n_texts, 2)."""
    for text in range(len(counts)):
        n_known = 0
        for i in range(indptr[text], indptr[text + 1]):
            n_known += ids[i] >= 0
        counts[text, 0] = indptr[text + 1] - indptr[text]
        counts[text, 1] = n_known


@kernel
def measure_runs(starts: Ints, ends: Ints) -> tuple[int, int]:
    """Return how many words the longest run has, and how many all have."""
    longest = 0
    total = 0
    for run in range(len(starts)):
        length = ends[run] - starts[run]
        longest = max(longest, length)
        total += length
    return longest, total


@kernel
def _find_runs(words: tuple[Ints, Places, Places], parts: tuple[Ints, Ints], runs: tuple[Ints, Ints]) -> None:
    """Fill what `Words.runs` returns."""
    word_indptr, word_starts, word_ends = words
    ranges, indptr = parts
    for text in range(len(indptr) - 1):
        for i in range(indptr[text], indptr[text + 1]):
            first = _behind(word_starts, word_indptr[text], word_indptr[text + 1], ranges[i, 0])
            last = first
            stop = word_indptr[text + 1]
            while last < stop:
                middle = (last + stop) // 2
                if word_ends[middle] <= ranges[i, 1]:
                    last = middle + 1
                else:
                    stop = middle
            runs[0][i] = first
            runs[1][i] = last


@kernel
def _find_behind(words: tuple[Ints, Places], places: Ints, found: Ints) -> None:
    """Fill what `Words.behind` returns."""
    indptr, starts = words
    for row in range(len(places)):
        for text in range(places.shape[1]):
            found[row, text] = _behind(starts, indptr[text], indptr[text + 1], places[row, text])


@helper
def _behind(starts: Places, first: int, above: int, place: int) -> int:
    """Return the first of some words that begins at a place or behind it."""
    while first < above:
        middle = (first + above) // 2
        if starts[middle] < place:
            first = middle + 1
        else:
            above = middle
    return first
