"""What a regular expression's matches begin with, where that is plain text: so that few lines need be matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

_SPECIAL = frozenset("\\.^$*+?{}[]|()")
_OPTIONAL = ("?", "*", "{")


def literal_prefixes(patterns: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part patterns into those whose matches begin with known plain text and the others.

    Parameters
    ----------
    patterns : sequence of str
        Regular expressions, matched without case.

    Returns
    -------
    prefixes : list of str
        Case-folded; a match of one of the former patterns begins with one of these.
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
    found: list[str] = []
    for branch in _branches(pattern):
        if branch.startswith("(?:"):
            end = _closing(branch)
            inner, rest = _prefixes(branch[3:end]), branch[end + 1 :]
            optional = rest[:1] in _OPTIONAL
            after = _prefixes(rest[1:].removeprefix("?")) if optional and rest[0] == "?" else None
            if inner is None or (optional and after is None):
                return None
            found += [*inner, *(after or [])]
        else:
            if branch.startswith("\\d") and branch[2:3] not in _OPTIONAL:
                found += "0123456789"
                continue
            literal = _literal(branch)
            if not literal:
                return None
            found.append(literal.casefold())
    return found


def _literal(branch: str) -> str:
    position = 0
    literal = ""
    while position < len(branch):
        char = branch[position]
        step = 1
        if char == "\\" and branch[position + 1 : position + 2] and not branch[position + 1].isalnum():
            char, step = branch[position + 1], 2
        elif char in _SPECIAL:
            break
        if branch[position + step : position + step + 1] in _OPTIONAL:
            break
        literal += char
        position += step
    return literal


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
    """Yield what is neither escaped nor in a set: position, character, and how many groups are open behind it."""
    depth, position = 0, 0
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            position += 1
        elif char == "[":
            position = _set_end(pattern, position)
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
