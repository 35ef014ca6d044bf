"""Sentences of a text, as offsets.

A sentence ends at a line break, or at ``.``, ``!``, ``?`` or ``…`` (with what closes a quotation behind it) before
white space and what can begin a sentence: an upper-case letter or a digit, quoted or not. It does not end at an
abbreviation (``TP. HCM``, ``GS. Carl``) or an initial (``J. Biden``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""A line, as `str.splitlines` has it."""
# The text is scanned once; the window behind a full stop is looked at only where one stands.
_END = re.compile(r"(?:\./\.|[.!?…]+)[\"'”’»)\]]*(?=\s)")
_BEGIN = re.compile(r"\s+[\"'“‘«(\[–—-]*\s?(?P<first>\w)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'/-])(?:TP|Tp|tp|TX|Tx|T\.Ư|Q|P|Mr|Mrs|Ms|Dr|St|Jr|Sr|No|GS|PGS|TS|ThS|BS|KS|LS|Ths|CN|NSND|NSƯT|Gen|Gov|Sen|Rep|vs|v\.v"
    r"|[A-ZĐ])\.$"
)


@dataclass(frozen=True)
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
    return [span for line in LINE.finditer(text) for span in _split_line(text, line.start(), line.end())]


def _split_line(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends_sentence(text, begin, match, end):
            yield from _stripped(text, begin, match.end())
            begin = match.end()
    yield from _stripped(text, begin, end)


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    following = _BEGIN.match(text, match.end(), end)
    if following is None:
        # Nothing but signs follows: they stay with this sentence.
        return text[match.end() : match.end() + 40].strip() != "" and match.group() != "."
    first = following["first"]
    if not (first.isupper() or first.isdigit()):
        return False
    window = text[max(begin, match.start() - 8) : match.start() + 1]
    return match.group() != "." or _ABBREVIATION.search(window) is None


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
