"""What the lines of a page have in common while their roles are told: the parts found, and what stood above."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from vnnews.articles._alt_text import BLANK, AltTexts
from vnnews.articles._dates import Published
from vnnews.articles._inline import cut_places
from vnnews.articles._photo_credits import Credit, find_credits
from vnnews.articles._rules import Rules
from vnnews.articles._survey import FURNITURE, Survey

_SHORTEST_REPEATED = 5
KEY = 16
"""Lines are compared in full only where their length and so many characters at the beginning are the same."""


@dataclass(slots=True)
class Part:
    """A stretch of the page with its role, while the article is put together."""

    role: str
    text: str
    start: int
    end: int
    bare: bool = False
    """Whether it is a photo credit alone."""
    after_blank: bool = False
    """Whether a blank line stands before it."""


def add_part(parts: list[Part], role: str, text: str, start: int) -> None:
    """Append a stretch of a line without the blank around it, if anything is left."""
    inner = text.strip(BLANK)
    if inner:
        start += 0 if text[0] == inner[0] else len(text) - len(text.lstrip(BLANK))
        parts.append(Part(role, inner, start, start + len(inner)))


class Context:
    """What the role of a line depends on besides the line: the page, and the lines before it.

    Parameters
    ----------
    source : str
        The page.
    rules : Rules
    known : Survey
        That of the page.
    """

    first_text = ""
    n_text = n_prose = 0
    in_list = in_tags = False
    may_hold_list = True
    """Whether the line that is read may."""
    published: Published | None = None
    has_time = False
    """Whether the date has the time of day, which the date of today in a page's head has not."""
    # The same line is asked for several times.
    _stretch = 0, 0

    def __init__(self, source: str, rules: Rules, known: Survey) -> None:
        self.source = source
        self.rules = rules
        self.seen: dict[int, str | dict[str, str | set[str]]] = {}
        """The lines so far by their length; those that share it by their beginning, in small letters."""
        places = known.places
        self.photo_credits = find_credits(source, rules, places) if places else []
        self.credit_starts = [credit.marker for credit in self.photo_credits]
        self.cut_places = cut_places(source, rules, places) if places else []
        self.may_be_other = known.held & FURNITURE != 0
        """Whether the page holds a sign that furniture with an unknown beginning has."""
        self.next_credit = self.credit_starts[0] if self.credit_starts else len(source) + 1
        self.next_cut = self.cut_places[0] if self.cut_places else len(source) + 1
        self._credits: list[Credit] = []

    @cached_property
    def alt_texts(self) -> AltTexts:
        """Those of the page."""
        return AltTexts(self.source)

    def credits_within(self, start: int, end: int) -> list[Credit]:
        """Return the photo credits between two places, with offsets from the first."""
        if self.next_credit >= end:
            return []
        if (start, end) == self._stretch:
            return self._credits
        starts = self.credit_starts
        low = bisect_left(starts, start)
        self.next_credit = starts[low] if low < len(starts) else len(self.source) + 1
        if self.next_credit >= end:
            return []
        high = bisect_left(starts, end, low)
        self._stretch = start, end
        self._credits = [
            Credit(max(credit.start - start, 0), credit.marker - start, min(credit.end, end) - start)
            for credit in self.photo_credits[low:high]
        ]
        return self._credits

    def cuts_within(self, start: int, end: int) -> list[int]:
        """Return the `cut_places` between two places, counted from the first."""
        if self.next_cut >= end:
            return []
        places = self.cut_places
        low = bisect_left(places, start)
        self.next_cut = places[low] if low < len(places) else len(self.source) + 1
        if self.next_cut >= end:
            return []
        return [place - start for place in places[low : bisect_left(places, end, low)]]

    def alike(self, line: str) -> dict[str, str | set[str]] | None:
        """Return the lines of the same length by their beginning, if the line begins as one of them does."""
        same = self.seen.get(len(line))
        if same is None:
            return None
        if isinstance(same, str):
            same = self.seen[len(line)] = {same[:KEY].casefold(): same}
        return same if line[:KEY].casefold() in same else None

    def remember(self, line: str) -> None:
        """Remember a line that is like none before it."""
        same = self.seen.get(len(line))
        if isinstance(same, dict):
            same[line[:KEY].casefold()] = line
        else:
            self.seen[len(line)] = line

    def is_repeated(self, line: str) -> bool:
        """Tell whether a line stood on the page before, whatever its case; and remember it."""
        alike = self.alike(line)
        if alike is None:
            self.remember(line)
            return False
        key = line[:KEY].casefold()
        known = alike[key]
        if isinstance(known, str):
            known = alike[key] = {known.casefold()}
        folded = line.casefold()
        if folded not in known:
            known.add(folded)
            return False
        return folded == self.first_text.casefold() or (
            line.count(" ") >= _SHORTEST_REPEATED - 1 and line[:2] not in ('",', "”,", '".')
        )
