"""What a page lets its readers skip, as BBC does.

Above it stands ``Bỏ qua Podcast và tiếp tục đọc``, below it ``Kết thúc Podcast``, and between the two a player, a form
or the headlines of other stories.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnnews.articles._survey import AFTER_BLANK, AROUND

SIGN = " và tiếp tục đọc"
"""What a page holds that lets its readers skip something."""
_ABOVE = re.compile(rf"Bỏ qua (.{{1,60}}){SIGN}")
_MOST_LINES = 40

Lines = Sequence[tuple[int, int, int]]


def mark_skippable(source: str, lines: Lines) -> list[tuple[int, int, int]]:
    """Note of the lines of such stretches that they belong to the page alone.

    Parameters
    ----------
    source : str
        The page.
    lines : sequence of (int, int, int)
        As `vnnews.articles._survey.Survey` has them.
    """
    found = list(lines)
    i = 0
    while i < len(found):
        above = _ABOVE.fullmatch(source[found[i][0] : found[i][1]])
        last = i if above is None else _last_line(source, found, i, f"Kết thúc {above[1]}")
        for k in range(i, last + 1) if above is not None else ():
            start, end, kind = found[k]
            found[k] = start, end, AROUND | (kind & AFTER_BLANK)
        i = last + 1
    return found


def _last_line(source: str, lines: Lines, first: int, below: str) -> int:
    """Return the line that says so, or the first one where none near it does."""
    for k in range(first + 1, min(first + _MOST_LINES, len(lines))):
        if source[lines[k][0] : lines[k][1]] == below:
            return k
    return first
