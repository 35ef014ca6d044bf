"""Captions without a credit that stand between the sentences of an article, or run into them."""

from __future__ import annotations

from collections.abc import Iterator

from vnnews.articles._caption_style import (
    FRAGMENT,
    LONE_FRAGMENT,
    LONE_SENTENCE,
    SENTENCE,
    Candidate,
    load_style,
    words_of,
)
from vnnews.articles._context import Part
from vnnews.articles._credits import is_credit
from vnnews.articles._inline import is_said_whole
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import offsets

_SHORTEST = 12
_SHORTEST_BODY = 400
"""A shorter text is rarely that of an illustrated article."""
_LONGEST = {SENTENCE: 110, LONE_SENTENCE: 140, FRAGMENT: 170, LONE_FRAGMENT: 170}
_LONGEST_FOLLOWING = 250
_LONE = (LONE_SENTENCE, LONE_FRAGMENT)
_RUN = 0.8
"""What a line gains from standing below a caption: those of a series of photos follow one another."""
_MOST_COMMAS = 3
_TOP = 3
_FULL_STOP = ". "
_LAST_WORD = 40
_WINDOW = 14


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
    body = [part for part in parts if part.role == "body"]
    if sum([len(part.text) for part in body]) < _SHORTEST_BODY or _keeps_captions_apart(parts):
        return parts
    top = " ".join([part.text for part in parts if part.role in ("title", "lead")])
    titled = any(part.role == "title" for part in parts[:_TOP])
    headline = frozenset(words_of((top or body[0].text)[: 4 * _LONGEST_FOLLOWING]))
    style = load_style()
    found: dict[int, list[tuple[int, int]]] = {}
    run = 0.0
    for i, part in enumerate(body):
        following = body[i + 1].text[:_LONGEST_FOLLOWING] if i + 1 < len(body) else ""
        for start, end, candidate in _candidates(
            part.text, following, titled and i == 0, _fills_line(source, part), rules
        ):
            if (
                style.is_caption(candidate, headline, run if candidate.kind in _LONE else 0.0)
                and _stands_alone(part.text, start, end, candidate.kind)
                and not is_credit(candidate.text, rules)
            ):
                found.setdefault(id(part), []).append((start, end))
        run = _RUN if found.get(id(part)) == [(0, len(part.text))] else 0.0
    if not found:
        return parts
    return [piece for part in parts for piece in _cut(part, found.get(id(part), []))]


def _keeps_captions_apart(parts: list[Part]) -> bool:
    """Tell whether a page is laid out in four blocks, of which the last one has the captions."""
    return len(parts) > 2 and [part.after_blank for part in parts[1:3]] == [True, True]


def _fills_line(source: str, part: Part) -> bool:
    return source[part.start - 1 : part.start] in ("", "\n") and source[part.end : part.end + 1] in ("", "\n", "\r")


def _candidates(
    text: str, following: str, opens: bool, fills_line: bool, rules: Rules
) -> Iterator[tuple[int, int, Candidate]]:
    """Yield what may be a caption in a paragraph, with its place, from left to right and without overlap."""
    pieces = text.split(_FULL_STOP)
    ends = text[-1] == "."
    if len(pieces) == 1 and fills_line:
        kind = LONE_SENTENCE if ends else LONE_FRAGMENT
        if _SHORTEST <= len(text) <= _LONGEST[kind] and _may_begin(text, rules) and (ends or _may_end(text, rules)):
            yield 0, len(text), Candidate(kind, text, opens, following)
        return
    start, last = 0, len(pieces) - 1
    seams = len(text) >= 2 * _LONGEST[FRAGMENT]
    for i, piece in enumerate(pieces):
        if len(piece) >= _SHORTEST and _may_begin(piece, rules):
            first = opens and i == 0
            seam = _seam(piece, rules) if seams else None
            if seam is not None:
                end, after = seam
                yield (
                    start,
                    start + end,
                    Candidate(FRAGMENT, piece[:end], first, piece[after : after + _LONGEST_FOLLOWING]),
                )
            elif i == last and not ends:
                if len(piece) <= _LONGEST[FRAGMENT] and _may_end(piece, rules):
                    yield start, len(text), Candidate(FRAGMENT, piece, False, following)
            elif len(piece) <= _LONGEST[SENTENCE]:
                sentence = piece if i == last else piece + "."
                after_it = pieces[i + 1] if i < last else following
                yield start, start + len(sentence), Candidate(SENTENCE, sentence, first, after_it)
        start += len(piece) + len(_FULL_STOP)


def _may_begin(text: str, rules: Rules) -> bool:
    return (text[0].isupper() or text[0].isdigit()) and text[: text.find(" ")] not in rules.caption_stops


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


def _seam(piece: str, rules: Rules) -> tuple[int, int] | None:
    """Return where a sentence begins without a full stop before it: the end of what stands before, and its start."""
    words = piece[: _LONGEST[FRAGMENT] + _LAST_WORD].split(" ")
    seams = rules.seams
    for i in [i for i, word in enumerate(words) if word in seams and i > 1]:
        before = words[i - 1] or words[i - 2]
        if not before or not (before[-1].isalnum() or before[-1] in ')”"'):
            continue
        if seams[words[i]] == "dated" and not "".join(words[i + 1 : i + 2])[:1].isdigit():
            continue
        # Behind a name, or before one, a word in capitals may be part of it ("quận Hai Bà Trưng", "huyện Tuy Phước").
        if seams[words[i]] == "" and words[i - 1]:
            after = words[i + 1] if i + 1 < len(words) else ""
            if before[0].isupper() or (after[:1].isupper() and words[i] != "Ông"):
                continue
        start = len(" ".join(words[:i])) + 1
        text = piece[:start].rstrip()
        if _SHORTEST <= len(text) <= _LONGEST[FRAGMENT] and _may_end(text, rules):
            return len(text), start
        return None
    return None


def _cut(part: Part, captions: list[tuple[int, int]]) -> Iterator[Part]:
    if not captions:
        yield part
        return
    at = 0
    for start, end in captions:
        yield from _piece(part, "body", at, start)
        yield from _piece(part, "caption", start, end)
        at = end
    yield from _piece(part, "body", at, len(part.text))


def _piece(part: Part, role: str, start: int, end: int) -> Iterator[Part]:
    text = part.text[start:end].strip()
    if text:
        start = part.start + part.text.index(text, start)
        yield Part(role, text, start, start + len(text))
