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
_LONGEST = {SENTENCE: 64, LONE_SENTENCE: 140, FRAGMENT: 170, LONE_FRAGMENT: 170}
_LONGEST_FOLLOWING = 250
_LONE = (LONE_SENTENCE, LONE_FRAGMENT)
_RUN = 0.8
"""What a line gains from standing below a caption: those of a series of photos follow one another."""
_MOST_COMMAS = 3
_TOP = 3
_FULL_STOP = ". "
_LAST_WORD = 20
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
    titled = any(part.role == "title" for part in parts[:_TOP])
    headline: frozenset[str] | None = None
    style = load_style()
    found: dict[int, list[tuple[int, int]]] = {}
    run = 0.0
    for i, part in enumerate(body):
        following = body[i + 1].text[:_LONGEST_FOLLOWING] if i + 1 < len(body) else ""
        fills_line = _fills_line(source, part)
        for start, end, candidate in _candidates(part.text, following, titled and i == 0, fills_line, rules):
            words = words_of(candidate.text)
            wanted = style.wanted(candidate, words) - (run if candidate.kind in _LONE else 0.0)
            if wanted >= style.most_signs:
                continue
            headline = _headline(parts) if headline is None else headline
            if (
                style.reaches(wanted, candidate, words, headline)
                and _stands_alone(part.text, start, end, candidate.kind)
                and not is_credit(candidate.text, rules)
            ):
                found.setdefault(id(part), []).append((start, end))
        run = _RUN if found.get(id(part)) == [(0, len(part.text))] else 0.0
    if not found:
        return parts
    return [piece for part in parts for piece in _cut(part, found.get(id(part), []))]


def _headline(parts: list[Part]) -> frozenset[str]:
    top = " ".join([part.text for part in parts if part.role in ("title", "lead")])
    return frozenset(words_of(top[: 4 * _LONGEST_FOLLOWING]))


def _keeps_captions_apart(parts: list[Part]) -> bool:
    """Tell whether a page is laid out in four blocks, of which the last one has the captions."""
    return len(parts) > 2 and parts[1].after_blank and parts[2].after_blank


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
    longest = _LONGEST[SENTENCE]
    if opens and len(pieces[0]) > longest:
        # Most captions that are run in without a full stop stand first; a seam is too dear to look for elsewhere.
        seam = _seam(pieces[0], rules) if _may_begin(pieces[0], rules) else None
        if seam is not None:
            end, after = seam
            yield 0, end, Candidate(FRAGMENT, text[:end], opens, text[after : after + _LONGEST_FOLLOWING])
    for i, piece in enumerate(pieces):
        size = len(piece)
        if _SHORTEST <= size <= longest and (i < last or ends) and _may_begin(piece, rules):
            sentence = piece if i == last else piece + "."
            after_it = pieces[i + 1] if i < last else following
            yield start, start + len(sentence), Candidate(SENTENCE, sentence, opens and i == 0, after_it)
        start += size + len(_FULL_STOP)
    tail = pieces[last]
    may_be_tail = not ends and last > 0 and _SHORTEST <= len(tail) <= _LONGEST[FRAGMENT]
    if may_be_tail and _may_begin(tail, rules) and _may_end(tail, rules):
        yield len(text) - len(tail), len(text), Candidate(FRAGMENT, tail, False, following)


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
    if rules.seam_words.isdisjoint(words):
        return None
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
