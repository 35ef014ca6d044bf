"""The regular expressions that are made of the lists of ``rules.toml``: names, credits, datelines, page furniture."""

from __future__ import annotations

import re

from vnnews.articles._alternatives import SPACE, alternatives
from vnnews.articles._rule_data import Data

CAPITAL = "[" + "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper()) + "]"
SMALL = "[" + "".join(chr(code) for code in range(0x61, 0x1EFA) if chr(code).islower()) + "]"
LEGAL = ("giấy phép", "bản quyền", "ghi rõ nguồn", "tổng biên tập", "cơ quan chủ quản", "tòa soạn", "toà soạn")
"""Of these the foot of a page speaks."""

BEFORE_TAIL = r"[.!?…)”\"]"
"""Behind one of these furniture may be run in that is not in capitals."""
BEFORE_SOURCE = ("Ảnh", "ẢNH")
"""Behind these a source may follow without a colon."""
_KNOWN_END = r"(?!\w|\.[a-z]{2,3}(?!\w))"
"""What stands behind a known source: neither the rest of a longer name nor that of an address (``Topwar.ru``)."""
CREDIT_END = rf"{SPACE}{{0,4}}(?:[)\r\n]|\.(?!\w)|\Z)"
"""What ends a credit that has no bracket."""


def names(captions: Data, source: str) -> str:
    """Match the names behind a marker: known sources, or up to five words in capitals, joined by strokes."""
    known = rf"(?:{source}){_KNOWN_END}"
    # A word may hold full stops ("L.ĐỨC", "haiquan.vn"); one at its end ends the credit, behind an initial it does not.
    word = r"(?!\d)\w[\w&’'+-]*(?:\.\w[\w-]*){0,4}"
    opener = rf"(?!(?:{alternatives(captions['openers'])})(?!\w))"
    # The first word may have a second one in small letters: "Quốc phòng Việt Nam".
    second = rf"(?:{SPACE}{SMALL}\w*(?={SPACE}(?={CAPITAL}){opener}))?"
    name = (
        rf"(?:\w{{1,2}}\.{SPACE}?){{0,2}}(?:(?={CAPITAL}){word}{second}|{word})"
        rf"(?:{SPACE}(?={CAPITAL}){opener}(?:\w\.{SPACE})?{word}){{0,4}}"
    )
    joint = (
        rf"(?:{SPACE}?[/,&+]{SPACE}?(?=\w)|{SPACE}?-{SPACE}?(?=(?:{source})(?!\w))"
        rf"|{SPACE}[-–]{SPACE}(?={CAPITAL}){opener})"
    )
    return rf"(?:{known}|{name})(?:{joint}(?:{known}|(?={CAPITAL}){opener}{name})){{0,4}}"


def credit(captions: Data, source: str) -> str:
    """Match ``Ảnh: Reuters/AP``, ``Ảnh SPUTNIK``, ``Ảnh minh họa`` and, up to a bracket, ``Ảnh: do gia đình gửi)``."""
    markers, anonymous = alternatives(captions["markers"]), alternatives(captions["anonymous"])
    colon = rf"{SPACE}{{0,2}}[:;]{SPACE}{{0,2}}"
    known = rf"(?:{source}){_KNOWN_END}"
    within = rf"{SPACE}{{0,2}}[:.;]{SPACE}{{0,2}}[^()\r\n]{{1,80}}\)"
    named = rf"(?:{markers}){colon}(?:{names(captions, source)}|\([^()\r\n]{{1,60}}\))"
    without_colon = rf"(?:{'|'.join(BEFORE_SOURCE)}){SPACE}{{1,2}}{known}(?:{SPACE}?[/,&-]{SPACE}?{known}){{0,4}}"
    # Pictures from an archive ("Ảnh tư liệu Bác Hồ") may open a sentence.
    sentence = rf"(?<!tư liệu){SPACE}{{1,4}}(?:{CAPITAL}|[-–\"“])"
    named_behind = rf"{SPACE}{{0,2}}[-–(]?{SPACE}{{0,2}}(?:{markers}){colon}"
    unnamed = rf"(?:{anonymous})(?!{named_behind})(?:{SPACE}?\([^()\r\n]{{1,40}}\))?(?={CREDIT_END}|{sentence})"
    return (
        rf"(?P<bracketed>(?:{markers}){within}|(?:{anonymous})[^():;\r\n]{{0,20}}\))|(?P<named>{named}|{without_colon})"
        rf"|(?P<anonymous>{unnamed})|(?P<loose>{_loose_credit(captions, source)})"
    )


def _loose_credit(captions: Data, source: str) -> str:
    """Match a name that nobody knows behind a marker without a colon: ``Ảnh QH``, ``Ảnh Long Thanh``, ``Nguồn Sina)``.

    It ends with its bracket or line, or before what opens a sentence.
    """
    markers, openers = alternatives(captions["markers"]), alternatives(captions["openers"])
    descriptions, sites = alternatives(captions["descriptions"]), alternatives(captions["sites"], any_case=True)
    within = rf"(?:(?={CAPITAL}[\w.])|(?:{descriptions})(?!\w))[^():;\r\n]{{0,60}}\)"
    site = rf"(?:{sites}|[\w-]+(?:\.[\w-]+)?\.(?:vn|com|net|org))(?!\w)(?:{SPACE}(?:nhân vật|NV))?"
    short = rf"(?:[A-ZĐ]{{2,6}}(?:/[A-ZĐ]{{2,6}})?|{site})(?={CREDIT_END}|{SPACE}{{1,4}}{CAPITAL}{SMALL})"
    long = rf"(?={CAPITAL}){names(captions, source)}(?={CREDIT_END}|{SPACE}{{1,4}}(?:{openers})(?!\w))"
    return rf"(?:{markers}){SPACE}{{1,2}}{within}|{BEFORE_SOURCE[0]}{SPACE}{{1,2}}(?:{short}|{long})"


def dateline(outlet: str, agency: str, not_outlets: list[str], codes: list[str], capitals: list[str]) -> str:
    """Match the outlet before a sentence: ``PNO - ``, ``(Dân trí) - ``; a bracketed name or ``XYO`` may be new.

    A code that is known needs no dash: ``SGGPO Hơn 27.000 người …``, ``TGVN. Hơn …``, ``(TNO) Hơn …``.
    """
    name = rf"(?!VIDEO|CLIP|ẢNH|Video|Clip|Ảnh){CAPITAL}[\w.&+]*(?:\s{CAPITAL}[\w.&+]*){{0,3}}"
    short = rf"(?!(?:{alternatives(not_outlets)})\b)[A-ZĐ]{{2,4}}O(?=\s[-–—]\s)"
    code = rf"(?P<code>{alternatives(codes)})\.?\s+(?={CAPITAL}(?:{SMALL}|\s))"
    stopped = rf"(?P<stopped>{alternatives(capitals)})\.\s+(?={CAPITAL}{SMALL})"
    enclosed = rf"\((?P<enclosed>{alternatives(capitals)})\)\s+(?={CAPITAL}{SMALL})"
    site = r"(?P<site>[\w-]{2,30}(?:\.(?:com|gov|org|net))?\.(?:vn|com|net|org))\s{0,2}[.:–—-]\s+"
    place = rf"(?P<place>{CAPITAL}[\w., /-]{{2,30}}\((?:{outlet}|{agency})\))\s[-–—]{{1,2}}\s+(?={CAPITAL}|[\d\"“])"
    return (
        rf"{place}|(?:[(\[]\s*(?P<bracketed>{outlet}|{name})\s*[)\]]|(?P<plain>{outlet}|{short})|(?P<agency>{agency}))"
        rf"\s{{0,3}}\.?(?:[-–—]{{1,2}}|(?<=[)\]]):)\s+(?={CAPITAL}|[\d\"“‘'(\u200b])|{code}|{stopped}|{enclosed}|{site}(?={CAPITAL}|[\d\"“‘'(])"
    )


def around_date(words: list[str]) -> re.Pattern[str]:
    return re.compile(
        r"\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?(?:['’]|p(?!\w))?|\d{1,2}\s?(?:giờ|AM|PM)\b|[(\[]?(?:GMT|UTC)?\s?[+-]\s?\d{1,2}(?::?\d{2})?[)\]]?"
        rf"|(?<!\w)(?-i:{alternatives(words, any_case=True)})(?!\w)|[\s,;:|()\[\]/.•·–—-]+",
        re.IGNORECASE,
    )


def tail(phrases: list[str]) -> str:
    """Match furniture run into the end of a line.

    One word may end a sentence; a phrase of two or more behind a full stop, or in capitals, does not.
    """
    quiet = rf"(?:{alternatives(phrases, any_case=True)})(?:\s*\(\d*\))?"
    loud = alternatives([phrase.upper() for phrase in phrases])
    return rf"\s+(?:{loud})\s*$|(?:(?<={BEFORE_TAIL})|(?<={BEFORE_TAIL}\s))\s*{quiet}(?:\s+{quiet})*[\s:]*$"


def below(phrases: list[str]) -> str:
    """Match, in small letters, what stands below an article: a phrase, a line of dashes, who publishes it."""
    counted = r"(?:chia sẻ|từ khóa|từ khoá|tags?|bình luận|ý kiến)\s?[:(]"
    return rf"(?<!\w)(?:(?:{alternatives([*phrases, *LEGAL])})(?!\w)|{counted})|-{{5,}}|©"


def run_in_list(headings: list[str]) -> re.Pattern[str]:
    """Match such a heading with the end of the sentence before it, by whose sign it is found fast."""
    loud = alternatives([heading.upper() for heading in headings])
    return re.compile(rf"[.!?…”\"]\s(?P<heading>(?:{loud})\s*:?\s+)(?={CAPITAL})")
