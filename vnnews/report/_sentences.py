"""The most typical sentences of an issue: the strongest evidence, each story and each wording once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vnnews.report._figures import Stories
from vnnews.report._row import Mention, Row

_WORD = re.compile(r"\w+")
_NEARLY_THE_SAME = 0.5
_SHORTEST = 40


class TypicalSentence(NamedTuple):
    """A sentence and the place of its story."""

    mention: Mention
    story: int


def typical_sentences(
    rows: Sequence[Row], stories: Stories, n_issues: int, most: int = 3
) -> tuple[tuple[TypicalSentence, ...], ...]:
    """Return the sentences with the largest weight of each issue.

    One of each story, and none whose pairs of neighbouring syllables are half those of a stronger one: running stories
    repeat their sentences of background. Headlines and cries of less than 40 characters come last.
    """
    by_issue: list[list[TypicalSentence]] = [[] for _ in range(n_issues)]
    for story, row in enumerate(stories.rows):
        for mention in rows[row].mentions:
            if mention.sentence:
                by_issue[mention.issue].append(TypicalSentence(mention, story))
    return tuple(tuple(_distinct(found, most)) for found in by_issue)


def _distinct(found: list[TypicalSentence], most: int) -> list[TypicalSentence]:
    found.sort(key=lambda one: (len(one.mention.sentence) < _SHORTEST, -one.mention.weight, one.story))
    chosen: list[TypicalSentence] = []
    seen: list[frozenset[tuple[str, str]]] = []
    for one in found:
        pairs = _pairs(one.mention.sentence)
        if any(_overlap(pairs, other) >= _NEARLY_THE_SAME for other in seen):
            continue
        chosen.append(one)
        seen.append(pairs)
        if len(chosen) == most:
            break
    return chosen


def _pairs(sentence: str) -> frozenset[tuple[str, str]]:
    words = _WORD.findall(sentence.lower())
    return frozenset(zip(["", *words], words, strict=False))


def _overlap(one: frozenset[tuple[str, str]], two: frozenset[tuple[str, str]]) -> float:
    """Return the shared part of the smaller set: a sentence within a longer one is a repeat, too."""
    return len(one & two) / max(min(len(one), len(two)), 1)
