"""Lines that hold the date of an article: alone, or beside a section, an author, buttons or the title."""

from __future__ import annotations

import re

from vnnews.articles._alt_text import BLANK
from vnnews.articles._context import Context, Part, add_part
from vnnews.articles._credits import is_credit
from vnnews.articles._dates import DateLine, date_line, find_date, is_around_date
from vnnews.articles._line_kinds import kind_of
from vnnews.articles._rules import Rules
from vnnews.articles._survey import LONGEST_WEEKDAY, PROSE_ENDS

_SHORTEST_HEADLINE, _LONG_HEADLINE = 5, 8
_LEAST_HEADLINE = 0.4
"""How like a headline by its words must be what stands before a date."""
_LONGEST_SECTION = 5
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:hg]\s?\d\d(?!\d)")
_LONGEST_BESIDE = 100


def dated_role(line: str, page: Context) -> str:
    """Return ``"date"`` for a date alone on its line, ``"dated"`` where a section or an author stands beside it."""
    # "Nguồn: …, 28/02/2017" dates what was translated.
    has_year = ("20" in line or "19" in line) and line[:5].casefold() != "nguồn"
    found = find_date(line, page.rules) if has_year else None
    if found is None:
        return "furniture" if len(line) <= LONGEST_WEEKDAY and is_around_date(line, page.rules) else ""
    has_time = _CLOCK.search(line, found.start, found.end) is not None
    beside = [part.strip(BLANK) for part in (line[: found.start], line[found.end :])]
    if not all(not part or _may_stand_beside(part, line, found, page.rules) for part in beside):
        # What has a time of day, above the article, is no headline, whatever is run into it.
        is_stamp = page.n_prose == 0 and has_time
        if not is_stamp or len("".join(beside)) > _LONGEST_BESIDE or line[-1] in PROSE_ENDS:
            return ""
    if page.published is None or (has_time and not page.has_time and page.n_prose == 0):
        page.published, page.has_time = found.published, has_time
    return "dated" if any(beside) else "date"


def _may_stand_beside(part: str, line: str, found: DateLine, rules: Rules) -> bool:
    if rules.is_furniture(part) or (is_credit(part, rules) and line[found.start] != ","):
        return True
    # "Bài đăng: 3/4/2012 - Sửa đổi lần cuối 4/4/2012"
    if date_line(part, rules) is not None:
        return True
    # "13/08/2018 - 16:02 | Tài chính quốc tế": whatever a stroke parts from a date is a section.
    return "|" in line[found.start : found.end] and len(part.split()) <= _LONGEST_SECTION


def read_dated(line: str, start: int, page: Context, parts: list[Part]) -> None:
    """Append the parts of such a line: the date, and what stands before and behind it."""
    found = find_date(line, page.rules)
    if found is None:
        return
    for begin, end in ((0, found.start), (found.start, found.end), (found.end, len(line))):
        text = line[begin:end].strip(BLANK)
        if begin == found.start:
            add_part(parts, "date", line[begin:end], start + begin)
        elif text:
            if not begin and page.n_text == 0 and _is_title(text, page.rules):
                add_part(parts, "body", line[:end], start)
                continue
            credit = is_credit(text, page.rules) and not page.rules.is_furniture(text)
            at = begin + page.rules.buttons_end(line[begin:end]) if begin else end
            least = _SHORTEST_HEADLINE if at > begin else _LONG_HEADLINE
            if not credit and begin and at < end and len(line[at:end].split()) >= least:
                # "16/08/2021 07:45 Chia sẻ Bản in Tựa đề …"
                add_part(parts, "furniture", line[begin:at], start + begin)
                add_part(parts, "body", line[at:end], start + at)
            else:
                add_part(parts, "credit" if credit else "furniture", line[begin:end], start + begin)


def _is_title(text: str, rules: Rules) -> bool:
    """Tell whether what stands before a date is the title, by its words."""
    if len(text.split()) < _LONG_HEADLINE or rules.is_furniture(text) or rules.is_menu(text):
        return False
    return kind_of(text).headline >= _LEAST_HEADLINE
