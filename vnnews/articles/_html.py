"""HTML pages: the lines of the article, its captions, and what the page's metadata says of it.

trafilatura finds the article on the page; captions are taken out before, because it drops figures or runs their
captions into the text. Nothing is fetched.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

_PAGE = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL)
_XHTML = re.compile(r"\s*<\?xml\b.{0,500}?<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_FRAGMENT = re.compile(
    r"\s*<(?:article|div|p|table|section|main|h1|figure|meta|link|span)(?:\s[^<>]*)?>", re.IGNORECASE
)
_BLOCK_END = re.compile(r"</(?:p|div|td|article|section|h1|figure)\s*>", re.IGNORECASE)

_NAME = r"[^\s/>=][^\s/>=]*+"
_ATTRIBUTE = rf"""[\s/]*+{_NAME}(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++)?+)?+"""
_TAG = re.compile(rf"<[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE})*+")
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
LARGEST_PAGE = 10_000_000
MOST_TAGS = 50_000
MOST_ATTRIBUTES = 500
"""Of one tag. A parser looks each of them up among those before it, which takes quadratic time."""

_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:fig|photo|image|img|pic|media)?-?_?(?:caption|chuthich|chu-thich)|photocms_caption|(?:^|\s)image(?:\s|$)",
    re.IGNORECASE,
)
_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sapo|chapeau|singular-sapo|article-sapo|detail-sapo|knc-sapo|lead|summary|description|excerpt)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(r"(?:^|[\s_-])(?:date|time|datetime|publish|published|pdate|ngay)(?:$|[\s_-])", re.IGNORECASE)
_LEFT_OUT = frozenset(("script", "style", "noscript", "template", "iframe", "svg", "nav", "footer", "aside", "form"))
_LONGEST_CAPTION = 600
_LONGEST_DATE = 60
_LONGEST_LEAD = 2000
_LONG_SPACE = 100
_SPACE = re.compile(r"\s+")
_SPACES = re.compile(rf"\s{{{_LONG_SPACE},}}")


@dataclass(frozen=True)
class Page:
    """What a page holds.

    Attributes
    ----------
    title, lead : str
        Empty where the page names none.
    lines : tuple of str
        The paragraphs, in order, without title and lead.
    captions : tuple of str
    dates : tuple of str
        Short texts that the layout marks as dates.
    published : str
        From the metadata, ``YYYY-MM-DD`` or empty.
    author, outlet : str
        From the metadata.
    """

    title: str = ""
    lead: str = ""
    lines: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    published: str = ""
    author: str = ""
    outlet: str = ""


def is_html(text: str) -> bool:
    """Tell whether a text is HTML: a page, or a piece that begins with a block and ends some.

    Examples
    --------
    >>> is_html("<!DOCTYPE html><title>Nga</title>"), is_html("<div>Nga</div>"), is_html("Thẻ <b> in đậm, </p> hết")
    (True, True, False)
    """
    if text.find("<", 0, 3000) < 0:
        return False
    if _PAGE.match(text) or _XHTML.match(text):
        return True
    return _FRAGMENT.match(text) is not None and _BLOCK_END.search(text) is not None


def read_page(html: str) -> Page:
    """Find the article on an HTML page.

    Parameters
    ----------
    html : str

    Returns
    -------
    Page
        Without lines where there is no article.

    Raises
    ------
    ImportError
        If trafilatura is not installed.
    ValueError
        If the page is larger than 10 million characters, or has more than 50,000 tags, 500 attributes in one tag or
        about 250 levels.
    """
    try:
        import trafilatura
        from lxml import etree
        from lxml import html as lxml_html
    except ImportError as error:
        raise ImportError(
            f"this is an HTML page (it begins with {html.strip()[:20]!r}), and trafilatura, which finds the article "
            f"on it, cannot be imported ({error}): pip install 'vnnews[html]'. If it is no HTML, pass format='text'"
        ) from error
    _check_size(html)
    # What these libraries log is what they gave up; nobody can act on it.
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(_SILENT)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return Page()  # nothing but comments, or nothing at all
    too_deep = [entry for entry in parser.error_log.filter_from_fatals() if "depth" in entry.message.lower()]
    if too_deep:
        raise ValueError(
            f"the tags of the page are nested too deeply (line {too_deep[0].line}: {too_deep[0].message}); expected "
            "about 250 levels at most. Extract its text by other means and pass that"
        )
    _squeeze_space(tree)
    captions = _take_captions(tree)
    lead = _lead(tree)
    dates = _dates(tree)
    _open_layout_tables(tree)
    found: Any = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=True)
    if found is None:
        return Page(captions=captions)
    title = _one_line(found.title)
    lines = tuple(filter(None, map(_one_line, (found.text or "").split("\n"))))
    lead = lead if lead != title else ""
    return Page(
        title=title,
        lead=lead,
        lines=tuple(line for line in lines if line not in (title, lead)),
        captions=captions,
        dates=dates,
        published=found.date or "",
        author=_one_line(found.author),
        outlet=_one_line(found.sitename),
    )


_SILENT = logging.NullHandler()


def _check_size(html: str) -> None:
    if len(html) > LARGEST_PAGE:
        raise ValueError(
            f"the page has {len(html)} characters; expected {LARGEST_PAGE} at most. Extract its text by other means"
        )
    n_attributes = 0
    for n_tags, tag in enumerate(_TAG.finditer(html), start=1):
        here = len(_ONE_ATTRIBUTE.findall(tag[0])) if tag.end() - tag.start() > MOST_ATTRIBUTES else 0
        n_attributes += here
        if here > MOST_ATTRIBUTES or n_attributes > 2 * MOST_TAGS:
            raise ValueError(
                f"a tag of the page ({tag[0][:40]!r}) has {here} attributes, the long tags up to it {n_attributes}; "
                f"expected {MOST_ATTRIBUTES} and {2 * MOST_TAGS} at most. Extract its text by other means"
            )
        if n_tags > MOST_TAGS:
            raise ValueError(
                f"the page has more than {MOST_TAGS} tags; extract its text by other means, or pass "
                "format='text' if it is no HTML"
            )


def _squeeze_space(tree: Any) -> None:
    """Shorten long runs of white space, over which patterns in the libraries take quadratic time."""
    for element in tree.iter():
        if element.text and len(element.text) > _LONG_SPACE:
            element.text = _SPACES.sub(" ", element.text)
        if element.tail and len(element.tail) > _LONG_SPACE:
            element.tail = _SPACES.sub(" ", element.tail)


def _take_captions(tree: Any) -> tuple[str, ...]:
    """Take the captions out of the tree and return them."""
    captions = []
    for element in list(tree.iter("figcaption", "p", "td", "div", "span", "em", "i", "amp-caption")):
        if element.tag != "figcaption" and not _CAPTION_CLASS.search(element.get("class", "")):
            continue
        text = _short_text(element, _LONGEST_CAPTION)
        if text is None or not _belongs(element):
            continue
        if text:
            captions.append(text)
        if element.getparent() is not None:
            element.drop_tree()
    return tuple(dict.fromkeys(captions))


def _lead(tree: Any) -> str:
    """Return the lead where the layout marks one and, if the page has a description, both begin alike."""
    described = [_one_line(meta.get("content")) for meta in tree.iter("meta") if _is_description(meta)]
    starts = {text[:40].casefold() for text in described if text}
    for element in tree.iter("h2", "h3", "p", "div", "strong", "span"):
        if not _LEAD_CLASS.search(element.get("class", "")) or element.find(".//p") is not None:
            continue
        text = _short_text(element, _LONGEST_LEAD)
        # Teasers of other stories have descriptions too; this page's is the one that its metadata repeat.
        if text and (not starts or any(start in text.casefold() for start in starts)):
            return text
    return ""


def _open_layout_tables(tree: Any) -> None:
    """Make blocks of the tables that old pages are laid out with, so that they are not taken for data."""
    inside = {
        parent for block in tree.iter("p", "h1", "h2", "h3", "table", "ul") for parent in block.iterancestors("table")
    }
    for table in inside:
        for element in table.iter("table", "tbody", "thead", "tr", "td", "th"):
            element.tag = "div"


def _is_description(meta: Any) -> bool:
    return (meta.get("property") or meta.get("name") or "").lower() in ("description", "og:description")


def _dates(tree: Any) -> tuple[str, ...]:
    found = []
    for element in tree.iter("span", "div", "time", "p", "td"):
        if element.tag == "time" or _DATE_CLASS.search(element.get("class", "")):
            text = _short_text(element, _LONGEST_DATE)
            if text and any(char.isdigit() for char in text):
                found.append(text)
    return tuple(found[:3])


def _belongs(element: Any) -> bool:
    return all(parent.tag not in _LEFT_OUT for parent in element.iterancestors())


def _short_text(element: Any, longest: int) -> str | None:
    """Return the text of an element, None if it is longer than that; without reading on to the end to find out."""
    parts, length = [], 0
    for part in element.itertext():
        parts.append(part)
        length += len(part)
        if length > 2 * longest:
            return None
    text = _one_line("".join(parts))
    return text if len(text) <= longest else None


def _one_line(text: str | None) -> str:
    return _SPACE.sub(" ", text or "").strip()
