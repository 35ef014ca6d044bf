"""Raw text or bytes of a crawled page to an `Article`.

The way: decode, give every line a role and cut what is run into the paragraphs (`read_lines`), then read title, lead
and credits off what is left.
"""

from __future__ import annotations

from dataclasses import replace

from vnnews.articles._article import Article, Piece
from vnnews.articles._credits import author_of, is_credit, outlet_of
from vnnews.articles._dates import Published
from vnnews.articles._lines import LINE_END, read_lines
from vnnews.articles._rules import Rules, load_rules
from vnnews.articles._sentences import sentences
from vnnews.articles._source import Format, open_source

_ABOVE_TITLE = ("furniture", "date", "alt text", "teaser")
_KEPT = ("title", "lead", "body", "caption", "credit", "date", "outlet")
_LONGEST_TITLE = 32
_LONGEST_LEAD = 70
_LONGEST_UNTITLED_LEAD = 50


def parse_article(
    raw: str | bytes | bytearray | memoryview | Article,
    *,
    format: Format = "auto",  # noqa: A002  # the name that users know from other readers
    encoding: str | None = None,
    repair: bool = True,
) -> Article:
    """Find the article in a crawled page: its text, or its HTML.

    Parameters
    ----------
    raw : str, bytes or Article
        As it was crawled, with whatever the page had around it. An `Article` is returned as it is.
    format : {"auto", "text", "html"}, default="auto"
        By default a text is HTML if it begins as a page does, or with a block element and closes some; a text that
        mentions a tag is text. HTML needs trafilatura (``pip install 'vnnews[html]'``); nothing is fetched.
    encoding : str, optional
        The encoding of bytes: ``"tcvn3"`` (ABC), ``"vni"``, ``"viscii"``, ``"vps"``, ``"cp1258"`` or a name that Python
        knows. By default it is told by a byte-order mark, by being valid UTF-8, or as the one in which the bytes are
        Vietnamese.
    repair : bool, default=True
        Put right what was read in a wrong encoding before: one of the legacy encodings as Latin-1, or UTF-8 as such,
        for which ftfy is needed (``pip install 'vnnews[encoding]'``).

    Returns
    -------
    Article
        Every kept or removed piece is a verbatim slice of ``Article.source`` (``Article.pieces``, ``Article.removed``),
        the decoded and repaired input in NFC or, for HTML, the lines that were taken from the page. Text without
        content gives an article whose ``text`` is empty. What the text does not name, a page's metadata fill in.

    Raises
    ------
    TypeError
        If ``raw`` is neither text, bytes nor `Article`.
    ValueError
        If bytes are not valid in their encoding, are no text, or no encoding fits them well enough; or if an HTML
        page is too large (10 million characters, 50,000 tags, 500 attributes in one of them, about 250 levels).
    ImportError
        If a page needs trafilatura, or a repair ftfy, and it is not installed.

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
    ('Tô Lan', ('AFP',), 'PNO', '2021-04-14')
    """
    if isinstance(raw, Article):
        return raw
    source = open_source(raw, format, encoding, repair)
    rules = load_rules()
    pieces, published = read_lines(source.text[: source.end], rules)
    return source.complete(_assemble(source.text, source.mark(pieces), source.published(published), rules))


def _assemble(source: str, pieces: list[Piece], published: Published | None, rules: Rules) -> Article:
    pieces = _mark_lead(source, _mark_credits(_mark_title(pieces), rules))
    texts = {role: [piece.text for piece in pieces if piece.role == role] for role in _KEPT}
    credit = texts["credit"]
    return Article(
        title=next(iter(texts["title"]), ""),
        lead=next(iter(texts["lead"]), ""),
        body=tuple(texts["body"]),
        captions=tuple(texts["caption"]),
        byline=next(filter(None, (author_of(line, rules) for line in credit)), ""),
        agencies=rules.agencies_in("\n".join(credit)),
        outlet=next(iter(texts["outlet"]), "") or next(filter(None, (outlet_of(line, rules) for line in credit)), ""),
        published=published.date if published else None,
        published_precision=published.precision if published else None,
        removed=tuple(piece for piece in pieces if piece.role not in _KEPT),
        pieces=tuple(piece for piece in pieces if piece.role in _KEPT),
    )


def _mark_title(pieces: list[Piece]) -> list[Piece]:
    first = next((i for i, piece in enumerate(pieces) if piece.role not in _ABOVE_TITLE), None)
    if first is None or pieces[first].role != "body":
        return pieces
    text = pieces[first].text
    if len(text.split()) > _LONGEST_TITLE or text.endswith((".", ":", ";", ",")):
        return pieces
    return [replace(piece, role="title") if i == first else piece for i, piece in enumerate(pieces)]


def _mark_credits(pieces: list[Piece], rules: Rules) -> list[Piece]:
    """Mark the lines below the title, and at the end, that name author and sources."""
    body = [i for i, piece in enumerate(pieces) if piece.role == "body"]
    titled = any(piece.role == "title" for piece in pieces)
    marked = {i for i in body[:2] if titled and len(body) > 2 and is_credit(pieces[i].text, rules)}
    last = len(body) - 1
    while last > 0 and len(body) - last <= 3 and is_credit(pieces[body[last]].text, rules):
        marked.add(body[last])
        last -= 1
    pieces = [replace(piece, role="credit") if i in marked else piece for i, piece in enumerate(pieces)]
    return _cut_tail(pieces, body[last], rules) if body else pieces


def _cut_tail(pieces: list[Piece], index: int, rules: Rules) -> list[Piece]:
    """Cut a credit that is run into the end of the last paragraph (``… hôm 5/2. Mai Chi Theo Reuters``)."""
    piece = pieces[index]
    spans = sentences(piece.text)
    if piece.role != "body" or len(spans) < 2 or not is_credit(piece.text[spans[-1].start :], rules):
        return pieces
    cut, end = spans[-1].start, spans[-2].end
    return [
        *pieces[:index],
        Piece("body", piece.text[:end], piece.start, piece.start + end),
        Piece("credit", piece.text[cut:], piece.start + cut, piece.end),
        *pieces[index + 1 :],
    ]


def _mark_lead(source: str, pieces: list[Piece]) -> list[Piece]:
    body = [i for i, piece in enumerate(pieces) if piece.role == "body"]
    if any(piece.role == "lead" for piece in pieces):
        return pieces
    if len(body) < 2 or not LINE_END.search(source, pieces[body[0]].end, pieces[body[1]].start):
        return pieces
    text = pieces[body[0]].text
    n_words, n_sentences = len(text.split()), len(sentences(text))
    if any(piece.role == "title" for piece in pieces):
        found = n_words <= _LONGEST_LEAD and n_sentences <= 2
    else:
        found = n_words <= _LONGEST_UNTITLED_LEAD and n_sentences == 1
    return [replace(piece, role="lead") if found and i == body[0] else piece for i, piece in enumerate(pieces)]
