"""A page of articles with their evidence marked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from html import escape
from pathlib import Path

from vnnews.modelfile._disk import whole_file
from vnnews.report._language import Language, Words, words_of
from vnnews.report._page import asset, environment, policy
from vnnews.report._row import ReportEntry, shortened, web_address
from vnnews.tagging._view import STYLE, tags_html

_HERE = "\x00"


def save_articles(entries: Iterable[ReportEntry], path: str | os.PathLike[str], *, language: Language = "vi") -> None:
    """Write articles with their tags and marked evidence to one HTML file, whole or not at all.

    Parameters
    ----------
    entries : iterable of ReportEntry
        Written one by one, so that memory does not grow with their number.
    path : path
        In a folder that exists; what is there is replaced.
    language : {"vi", "en"}, default="vi"

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    ValueError
        If the language is another one.

    Examples
    --------
    >>> import tempfile
    >>> import vnnews
    >>> tags = vnnews.load_tagger().tag("Mỹ áp đặt thêm trừng phạt đối với Iran. Tehran chỉ trích Washington.")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     target = Path(folder, "article.html")
    ...     save_articles([ReportEntry(tags, name="iran.txt")], target, language="en")
    ...     "<mark" in target.read_text(encoding="utf-8")
    True
    """
    words = words_of(language)
    before, after = _frame(words)
    with whole_file(Path(path)) as file:
        file.write(before.encode("utf-8"))
        for entry in entries:
            file.write(_section(entry, words).encode("utf-8", "replace"))
        file.write(after.encode("utf-8"))


def _frame(words: Words) -> tuple[str, str]:
    """Return what stands before the articles, and what behind them."""
    style = asset("articles.css") + STYLE
    page = environment().get_template("articles.html.j2").render(
        words=words, say=words.say, style=style, policy=policy(style), here=_HERE
    )  # fmt: skip
    before, _, after = page.partition(_HERE)
    return before, after


def _section(entry: ReportEntry, words: Words) -> str:
    tags = entry.tags
    url, name = web_address(entry.url), shortened(entry.name or "", 200)
    date = entry.published or tags.article.published
    parts = [escape(name)] if name else []
    parts += [escape(tags.article.outlet)] if tags.article.outlet else []
    parts += [escape(words.date(date))] if date else []
    parts += (
        [f'<a href="{escape(url)}" rel="noopener noreferrer" target="_blank">{escape(shortened(url, 80))}</a>']
        if url
        else []
    )
    return f'<article>\n<p class="source">{" · ".join(parts)}</p>\n{tags_html(tags, words.language)}\n</article>\n'
