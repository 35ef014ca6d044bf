"""The lines of a crawled page and the role of each: text, caption, date, or what belongs to the page alone."""

from __future__ import annotations

import re

from vnnews.articles._context import Context, Part, add_part
from vnnews.articles._credits import TRANSLATED, is_credit
from vnnews.articles._dated_lines import dated_role, read_dated
from vnnews.articles._datelines import LATE, find_dateline, find_section, holds_dateline, may_be_outlet
from vnnews.articles._dates import Published, date_prefix, find_date, is_around_date
from vnnews.articles._inline import find_cuts, has_cuts, has_list
from vnnews.articles._openings import BEGUN, OTHER, ROW
from vnnews.articles._photo_credits import is_bare, is_caption
from vnnews.articles._rules import Rules
from vnnews.articles._run_on import MOST_LINES, part_lines
from vnnews.articles._seams import part_seams
from vnnews.articles._skippable import SIGN, mark_skippable
from vnnews.articles._survey import (
    AFTER_BLANK,
    AROUND,
    LIST,
    LONGEST_WEEKDAY,
    PROSE_ENDS,
    SEAM,
    SENTENCE,
    SHORTEST_SENTENCE,
    WORDS,
    Survey,
    survey,
)

_DATED_HEADLINE = re.compile(r"[^.]{15,160}\(\s*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\s*\)$")
_LONGEST_HEADLINE = 25
_LONGEST_BARE = 250
_LONGEST_TAG = 40
_SIGNS = frozenset("([#>►▶➤→»*©®•")
_SHORTEST_PROSE = 60
_QUOTES = frozenset("\"“'‘")
_OUTLETS = frozenset(("plain", "bracketed", "stopped", "enclosed"))


def read_lines(source: str, rules: Rules, known: Survey | None = None) -> tuple[list[Part], Published | None]:
    """Split a page into parts with roles.

    Parameters
    ----------
    source : str
        The decoded page in NFC.
    rules : Rules
    known : Survey, optional
        That of the page, where it was made before.

    Returns
    -------
    parts : list of Part
        In order; ``"body"`` is what may yet become title, lead, caption or credit.
    published : Published or None
        The first date stated on a line of its own or by the crawler.
    """
    known = known or survey(source, rules)
    page = Context(source, rules, known)
    parts: list[Part] = []
    seen, openings, may_be_other = page.seen, rules.openings, rules.openings.may_be_other
    usual = 0 if page.may_be_other else SENTENCE | WORDS
    is_after_blank, n_before = False, 0
    plain_end = min(page.next_credit, page.next_cut)
    lines = part_seams(source, known.lines) if known.held & SEAM else known.lines
    if len(known.lines) <= MOST_LINES:
        lines = part_lines(source, lines, rules)
    elif SIGN in source:
        lines = mark_skippable(source, lines)
    for start, end, kind in lines:
        line = source[start:end]
        size = end - start
        if kind & AFTER_BLANK:
            is_after_blank, n_before = True, len(parts)
        # What is true of most lines first, and here: a call for each of them is a tenth of the time.
        if (
            kind & usual
            and end <= plain_end
            and ((opening := openings[line[: line.find(" ")]]) < OTHER or (opening >= BEGUN and not may_be_other(line)))
            and (size not in seen or page.alike(line) is None)
            and (
                (
                    page.n_text
                    and (page.n_prose or ") " not in line or not holds_dateline(line))
                    and (size >= _SHORTEST_PROSE or _is_plain_sentence(line, page))
                )
                if kind & SENTENCE
                else not (opening & ROW or kind & LIST or page.in_list or page.in_tags)
            )
        ):
            if size in seen:
                page.remember(line)
            else:
                seen[size] = line
            page.n_text += 1
            page.n_prose += kind & SENTENCE and size >= _SHORTEST_PROSE
            page.first_text = page.first_text or line
            page.in_list = page.in_tags = False
            parts.append(Part("body", line, start, end))
        else:
            page.may_hold_list = kind & LIST != 0
            if kind & AROUND:
                parts.append(Part("furniture", line, start, end))
            elif _is_text(line, start, page):
                parts.append(Part("body", line, start, end))
            else:
                _read_line(line, start, page, parts)
            plain_end = min(page.next_credit, page.next_cut)
        if is_after_blank and len(parts) > n_before:
            parts[n_before].after_blank = True
            is_after_blank = False
    return parts, page.published


def _is_text(line: str, start: int, page: Context) -> bool:
    """Tell whether a line is text at first sight, as nine in ten are, because nothing in it calls for a closer look."""
    size = len(line)
    end = start + size
    if line.isascii() or (page.n_prose == 0 and " (" in line and (page.n_text == 0 or holds_dateline(line))):
        return False
    is_prose = line[-1] in PROSE_ENDS and (size >= _SHORTEST_PROSE or _is_plain_sentence(line, page))
    if (page.next_credit < end and page.credits_within(start, end)) or not (is_prose or _is_plain_line(line, page)):
        return False
    if page.alike(line) is not None:
        return False
    rules = page.rules
    if (page.may_be_other or rules.openings.may_be_other(line)) and _opens_other(line, page):
        return False
    if page.next_cut < end and has_cuts(line, page.cuts_within(start, end), rules):
        return False
    page.remember(line)
    page.n_text += 1
    page.n_prose += is_prose and size >= _SHORTEST_PROSE
    if not page.first_text:
        page.first_text = line
    page.in_list = page.in_tags = False
    return True


def _is_plain_line(line: str, page: Context) -> bool:
    """Tell whether a line, however it ends, is no furniture, date, caption or teaser and has none run into its end."""
    rules, space = page.rules, line.find(" ")
    if not (line[0].isalnum() or line[0] in _QUOTES) or space < 0 or page.in_list or page.in_tags:
        return False
    # Most lines need none of these calls.
    if len(line) <= _LONGEST_BARE and (
        (("20" in line or "19" in line) and find_date(line, rules) is not None)
        or (len(line) <= LONGEST_WEEKDAY and is_around_date(line, rules))
        or (rules.openings[line[:space]] & ROW and rules.is_row(line))
        or (":" in line and is_caption(line, [], rules))
    ):
        return False
    is_dated = line[-1] == ")" and _DATED_HEADLINE.match(line) is not None
    has_tail = is_dated or rules.furniture_tail(line) < len(line)
    return not (has_tail or (page.may_hold_list and has_list(line, rules)))


def _opens_other(line: str, page: Context) -> bool:
    """Tell whether a line begins as a dateline, a date or furniture does."""
    rules = page.rules
    space = line.find(" ")
    is_outlet = may_be_outlet(line[:space], rules)
    return (
        line[0] in _SIGNS
        or (is_outlet and rules.dateline.match(line) is not None)
        or line[:4].casefold().startswith("date")
        or (len(line) <= _LONGEST_BARE and rules.matches_furniture(line))
    )


def _is_plain_sentence(line: str, page: Context) -> bool:
    """Tell whether a short line ends as a sentence and is no phrase, date, credit or keyword that does so too."""
    return (
        len(line) >= SHORTEST_SENTENCE
        and line[-1] == "."
        and not page.in_tags
        and not (":" in line or "20" in line or "19" in line)
        and not page.rules.may_be_row(line)
    )


def _read_line(line: str, start: int, page: Context, parts: list[Part]) -> None:
    if line[0] in "dD#" and (prefixed := date_prefix(line)):
        page.published = page.published or prefixed[0]
        add_part(parts, "date", line[: prefixed[1]], start)
        start, line = start + prefixed[1], line[prefixed[1] :]
        if not line:
            return
    role = _role(line, start, page)
    if role == "text":
        _read_text(line, start, page, parts)
    elif role == "dated":
        read_dated(line, start, page, parts)
    else:
        photo_credits = page.credits_within(start, start + len(line)) if role == "caption" else []
        parts.append(Part(role, line, start, start + len(line), is_bare(line, photo_credits)))


def _role(line: str, start: int, page: Context) -> str:
    role = _role_alone(line, start, page)
    if role == "text" and page.in_tags and len(line) <= _LONGEST_TAG and not is_credit(line, page.rules):
        return "furniture"
    if role == "text" and page.in_list and _is_headline(line) and not is_credit(line, page.rules):
        return "teaser"
    page.in_list = page.in_list and role in ("furniture", "teaser", "date", "dated", "repeated", "alt text")
    page.in_tags = page.in_tags and role == "furniture"
    if role == "furniture" and (page.n_text > 1 or page.n_prose):
        page.in_list = page.in_list or page.rules.opens_list(line)
        page.in_tags = page.in_tags or page.rules.opens_tags(line)
    return role


def _role_alone(line: str, start: int, page: Context) -> str:
    rules, short = page.rules, len(line) <= _LONGEST_BARE
    repeated = page.is_repeated(line)
    if short and (role := dated_role(line, page) or _known_role(line, rules)):
        return role
    photo_credits = page.credits_within(start, start + len(line))
    may_be_caption = bool(photo_credits or short) and not _opens_article(line, page)
    if may_be_caption and is_caption(line, photo_credits, rules, below_text=page.n_prose > 0):
        return "caption"
    if repeated:
        return "repeated"
    if short and line.isascii() and page.alt_texts.holds(line) and not is_credit(line, rules):
        return "alt text"
    if line[-1] == ")" and page.n_text > 1 and _DATED_HEADLINE.match(line):
        return "teaser"
    return "text"


def _known_role(line: str, rules: Rules) -> str:
    return "furniture" if rules.is_furniture(line) else "credit" if TRANSLATED.match(line) else ""


def _read_text(line: str, start: int, page: Context, parts: list[Part]) -> None:
    rules = page.rules
    if line[0] == "(" and page.n_prose == 0 and (section := find_section(line, rules)):
        add_part(parts, "furniture", line[:section], start)
        start, line = start + section, line[section:]
    position = 0
    dateline = find_dateline(line, page)
    if dateline:
        begin, position, name = dateline
        if page.n_prose >= LATE and begin == 0 and name in _OUTLETS:
            _mark_headline(page, parts, start)
            parts.append(Part("teaser", line, start, start + len(line)))
            return
        if begin:
            # Headline and caption cannot be told apart there.
            role = "caption" if page.credits_within(start, start + begin) else "title"
            add_part(parts, role, line[:begin], start)
        add_part(parts, "outlet", line[begin:position], start + begin)
    page.n_text += 1
    page.n_prose += len(line) >= _SHORTEST_PROSE and line[-1] in PROSE_ENDS
    page.first_text = page.first_text or line
    end = rules.furniture_tail(line)
    body = line[position:end]
    first, last = start + position, start + end
    photo_credits = page.credits_within(first, last)
    at = 0
    places = page.cuts_within(first, last)
    may_hold_list = page.may_hold_list
    may_be_cut = photo_credits or has_cuts(body, places, rules) or (may_hold_list and has_list(body, rules))
    for cut in find_cuts(body, photo_credits, places, rules, may_hold_list=may_hold_list) if may_be_cut else ():
        add_part(parts, "body", body[at : cut.start], first + at)
        add_part(parts, cut.role, body[cut.start : cut.end], first + cut.start)
        at = cut.end
    add_part(parts, "body", body[at:], first + at)
    if end < len(line):
        add_part(parts, "furniture", line[end:], start + end)


def _mark_headline(page: Context, parts: list[Part], start: int) -> None:
    """Mark the line before another story's first sentence as its headline."""
    if not parts or parts[-1].role != "body" or page.source.count("\n", parts[-1].end, start) > 2:
        return
    if _is_headline(parts[-1].text) and parts[-1].text[-1] not in ':;,”"':
        parts[-1].role = "teaser"


def _opens_article(line: str, page: Context) -> bool:
    """Tell whether a line may be the headline: ``Clip: Ôm cua bất thành`` credits no film there."""
    return page.n_text == 0 and ":" in line and line[-1] != ")" and page.rules.film_credit.match(line) is not None


def _is_headline(line: str) -> bool:
    return line[-1] != "." and len(line.split()) <= _LONGEST_HEADLINE
