"""The title of an article, and its lead: read off the first lines that are left when the page around is known."""

from __future__ import annotations

import re
from itertools import islice
from operator import attrgetter

from vnnews.articles._context import Part
from vnnews.articles._credits import is_credit
from vnnews.articles._line_kinds import kind_of
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import offsets

_ROLE = attrgetter("role")
_ABOVE_TITLE = frozenset(("furniture", "date", "alt text", "teaser"))
_LINE_END = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LONGEST_SOURCE = 25
_LONGEST_TITLE = 32
_LONGEST_SECTION = 3
_LONGEST_LEAD = 70
_LONGEST_UNTITLED_LEAD = 50
_STOPS = frozenset('.?!…”":')
_MOST_CAPTION, _LEAST_CAPTION = 25, 0.45
"""Words of a line without a stop that is no lead but a caption, and how probable it must be."""
_MOST_SITE, _LEAST_HEADLINE, _MOST_HEADLINE = 12, 0.6, 0.3
"""Words of the name of a site; how like a headline by its words is the title below it, and how little that name is."""


def mark_title(parts: list[Part], rules: Rules) -> None:
    """Mark the first line as title, or the second where the first names the outlet or a section.

    Parameters
    ----------
    parts : list of Part
        Those of the page in order; the roles of some that are ``"body"`` are changed.
    rules : Rules
    """
    if "title" in map(_ROLE, parts[:3]):
        return
    above = parts[:2]
    if not _ABOVE_TITLE.isdisjoint(map(_ROLE, above)):
        above = list(islice((part for part in parts if part.role not in _ABOVE_TITLE), 2))
    if above and above[0].role == "body" and len(parts) > 2 and _is_section(above, rules):
        above.pop(0).role = "furniture"
    if above and above[0].role == "body" and _is_headline(above[0].text):
        above[0].role = "title"


def _is_headline(text: str) -> bool:
    return text[-1] not in ".:;," and len(text) <= _LONGEST_TITLE * 12 and _has_at_most(_LONGEST_TITLE, text)


def _has_at_most(n: int, text: str) -> bool:
    """Tell whether a text has so few words; where blanks are its only white space they tell, in less time."""
    return (text.count(" ") < n and text.isprintable()) or len(text.split()) <= n


def _is_section(above: list[Part], rules: Rules) -> bool:
    """Tell whether the first line is no headline but names the outlet or a section, with the headline below it."""
    text = above[0].text
    if len(text) <= _LONGEST_SOURCE and _is_source(text, rules):
        return True
    if len(above) < 2 or above[1].role != "body" or not _is_headline(above[1].text):
        return False
    below = above[1].text
    n_words, n_below = len(text.split()), len(below.split())
    if n_below <= _LONGEST_SECTION + 1 or is_credit(below, rules):
        return False
    if n_words <= _LONGEST_SECTION:
        return True
    is_title = n_words <= _MOST_SITE and kind_of(below).headline >= _LEAST_HEADLINE
    return is_title and kind_of(text).headline <= _MOST_HEADLINE


def _is_source(text: str, rules: Rules) -> bool:
    match = rules.sources.match(text) if rules.may_name_source(text) else None
    return match is not None and match.end() == len(text)


def mark_lead(source: str, parts: list[Part]) -> None:
    """Mark the first paragraph as lead if it is short enough for one and a line of its own.

    Parameters
    ----------
    source : str
        The page.
    parts : list of Part
        Those of the page in order; the roles of one or two that are ``"body"`` are changed.
    """
    roles = list(map(_ROLE, parts))
    if "lead" in roles or roles.count("body") < 2:
        return
    at = roles.index("body")
    titled = "title" in roles
    if titled and parts[at].text[-1] not in _STOPS and _is_caption(parts[at].text) and roles.count("body") > 2:
        parts[at].role = roles[at] = "caption"
        at = roles.index("body")
    first, second = parts[at], parts[roles.index("body", at + 1)]
    text = first.text
    if len(text) > _LONGEST_LEAD * 12 or not _is_line_end_between(source, first.end, second.start):
        return
    longest, most = (_LONGEST_LEAD, 2) if titled else (_LONGEST_UNTITLED_LEAD, 1)
    if _has_at_most(longest, text) and (_n_signs(text[:-1]) < most or len(offsets(text)) <= most):
        first.role = "lead"


def _is_caption(text: str) -> bool:
    """Tell whether a line without a stop is the caption of the photo below the title, and no lead, by its words."""
    return _has_at_most(_MOST_CAPTION, text) and kind_of(text).caption >= _LEAST_CAPTION


def _is_line_end_between(source: str, start: int, end: int) -> bool:
    return source.find("\n", start, end) >= 0 or _LINE_END.search(source, start, end) is not None


def _n_signs(text: str) -> int:
    """Return how many signs a text holds that may end a sentence."""
    return text.count(".") + text.count("?") + text.count("!") + text.count("…")
