"""Which numbers of a word, and of its line, make marks, and which row of a table of weights each mark has.

A mark is one number or some together, such as a word and the next one, told by a hash (K. Weinberger et al., Feature
hashing for large scale multitask learning, 2009).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._line_numbers import OfLine, of_lines
from vnnews.articles._page_words import read_page
from vnnews.articles._rules import Rules
from vnnews.articles._word_numbers import Of, of_words

Ints = NDArray[np.int64]

N_BITS = 17
"""Rows of the table: two to the power of so many."""
NOTHING, OUTSIDE = 0, -1
"""The number where there is nothing to tell, and before the first word or line and behind the last."""
FACTOR, SHIFT, SEED, WIDTH = 0x9E3779B1, 15, 2_654_435_761, (1 << 31) - 1
"""What numbers are mixed by (Knuth 6.4)."""

Mark = tuple[tuple[int, int], ...]
"""Which numbers make a mark: each with how many words, or lines, further it stands."""

_AROUND = (-1, 0, 1)
WORD_MARKS: tuple[Mark, ...] = (
    *(((Of.HASH, by),) for by in (-2, -1, 0, 1, 2)),
    ((Of.HASH, 0), (Of.HASH, 1)),
    ((Of.HASH, -1), (Of.HASH, 0)),
    ((Of.SHAPE, -1), (Of.SHAPE, 0), (Of.SHAPE, 1)),
    ((Of.SHAPE, -2), (Of.SHAPE, -1), (Of.SHAPE, 0)),
    *(((number, by),) for number in (Of.PHRASE, Of.SOURCE, Of.SPAN) for by in _AROUND),
    ((Of.GAP, 0), (Of.IS_LAST, 0)),
    ((Of.SEAM, 0),),
    ((Of.AHEAD, 0),),
    ((Of.BEHIND, 0),),
    ((Of.AHEAD, 0), (Of.BEHIND, 0)),
    ((Of.SENTENCE, 0),),
    ((Of.CAPITAL_AHEAD, 0),),
    ((Of.CAPITAL_BEHIND, 0),),
    ((Of.OPENS, 0),),
    ((Of.CAPITALS, 0),),
    ((Of.AGAIN, 0),),
    ((Of.NAMES, 0),),
    ((Of.CAPITALS, 0), (Of.IS_BEHIND_STOP, 0), (Of.AHEAD, 0)),
    ((Of.TENTH, 0),),
    ((Of.FROM_TOP, 0),),
    ((Of.FROM_BOTTOM, 0),),
)
LINE_MARKS: tuple[Mark, ...] = (
    *(
        ((number, by),)
        for number in (
            OfLine.IS_PROSE,
            OfLine.END,
            OfLine.HEADLINE,
            OfLine.CAPTION,
            OfLine.SENTENCE,
            OfLine.TOLD,
            OfLine.SIZE,
            OfLine.PHRASES,
        )
        for by in _AROUND
    ),
    ((OfLine.ZONE, 0),),
    ((OfLine.ZONE, 0), (OfLine.SIZE, 0), (OfLine.IS_STOPPED, 0)),
    ((OfLine.ZONE, 0), (OfLine.HEADLINE, 0), (OfLine.AGAIN, 0)),
    ((OfLine.ZONE, 0), (OfLine.CAPTION, 0)),
    ((OfLine.ZONE, 0), (OfLine.PHRASES, 0)),
    ((OfLine.ZONE, 0), (OfLine.TOLD, 0)),
    ((OfLine.FROM_TOP, 0),),
    ((OfLine.FROM_BOTTOM, 0),),
    ((OfLine.FROM_FIRST, 0),),
    ((OfLine.FROM_LAST, 0),),
    ((OfLine.IS_BEHIND_BLANK, 0),),
    ((OfLine.AGAIN, 0),),
    ((OfLine.CAPITALS, 0),),
    ((OfLine.IS_REPEATED, 0),),
    ((OfLine.STANDS_AGAIN, 0),),
    ((OfLine.STANDS_AGAIN, 0), (OfLine.ZONE, 0)),
    ((OfLine.NAMES, 0),),
    ((OfLine.NAMES, 0), (OfLine.HEADLINE, 0), (OfLine.ZONE, 0)),
    ((OfLine.IS_UPPER, 0), (OfLine.SIZE, 0)),
    ((OfLine.N_LINES, 0),),
    ((OfLine.N_LINES, 0), (OfLine.SIZE, 0)),
)


class PageWords(NamedTuple):
    """The words and signs of a page, and what is told of them.

    Attributes
    ----------
    starts, ends : int64, shape (n,)
        Where each begins and ends.
    line_of : int64, shape (n,)
        On which line each stands.
    of_words : int64, shape (n, len(Of))
    of_lines : int64, shape (n_lines, len(OfLine))
    """

    starts: Ints
    ends: Ints
    line_of: Ints
    of_words: Ints
    of_lines: Ints


def read_words(text: str, rules: Rules) -> PageWords | None:
    """Read the words of a page; None if there are none."""
    page = read_page(text, rules)
    return page and PageWords(page.starts, page.ends, page.line_of, of_words(page), of_lines(page))


def marks_of(page: PageWords) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows that the marks of the words of a page, and those of its lines, have in the table."""
    return rows_of(page.of_words, WORD_MARKS, 0), rows_of(page.of_lines, LINE_MARKS, len(WORD_MARKS))


def rows_of(numbers: NDArray[np.int64], marks: Sequence[Mark], first: int) -> NDArray[np.int64]:
    """Return the rows that the marks of words, or lines, have in the table; 0 where there is nothing to tell.

    Parameters
    ----------
    numbers : int64, shape (n, n_numbers)
        Those of a `PageWords`.
    marks : sequence of Mark
    first : int
        The number of the first mark.

    Returns
    -------
    int64, shape (n, len(marks))
    """
    n = len(numbers)
    rows = np.empty((n, len(marks)), np.int64)
    for k, mark in enumerate(marks):
        row = np.full(n, (first + k) * SEED & WIDTH)
        is_told = np.zeros(n, np.bool_)
        for column, by in mark:
            places = np.arange(n) + by
            inside = (places >= 0) & (places < n)
            number = np.where(inside, numbers[np.clip(places, 0, n - 1), column], OUTSIDE)
            is_told |= number != NOTHING
            row = (row ^ number) * FACTOR & WIDTH
            row ^= row >> SHIFT
        rows[:, k] = np.where(is_told, row & ((1 << N_BITS) - 1), 0)
    return rows


@functools.lru_cache(maxsize=1)
def recipes() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the marks of words and of lines as arrays: (n_marks, MOST, 2), filled up with -1."""
    tables = []
    for marks in (WORD_MARKS, LINE_MARKS):
        table = np.full((len(marks), max(map(len, marks)), 2), -1, np.int64)
        for k, mark in enumerate(marks):
            table[k, : len(mark)] = mark
        tables.append(table)
    return tables[0], tables[1]
