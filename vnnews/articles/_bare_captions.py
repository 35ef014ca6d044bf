"""Captions without a credit that stand between the sentences of an article, or run into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vnnews.articles._caption_style import (
    FRAGMENT,
    LONE_FRAGMENT,
    LONE_SENTENCE,
    SENTENCE,
    TAIL,
    Candidate,
    Style,
    load_style,
    words_of,
)
from vnnews.articles._context import Part
from vnnews.articles._credits import is_credit
from vnnews.articles._inline import is_said_whole
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import offsets

_SHORTEST = 12
_SHORTEST_SEAM = 90
_SHORTEST_BODY = 400
"""A shorter text is rarely that of an illustrated article."""
_LONGEST = {SENTENCE: 100, LONE_SENTENCE: 230, FRAGMENT: 110, TAIL: 170, LONE_FRAGMENT: 180}
_LONGEST_FIRST = 140
"""A longer first line of a page without a title is its lead."""
_LONGEST_FOLLOWING = 160
_LONE = (LONE_SENTENCE, LONE_FRAGMENT)
_WHOLE = (SENTENCE, LONE_SENTENCE)
_RUN = 0.5
"""What a line gains from standing below a caption: those of a series of photos follow one another."""
_MOST_COMMAS = 3
_FEWEST_WORDS = 6
_MANY_WORDS = 9
_MANY_LINES = 1
_TOP = 3
_LOWEST_LEAD = 12
_FULL_STOP = ". "
_LAST_WORD = 10
_WINDOW = 14

_Found = tuple[int, int, Candidate, list[str], float]
"""Where a candidate begins and ends in its paragraph, the candidate, its words and their weight."""


class _Paragraph(NamedTuple):
    """A paragraph, the beginning of the next one, and whether it opens the page."""

    text: str
    following: str
    place: str
    everything: bool
    """Whether what is hopeless by its words is wanted too."""


def mark_bare_captions(source: str, parts: list[Part], rules: Rules) -> list[Part]:
    """Give the captions among the paragraphs their role, cutting them out where they are run in.

    Parameters
    ----------
    source : str
        The page.
    parts : list of Part
        With title, lead and credits marked.
    rules : Rules
    """
    body = _paragraphs(parts)
    headline: frozenset[str] | None = None
    style = load_style()
    found: dict[int, list[tuple[int, int]]] = {}
    run = 0.0
    for part, candidates in zip(body, _page_candidates(source, parts, body, rules, style), strict=True):
        end = 0
        for start, stop, candidate, words, weight in candidates:
            if start < end:
                continue
            wanted = style.missing(candidate, words, weight) - (run if candidate.kind in _LONE else 0.0)
            if wanted >= style.most:
                continue
            headline = headline_of(parts) if headline is None else headline
            if (
                style.is_like(candidate, words, headline, wanted)
                and _stands_alone(part.text, start, stop, candidate.kind)
                and (candidate.kind in _WHOLE or not is_credit(candidate.text, rules))
            ):
                found.setdefault(id(part), []).append((start, stop))
                end = stop
        run = _RUN if found.get(id(part)) == [(0, len(part.text))] else 0.0
    if not found:
        return parts
    return [piece for part in parts for piece in _cut(part, found.get(id(part), []))]


def candidates_of(source: str, parts: list[Part], rules: Rules) -> Iterator[tuple[int, int, Candidate]]:
    """Yield everything on a page that may be a caption, with its place, where sentences end around it.

    Parameters
    ----------
    source, parts, rules
        As in `mark_bare_captions`.
    """
    body = _paragraphs(parts)
    for part, candidates in zip(
        body, _page_candidates(source, parts, body, rules, load_style(), everything=True), strict=True
    ):
        for start, stop, candidate, *_ in candidates:
            if _stands_alone(part.text, start, stop, candidate.kind):
                yield part.start + start, part.start + stop, candidate


def _is_titled(parts: list[Part]) -> bool:
    return any(part.role == "title" for part in parts[:_TOP])


def _paragraphs(parts: list[Part]) -> list[Part]:
    """Return the paragraphs, and where no title stands above, what was taken for the lead: it may be a caption.

    None are returned of a short page, nor of one that has its captions elsewhere.
    """
    titled = _is_titled(parts)
    body = [part for part in parts if part.role == "body" or (part.role == "lead" and not titled)]
    is_short = sum([len(part.text) for part in body]) < _SHORTEST_BODY
    return [] if is_short or _keeps_captions_apart(parts) else body


def headline_of(parts: list[Part]) -> frozenset[str]:
    """Return the words of title and lead, or of the first paragraph where no title stands above."""
    first = "lead" if any(part.role == "lead" for part in parts) else "body"
    roles = ("title", "lead") if _is_titled(parts) else (first,)
    top = " ".join([part.text[:_LONGEST_FOLLOWING] for part in parts[:_LOWEST_LEAD] if part.role in roles][:2])
    return frozenset(top.lower().split())


def _keeps_captions_apart(parts: list[Part]) -> bool:
    """Tell whether a page is laid out in four blocks, of which the last one has the captions."""
    return len(parts) > 2 and parts[1].after_blank and parts[2].after_blank


def _fills_line(source: str, part: Part) -> bool:
    return source[part.start - 1 : part.start] in ("", "\n") and source[part.end : part.end + 1] in ("", "\n", "\r")


def _page_candidates(
    source: str, parts: list[Part], body: list[Part], rules: Rules, style: Style, *, everything: bool = False
) -> Iterator[Iterable[_Found]]:
    """Yield the candidates of each paragraph, by default without those that are hopeless by their words."""
    several = [_FULL_STOP in part.text for part in body]
    page = f"{min(4, 5 * sum(several) // max(len(body), 1))} of 5 lines long"
    fills_line = [_fills_line(source, part) for part in body]
    keeps_lines = sum(fills_line) > _MANY_LINES
    last = len(body) - 1
    place = "opening" if _is_titled(parts) else "untitled"
    for i, part in enumerate(body):
        text, following = part.text, body[i + 1].text[:_LONGEST_FOLLOWING] if i < last else ""
        if several[i] or not fills_line[i]:
            # A page that keeps its lines has its captions on lines of their own.
            if part.role == "body" and not keeps_lines:
                yield _pieces(_Paragraph(text, following, place, everything), rules, style)
            else:
                yield ()
        elif _may_be_line(part, rules):
            kind = _line_kind(text)
            words = words_of(text)
            weight = style.weight(words)
            if everything or place or not style.is_hopeless(kind, words, weight + _RUN, following):
                above = "none" if i == 0 else "long" if several[i - 1] else "short"
                below = "none" if i == last else "long" if several[i + 1] else "short"
                before = body[i - 1].text[-_LONGEST_FOLLOWING:] if i else ""
                around = (page, f"{above} above, {below} below")
                candidate = Candidate(kind, text, place, following, before, around)
                yield ((0, len(text), candidate, words, weight),)
            else:
                yield ()
        else:
            yield ()
        place = ""


def _line_kind(text: str) -> str:
    return LONE_SENTENCE if text[-1] == "." else LONE_FRAGMENT


def _may_be_line(part: Part, rules: Rules) -> bool:
    """Tell whether a line may be a caption by where it begins and ends."""
    text = part.text
    kind = _line_kind(text)
    if not _SHORTEST <= len(text) <= _LONGEST[kind]:
        return False
    if kind == LONE_FRAGMENT:
        n_words = text.count(" ") + 1
        if part.role == "lead" or n_words < _FEWEST_WORDS or not _may_end(text, rules):
            return False
        # What lacks its full stop may begin with any word, unless it is as short as a subheading.
        return _opens_sentence(text[0]) if n_words >= _MANY_WORDS else _may_begin(text, rules)
    return _may_begin(text, rules) and (part.role == "body" or len(text) <= _LONGEST_FIRST)


def _pieces(paragraph: _Paragraph, rules: Rules, style: Style) -> Iterator[_Found]:
    """Yield what may be a caption in a paragraph, from left to right; a fragment comes before the whole sentence."""
    text, everything = paragraph.text, paragraph.everything
    longest = _LONGEST[SENTENCE]
    for at, stop in _beginnings(text, rules.caption_stops):
        piece = text[at:stop]
        place = paragraph.place if at == 0 else ""
        # Above the first sentence of a page without a title may stand the title, run in.
        if stop - at >= _SHORTEST_SEAM and place != "untitled":
            for length, after in _seams(piece, rules):
                words = words_of(piece[:length])
                weight = style.weight(words)
                if everything or place or not style.is_hopeless(FRAGMENT, words, weight, piece[after:]):
                    rest = text[at + after : at + after + _LONGEST_FOLLOWING]
                    before = text[max(0, at - _SHORTEST) : at]
                    yield at, at + length, Candidate(FRAGMENT, piece[:length], place, rest, before), words, weight
        if stop - at <= longest or stop == len(text):
            yield from _whole(paragraph, at, stop, rules, style)


def _beginnings(text: str, stops: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where what may begin a caption begins, and where its full stop stands."""
    start, size = 0, len(text)
    while start < size:
        at = start
        stop = text.find(_FULL_STOP, at)
        if stop < 0:
            stop = size
        start = stop + len(_FULL_STOP)
        if stop - at < _SHORTEST:
            continue
        if text[at] == " ":
            at += 1
        if _opens_sentence(text[at]) and text[at : text.find(" ", at)] not in stops:
            yield at, stop


def _whole(paragraph: _Paragraph, at: int, stop: int, rules: Rules, style: Style) -> Iterator[_Found]:
    """Yield a sentence, or what lacks its full stop at the end, unless it is hopeless."""
    text, following, place, everything = paragraph
    piece = text[at:stop]
    size = len(text)
    if at:
        place = ""
    if stop < size or piece[-1] == ".":
        kind, end = SENTENCE, min(stop + 1, size)
    else:
        kind, end, place = TAIL, size, ""
    if end - at > _LONGEST[kind] or (kind == TAIL and (at == 0 or not _may_end(piece, rules))):
        return
    words = words_of(piece)
    weight = style.weight(words)
    after = text[stop + 2 : stop + 2 + _LONGEST_FOLLOWING] if stop + 2 < size else following
    if everything or place or after[:1] == " " or not style.is_hopeless(kind, words, weight, after):
        before = text[max(0, at - _SHORTEST) : at]
        yield at, end, Candidate(kind, text[at:end], place, after, before), words, weight


def _may_begin(text: str, rules: Rules) -> bool:
    return _opens_sentence(text[0]) and text[: text.find(" ")] not in rules.caption_stops


def _opens_sentence(sign: str) -> bool:
    return sign.isupper() or sign.isdigit()


def _may_end(text: str, rules: Rules) -> bool:
    """Tell whether a caption without a full stop may end so."""
    return (
        (text[-1].isalnum() or text[-1] in ')”"')
        and text.count(",") <= _MOST_COMMAS
        and text[text.rfind(" ") + 1 :] not in rules.caption_joints
        and is_said_whole(text)
    )


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


def _seams(piece: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Yield where a sentence may begin without a full stop before it: the end of what stands before, and its start."""
    words = piece[: _LONGEST[FRAGMENT] + _LAST_WORD].split(" ")
    seams = rules.seams
    if rules.seam_words.isdisjoint(words[2:]):
        return
    for i in [i for i, word in enumerate(words) if word in seams and i > 1]:
        before = words[i - 1] or words[i - 2]
        if not before or not (before[-1].isalnum() or before[-1] in ')”"'):
            continue
        kind, after = seams[words[i]], "".join(words[i + 1 : i + 2])[:1]
        if kind == "dated" and not after.isdigit():
            continue
        # Before a name, a word in capitals may be part of it ("huyện Tuy Phước").
        if kind == "" and after.isupper() and words[i] != "Ông":
            continue
        start = len(" ".join(words[:i])) + 1
        text = piece[:start].rstrip()
        if _SHORTEST <= len(text) <= _LONGEST[FRAGMENT] and _may_end(text, rules):
            yield len(text), start


def _cut(part: Part, captions: list[tuple[int, int]]) -> Iterator[Part]:
    if not captions:
        yield part
        return
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
