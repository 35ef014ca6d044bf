"""The lines of a crawled page and the role of each: text, caption, date, or what belongs to the page alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from vnnews.articles._article import Piece
from vnnews.articles._credits import is_credit
from vnnews.articles._dates import Published, date_line, date_prefix
from vnnews.articles._inline import is_caption, split_paragraph
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import LINE

LINE_END = re.compile("[\r\n\x0b\x0c\x85\u2028\u2029]")
_BLANK = " \t\u00a0\u200b\ufeff\u3000"
_ALT_SUFFIX = re.compile(r"(?:\s*-?\s*(?:hinh|anh)\s*-?\s*\d+)?\W*$", re.IGNORECASE)
_ASCII_WORD = re.compile(r"[A-Za-z]+")
# A Vietnamese syllable without its marks: onset, one to three vowels, coda.
_BARE_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_LONGEST_HEADLINE = 25
_LONGEST_BARE = 250


@dataclass
class _Page:
    """What the role of a line depends on besides the line: the page, and the lines before it."""

    rules: Rules
    accented: bool
    bare_lines: frozenset[str]
    roles: dict[str, str] = field(default_factory=dict)
    n_text: int = 0
    in_list: bool = False
    published: Published | None = None


def read_lines(source: str, rules: Rules) -> tuple[list[Piece], Published | None]:
    """Split a page into pieces with roles.

    Parameters
    ----------
    source : str
        The decoded page in NFC.
    rules : Rules

    Returns
    -------
    pieces : list of Piece
        In order; ``"body"`` is what may yet become title, lead or credit.
    published : Published or None
        The first date stated on a line of its own or by the crawler.
    """
    matches = list(LINE.finditer(source))
    lines = [match.group() for match in matches]
    accented = _is_accented(source)
    suspects = accented and any(line.isascii() and line.count(" ") >= 3 for line in lines)
    headlines = [line for line in lines if not line.isascii() and len(line) <= _LONGEST_BARE] if suspects else []
    page = _Page(rules, accented, frozenset(map(_bare, headlines)))
    pieces = [piece for match in matches for piece in _read_line(match.group(), match.start(), page)]
    return pieces, page.published


def _read_line(line: str, start: int, page: _Page) -> Iterator[Piece]:
    prefixed = date_prefix(line)
    if prefixed:
        page.published = page.published or prefixed[0]
        yield _stripped("date", line[: prefixed[1]], start)
        start, line = start + prefixed[1], line[prefixed[1] :]
    start, line = start + len(line) - len(line.lstrip(_BLANK)), line.strip(_BLANK)
    if not line:
        return
    dateline = page.rules.dateline.match(line)
    dated = date_line(line)
    page.published = page.published or dated
    role = "date" if dated else "text" if dateline else _role(line, page)
    page.roles.setdefault(line.casefold(), role)
    page.in_list = page.in_list if role in ("furniture", "teaser", "date") else False
    if role != "text":
        page.in_list = page.in_list or (role == "furniture" and page.rules.opens_list(line) and page.n_text > 1)
        yield Piece(role, line, start, start + len(line))
        return
    page.n_text += 1
    if dateline:
        name = dateline.lastgroup or ""
        yield Piece("outlet", dateline[name], start + dateline.start(name), start + dateline.end(name))
        start, line = start + dateline.end(), line[dateline.end() :]
    end = page.rules.furniture_tail(line)
    yield from split_paragraph(line[:end], start, page.rules)
    if end < len(line):
        yield _stripped("furniture", line[end:], start + end)


def _role(line: str, page: _Page) -> str:
    if page.rules.is_furniture(line):
        return "furniture"
    if is_caption(line, page.rules):
        return "caption"
    if line.casefold() in page.roles:
        return "repeated"
    if is_credit(line, page.rules):
        return "text"
    if page.accented and _is_alt_text(line, page.bare_lines):
        return "alt text"
    return "teaser" if page.in_list and _is_headline(line) else "text"


def _is_headline(line: str) -> bool:
    return len(line.split()) <= _LONGEST_HEADLINE and not line.endswith(".")


def _is_accented(source: str) -> bool:
    # Vietnamese prose has a mark on about one letter in five; a text that nobody typed marks into has none.
    head = source[:20_000]
    return (len(head) - len(head.encode("ascii", "ignore"))) * 25 > len(head)


def _is_alt_text(line: str, bare_lines: frozenset[str]) -> bool:
    """Tell whether a line is Vietnamese without its diacritics, as image names and alt texts repeat headlines."""
    if not line.isascii() or len(line.split()) < 4:
        return False
    if _bare(_ALT_SUFFIX.sub("", line)) in bare_lines:
        return True
    words = _ASCII_WORD.findall(line)
    plausible = sum(_BARE_SYLLABLE.fullmatch(word) is not None for word in words)
    return len(words) >= 5 and plausible >= 0.75 * len(words)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold().strip(_BLANK)


def _stripped(role: str, text: str, start: int) -> Piece:
    inner = text.strip(_BLANK)
    start += text.index(inner)
    return Piece(role, inner, start, start + len(inner))
