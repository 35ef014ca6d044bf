"""Normalisation: small pure functions in a list, each named after what it changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import product
from typing import Literal

from vnnews.text._nfc import nfc

ToneMarks = Literal["keep", "old", "new"]

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile(r"[^\S\n]+")
_LINE_EDGE = re.compile(" ?\n ?")
_BLANK_LINES = re.compile("\n{3,}")


def _tone_table() -> dict[str, str]:
    """Map every pair of vowels as it is written in the new way (``oà``) to the old way (``òa``), in all cases."""
    table = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in "\u0300\u0301\u0309\u0303\u0323":
            for one, two in product((first, first.upper()), (second, second.upper())):
                new = unicodedata.normalize("NFC", one + two + mark)
                table[new] = unicodedata.normalize("NFC", one + mark + two)
    return table


_TO_OLD = _tone_table()
_TO_NEW = {old: new for new, old in _TO_OLD.items()}
TONE_PAIRS = {"old": _TO_OLD, "new": _TO_NEW}
"""What `old_tone_marks` and `new_tone_marks` write for each pair of vowels."""
# The mark moves only where the two vowels end the syllable (an underscore joins syllables); behind "q" the u belongs
# to the consonant (quý).
_NEW_STYLE = re.compile(r"(?<![qQ])(?:" + "|".join(_TO_OLD) + r")(?![^\W_])")
_OLD_STYLE = re.compile(r"(?<![qQ])(?:" + "|".join(_TO_NEW) + r")(?![^\W_])")


def compose(text: str) -> str:
    """Bring to NFC, so that ``ệ`` is one character however it was typed."""
    return nfc(text)


def drop_invisible(text: str) -> str:
    """Remove zero-width, soft-hyphen, direction and control characters; line ends become line feeds."""
    return _CONTROL.sub("", _LINE_END.sub("\n", _INVISIBLE.sub("", text)))


def squeeze_space(text: str) -> str:
    """Make one space of every run of white space inside a line, one empty line of many; strip both ends."""
    return _BLANK_LINES.sub("\n\n", _LINE_EDGE.sub("\n", _SPACE.sub(" ", text))).strip()


def old_tone_marks(text: str) -> str:
    """Write tone marks the old way: ``hoà`` becomes ``hòa``, ``thuỷ`` becomes ``thủy``; ``quý`` and ``hoàn`` stay."""
    return _NEW_STYLE.sub(lambda match: _TO_OLD[match.group()], text)


def new_tone_marks(text: str) -> str:
    """Write tone marks the new way: ``hòa`` becomes ``hoà``, ``thủy`` becomes ``thuỷ``."""
    return _OLD_STYLE.sub(lambda match: _TO_NEW[match.group()], text)


_STEPS: tuple[Callable[[str], str], ...] = (compose, drop_invisible, compose, squeeze_space)
_TONE_STEPS: dict[str, tuple[Callable[[str], str], ...]] = {
    "keep": (),
    "old": (old_tone_marks,),
    "new": (new_tone_marks,),
}


def normalize(text: str, *, tone_marks: ToneMarks = "keep") -> str:
    r"""Return the text in NFC, without invisible characters and superfluous white space.

    Parameters
    ----------
    text : str
    tone_marks : {"keep", "old", "new"}, default="keep"
        Where the tone stands in open ``oa``, ``oe``, ``uy``: as typed, the old way (``hòa``) or the new (``hoà``).

    Returns
    -------
    str
        Normalising it again changes nothing. No letter and no diacritic is lost.

    Raises
    ------
    TypeError
        If ``text`` is not a string.
    ValueError
        If ``tone_marks`` is none of the three.

    Examples
    --------
    >>> normalize("Hoà  bình\u00a0ở\u200b Trung Đông ", tone_marks="old")
    'Hòa bình ở Trung Đông'
    """
    if not isinstance(text, str):
        raise TypeError(f"expected a str, got {type(text).__name__}; decode bytes first (vnnews.parse_article does)")
    if tone_marks not in _TONE_STEPS:
        raise ValueError(f"tone_marks={tone_marks!r}: expected 'keep', 'old' or 'new'")
    for step in (*_STEPS, *_TONE_STEPS[tone_marks]):
        text = step(text)
    return text
