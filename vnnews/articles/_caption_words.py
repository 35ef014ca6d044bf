"""The words of a page as the search for captions reads them: what each is, and where sentences end (the plain way)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from vnnews.articles._context import Part

LIMIT = 0x2100
"""Characters from here on are neither signs nor capitals to the search."""
SPACES = "".join(sign for sign in map(chr, range(LIMIT)) if sign.isspace())
EDGE = ".,;:!?\"'“”‘’()[]…-–"
"""Signs around a word that are not part of it."""
CLOSING = "\"'”’)]"
"""What may stand behind the stop of a sentence."""
STOPS = ".?!…"
QUOTES = "\"'“”‘’"
OPENERS = "\"'“‘-–"
NUMBER = "0"
"""Stands for every word with a digit."""

CAPITAL, SHOUTED, STOP, COMMA, COLON, QUOTED, OPENS, BRACKET, BRACKET_END, DIGIT, GAP, BEGINS, LINE, SIDE = (
    1 << bit for bit in range(14)
)
"""What is true of a word: its first letter is a capital; all are; a sentence may end with it; a comma, a colon stand
behind it; it holds a quotation mark; begins with one or a dash; holds a bracket; ends with a closing one; holds a
digit; more than a space stands before it; it begins a paragraph; and that begins a line; it says in brackets on which
side of a photo somebody is."""
SIDES = ("trái", "phải", "giữa")
OPENING = CAPITAL | OPENS | DIGIT
"""What a sentence begins with behind a stop."""

_TOKEN = re.compile(f"[^{re.escape(SPACES)}]+")
_DIGIT = re.compile(f"[{''.join(sign for sign in map(chr, range(LIMIT)) if sign.isdecimal())}]")
_LOWER = {code: chr(code).lower() for code in range(LIMIT) if len(chr(code).lower()) == 1}
_SAFE = re.compile(
    r"[\x00-\x7f\xc0-\xff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1ef9–—‘’“”…]*"
)


def lowered(text: str) -> str:
    """Return a text in small letters, sign by sign."""
    return text.lower() if _SAFE.fullmatch(text) else text.translate(_LOWER)


class Word(NamedTuple):
    """A word: in small letters and without the signs around it, its place on the page, a sum of the flags."""

    text: str
    start: int
    end: int
    flags: int


def read_words(parts: Iterable[Part], source: str) -> list[Word]:
    """Return the words of some parts of a page."""
    return [word for part in parts for word in _words_of(part, source)]


def _words_of(part: Part, source: str) -> Iterable[Word]:
    text = part.text
    small = lowered(text)
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        token = match.group()
        bare = token.strip(EDGE)
        at = start + token.find(bare) if bare else start
        word = small[at : at + len(bare)]
        flags = _flags(token, bare)
        if not last:
            flags |= BEGINS | (LINE if source[part.start - 1 : part.start] in ("", "\n") else 0)
        elif start - last > 1:
            flags |= GAP
        last = end
        flags |= SIDE if flags & BRACKET and word in SIDES else 0
        yield Word(NUMBER if flags & DIGIT else word, part.start + start, part.start + end, flags)


def _flags(token: str, bare: str) -> int:
    first, last = token[0], token[-1]
    flags = 0
    if bare and _is_capital(bare[0]):
        flags |= CAPITAL
        if len(bare) > 1 and all(map(_is_capital, bare)):
            flags |= SHOUTED
    if len(token) > 1 and token.rstrip(CLOSING)[-1:] in tuple(STOPS):
        flags |= STOP
    flags |= COMMA if last in ",;" else 0
    flags |= COLON if last == ":" else 0
    flags |= QUOTED if any(sign in token for sign in QUOTES) else 0
    flags |= OPENS if first in OPENERS else 0
    flags |= BRACKET if "(" in token or ")" in token else 0
    flags |= BRACKET_END if last == ")" else 0
    flags |= DIGIT if _DIGIT.search(bare) else 0
    return flags


def _is_capital(sign: str) -> bool:
    return ord(sign) < LIMIT and sign.isupper()


def sentences_of(words: list[Word]) -> list[tuple[int, int, int]]:
    """Return where sentences begin and end, by the numbers of their words, and the paragraph of each.

    A sentence ends with a stop before a capital, a digit or a quotation, and with its paragraph.
    """
    found = []
    start, paragraph = 0, -1
    for i, word in enumerate(words):
        paragraph += word.flags & BEGINS != 0
        following = words[i + 1].flags if i + 1 < len(words) else BEGINS
        if following & BEGINS or (word.flags & STOP and following & OPENING):
            found.append((start, i + 1, paragraph))
            start = i + 1
    return found
