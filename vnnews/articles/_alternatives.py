"""Regular expressions for one of many names, as a tree of their letters: what begins alike is matched once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

BLANKS = (" ", "\t", "\u00a0")
SPACE = f"[{''.join(BLANKS)}]"
"""What a blank in a name matches."""
_WRITTEN_OUT = (range(0x0, 0x23A), range(0x1E00, 0x1F00))
"""Latin letters, Vietnamese ones among them, with every other case before U+2200."""
_CASED_END = 0x2200
_END = ""

Tree = dict[str, Any]


def alternatives(names: Iterable[str], *, any_case: bool = False) -> str:
    """Return a pattern that matches one of the names, the longest that the rest of the pattern leaves room for.

    Parameters
    ----------
    names : iterable of str
        A blank in a name is any of `SPACE`.
    any_case : bool, default=False
        Whether the pattern matches them without case as ``(?i:…)`` does; written out, it is several times as fast,
        because Python tells by the first letter of a branch whether to enter it, but not without case.

    Examples
    --------
    >>> alternatives(["AP", "APTN", "AFP"])
    'A(?:P(?:TN|)|FP)'
    >>> alternatives(["dpa"], any_case=True)
    '[Dd](?i:pa)'
    """
    tree: Tree = {}
    for name in names:
        node = tree
        for char in name:
            # Names that differ in case alone must share their path: the longest of them comes first.
            node = node.setdefault(char.lower() if any_case and len(char.lower()) == 1 else char, {})
        node[_END] = {}
    return _pattern(tree, any_case)


def same_case(word: str) -> str:
    """Return a word in the case in which those are equal that ``re`` takes for the same without case."""
    return word.upper().casefold()


def _pattern(tree: Tree, any_case: bool) -> str:
    branches = [_branch(char, below, any_case) for char, below in tree.items() if char != _END]
    if _END in tree and branches:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})" if branches else ""


def _branch(first: str, tree: Tree, any_case: bool) -> str:
    rest = ""
    while len(tree) == 1 and _END not in tree:
        char, tree = next(iter(tree.items()))
        rest += SPACE if char == " " else re.escape(char)
    if not any_case:
        return (SPACE if first == " " else re.escape(first)) + rest + _pattern(tree, any_case)
    return _any_case(first) + (f"(?i:{rest})" if rest else "") + _pattern(tree, any_case)


@lru_cache(maxsize=1 << 10)
def _any_case(char: str) -> str:
    if char == " ":
        return SPACE
    if char.lower() == char.upper():
        return re.escape(char)
    if not any(ord(char) in letters for letters in _WRITTEN_OUT):
        return f"(?i:{re.escape(char)})"
    return f"[{''.join(sorted(re.findall(f'(?i:{char})', _cased())))}]"


@lru_cache(maxsize=1)
def _cased() -> str:
    return "".join(char for char in map(chr, range(_CASED_END)) if char.lower() != char.upper())
