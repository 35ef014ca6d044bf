"""Lines that name author and sources: ``Tô Lan (theo Reuters, AFP)``, ``Theo Hà My/VTC News``."""

from __future__ import annotations

import re

from vnnews.articles._rules import Rules

_LONGEST = 12
_LONGEST_LINE = 150
_TOKEN = re.compile(r"[^\s(),;/:–—-]+")
_SMALL_WORDS = frozenset(
    [
        "theo",
        "tổng",
        "hợp",
        "và",
        "nguồn",
        "lược",
        "dịch",
        "biên",
        "the",
        "of",
        "ghi",
        "thực",
        "hiện",
        "từ",
        "tin",
        "pv",
        "ctv",
    ]
)
_SOURCE = re.compile(r"(?i)(?<!\w)(?:theo|nguồn|tổng\s+hợp|lược\s+dịch|biên\s+dịch)(?!\w)")
_SEPARATOR = re.compile(r"\s*[/|]\s*|\s+[-–—]\s+")


def is_credit(line: str, rules: Rules) -> bool:
    """Tell whether a short line, without a verb to it, names the author or the source."""
    if len(line) > _LONGEST_LINE:
        return False
    tokens = _TOKEN.findall(line)
    if not 1 <= len(tokens) <= _LONGEST or line.rstrip(' )"”').endswith((".", "?", "!", "…", ":", ",")):
        return False
    if not all(token[0].isupper() or token.casefold() in _SMALL_WORDS for token in tokens):
        return False
    if _SOURCE.search(line) or rules.outlet_in(line) or rules.agencies_in(line):
        return True
    return 2 <= len(tokens) <= 5 and not any(sign in line for sign in ':"“”?!')


def author_of(credit: str, rules: Rules) -> str:
    """Return the author that a credit line names, as printed, or ``""``.

    What stands behind ``theo`` is a source, unless the line begins with it and goes on ``Name/Outlet``.
    """
    return next(iter(_names(credit, rules)[:1]), "")


def outlet_of(credit: str, rules: Rules) -> str:
    """Return the outlet that a credit line names, as printed, or ``""``."""
    known = rules.outlet_in(credit)
    if known:
        return known
    return next(iter(_names(credit, rules)[1:2]), "")


def _names(credit: str, rules: Rules) -> list[str]:
    """Return author and, if it is printed behind a stroke, outlet."""
    line = credit.strip(" ()")
    source = _SOURCE.search(line)
    from_source = source is not None and source.start() == 0
    if source is not None:
        line = line[source.end() :] if from_source else line[: source.start()]
    parts = [part.strip(" (),.:") for part in _SEPARATOR.split(line)]
    if from_source and len(parts) < 2:
        return []
    if rules.agencies_in(parts[0]) or rules.outlet_in(parts[0]) == parts[0]:
        return []
    return [part for part in parts[:2] if part and not rules.agencies_in(part)]
