"""What stands above the first paragraph of an article on a crawled page, told by its place, and its title among it.

Phrases tell the buttons of a page, but not the names of its sections and the headlines of its other stories. These
stand together: above the title, which says what the text says. What stands between two paragraphs is found by
`vnnews.articles._between`, what stands below the article by `vnnews.articles._foot`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from vnnews.articles._context import Part
from vnnews.articles._credits import is_credit, names_source
from vnnews.articles._line_kinds import kind_of
from vnnews.articles._rules import Rules
from vnnews.articles._telling_ends import says_caption

_FULL_STOPS = frozenset(".…:!")
_OTHER_STOPS = frozenset('?”"»')
_LONGEST_QUESTION = 70
_SHORTEST_PROSE = 40
LONGEST_LINE = 140
"""A longer line is text, however it ends."""
_LONGEST_ENTRY = 4
"""So many words an entry of a menu may have that nothing parts from the next."""

_WORD = re.compile(r"\w+")
_SIGNS = re.compile(r"[|»›⟩•·☰→\t]|\s{2,}|\s(?:>|::)\s")
_SEPARATOR = re.compile(r"\s*(?:[|»›>⟩•·☰→/]|::)\s*|\s{2,}|\t")
_CAPITALS_SEPARATOR = re.compile(r"\s*[|»›>⟩•·☰→/]\s*|\s{2,}|\t|\s[-–]\s")
_MASTHEAD = re.compile(r"(?:báo|tạp chí|đài|trang|cổng)\b.{0,40}\b(?:điện tử|online)\b[^.]*$", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"(?:BỘ(?! TRƯỞNG)|SỞ|(?:TỔNG )?CỤC(?! TRƯỞNG)|[UỦ][ỶY] BAN|UBND|CỔNG|ĐÀI|TẠP CHÍ|(?:HỌC )?VIỆN|CƠ QUAN)\b"
)
"""To whom a page belongs, in capitals."""

_READ, _MOST_READ = 6, 2_000
"""So many paragraphs, or characters, tell what the article is about."""
_FEWEST_TITLE, _MOST_TITLE = 4, 32
_LONGEST_NAME, _OF_NAME = 4, 0.25
"""A line of so few words may be the name of a section, all of whose words stand in the text; it counts less."""
_LEAST_SHARE, _SURE_HEADLINE, _LONGEST_INSTITUTION = 0.5, 0.6, 8
_FIRST, _NEARLY = 0.25, 0.75
_NO_TITLE_ENDS, _NO_TITLE_STARTS = (".", ":"), ("-", "+", "*")

_LONGEST_SOURCE = 30
_PHOTO_SOURCE = re.compile(r"(?: [Pp]hotos?)?(?:(?:\s\d{4})?\s?/\s?[\w .'-]{2,40})?[.)]?")
_COPYRIGHT, _GIVEN, _ONE_BUTTON, _REACH = "©", ("Courtesy", "Photo courtesy"), 25, 4
_CALLED = re.compile(r"\s?[-–] (?:Ảnh|Hình) \d{1,2}\.?$")
"""How a photo is called after the title."""
_DAY = re.compile(r"\d/(?=\d)")
_PLAYER = re.compile(r"\d{1,2}:\d\d(?!\d)")
_MOST_MENUS, _FEWEST_MENU, _MOST_MENU, _LEAST_MENU = 3, 10, 300, 0.65
"""Among the first lines, one of so many words is a menu if so large a share of them is sections and buttons."""

_DATE = re.compile(r"^\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{4})?\s+")
_BULLETS = "“\"‘'*•»>["
_NO_HEADLINE_ENDS = ("", ".", "…", ":", ";", ",")
_FEWEST_HEADLINE, _MOST_HEADLINE = 7, 25


def mark_around(parts: list[Part], rules: Rules) -> bool:
    """Mark what stands above the first paragraph, and credits of photos.

    Parameters
    ----------
    parts : list of Part
        Those of the page in order; the roles of some that are ``"body"`` are changed.
    rules : Rules

    Returns
    -------
    bool
        Whether something may stand between the paragraphs and below the article, too. On most pages nothing does.
    """
    for part in parts[:_MOST_MENUS]:
        # Shorter ones are among the lines that are looked at below.
        is_long = len(part.text) >= LONGEST_LINE and part.role == "body" and part.text[-1] not in _FULL_STOPS
        if is_long and _is_long_menu(part.text, rules):
            part.role = "furniture"
    others = _others(parts)
    if _are_usual(others, parts):
        if others and others[0] == 0 and parts[0].role == "body" and rules.is_menu(parts[0].text):
            parts[0].role = "furniture"
        return False
    _mark_called(parts)
    first = next((i for i, part in enumerate(parts) if is_prose(part)), None)
    if first is None:
        return False
    lines = [parts[i] for i in others if parts[i].role == "body"]
    _mark_scraps(lines, parts)
    if first > 1 or (first and rules.is_menu(parts[0].text)):
        _mark_above(parts, first, rules)
    last = next(part.start for part in reversed(parts) if is_prose(part))
    _mark_photo_sources(lines, parts, last, rules)
    return True


def _mark_called(parts: list[Part]) -> None:
    """Mark as the title what photos are called after, ``… - Ảnh 1.``, and what stands above it as no text."""
    numbered = [part for part in parts if part.text[-1].isdigit() or part.text[-2:-1].isdigit()]
    called = {_CALLED.sub("", part.text): part.start for part in numbered if _CALLED.search(part.text)}
    found = [part for part in parts if part.role == "body" and part.start < called.get(part.text, 0)] if called else []
    title = found[0] if found else None
    if title is None or "title" in [part.role for part in parts]:
        return
    title.role = "title"
    for part in parts[: parts.index(title)]:
        if part.role == "body" and not is_prose(part):
            part.role = "furniture"


def _are_usual(others: Sequence[int], parts: Sequence[Part]) -> bool:
    """Tell whether a page has besides text what most have only: known furniture, a headline below it, an author."""
    top = 0
    while top < len(others) and others[top] == top and parts[top].role != "body":
        top += 1
    if top < len(others) and others[top] == top:
        top += 1
    rest = others[top:]
    if len(rest) > 1 or (rest and rest[0] == top):
        return False
    return not rest or rest[0] == len(parts) - 1 or (parts[rest[0]].role == "body" and is_short(parts[rest[0]].text))


def _mark_scraps(lines: Sequence[Part], parts: Sequence[Part]) -> None:
    """Mark lines without a letter or number, and what films are called: above how long they play."""
    for line in lines:
        if (not line.text[0].isalnum() and not any(map(str.isalnum, line.text))) or line.text.lower() == "x":
            line.role = "furniture"
    for line, below in pairwise(parts):
        if below.role == "furniture" and line.role == "body" and _PLAYER.match(below.text) and not ends_sentence(line):
            line.role = "furniture"


def is_short(line: str) -> bool:
    """Tell whether a line has no more words than the name of a section, or of an author."""
    return line.count(" ") < _LONGEST_ENTRY


def _others(parts: Sequence[Part]) -> list[int]:
    """Return which parts are neither text by their end or length, as `ends_sentence` tells it, nor captions."""
    found = []
    for i, part in enumerate(parts):
        if part.role == "body":
            text = part.text
            if text[-1] in _FULL_STOPS or len(text) >= LONGEST_LINE:
                continue
            if text[-1] in _OTHER_STOPS and len(text) >= _LONGEST_QUESTION:
                continue
        elif part.role == "caption":
            continue
        found.append(i)
    return found


def ends_sentence(part: Part) -> bool:
    """Tell whether a line is text by its end or its length; headlines, too, may be questions or end in a quotation."""
    text = part.text
    if part.role != "body":
        return False
    size = len(text)
    return size >= LONGEST_LINE or text[-1] in _FULL_STOPS or (text[-1] in _OTHER_STOPS and size >= _LONGEST_QUESTION)


def is_prose(part: Part) -> bool:
    """Tell whether a line is text by its end, and no short one."""
    return len(part.text) >= _SHORTEST_PROSE and ends_sentence(part)


def is_menu(line: str, rules: Rules) -> bool:
    """Tell whether a line is a row of sections or buttons, or has short entries that signs part."""
    if rules.is_menu(line) or _MASTHEAD.match(line) is not None:
        return True
    if _is_long_menu(line, rules):
        return True
    in_capitals = line.isupper() and (" - " in line or " / " in line)
    if line[-1] in _FULL_STOPS or not (in_capitals or _SIGNS.search(line)):
        return False
    entries = [entry for entry in (_CAPITALS_SEPARATOR if in_capitals else _SEPARATOR).split(line) if entry]
    if any(len(entry.split()) > _LONGEST_ENTRY + 1 for entry in entries):
        return False
    return len(entries) > 2 or any(rules.is_menu(entry) for entry in entries)


def _is_long_menu(line: str, rules: Rules) -> bool:
    """Tell whether a line without a full stop is mostly sections and buttons, whatever stands between them."""
    if not _FEWEST_MENU <= line.count(" ") <= _MOST_MENU or ". " in line:
        return False
    if not rules.may_begin_menu(line.split(None, 1)[0]):
        return False
    return rules.menu_share(line) >= _LEAST_MENU


def _mark_above(parts: list[Part], first: int, rules: Rules) -> None:
    """Find the title among the lines above the first paragraph: most of its words stand in the text."""
    above = [part for part in parts[:first] if part.role == "body" and not _is_of_photo(part, rules)]
    if not above or "title" in [part.role for part in parts[:first]]:
        return
    _drop_copy(above)
    above = [part for part in above if part.role == "body"]
    text = " ".join(part.text for part in islice((part for part in parts[first:] if is_prose(part)), _READ))
    words = _WORD.findall(text[:_MOST_READ].casefold())
    known = {*words, *pairwise(words)}
    shares = [_likeness(part.text, known, rules, is_first=part is parts[0]) for part in above]
    # Above the name of a site stands what it belongs to.
    named = max((i for i, part in enumerate(above) if _MASTHEAD.match(part.text)), default=-1)
    shares[: named + 1] = [0.0] * (named + 1)
    shares[1:] = [share * _weight(part.text) for share, part in zip(shares[1:], above[1:], strict=True)]
    # What stands first on the page is its title unless another line is much more like one.
    if above[0] is parts[0]:
        shares[0] += _FIRST if shares[0] else 0.0
    best = max(shares)
    title = next(i for i, share in enumerate(shares) if share >= _NEARLY * best) if best > 0.0 else -1
    for i, (part, share) in enumerate(zip(above, shares, strict=True)):
        if i == title:
            part.role = "title"
        elif i < title or is_menu(part.text, rules):
            part.role = "furniture"
        elif title >= 0 and is_credit(part.text, rules):
            part.role = "credit"
        elif title >= 0 and share == 0.0 and part.text[-1] not in ":," and len(part.text.split()) <= _LONGEST_ENTRY:
            part.role = "furniture"


def _is_of_photo(part: Part, rules: Rules) -> bool:
    """Tell whether a line below the first is a caption by its first words or its end."""
    return part.start > 0 and (part.text.startswith(rules.caption_openings) or says_caption(part.text))


def _weight(line: str) -> float:
    return _OF_NAME if line[-1].isalnum() and len(line.split()) <= _LONGEST_NAME else 1.0


def _drop_copy(above: Sequence[Part]) -> None:
    """Mark the title with the name of the site behind it where the title alone stands below: a page's name in a tab."""
    texts = {part.text for part in above}
    for part in above:
        name, dash, _ = part.text.rpartition(" - ")
        if dash and name in texts:
            part.role = "furniture"


def _likeness(line: str, known: set[str | tuple[str, str]], rules: Rules, *, is_first: bool) -> float:
    """Return how much of a line stands in the text, if it may be a title; else 0."""
    words = _WORD.findall(line.casefold())
    if not _FEWEST_TITLE <= len(words) <= _MOST_TITLE or len(line.split()) < _FEWEST_TITLE or ". " in line:
        return 0.0
    if line.endswith(_NO_TITLE_ENDS) or line.startswith(_NO_TITLE_STARTS) or is_menu(line, rules):
        return 0.0
    is_institution = line.isupper() and len(words) <= _LONGEST_INSTITUTION and _INSTITUTION.match(line) is not None
    if is_institution or len(_SIGNS.findall(line)) > 1:
        return 0.0
    share = sum(word in known for word in words) / len(words)
    pairs = sum(pair in known for pair in pairwise(words)) / (len(words) - 1)
    kind = kind_of(line)
    if (share < _LEAST_SHARE or pairs == 0.0) and (kind.headline < _SURE_HEADLINE or share == 0.0):
        return 0.0
    # The headline may be that of a photo.
    return share + pairs + kind.headline - (0.0 if is_first else kind.caption)


def _mark_photo_sources(lines: Sequence[Part], parts: Sequence[Part], last: int, rules: Rules) -> None:
    """Mark captions, and credits of photos, that only a name at the end or the first words give away.

    A name below the last paragraph, which begins at ``last``, is the article's own source.
    """
    others = {line.start for line in lines if line.role == "body"}
    for i, part in enumerate(parts) if others else ():
        if part.start not in others or part.role not in ("body", "caption"):
            continue
        below = parts[i + 1 : i + _REACH]
        # The headline may be that of a film.
        if part.start and part.text.startswith(rules.caption_openings):
            part.role, part.bare = "caption", part.text.startswith((_COPYRIGHT, *_GIVEN))
            if part.text in rules.caption_openings and below and below[0].role == "body":
                below[0].role = "caption"
        elif part.start < last and ("/" in part.text or _is_short_source(part.text, rules)):
            start = _photo_source(part.text, rules)
            if start is None:
                continue
            part.role, part.bare = "caption", start == 0
        if part.role == "caption" and part.text[0] == _COPYRIGHT:
            _mark_below_copyright(part, below)


def _mark_below_copyright(credit: Part, below: Sequence[Part]) -> None:
    """Mark the caption that stands below ``© AFP 2017 / Ahmad Al-Rubaye``, or below a button there."""
    caption = next((part for part in below if part.role != "furniture"), None)
    if caption is not None and caption.role == "body" and not is_prose(caption):
        caption.role = "caption" if caption.start - credit.end <= _ONE_BUTTON else caption.role


def _is_short_source(line: str, rules: Rules) -> bool:
    return len(line) <= _LONGEST_SOURCE and rules.may_begin_with_source(line)


def _photo_source(line: str, rules: Rules) -> int | None:
    """Return where the credit of a photo begins that a line ends with: ``REUTERS/Yorgos Karahalis``, ``AFP photo``."""
    stroke = line.rfind("/")
    low = max(0, stroke - _LONGEST_SOURCE)
    for match in rules.agencies.finditer(line, low) if rules.may_name_source(line[low:]) else ():
        before = line[: match.start()].rstrip()
        is_agency = stroke >= 0 and match.group().isupper() and not names_source(_DAY.sub("", before))
        is_set_off = before in ("", _COPYRIGHT) or (is_agency and before[-1] in ".,(-–")
        if is_set_off and _PHOTO_SOURCE.fullmatch(line, match.end()):
            return 0 if before == _COPYRIGHT else match.start()
    return None


def is_headline(part: Part, fewest: int = _FEWEST_HEADLINE) -> bool:
    """Tell whether a line may be the headline of another story; subheadings have fewer words."""
    text = _DATE.sub("", part.text)
    if text[-1:] in _NO_HEADLINE_ENDS or not (text[0].isupper() or text[0] in _BULLETS):
        return False
    return fewest <= len(text.split()) <= _MOST_HEADLINE
