"""A page full of furniture, read once more: its words say what place, length and phrases could not tell.

What rules have found stays mostly as it is: credits of photos, dates, phrases. What they leave among the text is looked
at again here, word by word with all that stands around it (`vnnews.articles._word_roles`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._alt_text import BLANK
from vnnews.articles._context import Part
from vnnews.articles._frame import ends_sentence
from vnnews.articles._rule_patterns import CAPITAL, SMALL
from vnnews.articles._rules import Rules
from vnnews.articles._run_on import MOST_LINES
from vnnews.articles._sentences import offsets
from vnnews.articles._title import mark_lead
from vnnews.articles._word_marks import PageWords, read_words
from vnnews.articles._word_numbers import Of
from vnnews.articles._word_roles import CAPTION, ROLES, TEXT, TITLE, UNIT, read_roles

LONGEST = 60_000
"""A longer page is no article."""
FEWEST = 3
"""So many pieces that are no text, or may be none, a page has that is read again."""
AROUND = frozenset(("furniture", "teaser", "repeated"))
_LINK, _NOTE = ">", "# "
"""What a corpus notes above its pages (``# url = …``) does not tell of them."""
_TEXT_ROLES = frozenset(("title", "lead", "body"))
_LEAST, _LEAST_SCRAP, _LEAST_PROSE = 2 * UNIT, 5 * UNIT, 10 * UNIT
"""How far ahead it must be that words are no text, that one or two alone are none, that a whole sentence is none."""
_SCRAP = 2
_RUN_IN = re.compile(rf"(?<={SMALL}[.?!…])(?={CAPITAL})")
"""Where a sentence ends that the next one is run into."""
_LEAST_TITLE, _LEAST_OTHER_TITLE = 4 * UNIT, 8 * UNIT
"""The same of a title, where rules have found none and where they have found one."""
_MOST_OF_TEXT = 0.25
"""So large a share of what rules took for text may turn out to be none."""
_SURE, _TITLE, _CAPTION, _ANY = range(4)
_MAY_BE = dict.fromkeys(_TEXT_ROLES, _ANY) | {"furniture": _CAPTION, "teaser": _CAPTION, "caption": _TITLE}
"""What rules call text may be anything, what they cut out a caption or the title, a caption the title; dates, credits,
alt texts and what stands twice stay what they are."""
_FEWEST_PROSE, _PROSE_ENDS = 7, frozenset('.…”"')
_KEPT = -1

Ints = NDArray[np.int64]


def is_crowded(source: str, parts: Sequence[Part]) -> bool:
    """Tell whether so much was taken out of a page, or may be, that more may be left.

    Parameters
    ----------
    source : str
        The page.
    parts : list of Part
        As rules have read it.
    """
    if has_many(parts):
        return True
    # On a page that is one line not every button is found; links stand within articles, too.
    is_line = source.count("\n") < MOST_LINES
    return is_line and any(part.role == "furniture" and part.text[0] != _LINK for part in parts)


def has_many(parts: Sequence[Part]) -> bool:
    """Tell whether many parts stand around an article, or some do and others do not end as text does."""
    n_around = [part.role in AROUND and not part.text.startswith(_NOTE) for part in parts].count(True)
    if n_around >= FEWEST or n_around == 0:
        return n_around > 0
    return n_around + [part.role == "body" and not ends_sentence(part) for part in parts].count(True) >= FEWEST


def read_again(source: str, parts: list[Part], rules: Rules) -> list[Part]:
    """Return the parts of a page, those cut in which its words say so.

    Parameters
    ----------
    source : str
        The page.
    parts : list of Part
        As rules have read it.
    rules : Rules
    """
    page = read_words(source, rules) if len(source) <= LONGEST else None
    if page is None:
        return parts
    may_be = _may_be(page, parts)
    roles, leads = read_roles(page, may_be == _SURE)
    old = [part for part in parts if part.role == "title"]
    is_title = _best_title(page, roles, leads)
    if leads[is_title].max(initial=0) < (_LEAST_OTHER_TITLE if old else _LEAST_TITLE):
        is_title[:] = False
        for part in old:
            may_be[np.searchsorted(page.starts, part.start) : np.searchsorted(page.starts, part.end)] = _SURE
    roles[(roles == TITLE) & ~is_title] = TEXT
    new = _new_roles(source, page, (roles, leads), may_be)
    # Tables and lists are not what the weights know.
    if np.count_nonzero((new > TEXT) & (may_be == _ANY)) > _MOST_OF_TEXT * np.count_nonzero(may_be == _ANY):
        return parts
    found = [piece for part in parts for piece in _pieces(source, part, page, new)]
    _match_captions(found)
    if _TEXT_ROLES.isdisjoint([part.role for part in found]):
        return parts
    if (new == TITLE).any():
        _drop_titles(found, int(page.starts[np.flatnonzero(new == TITLE)[0]]))
        mark_lead(source, found)
    return found


def _best_title(page: PageWords, roles: Ints, leads: Ints) -> NDArray[np.bool_]:
    """Tell which words are of the title: of several stretches, those of the one that is furthest ahead.

    On a page with lines it begins one, or what a line is run into without a blank.
    """
    best = np.zeros(len(roles), np.bool_)
    may_begin = np.diff(page.line_of, prepend=-1) > 0
    may_begin |= (page.of_words[:, Of.SEAM] > 0) | (page.line_of[-1] < MOST_LINES)
    titles = [(first, last) for first, last in _stretches(roles) if roles[first] == TITLE and may_begin[first]]
    if titles:
        first, last = max(titles, key=lambda span: int(leads[span[0] : span[1]].max()))
        best[first:last] = True
    return best


def _may_be(page: PageWords, parts: Sequence[Part]) -> Ints:
    """Return what each word may become: see `_MAY_BE`."""
    may_be = np.zeros(len(page.starts), np.int64)
    lows = np.searchsorted(page.starts, [part.start for part in parts])
    highs = np.searchsorted(page.starts, [part.end for part in parts])
    for part, low, high in zip(parts, lows.tolist(), highs.tolist(), strict=True):
        may_be[low:high] = _MAY_BE.get(part.role, _SURE)
    return may_be


def _new_roles(source: str, page: PageWords, found: tuple[Ints, Ints], may_be: Ints) -> Ints:
    """Return the role of every word that is another than rules said, as an index of `ROLES`; -1 of the others."""
    roles, leads = found
    new = np.full(len(roles), _KEPT, np.int64)
    for first, last in _stretches(roles):
        role, lead = int(roles[first]), int(leads[first:last].max())
        if role == TITLE:
            new[first:last] = TITLE
        elif role != TEXT and lead >= (_LEAST if last - first > _SCRAP else _LEAST_SCRAP):
            may_change = may_be[first:last] >= (_CAPTION if role == CAPTION else _ANY)
            for low, high in _sentences(source, page, first, last) if may_change.any() else ():
                if _is_prose(source[page.starts[low] : page.ends[high - 1]]) and leads[low:high].max() < _LEAST_PROSE:
                    continue
                new[low:high][may_change[low - first : high - first]] = role
    return new


def _stretches(roles: Ints) -> Iterator[tuple[int, int]]:
    """Yield where words of the same role begin and end."""
    cuts = [0, *(np.flatnonzero(np.diff(roles)) + 1).tolist(), len(roles)]
    yield from pairwise(cuts)


def _sentences(source: str, page: PageWords, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield which words of a stretch stand in one sentence."""
    start = int(page.starts[first])
    text = source[start : int(page.ends[last - 1])]
    places = [low for low, _ in offsets(text)] + [match.start() for match in _RUN_IN.finditer(text)]
    lows = np.searchsorted(page.starts[first:last], [start + low for low in places]) + first
    cuts = sorted({first, *lows.tolist(), last})
    yield from pairwise(cuts)


def _is_prose(sentence: str) -> bool:
    return sentence[-1] in _PROSE_ENDS and sentence.count(" ") >= _FEWEST_PROSE - 1


def _pieces(source: str, part: Part, page: PageWords, new: Ints) -> Iterator[Part]:
    """Yield a part, or what it is cut into."""
    low, high = np.searchsorted(page.starts, (part.start, part.end)).tolist()
    if (new[low:high] == _KEPT).all():
        yield part
        return
    cuts = [low + place for place, _ in _stretches(new[low:high])]
    places = [part.start, *(int(page.starts[at]) for at in cuts[1:]), part.end]
    for at, start, end in zip(cuts, places[:-1], places[1:], strict=True):
        text = source[start:end].rstrip(BLANK)
        role = part.role if new[at] == _KEPT else ROLES[new[at]]
        yield Part(role, text, start, start + len(text), after_blank=part.after_blank and start == part.start)


def _match_captions(parts: Sequence[Part]) -> None:
    """Let a caption that stands twice be one in both places."""
    captions = {part.text for part in parts if part.role == "caption"}
    for part in parts:
        if part.role == "body" and part.text in captions:
            part.role = "caption"


def _drop_titles(parts: Sequence[Part], title: int) -> None:
    """Let the words' title be the only one."""
    for part in parts:
        if part.role == "lead":
            part.role = "body"
        elif part.role == "title" and part.start != title:
            part.role = "furniture" if part.start < title else "body"
