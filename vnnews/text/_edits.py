"""A step that rewrites a text, what it rewrote, and the way back from its result to what it was given."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int64]
Edit = tuple[int, int, str]


@dataclass(frozen=True)
class Step:
    """A pure function of a text: all matches of a pattern replaced.

    Attributes
    ----------
    name : str
        What it changes.
    pattern : re.Pattern
    replace : callable
        From a match to what stands in its place.
    triggers : frozenset of str
        A text without any of these characters is not changed. Empty where nothing is known about that.
    by_letter : bool
        Whether a replacement of the same length replaces letter by letter.
    """

    name: str
    pattern: re.Pattern[str]
    replace: Callable[[re.Match[str]], str]
    triggers: frozenset[str] = frozenset()
    by_letter: bool = True

    def __call__(self, text: str) -> str:
        """Return the text with all edits made; the same object where there are none."""
        result = self.pattern.sub(self.replace, text)
        return text if result == text else result

    def needed(self, text: str, alphabet: frozenset[str]) -> bool:
        """Tell whether a text of these characters may change; cheap, and True in case of doubt."""
        return not self.triggers or not self.triggers.isdisjoint(alphabet)

    def edits(self, text: str) -> list[Edit]:
        """Return start, end and replacement of everything that changes, in order."""
        found = ((match.start(), match.end(), self.replace(match)) for match in self.pattern.finditer(text))
        return [(start, end, new) for start, end, new in found if text[start:end] != new]


def apply_edits(text: str, edits: list[Edit]) -> str:
    """Return the text with the edits made."""
    parts: list[str] = []
    position = 0
    for start, end, new in edits:
        parts += (text[position:start], new)
        position = end
    return "".join((*parts, text[position:]))


@dataclass(frozen=True)
class EditMap:
    """Where edits stand in the text before and in the text after; arrays of int64, one value per edit."""

    in_starts: Offsets
    in_ends: Offsets
    out_starts: Offsets
    out_ends: Offsets

    @classmethod
    def of(cls, edits: list[Edit]) -> EditMap:
        """Make the map of edits that are in order and do not overlap."""
        starts = np.array([start for start, _, _ in edits], np.int64)
        ends = np.array([end for _, end, _ in edits], np.int64)
        lengths = np.array([len(new) for _, _, new in edits], np.int64)
        grown = np.cumsum(lengths - (ends - starts))
        return cls(starts, ends, ends + grown - lengths, ends + grown)

    def starts(self, offsets: Offsets) -> Offsets:
        """Map places where a span starts: behind what was deleted there, to the start of an edit that holds them."""
        last = np.searchsorted(self.out_starts, offsets, side="right") - 1
        edit = np.maximum(last, 0)
        behind = self.in_ends[edit] + (offsets - self.out_ends[edit])
        return np.where(last < 0, offsets, np.where(offsets < self.out_ends[edit], self.in_starts[edit], behind))

    def ends(self, offsets: Offsets) -> Offsets:
        """Map places where a span ends: before what was deleted there, to the end of an edit that holds them."""
        first = np.searchsorted(self.out_ends, offsets, side="left")
        edit = np.minimum(first, len(self.out_ends) - 1)
        before = self.in_starts[edit] - (self.out_starts[edit] - offsets)
        inside = np.where(offsets > self.out_starts[edit], self.in_ends[edit], before)
        return np.where(first == len(self.out_ends), self.in_ends[-1] + (offsets - self.out_ends[-1]), inside)
