"""Captions without a credit that stand between the sentences of an article, or run into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from vnnews.articles._caption_candidates import (
    RUN,
    Page,
    Place,
    all_places,
    candidates_at,
    headline_words,
)
from vnnews.articles._caption_places import places_on
from vnnews.articles._caption_style import LONE_FRAGMENT, LONE_SENTENCE, SENTENCE, Candidate, load_style
from vnnews.articles._codes import Codes
from vnnews.articles._context import Part
from vnnews.articles._credits import is_credit
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import offsets

_SHORTEST_BODY = 400
"""A shorter text is rarely that of an illustrated article."""
_ROLE, _TEXT = attrgetter("role"), attrgetter("text")
_LONE = (LONE_SENTENCE, LONE_FRAGMENT)
_WHOLE = (SENTENCE, LONE_SENTENCE)
_TOP = 3
_LOWEST_LEAD = 12
_WINDOW = 14


def mark_bare_captions(
    source: str,
    parts: list[Part],
    rules: Rules,
    find: Callable[[Page], Iterable[Place]] = places_on,
    codes: Codes | None = None,
) -> list[Part]:
    """Give the captions among the paragraphs their role, cutting them out where they are run in.

    Parameters
    ----------
    source : str
        The page.
    parts : list of Part
        With title, lead and credits marked.
    rules : Rules
    find : callable, default=places_on
        Returns where captions may stand on a page.
    codes : uint16, optional
        Those of the page, where they are known.
    """
    titled = _is_titled(parts)
    body = _paragraphs(parts, titled=titled)
    if not body:
        return parts
    style = load_style()
    page = Page(source, body, _top(parts, titled=titled), rules, style, titled=titled, codes=codes)
    places = find(page)
    if places == []:
        return parts
    found: dict[int, list[tuple[int, int]]] = {}
    last, end = -1, 0
    for i, start, stop, candidate, words, weight in candidates_at(page, places):
        part = body[i]
        if i == last and start < end:
            continue
        wanted = style.missing(candidate, words, weight)
        if candidate.kind in _LONE and i and found.get(id(body[i - 1])) == [(0, len(body[i - 1].text))]:
            wanted -= RUN
        if wanted >= style.most:
            continue
        if (
            style.is_like(candidate, words, page.headline, wanted)
            and _stands_alone(part.text, start, stop, candidate.kind)
            and (candidate.kind in _WHOLE or not is_credit(candidate.text, rules))
        ):
            found.setdefault(id(part), []).append((start, stop))
            last, end = i, stop
    if not found:
        return parts
    cut: list[Part] = []
    for part in parts:
        captions = found.get(id(part))
        cut += [part] if captions is None else _cut(part, captions)
    return cut


def candidates_of(source: str, parts: list[Part], rules: Rules) -> Iterator[tuple[int, int, Candidate]]:
    """Yield everything on a page that may be a caption, with its place, where sentences end around it.

    Parameters
    ----------
    source, parts, rules
        As in `mark_bare_captions`.
    """
    titled = _is_titled(parts)
    body = _paragraphs(parts, titled=titled)
    page = Page(source, body, _top(parts, titled=titled), rules, load_style(), titled=titled, everything=True)
    for i, start, stop, candidate, *_ in candidates_at(page, all_places(page)):
        if _stands_alone(body[i].text, start, stop, candidate.kind):
            yield body[i].start + start, body[i].start + stop, candidate


def _is_titled(parts: list[Part]) -> bool:
    return "title" in map(_ROLE, parts[:_TOP])


def _paragraphs(parts: list[Part], *, titled: bool) -> list[Part]:
    """Return the paragraphs, and where no title stands above, what was taken for the lead: it may be a caption.

    None are returned of a short page, nor of one that has its captions elsewhere.
    """
    if _keeps_captions_apart(parts):
        return []
    body = [part for part in parts if part.role == "body"]
    if not titled and "lead" in map(_ROLE, parts):
        body = [part for part in parts if part.role in ("body", "lead")]
    return body if sum(map(len, map(_TEXT, body))) >= _SHORTEST_BODY else []


def _top(parts: list[Part], *, titled: bool) -> list[Part]:
    """Return title and lead, or where no title stands above the lead, or the first two paragraphs."""
    if titled and [*map(_ROLE, parts[:2])] == ["title", "lead"]:
        return parts[:2]
    roles = ("title", "lead") if titled else ("lead",) if "lead" in map(_ROLE, parts) else ("body",)
    return [part for part in parts[:_LOWEST_LEAD] if part.role in roles][:2]


def headline_of(parts: list[Part]) -> frozenset[str]:
    """Return the words of what stands at the top."""
    return headline_words(_top(parts, titled=_is_titled(parts)))


def _keeps_captions_apart(parts: list[Part]) -> bool:
    """Tell whether a page is laid out in four blocks, of which the last one has the captions."""
    return len(parts) > 2 and parts[1].after_blank and parts[2].after_blank


def _stands_alone(text: str, start: int, stop: int, kind: str) -> bool:
    """Tell whether sentences end before a candidate and at its end: the full stops there may be of abbreviations."""
    if kind in _LONE:
        return len(offsets(text)) == 1
    for place in (start, stop) if kind == SENTENCE else (start,):
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
