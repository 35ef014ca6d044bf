"""The words of a document, and the n-grams of them that a vocabulary knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vnnews.articles import Article
from vnnews.text import new_tone_marks, old_tone_marks, segment_with_offsets

_WORD = re.compile(r"\S+")
_TONE_MARKS = {"old": old_tone_marks, "new": new_tone_marks}


@dataclass(frozen=True)
class Reading:
    """The words of one document, where they stand, and how many of them are title, and title and lead."""

    words: list[str]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    n_title: int
    n_lead: int


@dataclass(frozen=True)
class NGrams:
    """The known n-grams of a document: index of the first word, number of words, column; in reading order."""

    first: NDArray[np.int64]
    length: NDArray[np.int64]
    column: NDArray[np.int64]

    def inside(self, n_words: int) -> NDArray[np.bool_]:
        """Tell which n-grams lie wholly in the first ``n_words`` words."""
        return np.asarray(self.first + self.length <= n_words)


def read_document(
    document: object,
    position: int,
    *,
    segment: bool,
    lowercase: bool,
    tone_marks: Literal["keep", "old", "new"],
) -> Reading:
    """Return the words of a document.

    Raises
    ------
    TypeError
        If it is neither text nor `Article`; ``position`` tells the user which one.
    ValueError
        If ``tone_marks`` is unknown.
    """
    if tone_marks not in ("keep", "old", "new"):
        raise ValueError(f"tone_marks={tone_marks!r}: expected 'keep', 'old' or 'new'")
    if isinstance(document, Article):
        text, title_end, lead_end = document.text, document.title_end, document.lead_end
    elif isinstance(document, str):
        text, title_end, lead_end = document, 0, 0
    else:
        raise TypeError(
            f"document {position} is of type {type(document).__name__}, expected str or Article; "
            "vnnews.parse_article makes an Article of bytes"
        )
    if segment:
        words, start, end = segment_with_offsets(text)
    else:
        spans = [match.span() for match in _WORD.finditer(text)]
        words = [text[a:b] for a, b in spans]
        start, end = np.array(spans, np.int64).reshape(-1, 2).T
    if lowercase or tone_marks != "keep":
        words = [_form(word, lowercase, tone_marks) for word in words]
    n_title, n_lead = (int(np.searchsorted(start, limit)) for limit in (title_end, lead_end))
    return Reading(words, start, end, n_title, n_lead)


@lru_cache(maxsize=1 << 16)
def _form(word: str, lowercase: bool, tone_marks: str) -> str:
    """Return the form of a word that is counted; news repeats its words, so each is brought to it once."""
    word = word.lower() if lowercase else word
    return word if tone_marks == "keep" else _TONE_MARKS[tone_marks](word)


def find_ngrams(words: list[str], vocabulary: Mapping[str, int], ngram_range: tuple[int, int]) -> NGrams:
    """Look the n-grams of the words up in a vocabulary."""
    found = []
    for length in range(ngram_range[0], ngram_range[1] + 1):
        for first in range(len(words) - length + 1):
            column = vocabulary.get(" ".join(words[first : first + length]))
            if column is not None:
                found.append((first, length, column))
    table = np.array(found, np.int64).reshape(-1, 3)
    return NGrams(table[:, 0], table[:, 1], table[:, 2])
