"""What is run into a paragraph and does not belong there: photo captions and teasers of other stories."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnnews.articles._article import Piece
from vnnews.articles._rules import Rules
from vnnews.articles._sentences import sentences

_LONGEST_CAPTION = 60
_LONGEST_CAPTION_LINE = 500
_LONGEST_TEASER = 600
_FOLLOWING = re.compile(r"[ .]*(.)")
_LAST_WORD = re.compile(r"\s\S+$")


def split_paragraph(text: str, offset: int, rules: Rules) -> list[Piece]:
    """Cut a paragraph into what belongs to the article (``"body"``) and what does not.

    Parameters
    ----------
    text : str
        The paragraph.
    offset : int
        Where it stands in the decoded input.
    rules : Rules

    Returns
    -------
    list of Piece
        In order, with the roles ``"body"``, ``"caption"`` and ``"teaser"``.
    """
    cuts = sorted([*_captions(text, rules), *_teasers(text, rules)])
    pieces: list[Piece] = []
    position = 0
    for start, end, role in cuts:
        if end <= position:
            continue
        pieces += _piece("body", text, position, max(start, position), offset)
        pieces += _piece(role, text, max(start, position), end, offset)
        position = end
    pieces += _piece("body", text, position, len(text), offset)
    return pieces


def is_caption(line: str, rules: Rules) -> bool:
    """Tell whether a whole line is the caption of a photo: short, with the credit at its end."""
    if len(line) > _LONGEST_CAPTION_LINE or len(line.split()) > _LONGEST_CAPTION:
        return False
    if rules.credit_line.search(line):
        return True
    return any(not line[match.end() :].strip(" .)”\"'") for match in rules.credit.finditer(line))


def _captions(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    if not any(marker in text for marker in rules.markers):
        return
    floor = 0
    for match in rules.credit.finditer(text):
        end = _credit_end(text, match)
        before = sentences(text[floor : match.start()])
        start = match.start()
        if before and len(text[floor + before[-1].start : match.start()].split()) <= _LONGEST_CAPTION:
            start = floor + before[-1].start
        yield start, end, "caption"
        floor = end


def _credit_end(text: str, match: re.Match[str]) -> int:
    end = match.end()
    following = _FOLLOWING.match(text, end)
    # "Ảnh: Cửu Long Ngày 7/2, tỉnh …": the last capitalised word begins the next sentence.
    if following and (following[1].islower() or following[1].isdigit()):
        last = _LAST_WORD.search(match.group())
        if last and not match.group()[: last.start()].rstrip().endswith(":"):
            return match.start() + last.start()
    while end < len(text) and text[end] in ".)":
        end += 1
    return end


def _teasers(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    if " - " not in text and " – " not in text:
        return
    for match in rules.teaser.finditer(text):
        # "… kết thúc. Tựa của tin khác VOV.VN - Câu đầu của tin đó. …": from the other headline to the end of its lead.
        floor = max(0, match.start() - _LONGEST_TEASER)
        before = sentences(text[floor : match.start()])
        after = sentences(text[match.end() : match.end() + _LONGEST_TEASER])
        if before and after:
            yield floor + before[-1].start, match.end() + after[0].end, "teaser"


def _piece(role: str, text: str, start: int, end: int, offset: int) -> Iterator[Piece]:
    while start < end and text[start] in " \t\u00a0":
        start += 1
    while end > start and text[end - 1] in " \t\u00a0":
        end -= 1
    if start < end:
        yield Piece(role, text[start:end], offset + start, offset + end)
