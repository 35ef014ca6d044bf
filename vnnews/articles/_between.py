"""What stands between two paragraphs: headlines of other stories, menus, captions on a line, what photos are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vnnews.articles._context import Part
from vnnews.articles._frame import LONGEST_LINE, is_headline, is_menu, is_prose, is_short
from vnnews.articles._headlines import is_listed_headline, is_row_of_keywords, mark_behind, mark_leads, stands_alone
from vnnews.articles._line_kinds import kind_of
from vnnews.articles._rules import Rules

_COPY = re.compile(r"\s*[-–]?\s*(?:(?:Ảnh|Hình)\s*)?\d{1,2}\.?")
_AROUND, _OPENING = " -–*", 8
_NO_CAPTION_ENDS = ("", ".", "…", ":", ";", ",", "?")
_FEWEST_HEADLINE = 7
_MANY_LINES, _FEWEST_OF_MANY = 3, 5
_SHORTEST_CAPTION, _FEWEST_CAPTION, _MOST_CAPTION, _MOST_CAPTIONS = 4, 9, 25, 4
_LEAST_CAPTION = 0.45
"""How probable a caption that is short for one must be by its words."""
_LONGEST_SUBHEADING = 6
_PAIR = 2
_MOST_ALONE = 2


def mark_between(parts: list[Part], rules: Rules) -> None:
    """Mark what stands between two paragraphs: headlines of other stories, menus, captions on a line, alt texts.

    Parameters
    ----------
    parts : list of Part
        Those of the page in order, with captions; the roles of some that are ``"body"`` are changed.
    rules : Rules
    """
    _mark_copies(parts)
    alone = _Alone([], [])
    before: Part | None = None
    lines: list[Part] = []
    for part in parts:
        if part.role == "lead" or (part.role == "body" and is_prose(part)):
            if lines and before is not None:
                _read_between((before, part), lines, alone, rules)
            before, lines = part, []
        elif part.role == "body":
            lines.append(part)
    # More of them are subheadings, or head the entries of a list.
    for role, found, most in (("caption", alone.captions, _MOST_CAPTIONS), ("teaser", alone.headlines, _MOST_ALONE)):
        for line in found if len(found) <= most else ():
            line.role = role
    if lines and before is not None and before.text[-1] != ":":
        mark_behind(lines, rules)
    mark_leads(parts)


class _Alone(NamedTuple):
    """Lines between two paragraphs that may be captions, or headlines of other stories."""

    captions: list[Part]
    headlines: list[Part]


def _read_between(around: tuple[Part, Part], lines: list[Part], alone: _Alone, rules: Rules) -> None:
    """Mark headlines and menus among the lines between two paragraphs; note what else may be one, or a caption."""
    before, after = around
    if len(lines) == _PAIR and lines[1].text.isupper() and is_short(lines[1].text):
        # Thanh Niên prints the photographer in capitals below the caption.
        if is_headline(lines[0], _FEWEST_CAPTION):
            lines[1].role = "caption"
            alone.captions.append(lines[0])
        return
    if len(lines) > 1 and _is_subheading(lines[-1].text) and not any(_is_subheading(line.text) for line in lines[:-1]):
        del lines[-1]
    line = lines[0]
    if len(lines) > 1:
        fewest = _FEWEST_HEADLINE if len(lines) < _MANY_LINES else _FEWEST_OF_MANY
        # Some are told by their words alone.
        n_others = sum(map(is_listed_headline, lines))
        are_headlines = 2 * n_others >= len(lines) or all(is_headline(line, fewest) for line in lines)
        for line in lines if are_headlines and before.text[-1] != ":" else ():
            line.role = "teaser"
    elif is_menu(line.text, rules) or is_row_of_keywords(line.text):
        line.role = "furniture"
    else:
        may_be_caption = _is_plain_caption(line, before, after)
        if before.text[-1] != ":" and stands_alone(line.text, after.text, may_be_caption=may_be_caption):
            alone.headlines.append(line)
        elif may_be_caption:
            alone.captions.append(line)


def _is_subheading(line: str) -> bool:
    return len(line.split()) <= _LONGEST_SUBHEADING


def _mark_copies(parts: Sequence[Part]) -> None:
    """Mark what is printed below a photo that is called after the title: ``… - Ảnh 1.``."""
    title = next((part for part in parts if part.role == "title"), None)
    if title is None:
        return
    beginning = title.text[:_OPENING]
    for part in parts:
        # Few lines begin as the title does.
        if beginning in part.text[: 2 * _OPENING] and part.role == "body":
            text = part.text.lstrip(_AROUND)
            if text.startswith(title.text) and _COPY.fullmatch(text, len(title.text)):
                part.role = "caption"


def _is_plain_caption(part: Part, before: Part, after: Part) -> bool:
    """Tell whether a line alone between two paragraphs is a caption by its words, or too long for a subheading."""
    text = part.text
    if not (text[0].isupper() or text[0] == "[") or text[-1] in _NO_CAPTION_ENDS or ":" in text:
        return False
    n_words = len(text.split())
    if not _SHORTEST_CAPTION <= n_words <= _MOST_CAPTION or min(len(before.text), len(after.text)) < LONGEST_LINE:
        return False
    return n_words >= _FEWEST_CAPTION or kind_of(text).caption >= _LEAST_CAPTION
