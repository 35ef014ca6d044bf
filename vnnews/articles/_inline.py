"""What is run into a paragraph and does not belong there: photo captions and teasers of other stories."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from vnnews.articles._credits import is_credit
from vnnews.articles._line_kinds import kind_of
from vnnews.articles._photo_credits import LONGEST_CAPTION, Credit, is_said_whole
from vnnews.articles._rule_patterns import CAPITAL
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import last_sentence, offsets
from vnnews.articles._survey import LONGEST_OUTLET

_LONGEST_TEASER = 600
_LONGEST_LINK = 200
_SHORTEST_LINK = 20
_SHORTEST_HEADLINE, _MOST_WORDS = 5, 25
_WINDOW = 500
_DASHES = (" - ", " – ", " — ")
_OPENING = (">>", "[")
_CUT_SIGNS = (*_OPENING, "://")
_BRACKETED = re.compile(r"\[([^\[\].]{25,200})\](?=\s|$)")
_CAPITALS = rf"(?:{CAPITAL}|\d)+"
_NEXT_CAPITAL = re.compile(rf"(?<=[^\s,;:(–-])\s+(?=[\"“]?{CAPITAL})")
_CALL = re.compile(rf"(?:(?<=[.!?…”\"]\s)|^)(?:{_CAPITALS}\s){{1,9}}{_CAPITALS}\s?:\s?https?://\S+")
_PHOTO_END = re.compile(r"\((?:[Ảả]nh|ẢNH|[Nn]guồn)\b[^()]*\)$")
_LONGEST_LIST = 600
_SENTENCE_END = '.?!…”"'


class Cut(NamedTuple):
    """A stretch of a paragraph with the role it plays; what lies between two cuts is text."""

    start: int
    end: int
    role: str


def find_cuts(
    text: str, photo_credits: list[Credit], places: list[int], rules: Rules, *, may_hold_list: bool = True
) -> list[Cut]:
    """Return what is to be cut out of a paragraph, in order and without overlap.

    Parameters
    ----------
    text : str
        The paragraph.
    photo_credits : list of Credit
        The photo credits found in it.
    places : list of int
        Its `cut_places`.
    rules : Rules
    may_hold_list : bool, default=True
        Whether its `survey` says so.

    Returns
    -------
    list of Cut
        With the roles ``"caption"``, ``"teaser"`` and ``"furniture"``.
    """
    cuts: list[Cut] = []
    position = 0
    links = list(_links(text, photo_credits, rules)) if places else []
    found = [*_captions(text, photo_credits, links), *links]
    if may_hold_list:
        found += _lists(text, rules)
    if places:
        found += [*_teasers(text, places, rules), *_bracketed(text), *_calls(text)]
    for cut in sorted(found):
        if cut.end > position:
            cuts.append(cut._replace(start=max(cut.start, position)))
            position = cut.end
    return cuts


def cut_places(text: str, rules: Rules, places: Sequence[int]) -> list[int]:
    """Return the places, in order, of the signs of what is to be cut out besides captions and lists.

    Parameters
    ----------
    text : str
    rules : Rules
    places : sequence of int
        Those of its `survey`.
    """
    found = []
    for at in places:
        if text.startswith(_CUT_SIGNS, at):
            found.append(at)
        elif at > 0 and text.startswith(_DASHES, at - 1) and _may_follow_outlet(text, at - 1, rules):
            found.append(at - 1)
    return found


def _may_follow_outlet(text: str, place: int, rules: Rules) -> bool:
    """Tell whether the word before a dash may end the name of an outlet; where its line begins is not known yet."""
    low = max(0, place - LONGEST_OUTLET)
    blank = text.rfind(" ", low, place)
    word = text[max(blank + 1, low) : place]
    return word.strip("()") in rules.outlet_ends or not word.isprintable() or (blank < 0 < low)


def has_cuts(line: str, places: list[int], rules: Rules) -> bool:
    """Tell whether a line with certain `cut_places` may hold something to cut out there."""
    for place in places:
        if line.startswith(_OPENING, place) or (line[place] == " " and _teaser_at(line, place, rules) is not None):
            return True
    return len(places) > 0 and "://" in line and next(_calls(line), None) is not None


def has_list(line: str, rules: Rules) -> bool:
    """Tell whether headlines of other stories are run into the end of a line."""
    if line[-1] in _SENTENCE_END or _heading(line, rules) is None:
        return False
    return next(_lists(line, rules), None) is not None


def _captions(text: str, photo_credits: list[Credit], links: list[Cut]) -> Iterator[Cut]:
    floor = 0
    for credit, behind in zip_longest(photo_credits, photo_credits[1:]):
        if behind is not None and _introduces(text, credit, behind):
            continue
        low = max(floor, credit.start - _WINDOW)
        start = low + last_sentence(text[low : credit.start])[1]
        sentence = text[start : credit.start]
        if len(sentence.split()) > LONGEST_CAPTION or not is_said_whole(sentence):
            start = credit.start
        # A link that is run into the sentence is no part of the caption, nor is what stands before it.
        for link in links:
            start = max(start, min(link.end, credit.start)) if start <= link.start < credit.start else start
        yield Cut(start, credit.end, "caption")
        floor = credit.end


def _introduces(text: str, credit: Credit, behind: Credit) -> bool:
    """Tell whether a credit is the beginning of the caption of the next one: ``Ảnh: Tàu cập cảng. Nguồn ảnh: …``."""
    between = text[credit.end : behind.start]
    return between[:1] == " " and between[1:2].islower() and len(offsets(text[credit.marker : behind.start])) == 1


def _teasers(text: str, places: list[int], rules: Rules) -> Iterator[Cut]:
    for dash in _DASHES:
        floor = 0
        for place in places:
            if place >= floor and text.startswith(dash, place):
                teaser = _teaser_at(text, place, rules)
                if teaser is not None:
                    yield teaser
                    floor = teaser.end


def _teaser_at(text: str, place: int, rules: Rules) -> Cut | None:
    """Return the teaser that the dash at a place parts from its outlet, if one does."""
    if not text.startswith(_DASHES, place):
        return None
    outlet = _outlet_before(text, place, rules)
    return None if outlet is None else _teaser(text, outlet, place + len(_DASHES[0]))


def _outlet_before(text: str, position: int, rules: Rules) -> int | None:
    """Return where the outlet begins that stands before a dash, if one does."""
    word = text[text.rfind(" ", max(0, position - LONGEST_OUTLET), position) + 1 : position].strip("()")
    if word not in rules.outlet_ends:
        return None
    match = rules.outlet_end.search(text, max(0, position - LONGEST_OUTLET), position)
    if match is None:
        return None
    bracket = text.rfind("(", max(0, match.start() - 2), match.start())
    # "phóng viên báo Lao Động - anh Hà": a name in small letters may be part of the sentence, a code or site is not.
    name = match.group().split(None, 1)[0]
    if bracket < 0 and not (name.isupper() or "." in name):
        return None
    return bracket if bracket >= 0 else match.start()


def _teaser(text: str, outlet: int, begin: int) -> Cut | None:
    # "… kết thúc. Tựa của tin khác VOV.VN - Câu đầu của tin đó. …": from the other headline to the end of its lead.
    if begin >= len(text) or not (text[begin].isupper() or text[begin] in '"“'):
        return None
    floor = max(0, outlet - _LONGEST_TEASER)
    above = text[floor:outlet].rstrip()
    # Behind a photo, the outlet is that of the article.
    if above.endswith((".", ",", ":", ";")) or (above[-1:] == ")" and _PHOTO_END.search(above) is not None):
        return None
    before, after = offsets(text[floor:outlet]), offsets(text[begin : begin + _LONGEST_TEASER])
    if not (before and after):
        return None
    return Cut(floor + before[-1][0], begin + after[0][1], "teaser")


def _links(text: str, photo_credits: list[Credit], rules: Rules) -> Iterator[Cut]:
    """Cut ``>> Xem thêm: …`` up to the end of its sentence, or of the headline that the next sentence is run into."""
    position = text.find(">>")
    starts = [credit.start for credit in photo_credits] if position >= 0 else []
    while position >= 0:
        following = bisect_right(starts, position)
        end = min(position + _LONGEST_LINK, starts[following] if following < len(starts) else len(text))
        further = text.find(">>", position + _SHORTEST_LINK, end)
        end = further if further >= 0 else end
        gap = text.find("  ", position + _SHORTEST_LINK, end)
        spans = offsets(text[position : gap if gap >= 0 else end])
        stop = position + spans[0][1] if spans else position + 2
        if is_credit(text[position:stop].lstrip("> "), rules):
            stop = position + 2
        elif (
            further < 0
            and (end == position + _LONGEST_LINK or text[stop - 1] == ".")
            and text.count(" ", position, stop) > _MOST_WORDS
        ):
            stop = position + _headline_end(text[position:stop])
        yield Cut(position, stop, "furniture")
        position = text.find(">>", stop)


def _headline_end(text: str) -> int:
    """Return where the headline ends that a text begins with: before the capital where it is most like one."""
    start = len(text) - len(text.lstrip("> "))
    places = [match.start() for match in _NEXT_CAPITAL.finditer(text, start)]
    likely = [place for place in places if _SHORTEST_HEADLINE <= text.count(" ", start, place) < _MOST_WORDS]
    return max(likely, key=lambda place: kind_of(text[start:place]).headline, default=text.rfind(" "))


def _bracketed(text: str) -> Iterator[Cut]:
    """Cut the headline of another story that stands in square brackets between two sentences."""
    for match in _BRACKETED.finditer(text):
        start = match.start()
        begins = start == 0 or (start > 1 and text[start - 1].isspace() and text[start - 2] in _SENTENCE_END)
        if begins and match[1][0].isupper() and match[1].count(" ") >= _SHORTEST_HEADLINE - 1:
            yield Cut(match.start(), match.end(), "teaser")


def _calls(text: str) -> Iterator[Cut]:
    """Cut a call in capitals with an address: ``ĐĂNG KÝ KÊNH YOUTUBE: https://…``."""
    if "://" in text:
        yield from (Cut(match.start(), match.end(), "furniture") for match in _CALL.finditer(text))


def _lists(text: str, rules: Rules) -> Iterator[Cut]:
    """Cut the headlines of other stories below a heading in capitals that are run into the end of a paragraph."""
    if text[-1] in _SENTENCE_END:
        return
    match = _heading(text, rules)
    if match is None or len(offsets(text[match.start("heading") :])) > 1:
        return
    gap = text.find("  ", match.end())
    end = gap if gap >= 0 and is_credit(text[gap:].strip(), rules) else len(text)
    yield Cut(match.start("heading"), end, "furniture")


def _heading(text: str, rules: Rules) -> re.Match[str] | None:
    """Find such a heading near the end of a paragraph, with the end of the sentence before it."""
    return rules.run_in_list.search(text, max(0, len(text) - _LONGEST_LIST - 2))
