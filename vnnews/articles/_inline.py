"""What is run into a paragraph and does not belong there: photo captions and teasers of other stories."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vnnews.articles._credit_hints import credit_hints
from vnnews.articles._credits import is_credit
from vnnews.articles._rule_patterns import CAPITAL
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import last_sentence, offsets
from vnnews.articles._survey import LONGEST_OUTLET, survey

_LONGEST_CAPTION = 60
_LONGEST_CAPTION_LINE = 500
_LONGEST_PAIR = 30
_LONGEST_TEASER = 600
_LONGEST_LINK = 200
_SHORTEST_LINK = 20
_SHORTEST_HEADLINE = 5
_WINDOW = 500
_DASHES = (" - ", " – ", " — ")
_OPENING = (">>", "[")
_CUT_SIGNS = (*_OPENING, "://")
_JOINT = " \t\u00a0([-–—.,|*"
_WORD = r"[ \t\u00a0][^\s.!?:;,()]{1,30}"
# The end of a name that goes on in small letters ("Hải quân Thái Lan"); with a full stop it may be a short sentence.
_LINE_REST = re.compile(
    rf"(?=[ \t\u00a0](?P<first>\w))(?:(?:{_WORD}){{1,6}}(?=[ \t\u00a0]{{0,4}}(?:[\r\n]|\Z))"
    rf"|(?:{_WORD}){{1,3}}(?=[.)]{{1,3}}[ \t\u00a0]{{0,4}}(?:[\r\n]|\Z)))"
)
_FOLLOWING = re.compile(r"[ \t\u00a0]+(\w)")
_BRACKETED = re.compile(r"\[([^\[\].]{25,200})\](?=\s|$)")
_CAPITALS = rf"(?:{CAPITAL}|\d)+"
_CALL = re.compile(rf"(?:(?<=[.!?…”\"]\s)|^)(?:{_CAPITALS}\s){{1,9}}{_CAPITALS}\s?:\s?https?://\S+")
_LONGEST_LIST = 600
_SENTENCE_END = '.?!…”"'
_CLOSING = '.)]”"’'


class Cut(NamedTuple):
    """A stretch of a paragraph with the role it plays; what lies between two cuts is text."""

    start: int
    end: int
    role: str


class Credit(NamedTuple):
    """A photo credit: where it starts, with the signs that join it to the caption, where its marker starts, its end."""

    start: int
    marker: int
    end: int


def find_credits(text: str, rules: Rules, places: Sequence[int] | None = None) -> list[Credit]:
    """Find the photo credits of a text, in order.

    Parameters
    ----------
    text : str
    rules : Rules
    places : sequence of int, optional
        Those of its `survey`, where that is known.
    """
    found: list[Credit] = []
    floor = 0
    hints = credit_hints(text, rules, survey(text, rules).places if places is None else places)
    for start in sorted(hints):
        if start < floor:
            continue
        match = rules.credit.match(text, start)
        if match is None:
            continue
        end, begin = match.end(), _joint(text, start, floor)
        if hints[start].islower() and not _is_set_off(text, begin, start, match.end()):
            continue
        bracketed = text[begin:start].rstrip(" \t\u00a0").endswith(("(", "["))
        if match.lastgroup == "bracketed" and not bracketed:
            named = _unbracketed(text, start, rules)
            if named is None:
                continue
            end = named
        elif match.lastgroup == "anonymous" and not (bracketed or _begins(text, begin, start)):
            continue
        if match.lastgroup == "named" or not bracketed:
            end = _name_end(text, start, end)
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        found.append(Credit(begin, start, end))
        floor = end
    return found


def is_caption(line: str, photo_credits: list[Credit], rules: Rules, *, below_text: bool = True) -> bool:
    """Tell whether a whole line is the caption of a photo or film: short, with the credit at its end.

    Parameters
    ----------
    line : str
    photo_credits : list of Credit
        The photo credits found in the line.
    rules : Rules
    below_text : bool, default=True
        Whether text stands above the line. The first paragraph may have a caption at its end.
    """
    if len(line) > _LONGEST_CAPTION_LINE:
        return False
    if not photo_credits or line[photo_credits[-1].end :].strip(" .)”\"'"):
        return ":" in line and len(line) <= _LONGEST_LINK and rules.film_credit.match(line) is not None
    n_words = len(line.split())
    if n_words <= _LONGEST_PAIR or n_words > _LONGEST_CAPTION:
        return n_words <= _LONGEST_PAIR
    n_sentences = len(offsets(line[: photo_credits[-1].start]))
    return n_sentences < 2 or (n_sentences == 2 and below_text)


def is_bare(line: str, photo_credits: list[Credit]) -> bool:
    """Tell whether a line is a photo credit and nothing else, so that its caption is the line before."""
    return (
        len(photo_credits) == 1
        and not line[: photo_credits[0].start].strip()
        and not line[photo_credits[0].end :].strip()
    )


def is_said_whole(text: str) -> bool:
    """Tell whether every quotation of a text begins and ends in it: a part of a longer one is no caption."""
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


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


def _joint(text: str, start: int, floor: int) -> int:
    """Return where the signs begin that join a credit to its caption: ``caption - Ảnh: AP``, ``caption (Ảnh: AP)``."""
    low = max(floor, start - 6, 0)
    begin = low + len(text[low:start].rstrip(_JOINT))
    # The full stop of the caption is part of it.
    return start - len(text[begin:start].lstrip(".,"))


def _begins(text: str, begin: int, start: int) -> bool:
    return (
        begin == 0 or text[begin - 1] in "\r\n" or (begin < start and text[begin - 1] in '.?!…"”') or begin < start - 1
    )


def _is_set_off(text: str, begin: int, start: int, end: int) -> bool:
    """Tell whether a sign stands before a marker in small letters, and a name behind it ("qua ảnh: chúng tôi")."""
    name = text[start:end].partition(":")[2].lstrip()
    signed = begin == 0 or text[begin - 1] in '.,!?…"”\r\n' or any(sign in text[begin:start] for sign in "([-–—")
    return signed and name[:1].isupper()


def _unbracketed(text: str, start: int, rules: Rules) -> int | None:
    """Match again what looked like a bracketed credit but has no bracket before it."""
    line_end = min((end for end in (text.find(")", start), text.find("(", start)) if end >= 0), default=len(text))
    match = rules.credit.match(text, start, line_end)
    return match.end() if match and match.lastgroup == "named" else None


def _name_end(text: str, start: int, end: int) -> int:
    """Mend the end of a name: it may go on in small letters, or take the start of the next sentence."""
    rest = _LINE_REST.match(text, end) if text[end + 1 : end + 2].islower() else None
    if rest and rest["first"].islower():
        return rest.end()
    following = _FOLLOWING.match(text, end)
    if following and (following[1].islower() or following[1].isdigit()):
        # "Ảnh: Cửu Long Điện lực …": the last capitalised word begins the next sentence.
        last = text.rfind(" ", start, end)
        if last > start and not text[start:last].rstrip().endswith((":", ";", "/")):
            return last
    return end


def _captions(text: str, photo_credits: list[Credit], links: list[Cut]) -> Iterator[Cut]:
    floor = 0
    for credit in photo_credits:
        low = max(floor, credit.start - _WINDOW)
        start = low + last_sentence(text[low : credit.start])[1]
        sentence = text[start : credit.start]
        if len(sentence.split()) > _LONGEST_CAPTION or not is_said_whole(sentence):
            start = credit.start
        # A link that is run into the sentence is no part of the caption, nor is what stands before it.
        for link in links:
            start = max(start, min(link.end, credit.start)) if start <= link.start < credit.start else start
        yield Cut(start, credit.end, "caption")
        floor = credit.end


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
    # "phóng viên báo Lao Động - anh Hà": a name in small letters may be part of the sentence, a code is not.
    if bracket < 0 and not match.group().split(None, 1)[0].isupper():
        return None
    return bracket if bracket >= 0 else match.start()


def _teaser(text: str, outlet: int, begin: int) -> Cut | None:
    # "… kết thúc. Tựa của tin khác VOV.VN - Câu đầu của tin đó. …": from the other headline to the end of its lead.
    if begin >= len(text) or not (text[begin].isupper() or text[begin] in '"“'):
        return None
    floor = max(0, outlet - _LONGEST_TEASER)
    if text[floor:outlet].rstrip().endswith((".", ",", ":", ";")):
        return None
    before, after = offsets(text[floor:outlet]), offsets(text[begin : begin + _LONGEST_TEASER])
    if not (before and after):
        return None
    return Cut(floor + before[-1][0], begin + after[0][1], "teaser")


def _links(text: str, photo_credits: list[Credit], rules: Rules) -> Iterator[Cut]:
    """Cut ``>> Xem thêm: …`` up to the end of its sentence."""
    position = text.find(">>")
    starts = [credit.start for credit in photo_credits] if position >= 0 else []
    while position >= 0:
        following = bisect_right(starts, position)
        end = min(position + _LONGEST_LINK, starts[following] if following < len(starts) else len(text))
        gap = text.find("  ", position + _SHORTEST_LINK, end)
        spans = offsets(text[position : gap if gap >= 0 else end])
        stop = position + spans[0][1] if spans else position + 2
        if is_credit(text[position:stop].lstrip("> "), rules):
            stop = position + 2
        yield Cut(position, stop, "furniture")
        position = text.find(">>", stop)


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
