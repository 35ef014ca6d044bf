"""Photo credits: where they stand in a text, and which lines are captions because they end in one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vnnews.articles._credit_hints import credit_hints
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import offsets
from vnnews.articles._survey import survey
from vnnews.articles._telling_ends import says_caption

LONGEST_CAPTION = 60
"""Words."""
_LONGEST_LINE = 500
_LONGEST_PAIR = 30
_LONGEST_FILM_CREDIT = 200
_JOINT = " \t\u00a0([-–—.,|*"
_WORD = r"[ \t\u00a0][^\s.!?:;,()]{1,30}"
# The end of a name that goes on in small letters ("Hải quân Thái Lan"); with a full stop it may be a short sentence.
_LINE_REST = re.compile(
    rf"(?=[ \t\u00a0](?P<first>\w))(?:(?:{_WORD}){{1,6}}(?=[ \t\u00a0]{{0,4}}(?:[\r\n]|\Z))"
    rf"|(?:{_WORD}){{1,3}}(?=[.)]{{1,3}}[ \t\u00a0]{{0,4}}(?:[\r\n]|\Z)))"
)
_FOLLOWING = re.compile(r"[ \t\u00a0]+(\w)")
_BEHIND_NAME = frozenset((", ", " ("))
# What a photographer is, or for whom: "Ảnh: Lan Anh, phóng viên Tân Hoa xã", "Ảnh: Thu Báu (Trung tâm Văn hóa Cô Tô)".
_NAME_REST = re.compile(
    r"(?:, (?:phóng viên|cộng tác viên) [^.,;()\r\n]{2,40}| \((?!P/[vV]|T/h|[Tt]heo|[Tt]ổng)[^()\r\n]{8,40}\))"
    r"(?=[.)]?\s*(?:[\r\n]|\Z))"
)
_CLOSING = '.)]”"’'


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
        match, begin = rules.credit.match(text, start), _joint(text, start, floor)
        end = None if match is None else _credit_end(text, match, begin, hints[start], rules)
        if end is not None:
            found.append(Credit(begin, start, end))
            floor = end
    return found


def _credit_end(text: str, match: re.Match[str], begin: int, word: str, rules: Rules) -> int | None:
    """Return where a credit ends; None if what looks like one, with the signs before it from ``begin`` on, is none."""
    start, end, kind = match.start(), match.end(), match.lastgroup
    bracketed = text[begin:start].rstrip(" \t\u00a0").endswith(("(", "["))
    if kind == "loose":
        if not (_fills_bracket(text, start, end) if text[end - 1] == ")" else _begins(text, begin, start)):
            return None
    elif word.islower() and not _is_set_off(text, begin, start, end):
        return None
    elif kind == "bracketed" and not bracketed:
        named = _unbracketed(text, start, rules)
        if named is None:
            return None
        end = named
    elif kind == "anonymous" and not (bracketed or _begins(text, begin, start)):
        return None
    if kind == "named" or not (bracketed or kind == "loose"):
        end = _name_end(text, start, end)
    if text[end : end + 2] in _BEHIND_NAME and (rest := _NAME_REST.match(text, end)):
        end = rest.end()
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return end


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
    if len(line) > _LONGEST_LINE:
        return False
    if "©" in line and says_caption(line):
        return True
    if not photo_credits or line[photo_credits[-1].end :].strip(" .)”\"'"):
        return ":" in line and len(line) <= _LONGEST_FILM_CREDIT and _credits_film(line, rules)
    n_words = len(line.split())
    if n_words <= _LONGEST_PAIR or n_words > LONGEST_CAPTION:
        return n_words <= _LONGEST_PAIR
    n_sentences = len(offsets(line[: photo_credits[-1].start]))
    return n_sentences < 2 or (n_sentences == 2 and below_text)


def _credits_film(line: str, rules: Rules) -> bool:
    """Tell whether a line is the credit of a film, alone or behind a sentence: ``… đêm 16/3. Video: Reuters``."""
    begins = line.rfind(". ", 0, line.rfind(":")) + 2
    return rules.film_credit.match(line) is not None or (
        begins > 1 and rules.film_credit.match(line, begins) is not None
    )


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


def _fills_bracket(text: str, start: int, end: int) -> bool:
    """Tell whether a bracket opens right before a marker, and its end is that of a sentence."""
    following = text[end : end + 4].lstrip(" \t\u00a0")[:1]
    return text[start - 1 : start] == "(" and not (following.islower() or following in (",", ";", ":"))


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
