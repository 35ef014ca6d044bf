"""The outlet before a first sentence: ``PNO - …``, ``(Dân trí) - …``, ``TEHERAN (Sputnik) - …``."""

from __future__ import annotations

import re

from vnnews.articles._context import Context
from vnnews.articles._rule_patterns import CAPITAL
from vnnews.articles._rules import Rules

LATE = 3
"""A dateline behind this many lines of text begins another story."""
_BEHIND_OUTLET = ":.-–"
_BEHIND_BRACKET = re.compile(r"\)\.? [-–—]|\):")
_SECTION = re.compile(
    r"\((?:Tin|Bình luận|Thời sự|Công nghệ|Giải trí|Pháp luật|Kinh doanh|Thể thao|Bóng đá|Quân sự)\s[^()\d]{1,50}\)"
    rf"\s*[-–]?\s*(?=[“\"]?{CAPITAL})"
)
_LONGEST_HEADLINE, _LONGEST_PLACE = 25, 30


def may_be_outlet(word: str, rules: Rules) -> bool:
    """Tell whether a dateline may begin with a word."""
    name = word.rstrip(_BEHIND_OUTLET)
    return name in rules.outlet_starts or name.endswith("O") or "." in name


def holds_dateline(line: str) -> bool:
    """Tell whether an outlet in brackets may stand in a line, behind a headline or a place."""
    return _BEHIND_BRACKET.search(line) is not None


def find_section(line: str, rules: Rules) -> int:
    """Return where the sections end that stand in brackets before a first sentence; 0 where none do."""
    match = _SECTION.match(line)
    return 0 if match is None or rules.outlet_in(match.group()) else match.end()


def find_dateline(line: str, page: Context) -> tuple[int, int, str] | None:
    """Return where the outlet before a first sentence begins, where it ends, and how it is printed."""
    rules = page.rules
    word = line[: line.find(" ")] if " " in line else line
    if line[0] in "([" or may_be_outlet(word, rules):
        match = rules.dateline.match(line)
        # Further down, an address with a dash behind it is what the sentence speaks of: "Booking.com - …".
        if match and not (match.lastgroup == "site" and page.n_prose >= LATE):
            return 0, match.end(), match.lastgroup or ""
    if page.n_prose == 0 and " (" in line[:200]:
        # "Tựa đề (NLĐ) - Câu đầu …": the headline is run into the first line.
        at = line.find(" (", 0, 200)
        match = rules.dateline.match(line, at + 1)
        is_outlet = match is not None and ("." in match.group() or rules.outlet_in(match.group()) != "")
        if match and is_outlet and len(line[:at].split()) <= _LONGEST_HEADLINE:
            return at, match.end(), match.lastgroup or ""
        match = rules.dateline.match(line) if at <= _LONGEST_PLACE else None
        if match and match.lastgroup == "place":
            # "TEHERAN (Sputnik) - …", "Pa-ri, 16/4 (Tân Hoa xã) -- …"
            return 0, match.end(), "place"
    return None
