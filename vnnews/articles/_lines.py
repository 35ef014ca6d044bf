"""The lines of a crawled page and the role of each: text, caption, date, or what belongs to the page alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from vnnews.articles._alt_text import BLANK, AltTexts
from vnnews.articles._credits import is_credit
from vnnews.articles._dates import DateLine, Published, date_prefix, find_date, is_around_date
from vnnews.articles._inline import Credit, cut_places, find_credits, find_cuts, has_cuts, is_bare, is_caption
from vnnews.articles._rules import Rules

_DATED_HEADLINE = re.compile(r"[^.]{15,160}\(\s*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\s*\)$")
_LONGEST_HEADLINE = 25
_LONGEST_BARE = 250
_LONGEST_TAG = 40
_LONGEST_WEEKDAY = 24
_LONGEST_SECTION = 5
_SHORTEST_REPEATED = 5
_KEY = 16
_SIGNS = frozenset("([#>►▶➤→»*©®•")
_SHORTEST_PROSE = 60
_SHORTEST_SENTENCE = 25
_PROSE_END = frozenset('.…”"')
_LATE = 3
"""A dateline behind this many lines of text begins another story."""


@dataclass(slots=True)
class Part:
    """A stretch of the page with its role, while the article is put together."""

    role: str
    text: str
    start: int
    end: int
    bare: bool = False
    """Whether it is a photo credit alone."""
    after_blank: bool = False
    """Whether a blank line stands before it."""


@dataclass(slots=True)
class _Page:
    """What the role of a line depends on besides the line: the page, and the lines before it."""

    source: str
    rules: Rules
    photo_credits: list[Credit]
    seen: dict[tuple[int, str], str | set[str]] = field(default_factory=dict)
    first_text: str = ""
    n_text: int = 0
    n_prose: int = 0
    in_list: bool = False
    in_tags: bool = False
    published: Published | None = None
    alt_texts: AltTexts = field(init=False)
    credit_starts: list[int] = field(init=False)
    next_credit: int = 0
    cut_places: list[int] = field(init=False)
    next_cut: int = 0
    may_be_other: bool = field(init=False)
    """Whether the page holds a sign that furniture with an unknown beginning has."""

    def __post_init__(self) -> None:
        self.alt_texts = AltTexts(self.source)
        self.credit_starts = [credit.marker for credit in self.photo_credits]
        self.cut_places = cut_places(self.source)
        self.may_be_other = any(sign in self.source for sign, _ in self.rules.furniture_others)


def read_lines(source: str, rules: Rules) -> tuple[list[Part], Published | None]:
    """Split a page into parts with roles.

    Parameters
    ----------
    source : str
        The decoded page in NFC.
    rules : Rules

    Returns
    -------
    parts : list of Part
        In order; ``"body"`` is what may yet become title, lead, caption or credit.
    published : Published or None
        The first date stated on a line of its own or by the crawler.
    """
    page = _Page(source, rules, find_credits(source, rules))
    parts: list[Part] = []
    start = 0
    blank = False
    for raw in source.splitlines(keepends=True):
        line = raw.strip(BLANK)
        if not line or line.isspace():
            blank = True
        else:
            begin = start if raw[0] == line[0] else start + len(raw) - len(raw.lstrip(BLANK))
            end = begin + len(line)
            first = len(parts)
            if _is_prose(line, begin, end, page):
                parts.append(Part("body", line, begin, end))
            else:
                _read_line(line, begin, page, parts)
            if blank and len(parts) > first:
                parts[first].after_blank = True
                blank = False
        start += len(raw)
    return parts, page.published


def _is_prose(line: str, start: int, end: int, page: _Page) -> bool:
    """Tell whether a line is text at first sight, as nine in ten are, because nothing in it calls for a closer look."""
    size = end - start
    if (
        line[-1] not in _PROSE_END
        or line[0] in _SIGNS
        or (size < _SHORTEST_PROSE and not _is_plain_sentence(line, page))
        or (page.next_credit < end and _credits_within(page, start, end))
    ):
        return False
    rules = page.rules
    beginning = line[:_KEY].casefold()
    key = (size, beginning)
    space = line.find(" ")
    if (
        key in page.seen
        or ((line[:space] in rules.outlet_starts or line[space - 1] == "O") and rules.dateline.match(line))
        or (beginning[0] == "d" and beginning.startswith("date"))
        or (
            size <= _LONGEST_BARE
            and (line[:2] in rules.furniture_prefixes or line[0] in rules.furniture_prefixes or page.may_be_other)
            and rules.matches_furniture(line)
        )
        or (page.n_text == 0 and " (" in line)
        or line.isascii()
        or (page.next_cut < end and _may_have_cuts(page, start, end) and has_cuts(line, rules))
    ):
        return False
    page.seen[key] = line
    page.n_text += 1
    page.n_prose += size >= _SHORTEST_PROSE
    if not page.first_text:
        page.first_text = line.casefold()
    page.in_list = page.in_tags = False
    return True


def _is_plain_sentence(line: str, page: _Page) -> bool:
    """Tell whether a short line ends as a sentence and is no phrase, date, credit or keyword that does so too."""
    return (
        len(line) >= _SHORTEST_SENTENCE
        and line[-1] == "."
        and not page.in_tags
        and not (":" in line or "20" in line or "19" in line)
        and not page.rules.may_be_row(line)
    )


def _read_line(line: str, start: int, page: _Page, parts: list[Part]) -> None:
    if line[0] in "dD#" and (prefixed := date_prefix(line)):
        page.published = page.published or prefixed[0]
        _add(parts, "date", line[: prefixed[1]], start)
        start, line = start + prefixed[1], line[prefixed[1] :]
        if not line:
            return
    role = _role(line, start, page)
    if role == "text":
        _read_text(line, start, page, parts)
    elif role == "dated":
        _read_dated(line, start, page, parts)
    else:
        photo_credits = _credits_within(page, start, start + len(line)) if role == "caption" else []
        parts.append(Part(role, line, start, start + len(line), is_bare(line, photo_credits)))


def _role(line: str, start: int, page: _Page) -> str:
    role = _role_alone(line, start, page)
    if role == "text" and page.in_tags and len(line) <= _LONGEST_TAG and not is_credit(line, page.rules):
        return "furniture"
    if role == "text" and page.in_list and _is_headline(line) and not is_credit(line, page.rules):
        return "teaser"
    page.in_list = page.in_list and role in ("furniture", "teaser", "date", "dated", "repeated", "alt text")
    page.in_tags = page.in_tags and role == "furniture"
    if role == "furniture" and page.n_text > 1:
        page.in_list = page.in_list or page.rules.opens_list(line)
        page.in_tags = page.in_tags or page.rules.opens_tags(line)
    return role


def _role_alone(line: str, start: int, page: _Page) -> str:
    rules, short = page.rules, len(line) <= _LONGEST_BARE
    repeated = _is_repeated(line, page)
    if short and (role := _dated_role(line, page) or ("furniture" if rules.is_furniture(line) else "")):
        return role
    photo_credits = _credits_within(page, start, start + len(line))
    if (photo_credits or short) and not _opens_article(line, page) and is_caption(line, photo_credits, rules):
        return "caption"
    if repeated:
        return "repeated"
    if short and line.isascii() and page.alt_texts.holds(line) and not is_credit(line, rules):
        return "alt text"
    if line[-1] == ")" and page.n_text > 1 and _DATED_HEADLINE.match(line):
        return "teaser"
    return "text"


def _dated_role(line: str, page: _Page) -> str:
    """Return ``"date"`` for a date alone on its line, ``"dated"`` where a section or an author stands beside it."""
    found = find_date(line, page.rules)
    if found is None:
        return "furniture" if len(line) <= _LONGEST_WEEKDAY and is_around_date(line, page.rules) else ""
    beside = [part.strip(BLANK) for part in (line[: found.start], line[found.end :])]
    if not all(not part or _may_stand_beside(part, line, found, page.rules) for part in beside):
        return ""
    page.published = page.published or found.published
    return "dated" if any(beside) else "date"


def _may_stand_beside(part: str, line: str, found: DateLine, rules: Rules) -> bool:
    if rules.is_furniture(part) or (is_credit(part, rules) and line[found.start] != ","):
        return True
    # "13/08/2018 - 16:02 | Tài chính quốc tế": whatever a stroke parts from a date is a section.
    return "|" in line[found.start : found.end] and len(part.split()) <= _LONGEST_SECTION


def _read_dated(line: str, start: int, page: _Page, parts: list[Part]) -> None:
    found = find_date(line, page.rules)
    if found is None:
        return
    for begin, end in ((0, found.start), (found.start, found.end), (found.end, len(line))):
        text = line[begin:end].strip(BLANK)
        if begin == found.start:
            _add(parts, "date", line[begin:end], start + begin)
        elif text:
            credit = is_credit(text, page.rules) and not page.rules.is_furniture(text)
            _add(parts, "credit" if credit else "furniture", line[begin:end], start + begin)


def _read_text(line: str, start: int, page: _Page, parts: list[Part]) -> None:
    rules = page.rules
    position = 0
    dateline = _dateline(line, page)
    if dateline:
        begin, position, name = dateline
        if page.n_prose >= _LATE and begin == 0 and name in ("plain", "bracketed"):
            _mark_headline(page, parts, start)
            parts.append(Part("teaser", line, start, start + len(line)))
            return
        if begin:
            # Headline and caption cannot be told apart there.
            role = "caption" if _credits_within(page, start, start + begin) else "title"
            _add(parts, role, line[:begin], start)
        _add(parts, "outlet", line[begin:position], start + begin)
    page.n_text += 1
    page.n_prose += len(line) >= _SHORTEST_PROSE
    page.first_text = page.first_text or line.casefold()
    end = rules.furniture_tail(line)
    body = line[position:end]
    first, last = start + position, start + end
    photo_credits = _credits_within(page, first, last)
    at = 0
    for cut in find_cuts(body, photo_credits, rules) if photo_credits or has_cuts(body, rules) else ():
        _add(parts, "body", body[at : cut.start], first + at)
        _add(parts, cut.role, body[cut.start : cut.end], first + cut.start)
        at = cut.end
    _add(parts, "body", body[at:], first + at)
    if end < len(line):
        _add(parts, "furniture", line[end:], start + end)


def _dateline(line: str, page: _Page) -> tuple[int, int, str] | None:
    """Return where the outlet before a first sentence begins, where it ends, and how it is printed."""
    rules = page.rules
    word = line[: line.find(" ")] if " " in line else line
    if (
        line[0] in "(["
        or word.rstrip(":") in rules.outlet_starts
        or (word.isupper() and word.rstrip(":").endswith("O"))
    ):
        match = rules.dateline.match(line)
        if match:
            return 0, match.end(), match.lastgroup or ""
    if page.n_text == 0 and " (" in line[:200]:
        # "Tựa đề (NLĐ) - Câu đầu …": the headline is run into the first line.
        at = line.find(" (", 0, 200)
        match = rules.dateline.match(line, at + 1)
        if match and len(line[:at].split()) <= _LONGEST_HEADLINE and rules.outlet_in(match.group()):
            return at, match.end(), match.lastgroup or ""
    return None


def _mark_headline(page: _Page, parts: list[Part], start: int) -> None:
    """Mark the line before another story's first sentence as its headline."""
    if not parts or parts[-1].role != "body" or page.source.count("\n", parts[-1].end, start) > 2:
        return
    if _is_headline(parts[-1].text) and parts[-1].text[-1] not in ':;,”"':
        parts[-1].role = "teaser"


def _credits_within(page: _Page, start: int, end: int) -> list[Credit]:
    """Return the photo credits between two places, with offsets from the first."""
    if page.next_credit >= end:
        return []
    starts = page.credit_starts
    low = bisect_left(starts, start)
    page.next_credit = starts[low] if low < len(starts) else len(page.source)
    if page.next_credit >= end:
        return []
    high = bisect_left(starts, end, low)
    return [
        Credit(max(credit.start - start, 0), credit.marker - start, min(credit.end, end) - start)
        for credit in page.photo_credits[low:high]
    ]


def _may_have_cuts(page: _Page, start: int, end: int) -> bool:
    places = page.cut_places
    low = bisect_left(places, start)
    page.next_cut = places[low] if low < len(places) else len(page.source)
    return page.next_cut < end


def _opens_article(line: str, page: _Page) -> bool:
    """Tell whether a line may be the headline: ``Clip: Ôm cua bất thành`` credits no film there."""
    return page.n_text == 0 and ":" in line and line[-1] != ")" and page.rules.film_credit.match(line) is not None


def _is_repeated(line: str, page: _Page) -> bool:
    """Tell whether a line stood on the page before, whatever its case; and remember it."""
    # Lines are compared in full only where length and beginning are the same.
    key = (len(line), line[:_KEY].casefold())
    known = page.seen.get(key)
    if known is None:
        page.seen[key] = line
        return False
    if isinstance(known, str):
        known = {known.casefold()}
        page.seen[key] = known
    folded = line.casefold()
    if folded not in known:
        known.add(folded)
        return False
    return folded == page.first_text or (
        line.count(" ") >= _SHORTEST_REPEATED - 1 and line[:2] not in ('",', "”,", '".')
    )


def _is_headline(line: str) -> bool:
    return line[-1] != "." and len(line.split()) <= _LONGEST_HEADLINE


def _add(parts: list[Part], role: str, text: str, start: int) -> None:
    """Append a stretch of a line without the blank around it, if anything is left."""
    inner = text.strip(BLANK)
    if inner:
        start += text.index(inner)
        parts.append(Part(role, inner, start, start + len(inner)))
