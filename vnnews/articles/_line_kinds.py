"""What a short line between two paragraphs is by its words alone: a headline, a caption, a subheading, or a sentence.

Words, pairs of neighbours, the number of words, of capitals, and the signs count. Every one of these marks has a weight
for each kind, in a table of fixed size in which each has its row by a hash (K. Weinberger et al., Feature hashing for
large scale multitask learning, 2009); the rows of a line's marks are added up. The table is made by
``examples/fit_line_kinds.py``; its numbers are whole, so that sums are the same in any order.
"""

from __future__ import annotations

import functools
import math
import re
import zlib
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FILE = "line_kinds.npz"
UNIT = 64.0
"""What weights are counted in."""
N_BITS = 15

_MASK = (1 << N_BITS) - 1
_START, _END, _SPREAD = 1, 2, 40_503
"""What stands before the first word and behind the last; by what the first of a pair is multiplied (Knuth 6.4)."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_SIGNS = ":,\"“?!–(…;'-/|"
_MOST_PAIRS = 17
_N_SHARES = 10


class LineKind(NamedTuple):
    """How probable it is that a line is the headline of a story, a caption, a subheading, or a sentence of the text."""

    headline: float
    caption: float
    subheading: float
    sentence: float


@functools.lru_cache(maxsize=1 << 8)  # of one line it is asked whether it is a caption, a headline, one with a lead
def kind_of(line: str) -> LineKind:
    """Tell what a line is by its words.

    Parameters
    ----------
    line : str

    Returns
    -------
    LineKind
        Probabilities; they add up to 1.
    """
    weights, constants = _load()
    scores = (np.add.reduce(weights.take(list(_rows(line)), axis=0)) + constants).tolist()
    most = max(scores)
    shares = [math.exp((score - most) / UNIT) for score in scores]
    total = sum(shares)
    return LineKind(*[share / total for share in shares])


def rows_of(line: str) -> list[int]:
    """Return the rows of the table that a line's marks have, ascending."""
    return sorted(_rows(line))


def _rows(line: str) -> set[int]:
    words = [_word(word) for word in _WORD.findall(line)]
    hashes = [one for one, _ in words]
    n_words, n_capitals = len(words), sum([is_capital for _, is_capital in words])
    rows = {one & _MASK for one in hashes}
    rows.update([(one * _SPREAD + other) & _MASK for one, other in pairwise([_START, *hashes, _END])])
    if n_words > 1:
        # The first two say more than other pairs.
        rows.add((hashes[0] * _SPREAD + hashes[1] + 1) & _MASK)
    last = line[-1:]
    rows.add(_row(f"#{min(n_words // 2, _MOST_PAIRS)}"))
    rows.add(_row(f"^{_N_SHARES * n_capitals // max(n_words, 1)}"))
    rows.add(_row("$" if last.isalnum() else "$" + last))
    rows.update([row for sign, row in _SIGN_ROWS if sign in line])
    return rows


@functools.lru_cache(maxsize=1 << 14)
def _word(word: str) -> tuple[int, bool]:
    """Return the hash of a word, in small letters and with one digit for its numbers, and whether it has a capital."""
    return zlib.crc32(_NUMBER.sub("0", word.casefold()).encode("utf-8")), word[0].isupper()


@functools.lru_cache(maxsize=1 << 8)
def _row(mark: str) -> int:
    return zlib.crc32(mark.encode("utf-8")) & _MASK


_SIGN_ROWS = [(sign, _row(f"&{sign}")) for sign in _SIGNS]


@functools.lru_cache(maxsize=1)
def _load() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    file = resources.files("vnnews.articles").joinpath(FILE)
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as data:
        return data["weights"].astype(np.int64), data["constants"].astype(np.int64)
