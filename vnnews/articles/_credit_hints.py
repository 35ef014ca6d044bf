"""Where photo credits may begin: few places of a page, found by single signs, so that few need be matched."""

from __future__ import annotations

from collections.abc import Sequence

from vnnews.articles._alternatives import BLANKS
from vnnews.articles._rules import Rules

_LONGEST_BRACKETED = 90
"""Signs and characters between a marker with a full stop and the end of its bracket are fewer."""


def credit_hints(text: str, rules: Rules, places: Sequence[int]) -> dict[int, str]:
    """Return the places of the words with which credits may begin.

    Behind most of these words a colon or semicolon must follow, or a full stop and, some words later, a bracket that
    ends; or a bracket opens before them: they are looked for beside these signs only.

    Parameters
    ----------
    text : str
    rules : Rules
    places : sequence of int
        As a `vnnews.articles._survey.Survey` of the text has them.
    """
    found: dict[int, str] = {}
    stretches: list[tuple[int, int]] = []
    for at in places:
        sign = text[at]
        if sign in ":;":
            stretches += _before_colon(text, at, rules)
        elif sign == ")":
            stretches += _before_bracket(text, at, rules)
        elif sign == "(" and text.startswith(rules.marker_words, at + 1):
            stretches.append((at + 1, at + 1 + rules.longest_marker))
        if text.startswith(rules.lone_markers, at) and (not at or not text[at - 1].isalnum()):
            found[at] = next(word for word in rules.lone_markers[::-1] if text.startswith(word, at))
    for low, high in stretches:
        match = rules.marker_word.search(text, low, high)
        while match:
            at = match.start()
            if not at or not text[at - 1].isalnum():
                found[at] = match[0]
            match = rules.marker_word.search(text, at + 1, high)
    return found


def _before_colon(text: str, at: int, rules: Rules) -> list[tuple[int, int]]:
    """Return where a marker may stand before a colon or semicolon."""
    end = at
    while at - end < 2 and text[end - 1 : end] in BLANKS:
        end -= 1
    return [(max(0, end - rules.longest_marker), end)] if text.endswith(rules.marker_ends, 0, end) else []


def _before_bracket(text: str, at: int, rules: Rules) -> list[tuple[int, int]]:
    """Return where a marker with a full stop may stand before the end of a bracket."""
    low = max(0, at - rules.longest_marker - _LONGEST_BRACKETED)
    return [(low, at)] if text.find(".", max(low, text.rfind("(", low, at)), at) >= 0 else []
