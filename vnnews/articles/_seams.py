"""Pages whose elements a crawler has written together without a blank: ``Thế giớiKinh tếThể thao``."""

from __future__ import annotations

import re
from itertools import pairwise

from vnnews.articles._alt_text import BLANK
from vnnews.articles._rule_patterns import CAPITAL, SMALL
from vnnews.articles._survey import FEWEST_SEAMS, LIST, WORDS, word_around

_SEAM = re.compile(f"{SMALL}{SMALL}{CAPITAL}")
_SENTENCE_SEAM = re.compile(rf"{SMALL}{SMALL}[.!?…][\"”]?(?={CAPITAL}[^.])")

Line = tuple[int, int, int]


def part_seams(source: str, lines: list[Line]) -> list[Line]:
    """Return the lines of a page, parted where a capital or a sentence follows without a blank, if many do.

    A word in ASCII is taken for a name: ``YouTube``.

    Parameters
    ----------
    source : str
    lines : list of (int, int, int)
        Those of a `vnnews.articles._survey.Survey`.

    Returns
    -------
    list of (int, int, int)
        Of the same form.
    """
    seams = [_seams(source, start, end) for start, end, _ in lines]
    if sum(map(len, seams)) < FEWEST_SEAMS:
        return lines
    parted: list[Line] = []
    for (start, end, kind), places in zip(lines, seams, strict=True):
        stops = [match.end() for match in _SENTENCE_SEAM.finditer(source, start, end)]
        for low, high in pairwise(sorted({start, *places, *stops, end})):
            inner = source[low:high].strip(BLANK)
            if inner:
                at = source.index(inner, low)
                parted.append((at, at + len(inner), kind & ~WORDS | LIST if low == start else LIST))
    return parted


def _seams(source: str, start: int, end: int) -> list[int]:
    places = [match.end() - 1 for match in _SEAM.finditer(source, start, end)]
    return [place for place in places if not word_around(source, place).isascii()]
