"""One pass over a page before it is read: its lines, and where signs call for a closer look.

Most pages hold nothing that must be normalised, most of their lines are whole sentences, and few of their signs stand
where a photo credit or the teaser of another story may.
"""

from __future__ import annotations

import functools
import unicodedata
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._alt_text import BLANK
from vnnews.articles._codes import Codes, codes_of
from vnnews.articles._patience import Patience
from vnnews.articles._rules import Rules

Classes = NDArray[np.uint16]

LIMIT = 0x2100
"""Characters from here on share a class, which is whatever one of them is, but for two that take no room."""
UNNORMAL, LINE_END, NO_ROOM, SPACE, PROSE_END, LETTER = (1 << bit for bit in range(6))
"""What may change in NFC, alone or beside others; what ends a line besides newline; what a line neither begins nor ends
with; white space; what ends a sentence; a letter or digit."""
CALL, WATCHED, FURNITURE = (1 << bit for bit in range(6, 9))
"""What is looked at; what the kernel minds besides; the sign of a pattern of furniture."""
FIRST, SECOND, LAST, LAST_BUT_ONE, OUTLET_END, UNPRINTABLE = (1 << bit for bit in range(9, 15))
"""The first and second letter of a marker that credits without a sign behind it; the last letter of what introduces a
credit, and the one before it; what the word before a dash ends with if it ends an outlet; what is not printed."""
SENTENCE, AFTER_BLANK = 1, 2
"""A line that ends as a sentence does, is not short and not in ASCII; one with a blank line before it."""
SHORTEST_SENTENCE = 25
LONGEST_OUTLET = 40
"""The last word of an outlet stands within so many characters before a dash."""

_CALLS = frozenset(":;)>[-–—")
_LINE_ENDS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_PROSE_END = frozenset('.…”"')
_ROOM, _A_PLACE, _A_LINE = 20, 100, 200
"""The kernel has room for so many places and lines, and for one more in so many characters."""

_patience = Patience("vnnews.articles._survey_search", "search")


class Survey(NamedTuple):
    """What is known of a page before it is read.

    Attributes
    ----------
    codes : uint16 or None
        As `codes_of` gives them.
    held : int
        The sum of the classes of its characters.
    places : list of int
        Where signs and first letters stand behind which, or before which, a credit or a teaser may begin; in order.
        That none of these places is missing is certain, that something begins there is not.
    lines : list of (int, int, int)
        Where each line begins and ends that is not blank, without the blanks around it, and a sum of `SENTENCE` and
        `AFTER_BLANK`.
    """

    codes: Codes | None
    held: int
    places: list[int]
    lines: list[tuple[int, int, int]]


def survey(text: str, rules: Rules) -> Survey:
    """Pass over a page once."""
    kernel = _patience.end()
    found = None if kernel is None else fast_survey(text, load_classes(rules), kernel)
    return plain_survey(text, load_classes(rules)) if found is None else found


def fast_survey(text: str, classes: Classes, kernel: ModuleType) -> Survey | None:
    """Pass over a page with a kernel; None where it cannot tell.

    Parameters
    ----------
    text : str
    classes : uint16
    kernel : module
        `vnnews.articles._survey_search`, which is not imported here: numba takes half a second to import.
    """
    codes = codes_of(text)
    if codes is None:
        return None
    places = np.empty(len(codes) // _A_PLACE + _ROOM, np.int64)
    lines = np.empty((len(codes) // _A_LINE + _ROOM, 3), np.int64)
    held, n_places, n_lines = kernel.search(codes, classes, places, lines)
    if n_places > len(places) or n_lines > len(lines):
        places, lines = np.empty(n_places, np.int64), np.empty((n_lines, 3), np.int64)
        kernel.search(codes, classes, places, lines)
    return Survey(codes, held, places[:n_places].tolist(), lines[:n_lines].tolist())


def plain_survey(text: str, classes: Classes) -> Survey:
    """Pass over a page without a kernel, which leaves out places where nothing begins."""
    codes = codes_of(text)
    if codes is None:
        wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        found = classes[np.minimum(wide, len(classes) - 1)]
    else:
        found = classes[codes]
    held = int(np.bitwise_or.reduce(found))
    return Survey(codes, held, np.flatnonzero(found & CALL).tolist(), _lines(text))


def _lines(text: str) -> list[tuple[int, int, int]]:
    found = []
    start, kind = 0, 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip(BLANK)
        if not line or line.isspace():
            kind = AFTER_BLANK
        else:
            if len(line) >= SHORTEST_SENTENCE and line[-1] in _PROSE_END and not line.isascii():
                kind |= SENTENCE
            begin = start + len(raw) - len(raw.lstrip(BLANK))
            found.append((begin, begin + len(line), kind))
            kind = 0
        start += len(raw)
    return found


@functools.lru_cache(maxsize=4)
def load_classes(rules: Rules) -> Classes:
    """Return what the characters of the basic plane are by some rules, and so what any other may be."""
    every = list(map(chr, range(LIMIT + 1)))
    words = rules.lone_markers
    signs = {sign for sign, _ in rules.furniture_others}
    firsts, seconds = {word[0] for word in words}, {word[1:2] for word in words}
    lasts_but_one = {end[-2:-1] for end in rules.marker_ends}
    members = {
        UNNORMAL: filter(_may_change, every),
        LINE_END: _LINE_ENDS,
        # A pattern without a sign that its matches hold may match anything, and a word of one letter has any behind it.
        FURNITURE: every if "" in signs else signs,
        CALL: _CALLS | firsts,
        WATCHED: _LINE_ENDS | {"\n", ".", "("},
        FIRST: firsts,
        SECOND: every if "" in seconds else seconds,
        LAST: {end[-1] for end in rules.marker_ends},
        LAST_BUT_ONE: every if "" in lasts_but_one else lasts_but_one,
        OUTLET_END: {"(", ")", *(end[-1] for end in rules.outlet_ends)},
        UNPRINTABLE: [char for char in every if not char.isprintable()],
        LETTER: filter(str.isalnum, every),
        SPACE: filter(str.isspace, every),
        PROSE_END: _PROSE_END,
    }
    classes = np.zeros(0x10000, np.uint16)
    for bit, characters in members.items():
        classes[[min(ord(char), LIMIT) for char in characters]] |= bit
    classes[LIMIT:] = classes[LIMIT] | UNNORMAL | UNPRINTABLE
    for char in BLANK:
        classes[ord(char)] |= NO_ROOM | (SPACE if char.isspace() else 0)
    classes.setflags(write=False)
    return classes


def _may_change(char: str) -> bool:
    """Tell whether a character may change in NFC; a mark or a part of a Korean syllable does so beside others."""
    is_korean = "\u1100" <= char <= "\u11ff"
    return unicodedata.category(char)[0] == "M" or is_korean or not unicodedata.is_normalized("NFC", char)
