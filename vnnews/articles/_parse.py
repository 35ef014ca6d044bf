"""Raw text or bytes of a crawled page to an `Article`.

The way: decode, give every line a role and cut what is run into the paragraphs (`read_lines`), then read title, lead
and credits off what is left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from operator import attrgetter

from vnnews.articles._alt_text import BLANK
from vnnews.articles._article import Article, article_of
from vnnews.articles._bare_captions import mark_bare_captions
from vnnews.articles._between import mark_between
from vnnews.articles._context import Part
from vnnews.articles._credits import LONGEST_CREDIT, SIGNED, is_credit, named_in
from vnnews.articles._dates import Published, find_date
from vnnews.articles._foot import mark_below
from vnnews.articles._frame import mark_around
from vnnews.articles._headlines import cut_headlines
from vnnews.articles._layout import mark_captions
from vnnews.articles._lines import read_lines
from vnnews.articles._load_rules import load_rules
from vnnews.articles._rule_patterns import SMALL
from vnnews.articles._rules import Rules
from vnnews.articles._second_reading import is_crowded, read_again
from vnnews.articles._sentences import last_sentence
from vnnews.articles._source import Format, Source, open_source
from vnnews.articles._title import mark_lead, mark_title

_ROLE = attrgetter("role")
_NAMES_SOURCE = re.compile(r"\(?\s*nguồn(?:\s+tin)?\s*:", re.IGNORECASE)
_NAMED_SOURCE = re.compile(r"(?:[^\W\d_]+\.?\s?){1,4}\(\s*nguồn(?:\s+tin)?\s*:[^()]*\)$", re.IGNORECASE)
_AROUND_OUTLET = " \t\u00a0()[]-–—:."
_QUOTED_END = '?!…”"'
_INITIALS_END = re.compile(r"\w\.\w{0,3}\.$")
_RUN_IN = re.compile(rf"{SIGNED}(?=[ \t\u00a0]+(?!{SMALL})\S)")
_SIGNED_LINE = re.compile(SIGNED)
_TOP, _LONGEST_NAME, _LONGEST_SIGNED = 8, 40, 100
_LONGEST_TAIL = 250
_LONGEST_SCRAP = 100
_SHORTEST_SENTENCE = 4
_LONGEST_CALL = 12
_SENTENCE_END = '.?!…”":'
_MOST_CREDITS = 3
_MOST_BELOW = 8


def parse_article(
    raw: str | bytes | bytearray | memoryview | Article,
    *,
    format: Format = "auto",  # noqa: A002  # the name that users know from other readers
    encoding: str | None = None,
    repair: bool = True,
    rules: Rules | None = None,
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
    rules : Rules, optional
        What counts as page furniture, agency, outlet and so on, from `load_rules`; by default the packaged rules.

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
    rules = rules or load_rules()
    source = open_source(raw, format, encoding, repair, rules)
    parts, published = read_lines(source.text[: source.end], rules, source.survey)
    if source.page is not None:
        parts, published = source.mark(parts), source.published(published, rules)
    return _assemble(source, parts, published, rules)


def _assemble(source: Source, parts: list[Part], published: Published | None, rules: Rules) -> Article:
    is_framed = mark_around(parts, rules)
    mark_title(parts, rules)
    mark_captions(source.text, parts, rules)
    if is_framed:
        mark_below(parts, rules)
    parts = _mark_credits(parts, rules)
    mark_lead(source.text, parts)
    parts = mark_bare_captions(source.text, parts, rules, codes=source.survey.codes)
    cut_headlines(parts, rules)
    if is_framed:
        mark_between(parts, rules)
    if is_crowded(source.text, parts):
        parts = read_again(source.text, parts, rules)
        published = published or _published(parts, rules)
    agencies: tuple[str, ...]
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for part in parts:
        texts[part.role].append(part.text)
    agencies, author, outlet = (), "", ""
    if "credit" in texts or "outlet" in texts:
        dateline = texts["outlet"][0].strip(_AROUND_OUTLET) if texts["outlet"] else ""
        agencies, author, outlet = named_in(tuple(texts["credit"]), dateline, rules)
    return article_of(
        parts,
        title=texts["title"][0] if texts["title"] else "",
        lead=texts["lead"][0] if texts["lead"] else "",
        body=tuple(texts["body"]),
        captions=tuple(texts["caption"]),
        byline=author or source.author,
        agencies=agencies,
        outlet=outlet or source.outlet,
        published=published.date if published else None,
        published_precision=published.precision if published else None,
        source=source.text,
        encoding=source.encoding,
        encoding_confidence=source.confidence,
        repaired=source.repaired,
    )


def _published(parts: list[Part], rules: Rules) -> Published | None:
    """Return the first date of a page that is told by the words around it."""
    found = (find_date(part.text, rules) for part in parts if part.role == "date")
    return next((date.published for date in found if date), None)


def _mark_credits(parts: list[Part], rules: Rules) -> list[Part]:
    """Mark the lines below the title, and at the end, that name author and sources."""
    parts = _part_signed(parts, rules)
    body = _without_signs([part for part in parts if part.role == "body"])
    if not body:
        return parts
    if len(body) > 2 and "title" in map(_ROLE, parts):
        for part in body[:2]:
            if is_credit(part.text, rules):
                part.role = "credit"
    _mark_beside_date(parts[:_TOP], rules)
    if parts[-1].role != "body" or _is_scrap(parts[-1].text):
        _mark_source(parts)
        _mark_below(parts)
    if list(map(_ROLE, body)).count("body") < len(body):
        body = [part for part in body if part.role == "body"] or body[:1]
    last = _below_credit(body, rules)
    lowest = max(0, len(body) - _MOST_CREDITS - _MOST_BELOW - 1)
    while last > lowest and len(body[last].text) <= LONGEST_CREDIT and is_credit(body[last].text, rules):
        body[last].role = "credit"
        last -= 1
    _mark_within(body[1:last], rules)
    return _cut_tail(parts, body[last], rules)


def _without_signs(body: list[Part]) -> list[Part]:
    """Return the lines without those at their end that are nothing but signs, which are marked."""
    while len(body) > 1 and not any(map(str.isalnum, body[-1].text)):
        body.pop().role = "furniture"
    return body


def _mark_within(body: list[Part], rules: Rules) -> None:
    """Mark what names author and source above other lines: no text, wherever it stands."""
    for i in [i for i, part in enumerate(body) if i and part.text[-1] not in _SENTENCE_END]:
        part, text = body[i], body[i].text
        if text[-1] == ")" and len(text) <= _LONGEST_SIGNED and _SIGNED_LINE.fullmatch(text) and is_credit(text, rules):
            part.role = "credit"
        elif text.startswith("Theo ") and is_credit(text, rules) and rules.agencies_in(text):
            part.role = "credit"
            if len(body[i - 1].text) <= _LONGEST_NAME and is_credit(body[i - 1].text, rules):
                body[i - 1].role = "credit"


def _mark_beside_date(top: list[Part], rules: Rules) -> None:
    """Mark the author above or below the date, where the lead stands between them and the title."""
    for part, other in pairwise(top) if "date" in map(_ROLE, top) else ():
        name = part if other.role == "date" else other
        if "date" in (part.role, other.role) and name.role == "body" and is_credit(name.text, rules):
            name.role = "credit"


def _part_signed(parts: list[Part], rules: Rules) -> list[Part]:
    """Cut a credit off that what stands below the article is run into (``Sơn Tùng (theo AFP) Bạn nghĩ gì về …``)."""
    for i in range(len(parts) - 1, max(1, len(parts) - _MOST_BELOW - 2), -1):
        part = parts[i]
        if part.role != "body":
            continue
        if part.text.find("(", 0, _LONGEST_NAME) < 0:
            if part.text[-1] == ".":
                break
            continue
        signed = _RUN_IN.match(part.text)
        if signed and is_credit(signed.group(), rules):
            place = part.start + signed.end()
            credit = Part("credit", signed.group(), part.start, place)
            rest = part.text[signed.end() :]
            below = rest.lstrip(BLANK)
            at = place + len(rest) - len(below)
            return [*parts[:i], credit, Part("furniture", below, at, part.end), *parts[i + 1 :]]
    return parts


def _below_credit(body: list[Part], rules: Rules) -> int:
    """Mark the short lines below the last credit, which are no text whatever they say; return where the credit is."""
    last = low = len(body) - 1
    if not _is_scrap(body[last].text):
        return last
    while low > 0 and last - low <= _MOST_BELOW and _is_scrap(body[low].text):
        low -= 1
    # The credit is the first short line below the text.
    credit = low + 1
    while credit + 1 <= last and is_credit(body[credit + 1].text, rules):
        credit += 1
    if low == last or last - credit > _MOST_BELOW or credit == last or not is_credit(body[low + 1].text, rules):
        return last
    if _is_scrap(body[low].text):
        return last
    for part in body[credit + 1 :]:
        part.role = "furniture"
    return credit


def _is_scrap(text: str) -> bool:
    if len(text) > _LONGEST_SCRAP:
        return False
    return text[-1] not in _SENTENCE_END or len(text.split()) <= (
        _LONGEST_CALL if text[-1] in "?!" else _SHORTEST_SENTENCE
    )


def _mark_source(parts: list[Part]) -> None:
    """Mark ``Nguồn: VnExpress`` below the article: what credits a photo elsewhere names the source there."""
    for part in reversed(parts):
        if part.role == "body" and not _is_scrap(part.text):
            return
        # Few captions speak of a source, and the search for it is slow.
        is_told = part.role == "caption" and "nguồn" in part.text.casefold()
        if is_told and (_NAMES_SOURCE if part.bare else _NAMED_SOURCE).match(part.text):
            part.role = "credit"


def _mark_below(parts: list[Part]) -> None:
    """Mark the short lines below such a credit, or one with a date, as no text."""
    below = []
    for part in reversed(parts):
        if part.role == "body":
            if not _is_scrap(part.text):
                return
            below.append(part)
        elif part.role == "credit" and any(other.role == "body" for other in parts[:3]) and below:
            break
    else:
        return
    if len(below) <= _MOST_BELOW and any(p.role == "body" and p.start < part.start for p in parts):
        for scrap in below:
            scrap.role = "furniture"


def _cut_tail(parts: list[Part], part: Part, rules: Rules) -> list[Part]:
    """Cut a credit that is run into the end of the last paragraph (``… hôm 5/2. Mai Chi Theo Reuters``)."""
    if part.text[-1] in _QUOTED_END or (part.text[-1] == "." and _INITIALS_END.search(part.text[-8:]) is None):
        return parts
    tail = part.text[-_LONGEST_TAIL:]
    end, cut = last_sentence(tail)
    if part.role != "body" or end == 0 or not is_credit(tail[cut:], rules):
        return parts
    low = len(part.text) - len(tail)
    end, cut = low + end, low + cut
    index = len(parts) - 1
    while parts[index] is not part:
        index -= 1
    return [
        *parts[:index],
        Part("body", part.text[:end], part.start, part.start + end),
        Part("credit", part.text[cut:], part.start + cut, part.end),
        *parts[index + 1 :],
    ]
