"""What `parse_article` is given, made into one text: bytes decoded, pages reduced to lines, repaired."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Literal, NamedTuple

from vnnews.articles._context import Part
from vnnews.articles._dates import Published, date_line
from vnnews.articles._decode import decode_as_written
from vnnews.articles._html import Page, is_html, read_page
from vnnews.articles._nfc import nfc
from vnnews.articles._repair import repair
from vnnews.articles._rules import Rules
from vnnews.articles._survey import MISREAD, UNNORMAL, VIETNAMESE, Survey, survey

Format = Literal["auto", "text", "html"]
_FORMATS = ("auto", "text", "html")


class Source(NamedTuple):
    """The text that offsets point into, and what is known of it before it is read.

    Attributes
    ----------
    text : str
        The decoded and repaired input in NFC; for HTML the title, the lead, dates, the paragraphs and the captions of
        the page, a line each.
    end : int
        Where the captions begin that a page sets apart, else the length of the text.
    survey : Survey
        That of the text up to there.
    title, lead : (int, int)
        Where a page says they stand; empty spans for plain text.
    captions : tuple of (int, int)
        Where those stand that a page sets apart.
    """

    text: str
    end: int
    survey: Survey
    encoding: str | None
    confidence: float
    repaired: str | None
    page: Page | None = None
    title: tuple[int, int] = (0, 0)
    lead: tuple[int, int] = (0, 0)
    captions: tuple[tuple[int, int], ...] = ()

    def mark(self, parts: list[Part]) -> list[Part]:
        """Give title, lead and captions of a page their roles."""
        if self.page is None:
            return parts
        for role, (start, end) in (("title", self.title), ("lead", self.lead)):
            part = next((part for part in parts if start <= part.start < end and part.role == "body"), None)
            if part is not None:
                part.role = role
        return [*parts, *(Part("caption", self.text[start:end], start, end) for start, end in self.captions)]

    def published(self, stated: Published | None, rules: Rules) -> Published | None:
        """Return the date of the page's metadata, else the one stated in its text."""
        if self.page is None:
            return stated
        try:
            return Published(datetime.date.fromisoformat(self.page.published), "day")
        except ValueError:
            return stated or next(filter(None, (date_line(line, rules) for line in self.page.dates)), None)

    @property
    def author(self) -> str:
        """The author that the page's metadata name, for where its text names none."""
        return self.page.author if self.page else ""

    @property
    def outlet(self) -> str:
        """The outlet that the page's metadata name, for where its text names none."""
        return self.page.outlet if self.page else ""


def open_source(
    raw: str | bytes | bytearray | memoryview, kind: Format, encoding: str | None, repair_text: bool, rules: Rules
) -> Source:
    """Decode, take the article's lines out of HTML, repair.

    Parameters
    ----------
    raw : str or bytes
    kind : {"auto", "text", "html"}
    encoding : str or None
    repair_text : bool
    rules : Rules
        Those by which the text is surveyed.

    Returns
    -------
    Source
    """
    if kind not in _FORMATS:
        raise ValueError(f"format={kind!r}: expected 'auto', 'text' or 'html'")
    if isinstance(raw, str):
        written, encoding, confidence = raw, None, 1.0
    else:
        written, encoding, confidence = decode_as_written(raw, encoding)
    known = survey(written, rules)
    # The survey tells in passing of most texts that they are in NFC.
    text = nfc(written) if known.held & UNNORMAL else written
    if kind == "html" or (kind == "auto" and is_html(text)):
        return _of_page(read_page(text), encoding, confidence, repair_text, rules)
    is_well = text is written and known.held & (VIETNAMESE | MISREAD) == VIETNAMESE
    text, repaired = repair(text) if repair_text and not is_well else (text, None)
    if text is not written:
        known = survey(text, rules)
    return Source(text, len(text), known, encoding, confidence, repaired)


def _of_page(page: Page, encoding: str | None, confidence: float, repair_text: bool, rules: Rules) -> Source:
    lines = [page.title, page.lead, *page.dates, *page.lines, *page.captions, page.author, page.outlet]
    text = nfc("\n".join(lines))
    # Entities can hide what the bytes did not show: a page in the VNI encoding that writes "Vie&auml;t".
    text, repaired = repair(text) if repair_text else (text, None)
    lines = text.split("\n")
    outlet, author = lines.pop(), lines.pop()
    first_caption = len(lines) - len(page.captions)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    spans = [(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
    text, end = "\n".join(lines), max(starts[first_caption] - 1, 0)
    return Source(
        text=text,
        end=end,
        survey=survey(text[:end], rules),
        encoding=encoding,
        confidence=confidence,
        repaired=repaired,
        page=replace(page, author=author, outlet=outlet),
        title=spans[0],
        lead=spans[1],
        captions=tuple(spans[first_caption:]),
    )
