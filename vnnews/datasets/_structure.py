"""From the text of a document to its article, by the structure that each archive is known to have."""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata

from vnnews.articles import Article, parse_article
from vnnews.datasets._detokenize import detokenize

# Zero-width marks, soft hyphens and delete characters: left in, they would split the word they stand in.
_INVISIBLE = re.compile("[\x7f\xad\u200b-\u200f\u2060\ufeff]")

_UNC_HEADER = re.compile(r"(?:# \w+ = [^\n]*\n)*")
_UNC_DATE = re.compile(r"^# date = (\d{4})(\d\d)(\d\d)$", re.MULTILINE)


def baomoi_article(text: str) -> Article:
    """Take line 1 for the title, line 2 for the lead, and the rest, without the captions run into it, for the body."""
    title, _, rest = _clean(text).partition("\n")
    lead, _, body = rest.partition("\n")
    return dataclasses.replace(body_article(body), title=title.strip(), lead=lead.strip())


def vietnews_text(text: str) -> str:
    """Join segmented text back, block by block: a quotation mark left open in one says nothing about the next."""
    return "\n\n".join(detokenize(block) for block in _clean(text).split("\n\n"))


def vietnews_article(text: str) -> Article:
    """Part title, abstract, body and captions at the blank lines; one body in three repeats a caption."""
    title, abstract, body, *captions = (text + "\n\n\n\n").split("\n\n")
    caption_lines = _paragraphs("\n".join(captions))
    return Article(
        title=" ".join(_paragraphs(title)),
        lead=" ".join(_paragraphs(abstract)),
        body=tuple(line for line in _paragraphs(body) if line not in caption_lines),
        captions=tuple(dict.fromkeys(caption_lines)),
    )


def unc_article(text: str) -> Article:
    """Take the date from the header, lines such as `# date = 20210430`, and the rest for the body."""
    date = _UNC_DATE.search(text)
    published = datetime.date(*map(int, date.groups())) if date else None
    return dataclasses.replace(
        body_article(_UNC_HEADER.sub("", text, count=1)),
        published=published,
        published_precision="day" if published else None,
    )


def body_article(text: str) -> Article:
    """Clean a text that is known to have neither title nor lead; what looks like one is the first paragraph."""
    article = parse_article(_clean(text))
    paragraphs = (article.title, article.lead, *article.body)
    return dataclasses.replace(article, title="", lead="", body=tuple(filter(None, paragraphs)), pieces=(), removed=())


def headline_article(text: str) -> Article:
    """Take the whole for a title."""
    return Article(title=_clean(text).strip())


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n")))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
