"""What is told of every line of a crawled page: how long it is, how it ends, what rules and its words say of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._credits import is_credit
from vnnews.articles._dates import find_date
from vnnews.articles._line_kinds import kind_of
from vnnews.articles._page_words import CLOSING, FIFTHS, SIGN, Page, names, share, size
from vnnews.articles._rules import Rules
from vnnews.articles._telling_ends import says_caption

Ints = NDArray[np.int64]

_FEWEST_PROSE, _FEWEST_LONG = 12, 35
_SHORTEST_KIND, _LONGEST_KIND = 3, 45
_SIXTHS = 5.99
_MOST_LINES, _EDGE, _REACH = 5, 6, 4
_LONGEST_TOLD = 250


class OfLine(IntEnum):
    """Numbers of a line."""

    IS_PROSE = 0
    END = 1
    HEADLINE = 2
    CAPTION = 3
    SENTENCE = 4
    TOLD = 5
    SIZE = 6
    PHRASES = 7
    ZONE = 8
    IS_STOPPED = 9
    AGAIN = 10
    FROM_TOP = 11
    FROM_BOTTOM = 12
    FROM_FIRST = 13
    FROM_LAST = 14
    IS_BEHIND_BLANK = 15
    CAPITALS = 16
    IS_REPEATED = 17
    STANDS_AGAIN = 18
    NAMES = 19
    IS_UPPER = 20
    N_LINES = 21


def of_lines(page: Page) -> Ints:
    """Return the numbers of the lines of a page, (n_lines, len(OfLine))."""
    firsts, lasts = page.firsts, page.lasts
    n, sizes, numbers = len(firsts), lasts - firsts + 1, np.arange(len(firsts))
    prose = (page.stops[lasts] & (sizes > _FEWEST_PROSE)) | (sizes > _FEWEST_LONG)
    proses = np.flatnonzero(prose)
    top, bottom = (int(proses[0]), int(proses[-1])) if len(proses) else (n, -1)
    lines = [
        page.text[start:end] for start, end in zip(page.starts[firsts].tolist(), page.ends[lasts].tolist(), strict=True)
    ]
    kinds = np.array([_kind(line, size) for line, size in zip(lines, sizes.tolist(), strict=True)], np.int64)
    seen: dict[str, int] = {}
    earlier = np.array([seen.setdefault(line.casefold(), number) for number, line in enumerate(lines)])
    longer = [line for line in lines if line.count(" ") >= _SHORTEST_KIND]
    columns = {
        OfLine.IS_PROSE: prose + 1,
        OfLine.END: np.where(page.shapes[lasts] == SIGN, page.hashes[lasts], 1),
        OfLine.HEADLINE: kinds[:, 0],
        OfLine.CAPTION: kinds[:, 1],
        OfLine.SENTENCE: kinds[:, 2],
        OfLine.TOLD: np.array([_told(line, page.rules) for line in lines]),
        OfLine.SIZE: size(sizes),
        OfLine.PHRASES: share(page.phrases > 0, firsts, lasts + 1, _SIXTHS),
        OfLine.ZONE: np.where(numbers < top, 1, np.where(numbers > bottom, 3, 2)),
        OfLine.IS_STOPPED: page.stops[lasts] | np.array([page.words[at] in CLOSING for at in lasts.tolist()]),
        OfLine.AGAIN: share(page.again, firsts, np.maximum(lasts, firsts + 1), _SIXTHS),
        OfLine.FROM_TOP: np.minimum(numbers, _EDGE) + 1,
        OfLine.FROM_BOTTOM: np.minimum(n - 1 - numbers, _EDGE) + 1,
        OfLine.FROM_FIRST: np.clip(numbers - top, -_REACH, _REACH) + _REACH + 1,
        OfLine.FROM_LAST: np.clip(numbers - bottom, -_REACH, _REACH) + _REACH + 1,
        OfLine.IS_BEHIND_BLANK: page.n_breaks[firsts] > 1,
        OfLine.CAPITALS: share(page.capital, firsts, lasts + 1, FIFTHS),
        OfLine.IS_REPEATED: earlier < numbers,
        OfLine.STANDS_AGAIN: np.array([_stands_again(line, longer) for line in lines]),
        OfLine.NAMES: names(page, firsts, lasts + 1),
        OfLine.IS_UPPER: np.array([line.isupper() for line in lines]) + 1,
        OfLine.N_LINES: np.full(n, min(n, _MOST_LINES)),
    }
    return np.stack([columns[number].astype(np.int64) for number in OfLine], axis=1)


def _kind(line: str, size: int) -> tuple[int, int, int]:
    """Return for how probable a line is a headline, a caption and a sentence by its words, in fifths."""
    if not _SHORTEST_KIND <= size <= _LONGEST_KIND:
        return 7, 7, 7
    kind = kind_of(line)
    return int(FIFTHS * kind.headline) + 1, int(FIFTHS * kind.caption) + 1, int(FIFTHS * kind.sentence) + 1


def _told(line: str, rules: Rules) -> int:
    """Return what rules say of a line by itself: furniture, caption, credit, date, or nothing."""
    if len(line) > _LONGEST_TOLD:
        return 1
    if rules.is_furniture(line):
        return 2
    if says_caption(line):
        return 3
    if is_credit(line, rules):
        return 4
    return 5 if find_date(line, rules) is not None else 1


def _stands_again(line: str, lines: Sequence[str]) -> int:
    """Tell whether another line begins with a line (1), or a line with another (2)."""
    if line.count(" ") >= _SHORTEST_KIND:
        for other in lines:
            if other is not line:
                if other.startswith(line):
                    return 1
                if line.startswith(other):
                    return 2
    return 0
