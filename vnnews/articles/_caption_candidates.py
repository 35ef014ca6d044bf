"""What may be a caption without a credit by where it begins and ends: sentences, lines, what lacks its full stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from vnnews.articles._caption_style import (
    FRAGMENT,
    LONE_FRAGMENT,
    LONE_SENTENCE,
    SENTENCE,
    TAIL,
    Candidate,
    Style,
    words_of,
)
from vnnews.articles._codes import Codes, codes_of
from vnnews.articles._context import Part
from vnnews.articles._photo_credits import is_said_whole
from vnnews.articles._rules import Rules

SHORTEST = 12
SHORTEST_SEAM = 90
"""A shorter sentence is not two without the full stop between them."""
LONGEST = {SENTENCE: 100, LONE_SENTENCE: 230, FRAGMENT: 110, TAIL: 170, LONE_FRAGMENT: 180}
LONGEST_FOLLOWING = 160
"""So much of what stands beside a candidate is kept with it."""
RUN = 0.5
"""What a line gains from standing below a caption: those of a series of photos follow one another."""
MANY_LINES = 1
"""Where more paragraphs than these fill their line, the page keeps its lines."""
SEAM_WINDOW = 120
"""A full stop is looked for where it is missing in so many characters of a sentence."""
SEAMS, WHOLE, LINE = 1, 2, 4
"""What may be a caption: what stands before a missing full stop, a sentence, a line."""

_LONGEST_FIRST = 140
"""A longer first line of a page without a title is its lead."""
_MOST_COMMAS = 3
_FEWEST_WORDS = 6
_MANY_WORDS = 9
_FULL_STOP = ". "

Place = tuple[int, int, int, int]
"""A paragraph, where a sentence in it begins and where its full stop stands, and a sum of `SEAMS`, `WHOLE`, `LINE`."""
Found = tuple[int, int, int, Candidate, list[str], float]
"""A paragraph, where a candidate in it begins and ends, the candidate, its words and their weight."""


class Page:
    """The paragraphs of a page, and what is known of them together.

    Parameters
    ----------
    source : str
        The page.
    body : list of Part
        Its paragraphs.
    top : list of Part
        The title and the lead, or what stands for them where there is no title; no more than two.
    rules : Rules
    style : Style
    titled : bool, default=True
        Whether a title stands above the paragraphs.
    everything : bool, default=False
        Whether what is hopeless by its words is wanted too.
    codes : uint16, optional
        Those of the page up to the last paragraph or further; by default they are made.
    """

    def __init__(
        self,
        source: str,
        body: list[Part],
        top: list[Part],
        rules: Rules,
        style: Style,
        *,
        titled: bool = True,
        everything: bool = False,
        codes: Codes | None = None,
    ) -> None:
        self.source = source
        self.body = body
        self.top = top
        self.place = "opening" if titled else "untitled"
        self.rules = rules
        self.style = style
        self.everything = everything
        self._codes = codes

    @property
    def codes(self) -> Codes | None:
        """What `codes_of` makes of the page."""
        return codes_of(self.source) if self._codes is None else self._codes

    @cached_property
    def headline(self) -> frozenset[str]:
        """The words at the top, in small letters."""
        return headline_words(self.top)

    @cached_property
    def several(self) -> list[bool]:
        """Whether each paragraph holds more than one sentence."""
        return [_FULL_STOP in part.text for part in self.body]

    @cached_property
    def _length(self) -> str:
        return f"{min(4, 5 * sum(self.several) // max(len(self.body), 1))} of 5 lines long"

    def around(self, i: int) -> tuple[str, str]:
        """Tell how long the lines of the page and those beside a line are."""
        above = "none" if i == 0 else "long" if self.several[i - 1] else "short"
        below = "none" if i == len(self.body) - 1 else "long" if self.several[i + 1] else "short"
        return self._length, f"{above} above, {below} below"

    def following(self, i: int) -> str:
        """Return the beginning of the next paragraph."""
        return self.body[i + 1].text[:LONGEST_FOLLOWING] if i + 1 < len(self.body) else ""


def headline_words(top: list[Part]) -> frozenset[str]:
    """Return the words of title and lead, as far as they matter, in small letters."""
    return frozenset(" ".join([part.text[:LONGEST_FOLLOWING] for part in top]).lower().split())


def all_places(page: Page) -> Iterator[Place]:
    """Yield where captions may begin and end."""
    fills_line = [_fills_line(page.source, part) for part in page.body]
    keeps_lines = sum(fills_line) > MANY_LINES
    for i, (part, fills, several) in enumerate(zip(page.body, fills_line, page.several, strict=True)):
        if fills and not several:
            yield i, 0, len(part.text), LINE
        # A page that keeps its lines has its captions on lines of their own.
        elif part.role == "body" and not keeps_lines:
            for at, stop in _sentences(part.text):
                yield i, at, stop, SEAMS | WHOLE


def candidates_at(page: Page, places: Iterable[Place]) -> Iterator[Found]:
    """Yield the candidates at some places, by default without those that are hopeless by their words.

    They come from left to right; what lacks its full stop comes before the whole sentence.
    """
    for i, at, stop, what in places:
        if what == LINE:
            yield from _line(page, i)
            continue
        if not _may_begin(page.body[i].text, at, page.rules):
            continue
        place = page.place if i == at == 0 else ""
        # Above the first sentence of a page without a title may stand the title, run in.
        if what & SEAMS and stop - at >= SHORTEST_SEAM and place != "untitled":
            yield from _before_seams(page, i, at, stop, place)
        if what & WHOLE and (stop - at <= LONGEST[SENTENCE] or stop == len(page.body[i].text)):
            yield from _whole(page, i, at, stop, place)


def _fills_line(source: str, part: Part) -> bool:
    return source[part.start - 1 : part.start] in ("", "\n") and source[part.end : part.end + 1] in ("", "\n", "\r")


def _line(page: Page, i: int) -> Iterator[Found]:
    part, place = page.body[i], "" if i else page.place
    text, kind = part.text, _line_kind(part.text)
    if not _may_be_line(part, page.rules):
        return
    words, following = words_of(text), page.following(i)
    weight = page.style.weight(words)
    if page.everything or place or not page.style.is_hopeless(kind, words, weight + RUN, following):
        before = page.body[i - 1].text[-LONGEST_FOLLOWING:] if i else ""
        yield i, 0, len(text), Candidate(kind, text, place, following, before, page.around(i)), words, weight


def _line_kind(text: str) -> str:
    return LONE_SENTENCE if text[-1] == "." else LONE_FRAGMENT


def _may_be_line(part: Part, rules: Rules) -> bool:
    """Tell whether a line may be a caption by where it begins and ends."""
    text = part.text
    kind = _line_kind(text)
    if not SHORTEST <= len(text) <= LONGEST[kind]:
        return False
    if kind == LONE_FRAGMENT:
        n_words = text.count(" ") + 1
        if part.role == "lead" or n_words < _FEWEST_WORDS or not _may_end(text, rules):
            return False
        # What lacks its full stop may begin with any word, unless it is as short as a subheading.
        return _opens_sentence(text[0]) if n_words >= _MANY_WORDS else _may_begin(text, 0, rules)
    return _may_begin(text, 0, rules) and (part.role == "body" or len(text) <= _LONGEST_FIRST)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence that is long enough begins, and where its full stop stands."""
    start, size = 0, len(text)
    while start < size:
        at = start
        stop = text.find(_FULL_STOP, at)
        if stop < 0:
            stop = size
        start = stop + len(_FULL_STOP)
        if stop - at >= SHORTEST:
            yield at + (text[at] == " "), stop


def _before_seams(page: Page, i: int, at: int, stop: int, place: str) -> Iterator[Found]:
    """Yield what stands before a missing full stop, unless it is hopeless."""
    text, style = page.body[i].text, page.style
    if page.rules.seam_words.isdisjoint(text[at : min(at + SEAM_WINDOW, stop)].split(" ")):
        return
    piece = text[at:stop]
    for length, after in _seams(piece, page.rules):
        words = words_of(piece[:length])
        weight = style.weight(words)
        if page.everything or place or not style.is_hopeless(FRAGMENT, words, weight, piece[after:]):
            rest = text[at + after : at + after + LONGEST_FOLLOWING]
            before = text[max(0, at - SHORTEST) : at]
            yield i, at, at + length, Candidate(FRAGMENT, piece[:length], place, rest, before), words, weight


def _whole(page: Page, i: int, at: int, stop: int, place: str) -> Iterator[Found]:
    """Yield a sentence, or what lacks its full stop at the end of a paragraph, unless it is hopeless."""
    text = page.body[i].text
    piece = text[at:stop]
    size = len(text)
    if stop < size or piece[-1] == ".":
        kind, end = SENTENCE, min(stop + 1, size)
    else:
        kind, end, place = TAIL, size, ""
    if end - at > LONGEST[kind] or (kind == TAIL and (at == 0 or not _may_end(piece, page.rules))):
        return
    words = words_of(piece)
    weight = page.style.weight(words)
    after = text[stop + 2 : stop + 2 + LONGEST_FOLLOWING] if stop + 2 < size else page.following(i)
    if page.everything or place or after[:1] == " " or not page.style.is_hopeless(kind, words, weight, after):
        before = text[max(0, at - SHORTEST) : at]
        yield i, at, end, Candidate(kind, text[at:end], place, after, before), words, weight


def _may_begin(text: str, at: int, rules: Rules) -> bool:
    return _opens_sentence(text[at]) and text[at : text.find(" ", at)] not in rules.caption_stops


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


def _seams(piece: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Yield where a sentence may begin without a full stop before it: the end of what stands before, and its start."""
    words = piece[:SEAM_WINDOW].split(" ")
    seams = rules.seams
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
        if SHORTEST <= len(text) <= LONGEST[FRAGMENT] and _may_end(text, rules):
            yield len(text), start
