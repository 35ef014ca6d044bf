"""What a regular expression's matches begin with, where that is plain text: so that few lines need be matched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

_SPECIAL = frozenset("\\.^$*+?{}[]|()")
_OPTIONAL = ("?", "*", "{")
_REPEATED = ("?", "*", "{", "+")
_COUNT = re.compile(r"\{\d*,?\d*\}")
_MOST_PREFIXES = 300
LONGEST_PREFIX = 16
"""More characters of what a match begins with are of no interest."""

_Beginning = tuple[str, bool]
"""What a match begins with, and whether what follows in the pattern follows there."""


def literal_prefixes(patterns: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part patterns into those whose matches begin with known plain text and the others.

    Parameters
    ----------
    patterns : sequence of str
        Regular expressions, matched without case.

    Returns
    -------
    prefixes : list of str
        Case-folded, up to `LONGEST_PREFIX` characters; a match of one of the former patterns begins with one of these.
    others : list of str
        The patterns of which that cannot be told.
    """
    prefixes: list[str] = []
    others: list[str] = []
    for pattern in patterns:
        found = _prefixes(pattern)
        if found is None:
            others.append(pattern)
        else:
            prefixes += found
    return prefixes, others


def by_beginning(prefixes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return case-folded prefixes by their first two letters in either case, or by the one they have.

    What a text begins with is found by ``table.get(text[:2]) or table.get(text[0])``, in the form that
    `str.startswith` takes.
    """
    found: dict[str, set[str]] = {}
    for prefix in prefixes:
        for first, second in product(*(dict.fromkeys((one, one.upper())) for one in (prefix[0], prefix[1:2]))):
            found.setdefault(first + second, set()).add(prefix)
    for beginning in found:
        found[beginning] |= found.get(beginning[0], set())
    return {beginning: tuple(sorted(prefixes)) for beginning, prefixes in found.items()}


def needed_sign(pattern: str) -> str:
    """Return a sign without which a pattern of one branch matches nothing, or ``""`` where none is plain to see."""
    if len(_branches(pattern)) > 1:
        return ""
    for position, char, depth in _signs(pattern):
        is_plain = char not in _SPECIAL and not char.isalnum()
        if depth == 0 and is_plain and pattern[position + 1 : position + 2] not in _OPTIONAL:
            return char
    return ""


def _prefixes(pattern: str) -> list[str] | None:
    """Return the prefixes of a pattern, or None if some match has none."""
    found = dict.fromkeys(prefix.casefold()[:LONGEST_PREFIX] for prefix, _ in _beginnings(pattern, 0))
    if "" in found:
        return None
    # What begins with another one says no more.
    return [prefix for prefix in found if not any(prefix[:size] in found for size in range(1, len(prefix)))]


def _beginnings(pattern: str, n_before: int) -> list[_Beginning]:
    return [beginning for branch in _branches(pattern) for beginning in _beginnings_of(branch, n_before)]


def _beginnings_of(branch: str, n_before: int) -> list[_Beginning]:
    """Return what a branch begins with, so many signs behind the beginning of its pattern."""
    growing: list[str] = [""]
    ended: list[str] = []
    position = 0
    while growing and position < len(branch):
        found, position = _element(branch, position, n_before)
        if not found or len(growing) * len(found) > _MOST_PREFIXES:
            return [(prefix, False) for prefix in (*ended, *growing)]
        joined = [((prefix + own)[:LONGEST_PREFIX], goes_on) for prefix in growing for own, goes_on in found]
        ended += [prefix for prefix, goes_on in joined if not goes_on or len(prefix) >= LONGEST_PREFIX]
        growing = [prefix for prefix, goes_on in joined if goes_on and len(prefix) < LONGEST_PREFIX]
    return [*((prefix, False) for prefix in ended), *((prefix, True) for prefix in growing)]


def _element(branch: str, position: int, n_before: int) -> tuple[list[_Beginning], int]:
    """Return what the next element of a branch begins with, nothing where that is not plain, and where it ends."""
    char, behind = branch[position], branch[position + 1 : position + 2]
    if branch.startswith("(?:", position):
        end = position + _closing(branch[position:])
        found = _beginnings(branch[position + 3 : end], n_before + position)
        sign = branch[end + 1 : end + 2]
        if sign == "?":
            return [*found, ("", True)], end + 2 + (branch[end + 2 : end + 3] in _REPEATED)
        if sign in _REPEATED:
            found = [(prefix, False) for prefix, _ in found] if sign == "+" else []
        return found, end + 1
    if char == "\\" and behind == "d" and n_before + position == 0 and branch[2:3] not in _OPTIONAL:
        return [(digit, False) for digit in "0123456789"], 2
    step = 1
    if char == "\\" and behind and not behind.isalnum():
        char, step = behind, 2
    elif char in _SPECIAL:
        return [], position
    position += step
    return ([] if branch[position : position + 1] in _OPTIONAL else [(char, True)]), position


def _branches(pattern: str) -> list[str]:
    """Split a pattern at the strokes outside groups and sets."""
    branches, start = [], 0
    for position, char, depth in _signs(pattern):
        if char == "|" and depth == 0:
            branches.append(pattern[start:position])
            start = position + 1
    return [*branches, pattern[start:]]


def _closing(branch: str) -> int:
    """Return where the group ends with which a branch begins."""
    ends = (position for position, char, depth in _signs(branch) if char == ")" and depth == 0)
    return next(ends, len(branch))


def _signs(pattern: str) -> Iterator[tuple[int, str, int]]:
    """Yield what is neither escaped nor in a set or count: position, character, how many groups are open behind it."""
    depth, position = 0, 0
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            position += 1
        elif char == "[":
            position = _set_end(pattern, position)
        elif count := _COUNT.match(pattern, position):
            position = count.end() - 1
        else:
            depth += (char == "(") - (char == ")")
            yield position, char, depth
        position += 1


def _set_end(pattern: str, position: int) -> int:
    """Return where the set ``[…]`` ends that begins at a place."""
    position += 2 if pattern[position + 1 : position + 2] != "^" else 3
    while position < len(pattern) and pattern[position] != "]":
        position += 2 if pattern[position] == "\\" else 1
    return position
