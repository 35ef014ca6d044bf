"""Raw text or bytes of a crawled page to an `Article`.

The way: decode, split into lines, give every line a role (`_line_pieces`), cut what is run into the paragraphs
(`split_paragraph`), and read title, lead and byline off what is left (`_assemble`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from vnnews.articles._article import Article, Piece
from vnnews.articles._dates import Published, date_line, date_prefix
from vnnews.articles._decode import decode
from vnnews.articles._inline import is_byline, is_caption, split_paragraph
from vnnews.articles._rules import Rules, load_rules
from vnnews.articles._sentences import sentences

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BLANK = " \t\u00a0\u200b\ufeff\u3000"
_HTML = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>]|<\?xml|<head[\s>]|<body[\s>])", re.IGNORECASE)
_ALT_SUFFIX = re.compile(r"(?:\s*-?\s*hinh\s*-?\s*\d+)?\W*$", re.IGNORECASE)
_LONGEST_TITLE = 32
_LONGEST_LEAD = 90


def parse_article(raw: str | bytes | bytearray | memoryview | Article, *, encoding: str | None = None) -> Article:
    """Find the article in the text of a crawled page.

    Parameters
    ----------
    raw : str, bytes or Article
        Text as it was crawled, with whatever the page had around it. Bytes are UTF-8 or, with a byte-order mark, UTF-16 or
        UTF-32, unless ``encoding`` names another. An `Article` is returned as it is.
    encoding : str, optional
        The encoding of bytes, by the name Python knows it by.

    Returns
    -------
    Article
        Every kept or removed piece is a verbatim slice of the decoded input in NFC (``Article.pieces``,
        ``Article.removed``). Text without content gives an article whose ``text`` is empty.

    Raises
    ------
    TypeError
        If ``raw`` is neither text, bytes nor `Article`.
    ValueError
        If bytes are not valid in their encoding, or the text is an HTML page.

    Examples
    --------
    >>> article = parse_article('''Nga và Mỹ nối lại đàm phán
    ... 14/04/2021 - 08:54
    ... PNO - Hai bên gặp nhau tại Geneva hôm 13/4.
    ... Phái đoàn hai nước. Ảnh: Reuters
    ... Cuộc gặp diễn ra trong không khí cởi mở.
    ... Tô Lan (theo AFP)
    ... Bình luận(0)''')
    >>> article.title, article.lead
    ('Nga và Mỹ nối lại đàm phán', 'Hai bên gặp nhau tại Geneva hôm 13/4.')
    >>> article.body, article.captions
    (('Cuộc gặp diễn ra trong không khí cởi mở.',), ('Phái đoàn hai nước. Ảnh: Reuters',))
    >>> article.byline, article.agencies, article.outlet, str(article.published)
    ('Tô Lan (theo AFP)', ('AFP',), 'PNO', '2021-04-14')
    """
    if isinstance(raw, Article):
        return raw
    source = decode(raw, encoding)
    if _HTML.match(source):
        raise ValueError(
            f"this is an HTML page (it begins with {source.strip()[:20]!r}); expected its text. Extract it first, for "
            "instance with trafilatura.extract(page)"
        )
    rules = load_rules()
    published: list[Published] = []
    pieces = list(_line_pieces(source, rules, published))
    return _assemble(pieces, published, rules)


def _line_pieces(source: str, rules: Rules, published: list[Published]) -> Iterator[Piece]:
    accented = _is_accented(source)
    seen: dict[str, str] = {}
    for match in _LINE.finditer(source):
        start, line = match.start(), match.group()
        prefixed = date_prefix(line)
        if prefixed:
            published.append(prefixed[0])
            yield Piece("date", line[: prefixed[1]].strip(_BLANK), start, start + prefixed[1])
            start, line = start + prefixed[1], line[prefixed[1] :]
        start, line = start + len(line) - len(line.lstrip(_BLANK)), line.strip(_BLANK)
        if not line:
            continue
        role = _line_role(line, rules, accented, seen, published)
        seen.setdefault(line.casefold(), role)
        if role == "text":
            yield from _text_line(line, start, rules)
        else:
            yield Piece(role, line, start, start + len(line))


def _line_role(line: str, rules: Rules, accented: bool, seen: dict[str, str], published: list[Published]) -> str:
    dated = date_line(line)
    if dated:
        published.append(dated)
        return "date"
    if rules.is_furniture(line):
        return "furniture"
    if is_caption(line, rules):
        return "caption"
    if line.casefold() in seen:
        return "caption" if seen[line.casefold()] == "caption" else "repeated"
    if accented and _is_alt_text(line, seen):
        return "alt text"
    return "text"


def _text_line(line: str, start: int, rules: Rules) -> Iterator[Piece]:
    dateline = rules.dateline.match(line)
    if dateline:
        yield Piece("outlet", dateline["a"] or dateline["b"], start, start + dateline.end())
        start, line = start + dateline.end(), line[dateline.end() :]
    yield from split_paragraph(line, start, rules)


def _assemble(pieces: list[Piece], published: list[Published], rules: Rules) -> Article:
    pieces = _mark_title(pieces)
    pieces = _mark_byline(pieces, rules)
    if any(piece.role == "title" for piece in pieces):
        pieces = _mark_lead(pieces)
    texts = {role: [piece.text for piece in pieces if piece.role == role] for role in _KEPT}
    byline = ", ".join(texts["byline"])
    outlet = next(iter(texts["outlet"]), "") or rules.outlet_in(byline)
    return Article(
        title=next(iter(texts["title"]), ""),
        lead=next(iter(texts["lead"]), ""),
        body=tuple(texts["body"]),
        captions=tuple(texts["caption"]),
        byline=byline,
        agencies=rules.agencies_in(byline),
        outlet=outlet,
        published=published[0].date if published else None,
        published_precision=published[0].precision if published else None,
        removed=tuple(piece for piece in pieces if piece.role not in _KEPT),
        pieces=tuple(piece for piece in pieces if piece.role in _KEPT),
    )


_KEPT = ("title", "lead", "body", "caption", "byline", "date", "outlet")


def _mark_title(pieces: list[Piece]) -> list[Piece]:
    first = next((i for i, piece in enumerate(pieces) if piece.role not in ("furniture", "date", "alt text")), None)
    if first is None or pieces[first].role != "body":
        return pieces
    text = pieces[first].text
    if len(text.split()) > _LONGEST_TITLE or text.endswith((".", ":", ";", ",")):
        return pieces
    return [replace(piece, role="title") if i == first else piece for i, piece in enumerate(pieces)]


def _mark_byline(pieces: list[Piece], rules: Rules) -> list[Piece]:
    body = [i for i, piece in enumerate(pieces) if piece.role == "body"]
    if len(body) < 2:
        return _cut_tail(pieces, body[-1], rules) if body else pieces
    marked = dict(enumerate(pieces))
    for i in body[:2] if any(piece.role == "title" for piece in pieces) else []:
        if is_byline(pieces[i].text, rules):
            marked[i] = replace(pieces[i], role="byline")
            break
    last = len(body) - 1
    while last > 0 and len(body) - last <= 3 and is_byline(pieces[body[last]].text, rules):
        marked[body[last]] = replace(pieces[body[last]], role="byline")
        last -= 1
    rest = [marked[i] for i in range(len(pieces))]
    if marked[body[last]].role == "body":
        return _cut_tail(rest, body[last], rules)
    return rest


def _cut_tail(pieces: list[Piece], index: int, rules: Rules) -> list[Piece]:
    """Cut a byline that is run into the end of the last paragraph (``… hôm 5/2. Mai Chi Theo Reuters``)."""
    piece = pieces[index]
    spans = sentences(piece.text)
    if len(spans) < 2 or not is_byline(piece.text[spans[-1].start :], rules):
        return pieces
    cut, end = spans[-1].start, spans[-2].end
    return [
        *pieces[:index],
        Piece("body", piece.text[:end], piece.start, piece.start + end),
        Piece("byline", piece.text[cut:], piece.start + cut, piece.end),
        *pieces[index + 1 :],
    ]


def _mark_lead(pieces: list[Piece]) -> list[Piece]:
    body = [i for i, piece in enumerate(pieces) if piece.role == "body"]
    if len(body) < 2 or len(pieces[body[0]].text.split()) > _LONGEST_LEAD:
        return pieces
    return [replace(piece, role="lead") if i == body[0] else piece for i, piece in enumerate(pieces)]


def _is_accented(source: str) -> bool:
    # Vietnamese prose has a mark on about one letter in five; a text that nobody typed marks into has none.
    head = source[:20_000]
    return sum(char > "\x7f" and char.isalpha() for char in head) * 25 > sum(char.isalpha() for char in head)


def _is_alt_text(line: str, seen: dict[str, str]) -> bool:
    """Tell whether a line is a headline without its diacritics, as image names and alt texts repeat it."""
    if not line.isascii() or len(line.split()) < 4:
        return False
    bare = _ALT_SUFFIX.sub("", line).casefold()
    return any(_without_marks(other).startswith(bare) for other in seen)


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
