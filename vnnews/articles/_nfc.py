"""Unicode normalisation form C (Unicode Standard Annex 15) in linear time."""

from __future__ import annotations

import functools
import re
import sys
import unicodedata

_END_OF_MARKS = 0x20000
_FIRST_MARK = 0x300
_LONG = 32
_MAY_BE_LONG = re.compile(f"[{chr(_FIRST_MARK)}-{chr(sys.maxunicode)}]{{{_LONG}}}")


def nfc(text: str) -> str:
    """Return `text` in NFC, in time that is linear in its length.

    ``unicodedata.normalize`` sorts a run of combining marks by insertion, which takes minutes for a megabyte of them.
    Long runs are therefore sorted before; the result is the same, because the sort is the one that NFC asks for.

    Examples
    --------
    >>> nfc("Vie" + chr(0x323) + chr(0x302) + "t")
    'Việt'
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    # Few texts hold so many characters in a row among which the marks are, and to look for marks takes longer.
    if _MAY_BE_LONG.search(text):
        text = _long_run().sub(_sorted_marks, text)
    return unicodedata.normalize("NFC", text)


@functools.cache
def marks_and_joining() -> tuple[str, str]:
    """Return the characters that begin with a combining mark, and those that can be second in a composition."""
    decomposed = unicodedata.normalize("NFD", "\0".join(map(chr, range(_END_OF_MARKS)))).split("\0")
    firsts = [parts[:1] for parts in decomposed[2:]]
    seconds = set(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))  # Hangul composes by arithmetic
    seconds.update(*(parts[1:] for parts in decomposed if len(parts) > 1))
    characters = list(zip(map(chr, range(1, _END_OF_MARKS)), firsts, strict=True))
    marks = "".join(character for character, first in characters if unicodedata.combining(first))
    return marks, "".join(character for character, first in characters if first in seconds)


@functools.cache
def _long_run() -> re.Pattern[str]:
    return re.compile(f"[{marks_and_joining()[0]}]{{{_LONG},}}")


def _sorted_marks(run: re.Match[str]) -> str:
    decomposed = "".join(unicodedata.normalize("NFD", mark) for mark in run[0])
    return "".join(sorted(decomposed, key=unicodedata.combining))
