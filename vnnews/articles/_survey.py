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
from vnnews.articles._repair import MISREAD_SIGNS, is_vietnamese_only
from vnnews.articles._rules import Rules

Classes = NDArray[np.uint16]

LIMIT = 0x2100
"""Characters from here on share a class, which is whatever one of them is, but for two that take no room."""
UNNORMAL, LINE_END, NO_ROOM, SPACE, PROSE_END, LETTER = (1 << bit for bit in range(6))
"""What may change in NFC, alone or beside others; what ends a line besides newline; what a line neither begins nor ends
with; white space; what ends a sentence; a letter or digit."""
CALL, WATCHED, FURNITURE = (1 << bit for bit in range(6, 9))
"""What is looked at; what the kernel minds besides; the sign of a pattern of furniture."""
FIRST, SECOND, UNPRINTABLE, VIETNAMESE, MISREAD, CAPITAL, SMALL = (1 << bit for bit in range(9, 16))
"""The first and second letter of a marker that credits without a sign behind it; what is not printed; a letter that
Latin-1 has not; what misread letters hold; a capital; a small letter."""
SEAM, FEWEST_SEAMS, SEAM_REACH = 1 << 16, 3, 20
"""Beside the classes of a page's characters: in so many places a capital stands right behind two small letters, in what
is not a word of ASCII, of which so much behind the capital is looked at."""
MARKER_END, OUTLET_END, LIST_OPENING, MARKER_START, PHRASE_END = 1, 2, 4, 8, 16
"""The last two letters of what introduces a credit; what the word before a dash is if it ends an outlet; the first two
letters of a heading that is run into the end of a paragraph; those of what introduces a credit; what the last word of a
line is, in small letters, if it ends a phrase of page furniture."""
N_HASHES, SPREAD = 1 << 16, 40_503
"""The number of hashes of these, and what spreads letters over them (Knuth 6.4)."""
SENTENCE, AFTER_BLANK, LIST, AROUND, WORDS = 1, 2, 4, 8, 16
"""A line that ends as a sentence does, is not short and not in ASCII; one with a blank line before it; one that may
hold such a heading; one of which it is known that it stands above the article or below it; and a longer one, not in
ASCII either, that begins with a letter or digit, ends with a word that ends no phrase of furniture, and holds neither
bracket nor colon nor what a year begins with: so have most titles."""
SHORTEST_SENTENCE = 25
LONGEST_WEEKDAY = 24
"""So long is a line at most that holds a weekday or the time of day alone."""
PROSE_ENDS = frozenset('.…”"')
"""What a sentence ends with, or a quotation in it."""
LONGEST_OUTLET = 40
"""The last word of an outlet stands within so many characters before a dash."""

_CALLS = frozenset(":;()>[-–—")
_LINE_ENDS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_LIST_SIGNS = frozenset('.!?…”"')
"""What stands before a heading that is run in."""
_ROOM, _A_PLACE, _A_LINE = 20, 100, 200
"""The kernel has room for so many places and lines, and for one more in so many characters."""

_patience = Patience("vnnews.articles._survey_search", "search")


class Known(NamedTuple):
    """What rules say of characters and words.

    Attributes
    ----------
    classes : uint16, shape (65536,)
        What a character of the basic plane is, and so what any other may be.
    letters : uint8, shape (N_HASHES,)
        What the letters may be that have a `small_hash`: a sum of `MARKER_END`, `OUTLET_END`, `LIST_OPENING`,
        `MARKER_START` and `PHRASE_END`.
    folded : uint16, shape (LIMIT,)
        The letters that become one small letter in caseless comparisons, as that letter; else 0.
    """

    classes: Classes
    letters: NDArray[np.uint8]
    folded: NDArray[np.uint16]


class Survey(NamedTuple):
    """What is known of a page before it is read.

    Attributes
    ----------
    codes : uint16 or None
        As `codes_of` gives them.
    held : int
        The sum of the classes of its characters, and of `SEAM`.
    places : list of int
        Where signs and first letters stand behind which, or before which, a credit or a teaser may begin; in order.
        That none of these places is missing is certain, that something begins there is not.
    lines : list of (int, int, int)
        Where each line begins and ends that is not blank, without the blanks around it, and a sum of `SENTENCE`,
        `AFTER_BLANK`, `LIST` and `WORDS`.
    """

    codes: Codes | None
    held: int
    places: list[int]
    lines: list[tuple[int, int, int]]


def survey(text: str, rules: Rules) -> Survey:
    """Pass over a page once."""
    kernel = _patience.end()
    known = load_known(rules)
    found = None if kernel is None else fast_survey(text, known, kernel)
    return plain_survey(text, known) if found is None else found


def fast_survey(text: str, known: Known, kernel: ModuleType) -> Survey | None:
    """Pass over a page with a kernel; None where it cannot tell.

    Parameters
    ----------
    text : str
    known : Known
    kernel : module
        `vnnews.articles._survey_search`, which is not imported here: numba takes half a second to import.
    """
    codes = codes_of(text)
    if codes is None:
        return None
    places = np.empty(len(codes) // _A_PLACE + _ROOM, np.int64)
    lines = np.empty((len(codes) // _A_LINE + _ROOM, 3), np.int64)
    held, n_places, n_lines = kernel.search(codes, *known, places, lines)
    if n_places > len(places) or n_lines > len(lines):
        places, lines = np.empty(n_places, np.int64), np.empty((n_lines, 3), np.int64)
        kernel.search(codes, *known, places, lines)
    return Survey(codes, held, places[:n_places].tolist(), lines[:n_lines].tolist())


def plain_survey(text: str, known: Known) -> Survey:
    """Pass over a page without a kernel, which leaves out places where nothing begins, and tells more of its lines."""
    codes, classes = codes_of(text), known.classes
    if codes is None:
        wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        found = classes[np.minimum(wide, len(classes) - 1)]
    else:
        found = classes[codes]
    is_small = found & SMALL != 0
    seams = np.flatnonzero(is_small[:-2] & is_small[1:-1] & (found[2:] & CAPITAL != 0)) + 2
    n_seams = sum([not word_around(text, at).isascii() for at in seams.tolist()])
    held = int(np.bitwise_or.reduce(found)) | (SEAM if n_seams >= FEWEST_SEAMS else 0)
    return Survey(codes, held, np.flatnonzero(found & CALL).tolist(), _lines(text))


def word_around(text: str, place: int) -> str:
    """Return what stands around a capital within a word: from the blank before it on, and not far behind it."""
    return text[text.rfind(" ", 0, place) + 1 : place] + text[place : place + SEAM_REACH].split(None, 1)[0]


def _lines(text: str) -> list[tuple[int, int, int]]:
    found = []
    start, kind = 0, 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip(BLANK)
        if not line or line.isspace():
            kind = AFTER_BLANK
        else:
            kind |= LIST
            if len(line) >= SHORTEST_SENTENCE and line[-1] in PROSE_ENDS and not line.isascii():
                kind |= SENTENCE
            begin = start + len(raw) - len(raw.lstrip(BLANK))
            found.append((begin, begin + len(line), kind))
            kind = 0
        start += len(raw)
    return found


@functools.lru_cache(maxsize=4)
def load_known(rules: Rules) -> Known:
    """Return what some rules say of characters and words."""
    known = Known(_classes(rules), _letters(rules), _folded())
    for array in known:
        array.setflags(write=False)
    return known


def small_hash(word: str) -> int:
    """Return the hash of a word, as the kernel makes it: small, since all that matters is that few words share it."""
    value = 0
    for char in word:
        value = (value * SPREAD + ord(char)) % N_HASHES
    return value


def _letters(rules: Rules) -> NDArray[np.uint8]:
    letters = np.zeros(N_HASHES, np.uint8)
    letters[[small_hash(word) for word in rules.outlet_ends]] |= OUTLET_END
    letters[[small_hash(word) for word in rules.phrase_ends]] |= PHRASE_END
    kinds = (
        (MARKER_END, {end[-2:] for end in rules.marker_ends}),
        (MARKER_START, {word[:2] for word in rules.marker_words}),
        (LIST_OPENING, rules.list_openings),
    )
    for what, pairs in kinds:
        # A single letter may have any beside it, and a blank stands for several.
        is_plain = all(len(pair) == len(pair.strip()) == 2 for pair in pairs)
        letters[[small_hash(pair) for pair in pairs] if is_plain else slice(None)] |= what
    return letters


def _folded() -> NDArray[np.uint16]:
    folds = [char.casefold() if char.isalpha() else "" for char in map(chr, range(LIMIT))]
    return np.array([ord(fold) if len(fold) == 1 else 0 for fold in folds], np.uint16)


def _classes(rules: Rules) -> Classes:
    """Return what the characters of the basic plane are."""
    every = list(map(chr, range(LIMIT + 1)))
    words = rules.lone_markers
    signs = {sign for sign, _ in rules.furniture_others}
    firsts, seconds = {word[0] for word in words}, {word[1:2] for word in words}
    members = {
        UNNORMAL: filter(_may_change, every),
        LINE_END: _LINE_ENDS,
        # A pattern without a sign that its matches hold may match anything, and a word of one letter has any behind it.
        FURNITURE: every if "" in signs else signs,
        CALL: _CALLS | firsts,
        WATCHED: _LINE_ENDS | _LIST_SIGNS | {"\n", ".", "("},
        FIRST: firsts,
        SECOND: every if "" in seconds else seconds,
        UNPRINTABLE: [char for char in every if not char.isprintable()],
        LETTER: filter(str.isalnum, every),
        SPACE: filter(str.isspace, every),
        PROSE_END: PROSE_ENDS,
        VIETNAMESE: filter(is_vietnamese_only, every),
        MISREAD: MISREAD_SIGNS,
        CAPITAL: filter(str.isupper, every),
        SMALL: filter(str.islower, every),
    }
    classes = np.zeros(0x10000, np.uint16)
    for bit, characters in members.items():
        classes[[min(ord(char), LIMIT) for char in characters]] |= bit
    classes[LIMIT:] = classes[LIMIT] | UNNORMAL | UNPRINTABLE
    for char in BLANK:
        classes[ord(char)] |= NO_ROOM | (SPACE if char.isspace() else 0)
    return classes


def _may_change(char: str) -> bool:
    """Tell whether a character may change in NFC; a mark or a part of a Korean syllable does so beside others."""
    is_korean = "\u1100" <= char <= "\u11ff"
    return unicodedata.category(char)[0] == "M" or is_korean or not unicodedata.is_normalized("NFC", char)
