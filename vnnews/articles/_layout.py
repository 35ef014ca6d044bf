"""Captions that only their place gives away: above a bare credit, above their copy, or gathered below the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from vnnews.articles._context import Part
from vnnews.articles._credits import is_credit
from vnnews.articles._line_kinds import kind_of
from vnnews.articles._photo_credits import is_said_whole
from vnnews.articles._rule_patterns import CAPITAL
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import offsets
from vnnews.articles._telling_ends import says_caption

_FULL_STOP = re.compile(rf"\.\s+[“\"]?{CAPITAL}")
_LONGEST_ABBREVIATION = 3
_QUOTED = re.compile(r"[“\"].{20,}[”\"],? (?:theo )?\w.*\.$")
"""A sentence that somebody says: no photo shows it."""
_NUMBER = re.compile(r"(?:\s*[-–]\s*(?:[ẢảHh](?:nh|ình)\s*)?\d{1,2})?\.?$")
_STOPS, _DIGITS = frozenset(".…?!”"), frozenset("0123456789")
_TEXT_OR_CAPTION = frozenset(("body", "caption"))
_ROLE, _BARE, _AFTER_BLANK = attrgetter("role"), attrgetter("bare"), attrgetter("after_blank")
_FEWEST, _LONGEST = 4, 30
_LONGEST_GATHERED = 60
_SHORTEST_BODY = 3
_OPENING, _BEGINNING, _NAMED = 6, 16, 12
_MAY_BE_GATHERED = frozenset(("body", "repeated", "caption"))
_MANY_SENTENCES = 0.3
_LEAST_CAPTION = 0.5
"""How probable a caption must be by its words that stands twice."""


def mark_captions(source: str, parts: list[Part], rules: Rules) -> None:
    """Mark captions that stand above their credit, stand twice, or stand in a block of their own at the end."""
    _above_credits(source, parts, rules)
    _gathered(parts, rules)
    unusual = _unusual(parts)
    _say_so(parts, unusual)
    _twice(parts)
    _nearly_twice(parts, unusual)


def _unusual(parts: Sequence[Part]) -> list[int]:
    """Return which parts end otherwise than most: with a letter and a full stop."""
    return [i for i, part in enumerate(parts) if part.text[-1] not in _STOPS or part.text[-2:-1] in _DIGITS]


def _say_so(parts: list[Part], unusual: Sequence[int]) -> None:
    """Mark captions that say so at their end; the article has other sentences."""
    found = [parts[i] for i in unusual if i and parts[i].role == "body" and says_caption(parts[i].text)]
    if found and list(map(_ROLE, parts)).count("body") > 2 * len(found):
        for part in found:
            part.role = "caption"


def _twice(parts: list[Part]) -> None:
    """Mark a caption that stands twice, one right below the other or behind some scrap: a copy names the photo."""
    for i in [i for i, part in enumerate(parts) if part.role == "repeated"] if "repeated" in map(_ROLE, parts) else ():
        copy = parts[i]
        for part in parts[max(1, i - 2) : i]:
            is_same = part.role in _TEXT_OR_CAPTION and part.text.casefold() == copy.text.casefold()
            is_short = is_same and len(part.text.split()) <= _LONGEST
            if is_short and (part.role == "caption" or kind_of(part.text).caption >= _LEAST_CAPTION):
                part.role = copy.role = "caption"


def _nearly_twice(parts: list[Part], unusual: Sequence[int]) -> None:
    """Mark a caption that stands twice but for a full stop or the number of the photo."""
    for i in unusual:
        part = parts[i]
        beginning = part.text[:_BEGINNING]
        if i and i + 1 < len(parts) and parts[i + 1].text.startswith(beginning):
            _mark_copies(part, parts[i + 1])
        if i > 1 and parts[i - 1].text.startswith(beginning):
            _mark_copies(parts[i - 1], part)


def _mark_copies(part: Part, below: Part) -> None:
    text = part.text
    if abs(len(text) - len(below.text)) > _NAMED or len(text) > _LONGEST * 10:
        return
    is_same = part.role in _TEXT_OR_CAPTION and below.role in _TEXT_OR_CAPTION
    if is_same and _FEWEST <= len(text.split()) <= _LONGEST and _NUMBER.sub("", text) == _NUMBER.sub("", below.text):
        part.role = below.role = "caption"


def _above_credits(source: str, parts: list[Part], rules: Rules) -> None:
    # A caption and, on the next line, "Ảnh: Reuters".
    for i in [i for i, part in enumerate(parts) if part.bare and i > 1] if True in map(_BARE, parts) else ():
        above, credit = parts[i - 1], parts[i]
        if above.role not in ("body", "repeated") or _lines_between(source, above, credit) != 1:
            continue
        text = above.text
        if len(text) > _LONGEST * 10 or len(text.split()) > _LONGEST or text[-1] in ":,;":
            continue
        if (
            _QUOTED.match(text) is None
            and is_said_whole(text)
            and len(offsets(text)) == 1
            and not is_credit(text, rules)
        ):
            above.role = "caption"


def _gathered(parts: list[Part], rules: Rules) -> None:
    """Mark the last of four blocks (headline, lead, a sentence a line, captions) and its copies in the third."""
    if len(parts) < 4 or not (parts[1].after_blank and parts[2].after_blank):
        return
    after_blank = list(map(_AFTER_BLANK, parts[1:]))
    if after_blank.count(True) != 3:
        return
    at = after_blank.index(True, 2) + 1
    body, last = parts[2:at], parts[at:]
    if len(body) < _SHORTEST_BODY or not {part.role for part in last} <= _MAY_BE_GATHERED:
        return
    if [part for part in last if len(part.text) > 2 * _LONGEST_GATHERED and len(part.text.split()) > _LONGEST_GATHERED]:
        return
    # That a line has no full stop but the one at its end is told several times as fast.
    several = [part for part in body if part.text.find(".", 0, -1) >= 0 and _holds_sentences(part.text)]
    if len(several) > _MANY_SENTENCES * len(body):
        return
    gathered = set()
    for part in last:
        if len(last) == 1 and part.role == "body" and is_credit(part.text, rules):
            return
        part.role = "caption"
        gathered.add(part.text.rstrip("."))
    # Few lines begin as one of them does.
    size = min([_OPENING, *map(len, gathered)])
    openings = {text[:size] for text in gathered}
    for part in body:
        if part.text[:size] in openings and part.role == "body" and part.text.rstrip(".") in gathered:
            part.role = "caption"


def _holds_sentences(text: str) -> bool:
    """Tell whether a full stop stands within a text, other than behind an abbreviation."""
    match = _FULL_STOP.search(text) if ". " in text else None
    return match is not None and text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()].isalpha()


def _lines_between(source: str, first: Part, second: Part) -> int:
    return source.count("\n", first.end, second.start)
