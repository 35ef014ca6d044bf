"""The words of a crawled page, and how they are written: what its numbers are made of."""

from __future__ import annotations

import functools
import re
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._rule_patterns import CAPITAL, SMALL
from vnnews.articles._rules import Rules

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

LOWER, TITLE, UPPER, DIGITS, SIGN = range(1, 6)
"""How a word is written: in small letters, with a capital, in capitals, in digits; a sign."""
CLOSING = frozenset("”\")'’»")
FIFTHS = 4.99

_TOKEN = re.compile(rf"[^\W\d_]*?{SMALL}{SMALL}(?={CAPITAL})|[^\W\d_]+|\d+|[^\w\s]|_")
"""A word also ends where a capital stands behind two small letters: there a crawler lost a line break."""
_STOPS = frozenset(".?!…")
_SIZES = np.array((1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 100))
_MOST_NAMES, _MOST_PHRASE = 3, 3


class Page(NamedTuple):
    """A page by words.

    Attributes
    ----------
    text : str
    rules : Rules
    words : list of str
    starts, ends : int64, shape (n,)
        Where each begins and ends.
    hashes, shapes : int64, shape (n,)
        Of each; numbers of the same length share a hash.
    n_breaks : int64, shape (n,)
        How many line ends stand before each.
    line_of : int64, shape (n,)
        On which line each stands.
    firsts, lasts : int64, shape (n_lines,)
        The first and last word of each line.
    stops, capital : bool, shape (n,)
        Which end a sentence, and which begin with a capital.
    again, often : bool, shape (n,)
        Which stand before the same word elsewhere, too, and which stand elsewhere.
    phrases : int64, shape (n,)
        Which stand in a known phrase of furniture, by how long it is: even numbers, for its first word the next one.
    """

    text: str
    rules: Rules
    words: Sequence[str]
    starts: Ints
    ends: Ints
    hashes: Ints
    shapes: Ints
    n_breaks: Ints
    line_of: Ints
    firsts: Ints
    lasts: Ints
    stops: Flags
    capital: Flags
    again: Flags
    often: Flags
    phrases: Ints


def read_page(text: str, rules: Rules) -> Page | None:
    """Read the words of a page; None if there are none."""
    found = [match.span() for match in _TOKEN.finditer(text)]
    if not found:
        return None
    words = [text[start:end] for start, end in found]
    starts, ends = np.array(found, np.int64).T
    hashes, shapes = np.array([_word(word) for word in words], np.int64).T
    breaks = np.cumsum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4") == ord("\n"))
    n_breaks = np.concatenate([[0], breaks[starts[1:] - 1] - breaks[ends[:-1] - 1]])
    line_of = np.cumsum(n_breaks > 0, dtype=np.int64)
    firsts = np.flatnonzero(np.diff(line_of, prepend=-1))
    return Page(
        text,
        rules,
        words,
        starts,
        ends,
        hashes,
        shapes,
        n_breaks,
        line_of,
        firsts,
        np.append(firsts[1:], len(starts)) - 1,
        _stops(words, starts, ends),
        (shapes == TITLE) | (shapes == UPPER),
        _pairs_again(hashes, shapes),
        _is_often(hashes),
        _phrases(text, rules, starts),
    )


@functools.lru_cache(maxsize=1 << 16)
def _word(word: str) -> tuple[int, int]:
    """Return the hash of a word, of a number that of its length, and how it is written."""
    if word.isdigit():
        return zlib.crc32(b"0000"[: len(word)]), DIGITS
    if not word[0].isalpha():
        return zlib.crc32(word.encode("utf-8", "surrogatepass")), SIGN
    shape = LOWER if word[0].islower() else UPPER if len(word) > 1 and word.isupper() else TITLE
    return zlib.crc32(word.casefold().encode("utf-8", "surrogatepass")), shape


def _stops(words: Sequence[str], starts: Ints, ends: Ints) -> Flags:
    """Tell which signs end a sentence: none that stands right before a letter or digit."""
    stops = np.array([word in _STOPS for word in words])
    closing = np.array([*(word in CLOSING for word in words[1:]), True])
    apart = np.append(starts[1:] > ends[:-1], True)
    found: Flags = stops & (apart | closing)
    return found


def _is_often(numbers: Ints) -> Flags:
    _, place, count = np.unique(numbers, return_inverse=True, return_counts=True)
    found: Flags = count[place] > 1
    return found


def _pairs_again(hashes: Ints, shapes: Ints) -> Flags:
    """Tell which words stand on the page before the same one as elsewhere."""
    return np.append(_is_often(hashes[:-1] * 40_503 + hashes[1:]) & (shapes[:-1] < DIGITS), False)


def size(numbers: Ints) -> Ints:
    """Return how large numbers are, in steps from 1 on."""
    found: Ints = np.searchsorted(_SIZES, numbers, side="right") + 1
    return found


def share(flags: Flags, lows: Ints, highs: Ints, steps: float) -> Ints:
    """Return the share of flags between places, in steps from 1 on."""
    total = np.concatenate([[0], np.cumsum(flags)])
    found: Ints = (steps * (total[highs] - total[lows]) / np.maximum(highs - lows, 1)).astype(np.int64) + 1
    return found


def names(page: Page, lows: Ints, highs: Ints) -> Ints:
    """Return how many capitals stand between places within sentences, and how many of them elsewhere, too."""
    names = page.capital & ~np.concatenate([[True], page.stops[:-1]])
    total, often = (np.concatenate([[0], np.cumsum(flags)]) for flags in (names, names & page.often))
    n_names = total[highs] - total[lows]
    share = (_MOST_NAMES + 0.99) * (often[highs] - often[lows]) / np.maximum(n_names, 1)
    return np.where(n_names == 0, 1, 8 * np.minimum(n_names, _MOST_NAMES) + share.astype(np.int64))


def fill(starts: Ints, spans: Sequence[tuple[int, int, int]], found: Ints) -> Ints:
    """Write what stretches of the page are to the words that begin in them."""
    if spans:
        table = np.array(spans, np.int64)
        lows, highs = np.searchsorted(starts, table[:, 0]).tolist(), np.searchsorted(starts, table[:, 1]).tolist()
        for low, high, kind in zip(lows, highs, table[:, 2].tolist(), strict=True):
            found[low:high] = kind
    return found


def _phrases(text: str, rules: Rules, starts: Ints) -> Ints:
    """Return which words stand in a known phrase of furniture, by how long it is: of the first word, odd numbers."""
    folded, found = text.casefold(), np.zeros(len(starts), np.int64)
    if len(folded) != len(text):
        return found
    matches = list(rules.entry.finditer(folded))
    spans = [(*match.span(), 2 * min(match.group().count(" ") + 1, _MOST_PHRASE)) for match in matches]
    return fill(starts, [(start, start + 1, kind + 1) for start, _, kind in spans], fill(starts, spans, found))
