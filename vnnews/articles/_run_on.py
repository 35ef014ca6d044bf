"""Pages whose lines a crawler has run into one: where menu, date, title, buttons and text meet on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from vnnews.articles._alt_text import BLANK
from vnnews.articles._credits import SIGNED, is_credit
from vnnews.articles._dates import find_date
from vnnews.articles._rule_patterns import CAPITAL
from vnnews.articles._rules import Rules
from vnnews.articles._survey import AROUND, LIST, SENTENCE, WORDS

MOST_LINES = 3
"""A page of more lines has its own."""
_SHORTEST = 600
_TOP = 600
_SHORTEST_BOTTOM, _LONGEST_BOTTOM = 24, 2_000
"""Behind the last sentence, so few characters are the author's name."""
_SENTENCE_ENDS = frozenset('.…”"')
_STOPS = (". ", "? ", "! ", "… ", '." ', ".” ", "./. ", '" ', "” ")
_LEAST_ABOVE = 0.4
"""So much of a text stands above what is below the article."""
_LONGEST_AUTHOR = 60
_FEWEST_PROSE = 14
"""So many words make a sentence prose, which does not stand below an article."""
_STAMP_REACH, _LONGEST_ENTRY = 44, 40
_FEWEST_ENTRIES = 2
_FEWEST_OF_MENU, _LEAST_OF_MENU, _SHORTEST_TITLE = 5, 0.5, 5
"""So many entries that are known, and so large a share of the words, make a menu; a title behind it has so many."""
_HEAD, _FEWEST_CAPITALS, _MOST_ABOVE = 120, 9, 2
"""Of a menu, so much is looked at first, and so many capitals it has; so many lines stand above it at most."""
_CAPITAL = re.compile(CAPITAL)
_ROOM = 8
"""So many signs may stand before a button."""
_FEWEST_BUTTONS, _FEWEST_BEHIND_SENTENCE = 3, 2
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STAMP = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)|(?<!\w)(?:thứ|chủ nhật)(?!\w)", re.IGNORECASE)
"""What a date has above an article, and hardly within: the time of day on a clock, or the day of the week."""
_OPENING = "[( #>:"
_LIST = re.compile(r", | [-–] ")
_DASHES = " -–—"
_SIGNED = re.compile(rf"(?<=[.!?…”\"]\s)(?={CAPITAL}){SIGNED}(?=\s+(?:{CAPITAL}|\W)|$)")
"""An author behind the last sentence, with the source in brackets."""
_MAY_FOLLOW = "“\"'‘([0123456789"
_TAG = re.compile(r"(?<=\s)#(?=\w)")

Line = tuple[int, int, int]


def part_lines(source: str, lines: list[Line], rules: Rules) -> list[Line]:
    """Return the lines of a page, long ones parted where something else than text begins or ends.

    Parameters
    ----------
    source : str
    lines : list of (int, int, int)
        Those of a `vnnews.articles._survey.Survey`.
    rules : Rules

    Returns
    -------
    list of (int, int, int)
        Of the same form.
    """
    parted: list[Line] = []
    for line in lines:
        start, end, kind = line
        if end - start < _SHORTEST:
            parted.append(line)
            continue
        text = source[start:end]
        is_text = _ends_as_text(text, rules)
        below = _signed(text, rules, is_last=line is lines[-1]) or (() if is_text else _below(text, rules))
        menu = _menu_end(text[:_TOP], rules) if len(parted) < _MOST_ABOVE else 0
        found = {menu, *_top(text, rules), *below, *(() if is_text else _bottom(text, rules))}
        if found <= {0}:
            parted.append(line)
            continue
        places = sorted({0, *found, len(text)})
        for k, (low, high) in enumerate(pairwise(places)):
            inner = text[low:high].strip(BLANK)
            if inner:
                at = start + text.index(inner, low)
                is_around = high == menu or (below and low >= below[-1])
                before = kind & ~(WORDS | SENTENCE) if k == 0 else 0
                parted.append((at, at + len(inner), before | (AROUND if is_around else LIST)))
    return parted


def _signed(text: str, rules: Rules, *, is_last: bool) -> tuple[int, ...]:
    """Return where the last credit that names author and source begins and ends: ``… Lan Anh (Theo Reuters) …``."""
    low = int(_LEAST_ABOVE * len(text))
    at = max(text.rfind("(Theo ", low), text.rfind("(theo ", low))
    found = _SIGNED.search(text, max(0, at - _LONGEST_AUTHOR)) if at >= 0 else None
    if found is None or not is_credit(found.group(), rules):
        return ()
    # What is short may be another source, and at the very end of a page a credit is looked for anyway.
    behind = len(text) - found.end()
    return found.span() if behind > _LONGEST_ENTRY or (behind == 0 and not is_last) else ()


def _below(text: str, rules: Rules) -> tuple[int, ...]:
    """Return where the last sentence ends, and where what stands below the article begins, if much does.

    That is a heading, a button or a line of dashes, behind which no long sentence stands.
    """
    # Few texts need more.
    if rules.below.search(text[text.rfind(". ") + 1 :].casefold()) is None:
        return ()
    low = _behind_prose(text, rules)
    folded = text[low:].casefold()
    for match in rules.below.finditer(folded) if low + len(folded) == len(text) else ():
        start = low + match.start()
        near = max(0, start - _LONGEST_AUTHOR)
        stops = [text.rfind(sign, near, start) + len(sign) for sign in _STOPS if text.find(sign, near, start) >= 0]
        # ">> Xem thêm: …" is a link, behind which text may go on.
        is_link = text[max(0, start - 3) : start].rstrip().endswith(">")
        if stops and not is_link and (text[start].isupper() or not text[start].isalnum()):
            return max(stops), start
    return ()


def _behind_prose(text: str, rules: Rules) -> int:
    """Return where the last long sentence ends in which nothing stands that does below an article."""
    stop = text.rfind(". ") + 1
    while stop > 0:
        before = text.rfind(". ", 0, stop - 1) + 1
        sentence = text[before:stop]
        if sentence.count(" ") >= _FEWEST_PROSE and rules.below.search(sentence.casefold()) is None:
            break
        stop = before
    return max(stop, int(_LEAST_ABOVE * len(text)))


def _top(text: str, rules: Rules) -> list[int]:
    """Return where the menu ends, where the date begins and ends, the buttons behind it end, and the text begins."""
    first_sentence = text.find(". ", 0, _TOP)
    head = text[: first_sentence if first_sentence >= 0 else _TOP]
    outlet = _outlet(head, rules) if "- " in head else None
    above = head if outlet is None else head[:outlet]
    found = [_row_end(above, 0, rules, _FEWEST_ENTRIES)]
    # Few heads need the search.
    may_be_dated = ("20" in above or "19" in above) and (":" in above or "hứ " in above or "hủ nhật" in above)
    stamp = _stamp(text, len(above), rules) if may_be_dated else None
    if stamp is not None:
        found += [*stamp, _row_end(above, stamp[1], rules, 1)]
    return found if outlet is None else [*found, outlet]


def _outlet(text: str, rules: Rules) -> int | None:
    """Return where the outlet before the first sentence begins: ``… TPO - Lần đầu tiên …``."""
    at = text.find("- ")
    while at >= 0:
        before = text[:at].rstrip(_DASHES)
        start = before.rfind("(" if before.endswith(")") else " ") + (0 if before.endswith(")") else 1)
        at = text.find("- ", at + 1)
        found = rules.dateline.match(text, start) if start >= 0 else None
        if found is None:
            continue
        plain, bracketed = found["plain"] or "", found["bracketed"] or ""
        # "Bộ Lao động - Thương binh …": without brackets, an outlet in capitals or its address.
        if plain.isupper() or "." in plain or (bracketed and rules.outlet_in(bracketed) == bracketed):
            return start
    return None


def _stamp(text: str, end: int, rules: Rules) -> tuple[int, int] | None:
    """Return where a date with a time of day, or a weekday, begins and ends above the text."""
    for year in _YEAR.finditer(text, 0, end):
        low = text.find(" ", max(0, year.start() - _STAMP_REACH)) + 1 if year.start() > _STAMP_REACH else 0
        high = text.rfind(" ", year.end(), year.end() + _STAMP_REACH)
        window = text[low : high if high > 0 else year.end()]
        found = find_date(window, rules)
        if found and _STAMP.search(window, found.start, found.end):
            again = find_date(window[found.end :], rules)
            return low + found.start, low + found.end + (again.end if again and again.start == 0 else 0)
    return None


def _row_end(text: str, start: int, rules: Rules, fewest: int) -> int:
    """Return where a row of sections, outlets and buttons ends that a stretch begins with; its start without any."""
    first = text[start : start + _LONGEST_ENTRY].split(None, 1)
    if not (first and rules.may_begin_menu(first[0])):
        return start
    at, places = start, [start]
    folded = text.casefold()
    while len(folded) == len(text) and (row := rules.menu_entry.match(folded, at)):
        at = row.end()
        places.append(at)
    # "Thế giới Việt Nam phản đối …": the last one begins the title.
    if len(places) > 1 and not (text[at : at + 1].isupper() or text[at : at + 1] in _MAY_FOLLOW):
        places.pop()
    return places[-1] if len(places) > fewest else start


def _menu_end(text: str, rules: Rules) -> int:
    """Return where a menu ends that a stretch begins with, of which some entries are not known; 0 if there is none."""
    # Few texts begin so, and few of these hold as many capitals.
    first = text[: text.find(" ")]
    if not (first.isupper() or first in rules.outlet_starts or rules.may_begin_menu(first)):
        return 0
    if len(_CAPITAL.findall(text, 0, _HEAD)) < _FEWEST_CAPITALS:
        return 0
    folded = text.casefold()
    entries = rules.entry.finditer(folded) if rules.menu_share(text) > 0.0 and len(folded) == len(text) else ()
    end = n_entries = n_words = 0
    for entry in entries:
        # Within a sentence these are words like others.
        if not text[entry.start()].isupper():
            continue
        n_entries, n_words = n_entries + 1, n_words + len(entry.group().split())
        is_menu = n_entries >= _FEWEST_OF_MENU and n_words >= _LEAST_OF_MENU * len(text[: entry.end()].split())
        behind = text[entry.end() :].split()
        if is_menu and len(behind) >= _SHORTEST_TITLE and (behind[0][0].isupper() or behind[0][0] in _MAY_FOLLOW):
            end = entry.end()
    return end


def _ends_as_text(text: str, rules: Rules) -> bool:
    if text[-1] in _SENTENCE_ENDS:
        return True
    tail = text[text.rfind(". ") + 1 :]
    return len(tail) < _SHORTEST_BOTTOM and not rules.is_row(tail)


def _bottom(text: str, rules: Rules) -> Iterator[int]:
    """Return where buttons and keywords begin and end that stand behind the text."""
    low = max(text.rfind(". ") + 1, len(text) - _LONGEST_BOTTOM)
    folded = text[low:].casefold()
    for row in rules.row.finditer(folded) if low + len(folded) == len(text) else ():
        start, end = low + row.start(), low + row.end()
        buttons = [text[low + found.start()] for found in rules.entry.finditer(folded, row.start(), row.end())]
        behind = text[end : end + 1]
        if text[start - 1].isalnum() or not text[start].isupper() or not (behind.isupper() or behind in _OPENING):
            continue
        # "Văn hóa, Thể thao, Du lịch" are three sections, but one ministry.
        may_be_name = len(buttons) <= _FEWEST_BUTTONS and _LIST.search(row.group()) is not None
        if may_be_name or 2 * sum(map(str.isupper, buttons)) <= len(buttons):
            continue
        before = text[max(0, start - _ROOM) : start]
        is_behind_sentence = before.rstrip().endswith((".", "!", "?", "…", "”", '"', ")"))
        if len(buttons) >= (_FEWEST_BEHIND_SENTENCE if is_behind_sentence else _FEWEST_BUTTONS):
            yield start - len(before) + len(before.rstrip("[( "))
            yield end
    tag = _TAG.search(text, len(text) // 2) if "#" in text else None
    if tag:
        yield tag.start()
