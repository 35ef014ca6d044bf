"""What is told of every word of a crawled page: how it is written, how far its sentence goes, what is known of it."""

from __future__ import annotations

import re
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._page_words import DIGITS, FIFTHS, SIGN, Page, fill, names, share, size
from vnnews.articles._photo_credits import find_credits

Ints = NDArray[np.int64]

_YEAR, _DATE_REACH = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"), 30
_FAR = 99
_NEAR, _TEN, _EDGE = 8, 10, 6


class Of(IntEnum):
    """Numbers of a word, 0 where there is nothing to tell."""

    HASH = 0
    SHAPE = 1
    PHRASE = 2
    SOURCE = 3
    SPAN = 4
    GAP = 5
    IS_LAST = 6
    SEAM = 7
    AHEAD = 8
    BEHIND = 9
    SENTENCE = 10
    CAPITAL_AHEAD = 11
    CAPITAL_BEHIND = 12
    OPENS = 13
    IS_BEHIND_STOP = 14
    CAPITALS = 15
    AGAIN = 16
    NAMES = 17
    TENTH = 18
    FROM_TOP = 19
    FROM_BOTTOM = 20


def of_words(page: Page) -> Ints:
    """Return the numbers of the words of a page, (n, len(Of))."""
    n = len(page.words)
    places = np.arange(n)
    first, last = page.firsts[page.line_of], page.lasts[page.line_of]
    gaps = np.concatenate([[0], page.starts[1:] - page.ends[:-1]])
    gap = np.where(page.n_breaks > 1, 5, np.where(page.n_breaks > 0, 4, np.minimum(gaps, 2) + 1))
    letters = page.shapes < DIGITS
    stops = np.flatnonzero(page.stops)
    at = np.searchsorted(stops, places)
    following, before = np.append(stops, n + _FAR)[at], np.append(-1, stops)[at]
    ahead = np.where(following <= last, following - places, _FAR)
    behind = places - np.maximum(first, before + 1)
    near, ten = np.minimum(places + _NEAR, n), np.minimum(places + _TEN, n)
    opens = np.concatenate([[True], page.stops[:-1]])
    columns = {
        Of.HASH: page.hashes,
        Of.SHAPE: np.where(page.shapes == SIGN, page.hashes, page.shapes),
        Of.PHRASE: page.phrases,
        Of.SOURCE: _sources(page),
        Of.SPAN: _spans(page),
        Of.GAP: gap,
        Of.IS_LAST: places == last,
        Of.SEAM: (gaps == 0) & letters & np.concatenate([[False], letters[:-1]]),
        Of.AHEAD: size(ahead),
        Of.BEHIND: size(behind),
        Of.SENTENCE: size(ahead + behind),
        Of.CAPITAL_AHEAD: size(ahead) * page.capital,
        Of.CAPITAL_BEHIND: size(behind) * page.capital,
        Of.OPENS: opens & page.capital,
        Of.IS_BEHIND_STOP: opens,
        Of.CAPITALS: share(page.capital, places, near, FIFTHS),
        Of.AGAIN: share(page.again, places, ten, FIFTHS),
        Of.NAMES: names(page, places, ten),
        Of.TENTH: _TEN * places // n + 1,
        Of.FROM_TOP: np.minimum(places // _TEN, _EDGE) + 1,
        Of.FROM_BOTTOM: np.minimum((n - places) // _TEN, _EDGE) + 1,
    }
    return np.stack([columns[number].astype(np.int64) for number in Of], axis=1)


def _sources(page: Page) -> Ints:
    """Return which words are names of outlets (2) or agencies (1)."""
    found = np.zeros(len(page.words), np.int64)
    for kind, known in ((2, page.rules.outlets), (1, page.rules.agencies)):
        fill(page.starts, [(*match.span(), kind) for match in known.finditer(page.text)], found)
    return found


def _spans(page: Page) -> Ints:
    """Return which words stand in a date (1) or in the credit of a photo (2)."""
    text, dates = page.text, []
    for year in _YEAR.finditer(text):
        low, high = max(0, year.start() - _DATE_REACH), year.end() + _DATE_REACH
        dates += [(*match.span(), 1) for form in page.rules.dates if (match := form.search(text, low, high))]
    found = fill(page.starts, dates, np.zeros(len(page.words), np.int64))
    return fill(page.starts, [(one.start, one.end, 2) for one in find_credits(text, page.rules)], found)
