"""Dates as crawled pages print them: beside the title, beside the author, or as a prefix left by the crawler."""

from __future__ import annotations

import datetime
import re
from typing import Literal, NamedTuple

from vnnews.articles._rules import Rules

_PREFIX = re.compile(
    r"\s*(?:#\s*)?date\s*[:=]?\s*(?P<year>(?:19|20)\d\d)(?P<sign>-?)(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?(?!\d)\s*",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# fmt: off
_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12,
}
# fmt: on
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_LINE = 120


class Published(NamedTuple):
    """A date and how exactly it was stated."""

    date: datetime.date
    precision: Literal["day", "month"]


class DateLine(NamedTuple):
    """A date on a line, where it stands with its weekday and time, and so what else the line holds."""

    published: Published
    start: int
    end: int


def date_prefix(line: str) -> tuple[Published, int] | None:
    """Return the date that a crawler put before a line (``date 2017-11``) and where the line goes on."""
    match = _PREFIX.match(line)
    published = match and _published(match)
    return (published, match.end()) if match and published else None


def date_line(line: str, rules: Rules) -> Published | None:
    """Return the date of a line that holds nothing but a date, with or without weekday, time and zone."""
    found = find_date(line, rules)
    return found.published if found and found.start == 0 and found.end == len(line) else None


def find_date(line: str, rules: Rules) -> DateLine | None:
    """Find the date of a short line, and how far what belongs to it reaches on both sides."""
    if len(line) > _LONGEST_LINE or not ("20" in line or "19" in line) or _YEAR.search(line) is None:
        return None
    for form in rules.dates:
        match = form.search(line)
        published = match and _published(match)
        if match and published:
            start, end = match.start(), match.end()
            while around := rules.around_date.match(line, end):
                end = around.end()
            return DateLine(published, _reach_back(line, start, rules), end)
    return None


def is_around_date(line: str, rules: Rules) -> bool:
    """Tell whether a line holds nothing but what stands around a date: a weekday, a time."""
    if not line[0].isdigit() and line.split(None, 1)[0].strip(",:|").casefold() not in rules.around_words:
        return False
    position = 0
    while position < len(line):
        around = rules.around_date.match(line, position)
        if around is None or around.end() == position:
            return False
        position = around.end()
    return True


def _reach_back(line: str, start: int, rules: Rules) -> int:
    # What stands around a date is matched forwards: the first place from which it leads up to the date.
    position = 0
    begin = 0
    while position < start:
        around = rules.around_date.match(line, position, start)
        if around and around.end() > position:
            position = around.end()
        else:
            position += 1
            begin = position
    # The bracket behind an outlet is the outlet's: "Ngọc Vân (LĐO) 06/09/2023".
    if line[begin : begin + 1] == ")" and "(" in line[:begin]:
        begin += 1
    # A word is not cut in two.
    return start if begin and line[begin - 1].isalnum() and line[begin : begin + 1].isalnum() else begin


def _month(name: str) -> int:
    """Return the number of a month by its English name, or what stands behind ``tháng``."""
    word = " ".join(name.casefold().split())
    return _MONTH_WORDS[word] if word in _MONTH_WORDS else _MONTHS.index(word[:3]) + 1


def _published(match: re.Match[str]) -> Published | None:
    groups = match.groupdict()
    name = groups.get("month_name")
    year, day = int(match["year"]), int(groups.get("day") or 0)
    month = _month(name) if name else int(match["month"])
    try:
        return Published(datetime.date(year, month, day or 1), "day" if day else "month")
    except ValueError:
        return None
