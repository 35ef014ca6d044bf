"""Dates as crawled pages print them: beside the title, or as a prefix left by the crawler."""

from __future__ import annotations

import datetime
import re
from typing import Literal, NamedTuple

_PREFIX = re.compile(
    r"\s*date\s*[:=]?\s*(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?(?!\d)\s*", re.IGNORECASE
)
_DAY_FIRST = re.compile(r"(?<!\d)(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?(?!\d)")
_AROUND = re.compile(
    r"\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?|\d{1,2}\s?(?:AM|PM)\b|\(?GMT\s?[+-]\s?\d{1,2}(?::\d{2})?\)?"
    r"|\b(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\snhật|ngày|lúc|cập\snhật|đăng|xuất\sbản|thời\sgian|date|sáng|trưa|chiều|tối)\b"
    r"|[\s,;:|()/.–—-]+",
    re.IGNORECASE,
)
_LONGEST_LINE = 90


class Published(NamedTuple):
    """A date and how exactly it was stated."""

    date: datetime.date
    precision: Literal["day", "month"]


def date_prefix(line: str) -> tuple[Published, int] | None:
    """Return the date that a crawler put before a line (``date 2017-11``) and where the line goes on."""
    match = _PREFIX.match(line)
    published = match and _published(match)
    return (published, match.end()) if match and published else None


def date_line(line: str) -> Published | None:
    """Return the date of a line that holds nothing but a date, with or without weekday, time and zone."""
    if len(line) > _LONGEST_LINE:
        return None
    match = _DAY_FIRST.search(line) or _YEAR_FIRST.search(line)
    if match is None or _AROUND.sub("", line[: match.start()] + " " + line[match.end() :]):
        return None
    return _published(match)


def _published(match: re.Match[str]) -> Published | None:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"] or 0)
    try:
        return Published(datetime.date(year, month, day or 1), "day" if day else "month")
    except ValueError:
        return None
