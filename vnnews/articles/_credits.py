"""Lines that name author and sources: ``Tô Lan (theo Reuters, AFP)``, ``Theo Hà My/VTC News``."""

from __future__ import annotations

import re
from functools import lru_cache

from vnnews.articles._alternatives import same_case
from vnnews.articles._rule_patterns import CAPITAL
from vnnews.articles._rules import Rules

_LONGEST = 14
LONGEST_CREDIT = 150
"""A longer line is none."""
_MOST_LINES = 4
_LONGEST_INITIALS = 12
_NO_INITIALS = _LONGEST_INITIALS + 4
_TOKEN = re.compile(r"[^\s(),;/:|+&–—-]+")
# fmt: off
_SMALL_WORDS = frozenset([
    "theo", "tổng", "hợp", "và", "nguồn", "lược", "dịch", "biên", "the", "of", "ghi", "thực", "hiện", "từ", "tin", "pv",
    "tham", "khảo", "báo", "tạp", "chí", "hãng", "đài", "ctv", "t/h", "th", "bài", "ảnh", "phóng", "viên", "tại",
    "thường", "trú", "tập", "đính",
])
# fmt: on
_SENTENCE_ENDS = (".", "?", "!", "…", ":", ",", ";")
_SOURCE = re.compile(
    r"(?i)(?<!\w)(?:theo|tham\s+khảo|nguồn(?:\s+tin)?|tổng\s+hợp|lược\s+dịch|biên\s+dịch|t/h|dịch\s+từ)(?!\w)\s*:?"
)
_SOURCE_WORDS = ("theo", "khảo", "nguồn", "hợp", "dịch", "t/h")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.\s?)*[^\W\d_]{1,3}\.?")
_INITIAL = re.compile(rf"(?<!\w){CAPITAL}{{1,2}}\.(?={CAPITAL}\w)")
_BRACKET = re.compile(r"\s*[(\[]\s*(?P<inside>[^()\[\]\d]{1,60})\s*[)\]]\s*[.*]?$")
_STROKE = re.compile(r"\s*[/|]\s*")
_DASH = re.compile(r"\s+[-–—]\s+")
_INNER_CAPITAL = re.compile(rf"[^\W\d_]{CAPITAL}")
_GLUED_SOURCE = re.compile(r"(?<=[^\W\d_])(?=Theo\s)")
# "Theo Sức khỏe & Đời sống": an outlet need not be in capitals throughout.
_PLAIN_SOURCE = re.compile(r"[Tt]heo\s(?P<name>[^\W\d_]+(?:\s(?:&|[^\W\d_]+)){1,5})")
_REPORTER = re.compile(
    rf"(?P<author>{CAPITAL}[\w.]*(?: {CAPITAL}[\w.]*){{1,4}}),"
    rf" (?:thông tín viên|phóng viên|đặc phái viên|biên tập viên|cộng tác viên|từ)(?: {CAPITAL}[\w.]*){{0,4}}"
)
"""``Gia Khánh, thông tín viên RFA``."""
_EDGE = " \t()[]*.,:;|–—-"
SIGNED = (
    r"[^\W\d_][\w.]*(?:\s[^\W\d_][\w.]*){0,4}"
    r"\s\((?:[Tt]heo\s[^()]{2,60}|TTXVN|[Tt]ổng hợp(?:\s(?:từ|theo)\s[^()]{2,60})?)\)"
)
"""What matches an author with the source in brackets (``Lan Anh (theo Reuters)``), and more: see `is_credit`."""
TRANSLATED = re.compile(r'[Nn]guồn\s*:\s*(?P<author>[^“",]{2,60}),?[^“"]{0,40}[“"].{4,160}[”"].{0,80}$')
"""A line that names the article of which this one is a translation: its author, its title, and where it stood."""


def is_credit(line: str, rules: Rules) -> bool:
    """Tell whether a short line, without a verb to it, names the author or the source."""
    # Most lines that are asked about are sentences.
    if len(line) > LONGEST_CREDIT or (line[-1:] in _SENTENCE_ENDS and line[0].isalnum() and len(line) > _NO_INITIALS):
        return False
    line = line.strip(" \t*•|–—-")
    if not line or _is_initials(line):
        return line != ""
    if line.rstrip(' )]"”').endswith(_SENTENCE_ENDS):
        return False
    if '"' in line or "“" in line or "”" in line or "?" in line or "!" in line:
        return False
    if ", " in line and _REPORTER.fullmatch(line):
        return True
    return rules.credit_group.fullmatch(line) is not None or _is_plain_source(line) or _is_named(line, rules)


def _says_more(line: str, rules: Rules) -> bool:
    """Tell whether a line has a word in small letters that neither is part of a name nor joins any, as most have."""
    if ":" in line or "(" in line or "[" in line:
        return False
    for word in line.split():
        if word.islower() and word.isalpha() and word not in _SMALL_WORDS and same_case(word) not in rules.name_words:
            return True
    return False


@lru_cache(maxsize=1 << 12)
def _is_named(line: str, rules: Rules) -> bool:
    """Tell whether a line is made of names, of sources, and of the words that join them."""
    if _says_more(line, rules):
        return False
    prefix = rules.credit_prefix.match(line) if ":" in line else None
    rest = _unglued(line[prefix.end() :] if prefix else line, rules)
    named = rules.sources.sub(" X ", rest) if rules.may_name_source(rest) else rest
    tokens = _TOKEN.findall(named)
    if not 1 <= len(tokens) <= _LONGEST:
        return False
    if not _in_capitals(tokens):
        # What a bracket holds need not be in capitals: "(Báo Bóng đá)", "(lược dịch)".
        bracket = _BRACKET.search(rest)
        before = _TOKEN.findall(rules.sources.sub(" X ", rest[: bracket.start()])) if bracket else []
        short = bracket is not None and len(bracket["inside"].split()) <= 5
        return short and 1 < len(before) <= 6 and _in_capitals(before)
    if named != rest or prefix or _source_in(rest):
        return True
    n_names = len(tokens) + len(_INITIAL.findall(rest))
    return 2 <= n_names <= 8 and (len(tokens) <= 5 or _DASH.search(rest) is not None) and ":" not in rest


def named_in(lines: tuple[str, ...], dateline: str, rules: Rules) -> tuple[tuple[str, ...], str, str]:
    """Return the agencies, the author and the outlet that the credit lines and the dateline of an article name.

    Authors write more than once: of a stream of articles, most of this is known.
    """
    # A page of nothing but credits is not kept in memory.
    is_usual = sum(map(len, lines)) <= _MOST_LINES * LONGEST_CREDIT
    return _known_names(lines, dateline, rules) if is_usual else _read_names(lines, dateline, rules)


def _read_names(lines: tuple[str, ...], dateline: str, rules: Rules) -> tuple[tuple[str, ...], str, str]:
    lines = tuple(_unglued(line, rules) for line in lines)
    names = [author_and_outlet(line, rules) for line in lines]
    author = next((author for author, _ in names if author), "")
    place, bracket, name = dateline.partition(" (")
    if bracket and place.isupper() and name in rules.also_outlets:
        return rules.agencies_in("\n".join(lines)), author, name
    agencies = rules.agencies_in("\n".join([dateline, *lines]))
    if agencies and dateline and not rules.outlet_in(dateline) and rules.agencies_in(dateline):
        dateline = ""
    return agencies, author, dateline or next((outlet for _, outlet in names if outlet), "")


_known_names = lru_cache(maxsize=1 << 12)(_read_names)


def author_and_outlet(credit: str, rules: Rules) -> tuple[str, str]:
    """Return the author and the outlet that a credit line names, as printed; ``""`` for what it does not name.

    What stands behind ``theo`` is a source, unless the line begins with it and goes on ``Name/Outlet``.
    """
    translated = TRANSLATED.match(credit)
    if translated:
        return translated["author"].strip(), ""
    line = _unglued(credit, rules).strip(" \t*|–—-")
    reporter = _REPORTER.fullmatch(line) if ", " in line else None
    if reporter is not None:
        return reporter["author"], ""
    author, outlet = _author_and_outlet(line, rules)
    return author, rules.outlet_in(line) or outlet


def _author_and_outlet(line: str, rules: Rules) -> tuple[str, str]:
    prefix = rules.credit_prefix.match(line) if ":" in line else None
    if prefix:
        line = line[prefix.end() :]
    outlet = ""
    bracket = _BRACKET.search(line) if "(" in line or "[" in line else None
    if bracket and bracket.start() > 0:
        inside = bracket["inside"].strip()
        if not (_source_in(inside) or rules.agencies_in(inside)) and inside[0].isupper():
            outlet = inside
        line = line[: bracket.start()]
    line = line.strip(" ()[]")
    source = _source_in(line)
    from_source = source is not None and source.start() == 0
    if source is not None:
        line = line[source.end() :] if from_source else line[: source.start()]
    parts = [part.strip(_EDGE) if not _is_initials(part.strip()) else part.strip() for part in _STROKE.split(line)]
    if from_source and len(parts) < 2 and not outlet:
        plain = any(token.islower() or token == "&" for token in parts[0].split())
        return "", parts[0] if plain and not rules.agencies_in(parts[0]) else ""
    return _names(parts, outlet, rules)


def _names(parts: list[str], outlet: str, rules: Rules) -> tuple[str, str]:
    author = parts[0]
    dashed = _DASH.split(author)
    if len(dashed) > 1 and (rules.outlet_in(dashed[-1]) or rules.agencies_in(dashed[-1])):
        author, parts = _DASH.sub(" - ", " - ".join(dashed[:-1])), [author, dashed[-1], *parts[1:]]
    if len(parts) > 1 and not outlet and ":" not in parts[1] and not rules.agencies_in(parts[1]):
        outlet = parts[1]
    match = rules.sources.match(author) if rules.may_name_source(author) else None
    if match and match.end() == len(author):
        author = ""
    return author, outlet


def _unglued(line: str, rules: Rules) -> str:
    """Part what a crawler wrote together: ``Hà MyTheo Reuters``, ``Theo Tô LanDân Việt``."""
    if _INNER_CAPITAL.search(line) is None:
        return line
    line = _GLUED_SOURCE.sub(" ", line)
    if rules.may_name_source(line) and rules.sources.search(line):
        return line
    return rules.glued_outlet.sub(" ", line)


def _is_initials(line: str) -> bool:
    if len(line) > _NO_INITIALS:
        return False
    core = line.strip("()[] ")
    if not core or len(core) > _LONGEST_INITIALS or not core.isupper():
        return False
    return ("." in core or len(core) <= 3) and _INITIALS.fullmatch(core) is not None


def _source_in(line: str) -> re.Match[str] | None:
    folded = line.casefold()
    for word in _SOURCE_WORDS:
        if word in folded:
            return _SOURCE.search(line)
    return None


def names_source(line: str) -> bool:
    """Tell whether a credit says from where it has what it tells (``Theo Reuters``) or who published it (``A/VOV``)."""
    return "/" in line or line.endswith("(TTXVN)") or _source_in(line) is not None


def _is_plain_source(line: str) -> bool:
    match = _PLAIN_SOURCE.fullmatch(line)
    return match is not None and match["name"][0].isupper()


def _in_capitals(tokens: list[str]) -> bool:
    return all(token[0].isupper() or token.casefold() in _SMALL_WORDS for token in tokens)
