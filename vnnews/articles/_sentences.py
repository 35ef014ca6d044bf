"""Sentences of a text, as offsets.

A sentence ends at a line break, or at ``.``, ``!``, ``?`` or ``…`` (with what closes a quotation behind it) before
white space and what can begin a sentence: an upper-case letter or a digit, quoted or not. It does not end at an
abbreviation (``TP. HCM``, ``GS. Carl``) or an initial (``J. Biden``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._codes import codes_of
from vnnews.articles._patience import Patience

_BLANK = r"[^\S\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
# Where a sentence may end, and the letter or digit that the next one would begin with. One pattern for each sign: the
# search for a single character is several times as fast as that for one of a set. A long row of signs is read once.
_ENDS = {
    sign: re.compile(rf"{first}(?<![.!?…]{{4}})[.!?…]*+)[\"'”’»)\]]*+(?=\s(?:{_BLANK}*[\"'“‘«(\[–—-]*{_BLANK}?(\w))?)")
    for sign, first in ((".", r"\.(?:/\.|"), ("!", "!(?:"), ("?", r"\?(?:"), ("…", "…(?:"))
}
ABBREVIATIONS = (
    *(
        "TP",
        "Tp",
        "tp",
        "TX",
        "Tx",
        "T.Ư",
        "Q",
        "P",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "St",
        "Jr",
        "Sr",
        "No",
        "GS",
        "PGS",
        "TS",
    ),
    *("ThS", "BS", "KS", "LS", "Ths", "CN", "NSND", "NSƯT", "Gen", "Gov", "Sen", "Rep", "vs", "v.v"),
)
_ABBREVIATION = re.compile(rf"(?:^|[\s(\[“\"'/-])(?:{'|'.join(map(re.escape, ABBREVIATIONS))}|[A-ZĐ])\.$")
# With anything else before its full stop a word needs no closer look; nor has it one that ends in a capital.
_ABBREVIATED = frozenset(name[-2:] for name in ABBREVIATIONS if len(name) > 1)
_BEFORE_SIGN = frozenset(".!?…/")
_WINDOW = 8
_LONG, _SHORT = 240, 20
"""The kernel is called for texts so long, and has room for sentences so short."""

_patience = Patience("vnnews.articles._sentence_search", "find_sentences")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``[start, end)`` of a text, in characters."""

    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """Split a text into sentences.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Span
        In order, without overlap, each without white space around it and with at least one character.

    Examples
    --------
    >>> text = "Ông J. Biden tới Geneva. “Tôi hy vọng”, ông nói. Hai bên sẽ gặp lại."
    >>> [text[span.start : span.end] for span in sentences(text)]
    ['Ông J. Biden tới Geneva.', '“Tôi hy vọng”, ông nói.', 'Hai bên sẽ gặp lại.']
    """
    return [Span(start, end) for start, end in offsets(text)]


def offsets(text: str) -> list[tuple[int, int]]:
    """Return the starts and ends of `sentences`, for those who look at one or two of them."""
    found = _search(text)
    return plain_offsets(text) if found is None else _as_tuples(found)


def offset_rows(text: str) -> NDArray[np.int64]:
    """Return what `offsets` does as an array, shape (n_sentences, 2), for those who look at none by itself."""
    found = _search(text)
    return np.array(plain_offsets(text), np.int64).reshape(-1, 2) if found is None else found


def last_sentence(line: str) -> tuple[int, int]:
    """Return where the last sentence but one of a line ends, and where the last one begins.

    The end is 0 where the line holds one sentence, the beginning its length where it holds none.

    Parameters
    ----------
    line : str
        Without line breaks.
    """
    at = size = len(line)
    while True:
        # Each further search goes no further back than the one before has come.
        end, at = at, line.rfind(".", 0, at)
        for sign in "?!…":
            at = max(at, line.rfind(sign, at + 1, end))
        if at < 0:
            return 0, size - len(line.lstrip())
        if line[at - 1 : at] in _BEFORE_SIGN:
            # What begins with one of several signs may end a sentence where what begins with the last one does not.
            spans = offsets(line)
            return (spans[-2][1] if len(spans) > 1 else 0), spans[-1][0]
        match = _ENDS[line[at]].match(line, at)
        if match is not None and _ends_sentence(line, match):
            end = match.end()
            start = size - len(line[end:].lstrip())
            if start < size:
                return end, start


def _search(text: str) -> NDArray[np.int64] | None:
    """Return what the kernel finds, if it is to be asked and can tell."""
    kernel = _patience.end() if len(text) >= _LONG else None
    return None if kernel is None else _fast_rows(text, kernel)


def fast_offsets(text: str, kernel: ModuleType) -> list[tuple[int, int]] | None:
    """Return them as a kernel finds them: ten times as fast; None where it cannot tell.

    Parameters
    ----------
    text : str
    kernel : module
        `vnnews.articles._sentence_search`, which is not imported here: numba takes half a second to import.
    """
    found = _fast_rows(text, kernel)
    return None if found is None else _as_tuples(found)


def _as_tuples(rows: NDArray[np.int64]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in rows.tolist()]


def _fast_rows(text: str, kernel: ModuleType) -> NDArray[np.int64] | None:
    codes = codes_of(text)
    if codes is None:
        return None
    spans = np.empty((len(text) // _SHORT + 1, 2), np.int64)
    n = kernel.find_sentences(codes, kernel.load_signs(), spans)
    return spans[:n] if 0 <= n <= len(spans) else None


def plain_offsets(text: str) -> list[tuple[int, int]]:
    """Return them as patterns find them."""
    # Where two signs stand together, what begins with the second one ends at the same place.
    stops = set(accumulate(map(len, text.splitlines(keepends=True))))
    for sign, pattern in _ENDS.items():
        if sign in text:
            stops.update([match.end() for match in pattern.finditer(text) if _ends_sentence(text, match)])
    found: list[tuple[int, int]] = []
    begin = 0
    for stop in sorted(stops):
        end = stop
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        if begin < end:
            found.append((begin, end))
        begin = stop
    return found


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    first = match[1]
    if first is None:
        # Nothing but signs follows: they stay with this sentence.
        return match[0] != "." and text[match.end() : match.end() + 40].strip() != ""
    if not (first.isupper() or first.isdigit()):
        return False
    at = match.start()
    if not (text[at - 1 : at].isupper() or text[at - 2 : at] in _ABBREVIATED) or match[0] != ".":
        return True
    return _ABBREVIATION.search(text[max(0, at - _WINDOW) : at + 1]) is None
