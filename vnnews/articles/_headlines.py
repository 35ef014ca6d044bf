"""Headlines of other stories that only their words give away: alone, run into the end of a paragraph, with a lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from vnnews.articles._context import Part
from vnnews.articles._credits import is_credit
from vnnews.articles._line_kinds import kind_of
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import last_sentence, offsets

_FEWEST, _MOST = 6, 25
"""Words of a headline."""
_LEAST, _SURE, _LEAST_BEHIND = 0.65, 0.85, 0.75
"""How probable it must be by its words that a line is one; where it may also be a caption; and behind the text."""
_ENTRY = re.compile(r"[\"“'‘*+\d-]|(?:\w+ ){1,4}\d+\s?:|.*\d(?:'|-\d)")
"""A quotation, an entry of a list, or the score of a match."""
_NO_ENDS = ":;,"
_QUOTES = "\"“'‘"
_FEWEST_KEYWORDS, _LONGEST_KEYWORD = 4, 4
_WORD = re.compile(r"\w+")
_MOST_SHARED = 0.2
"""So many of the pairs of words of a subheading stand in the paragraph below."""
_STOPS = '.?!…:;,”")'
_SHORTEST_PARAGRAPH, _LONGEST_TAIL = 100, 250
_LONGEST_LEAD = 300
_NO_TEXT = frozenset(("furniture", "teaser", "repeated"))
_NO_TEXT_BEHIND = _NO_TEXT | {"credit", "caption", "date"}
_LONGEST_HEADING = 6


def is_other_headline(line: str, least: float = _LEAST) -> bool:
    """Tell whether a line is the headline of another story by its words.

    Parameters
    ----------
    line : str
        Alone between paragraphs, or behind the last.
    least : float, default=0.65
        How probable it must be.
    """
    if len(line.split()) < _FEWEST or line[-1] in _NO_ENDS or _ENTRY.match(line):
        return False
    return kind_of(line).headline >= least


def stands_alone(line: str, below: str, *, may_be_caption: bool) -> bool:
    """Tell whether a line between two paragraphs is a headline that has nothing to do with the text below it.

    Parameters
    ----------
    line : str
    below : str
        The paragraph below it.
    may_be_caption : bool
        Whether the line may be one by its place: then its words must be plain.
    """
    if line[-1] == "?" or not is_other_headline(line, _SURE if may_be_caption else _LEAST):
        return False
    pairs, known = ([*pairwise(_WORD.findall(text.casefold()))] for text in (line, below))
    return len(set(pairs).intersection(known)) < _MOST_SHARED * len(pairs)


def is_row_of_keywords(line: str) -> bool:
    """Tell whether a line has nothing but short entries between commas."""
    # The players of a team stand behind a colon.
    if line.count(",") < _FEWEST_KEYWORDS - 1 or not line[-1].isalnum() or ":" in line:
        return False
    return all(0 < len(entry.split()) <= _LONGEST_KEYWORD for entry in line.split(","))


def cut_headlines(parts: list[Part], rules: Rules) -> None:
    """Cut the headlines off that are run into the end of a paragraph: ``… năm 2018. Nông dân Mỹ mỏi mòn chờ …``.

    Parameters
    ----------
    parts : list of Part
        Those of a page in order; some are parted.
    rules : Rules
    """
    # Not a function: it is asked of every part of every page.
    ends = [
        i
        for i, part in enumerate(parts)
        if part.text[-1] not in _STOPS and part.role == "body" and len(part.text) >= _SHORTEST_PARAGRAPH
    ]
    for i in reversed(ends):
        parts[i : i + 1] = _parted(parts[i], rules)


def _parted(part: Part, rules: Rules) -> Iterator[Part]:
    low = max(0, len(part.text) - _LONGEST_TAIL)
    end, start = last_sentence(part.text[low:])
    text = part.text[low + start :]
    is_short = end > 0 and len(text.split()) <= _MOST
    is_headline = is_short and is_other_headline(text.lstrip(_QUOTES), _LEAST_BEHIND) and not is_credit(text, rules)
    if not is_headline:
        yield part
        return
    yield Part("body", part.text[: low + end], part.start, part.start + low + end, after_blank=part.after_blank)
    yield Part("teaser", text, part.start + low + start, part.end)


def mark_leads(parts: list[Part]) -> None:
    """Mark the sentence below the headline of another story that stands above something else than text."""
    leads = [i for i in range(1, len(parts)) if parts[i - 1].role == "teaser" and parts[i].role == "body"]
    if not leads:
        return
    last = max(i for i, part in enumerate(parts) if part.role == "body" and (part.text[-1] in _STOPS or i == leads[0]))
    for i in leads:
        below = parts[i + 1].role if i + 1 < len(parts) else "furniture"
        is_alone = below in (_NO_TEXT_BEHIND if i >= last else _NO_TEXT)
        text = parts[i].text
        if is_alone and len(text) <= _LONGEST_LEAD and len(offsets(text)) == 1 and is_other_headline(parts[i - 1].text):
            parts[i].role = "teaser"


def mark_behind(lines: list[Part], rules: Rules) -> None:
    """Mark the headlines among the lines behind the last paragraph, and what heads them.

    Parameters
    ----------
    lines : list of Part
        In order; the roles of some that are ``"body"`` are changed.
    rules : Rules
    """
    labels = [line.text.split(None, 1)[0] for line in lines if ":" in line.text]
    # From below: what heads a headline stands above it.
    below = None
    for part in reversed(lines):
        is_entry = ":" in part.text and labels.count(part.text.split(None, 1)[0]) > 1
        if is_entry:
            role = "body"
        elif is_row_of_keywords(part.text):
            role = "furniture"
        elif is_listed_headline(part):
            role = "teaser"
        elif below == "teaser" and len(part.text.split()) <= _LONGEST_HEADING:
            role = "furniture"
        else:
            role = "body"
        if role != "body" and not is_credit(part.text, rules):
            part.role = role
        below = role


def is_listed_headline(part: Part) -> bool:
    """Tell whether a line among others is the headline of another story; the entries of a table have colons, too."""
    return is_other_headline(part.text, _LEAST_BEHIND if ":" in part.text else _LEAST)
