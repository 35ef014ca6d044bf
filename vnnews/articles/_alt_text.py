"""Alt texts and image names: the headline again, in Vietnamese without its diacritics."""

from __future__ import annotations

import re
import unicodedata

BLANK = " \t\u00a0\u200b\u2060\ufeff\u3000\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
"""What a piece neither begins nor ends with: white space and what takes no room."""

_ALT_SUFFIX = re.compile(r"(?:\s*-?\s*(?:hinh|anh)\s*-?\s*\d+)?\W*$", re.IGNORECASE)
_ASCII_WORD = re.compile(r"[A-Za-z]+")
# A Vietnamese syllable without its marks: onset, one to three vowels, coda.
_BARE_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_LONGEST_BARE = 250


class AltTexts:
    """Tells the alt texts of a page; what it needs to know of the page is found out when a line first asks.

    Parameters
    ----------
    source : str
        The page.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._accented: bool | None = None
        self._bare_lines: frozenset[str] = frozenset()

    def holds(self, line: str) -> bool:
        """Tell whether a line in ASCII is Vietnamese without its diacritics, on a page that has them."""
        if line.count(" ") < 3:
            return False
        if self._accented is None:
            self._accented = _is_accented(self._source)
            lines = self._source.splitlines() if self._accented else []
            self._bare_lines = frozenset(_bare(x) for x in lines if len(x) <= _LONGEST_BARE and not x.isascii())
        if not self._accented:
            return False
        if _bare(_ALT_SUFFIX.sub("", line)) in self._bare_lines:
            return True
        words = _ASCII_WORD.findall(line)
        plausible = sum(_BARE_SYLLABLE.fullmatch(word) is not None for word in words)
        return len(words) >= 5 and plausible >= 0.75 * len(words)


def _is_accented(source: str) -> bool:
    # Vietnamese prose has a mark on about one letter in five; a text that nobody typed marks into has none.
    head = source[:20_000]
    return (len(head) - len(head.encode("ascii", "ignore"))) * 25 > len(head)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold().strip(BLANK)
