"""Captions without a credit that stand between the sentences of an article, or run into them."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from types import ModuleType
from typing import NamedTuple

import numpy as np

from vnnews.articles._caption_context import choose, likely_on
from vnnews.articles._caption_features import Reader, Text
from vnnews.articles._caption_model import load_caption_model
from vnnews.articles._caption_table import load_table
from vnnews.articles._caption_words import read_words
from vnnews.articles._codes import Codes, codes_of
from vnnews.articles._context import Part
from vnnews.articles._credits import is_credit
from vnnews.articles._patience import Patience
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import offsets

_SHORTEST_BODY, _LONGEST_BODY = 400, 200_000
"""A shorter text is rarely that of an illustrated article, and a longer one no article."""
_ROLE, _TEXT, _START, _END = attrgetter("role"), attrgetter("text"), attrgetter("start"), attrgetter("end")
_TEXT_ROLES = frozenset(("title", "lead", "body"))
_TOP = 3
_LOWEST_LEAD = 12
_WINDOW = 14

_patience = Patience("vnnews.articles._caption_search", "search", some=20, many=100)

Place = tuple[int, int, int]
"""Which paragraph a caption stands in, and where on the page it begins and ends."""


class Page(NamedTuple):
    """What the search for captions is given.

    Attributes
    ----------
    source : str
        The page.
    top : list of Part
        Title and lead, the title first, as far as they are not among the paragraphs.
    body : list of Part
        The paragraphs.
    n_credited : int
        How many captions of the page have a credit.
    codes : uint16, optional
        Those of the page up to the last paragraph or further, where they are known.
    """

    source: str
    top: list[Part]
    body: list[Part]
    n_credited: int
    codes: Codes | None = None


def mark_bare_captions(source: str, parts: list[Part], rules: Rules, codes: Codes | None = None) -> list[Part]:
    """Give the captions among the paragraphs their role, cutting them out where they are run in.

    Parameters
    ----------
    source : str
        The page.
    parts : list of Part
        With title, lead and credits marked.
    rules : Rules
    codes : uint16, optional
        Those of the page, where they are known.
    """
    page = page_of(source, parts, codes)
    found: dict[int, list[tuple[int, int]]] = {}
    for i, start, end in find_captions(page) if page.body else ():
        part = page.body[i]
        low, high = start - part.start, end - part.start
        if _stands_alone(part.text, low, high) and not is_credit(part.text[low:high], rules):
            found.setdefault(id(part), []).append((low, high))
    if not found:
        return parts
    cut: list[Part] = []
    for part in parts:
        captions = found.get(id(part))
        cut += [part] if captions is None else _cut(part, captions)
    # A page that is nothing but captions has no other text.
    return parts if _TEXT_ROLES.isdisjoint(map(_ROLE, cut)) else cut


def page_of(source: str, parts: list[Part], codes: Codes | None = None) -> Page:
    """Return what the search for captions is given of a page; without paragraphs where it has none to look at."""
    titled = _is_titled(parts)
    body = _paragraphs(parts, titled=titled)
    if not body:
        return Page(source, [], [], 0, codes)
    top = _top(parts)
    if not titled:  # then a lead is one of the paragraphs
        top = [part for part in top if part.role == "title"]
    elif len(top) > 1 and top[0].role != "title":
        top.sort(key=lambda part: part.role != "title")
    return Page(source, top, body, [*map(_ROLE, parts)].count("caption"), codes)


def find_captions(page: Page) -> list[Place]:
    """Return where captions stand; once there were some pages, by a kernel."""
    kernel = _patience.end()
    found = by_kernel(page, kernel) if kernel is not None else None
    return by_words(page) if found is None else found


def by_words(page: Page) -> list[Place]:
    """Return where captions stand, in the plain way."""
    model = load_caption_model()
    reader = Reader(text_of(page), model)
    words, spans, likely = reader.words, reader.sentences.spans, likely_on(reader)
    places = [likely.places[i] for i in choose(likely, model.together)]
    return [(spans[s][2], words[start].start, words[end - 1].end) for s, start, end in places]


def text_of(page: Page) -> Text:
    """Return the words of a page."""
    parts = ([part for part in page.top if part.role == "title"], [part for part in page.top if part.role != "title"])
    title, lead, body = (read_words(some, page.source) for some in (*parts, page.body))
    return Text(title + lead + body, len(title), len(title) + len(lead), page.n_credited)


def by_kernel(page: Page, kernel: ModuleType) -> list[Place] | None:
    """Return where captions stand; None where a page has characters beyond the basic plane.

    Parameters
    ----------
    page : Page
    kernel : module
        `vnnews.articles._caption_search`, which is not imported here: numba takes half a second to import.
    """
    codes = codes_of(page.source) if page.codes is None else page.codes
    if codes is None:
        return None
    parts = page.top + page.body
    starts, ends = [*map(_START, parts)], [*map(_END, parts)]
    spans = np.fromiter(starts + ends, np.int64).reshape(2, -1)
    found: list[Place] = kernel.places(codes, load_table(), spans, _counts(page), sum(ends) - sum(starts))
    return found


def _counts(page: Page) -> tuple[int, int, int]:
    """Return how many parts are titles, titles or leads, and how many captions have a credit."""
    return [*map(_ROLE, page.top)].count("title"), len(page.top), page.n_credited


def _is_titled(parts: list[Part]) -> bool:
    return "title" in map(_ROLE, parts[:_TOP])


def _paragraphs(parts: list[Part], *, titled: bool) -> list[Part]:
    """Return the paragraphs, and where no title stands above, what was taken for the lead: it may be a caption.

    None are returned of a page that is short or very long, nor of one that has its captions elsewhere.
    """
    if _keeps_captions_apart(parts):
        return []
    body = [part for part in parts if part.role == "body" or (part.role == "lead" and not titled)]
    return body if _SHORTEST_BODY <= sum(map(len, map(_TEXT, body))) <= _LONGEST_BODY else []


def _top(parts: list[Part]) -> list[Part]:
    """Return title and lead."""
    return [part for part in parts[:_LOWEST_LEAD] if part.role in ("title", "lead")][:2]


def _keeps_captions_apart(parts: list[Part]) -> bool:
    """Tell whether a page is laid out in four blocks, of which the last one has the captions."""
    return len(parts) > 2 and parts[1].after_blank and parts[2].after_blank


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence begins where a caption does, and ends with it if it has a full stop.

    The full stops there may be of abbreviations.
    """
    for place in (start, end) if text[end - 1] == "." else (start,):
        low = max(0, place - _WINDOW)
        at = place - low
        if 0 < place < len(text) - 1 and not any(at in span for span in offsets(text[low : place + _WINDOW])):
            return False
    return True


def _cut(part: Part, captions: list[tuple[int, int]]) -> Iterator[Part]:
    at = 0
    for start, end in captions:
        yield from _piece(part, part.role, at, start)
        yield from _piece(part, "caption", start, end)
        at = end
    yield from _piece(part, part.role, at, len(part.text))


def _piece(part: Part, role: str, start: int, end: int) -> Iterator[Part]:
    text = part.text[start:end].strip()
    if text:
        start = part.start + part.text.index(text, start)
        yield Part(role, text, start, start + len(text))
