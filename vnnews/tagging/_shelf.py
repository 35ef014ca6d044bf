"""Articles that wait for being read again, in little room."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from vnnews.articles import Article

_BREAK = "\x1f"
"""Stands between the parts of an article; a control character that no article holds, for it is replaced in them."""


class ArticleShelf(Sequence[Article]):
    r"""Title, lead and paragraphs of articles, compressed: about a twentieth of the room of the articles.

    Of all else that an `Article` holds (captions, offsets, the page it was cut from) nothing is kept.

    Parameters
    ----------
    articles : iterable of Article
        Read once.

    Examples
    --------
    >>> shelf = ArticleShelf(Article(title="Tin", body=(f"Số {i}.",)) for i in range(3))
    >>> len(shelf), shelf[1].text, [article.body[0] for article in shelf]
    (3, 'Tin\n\nSố 1.', ['Số 0.', 'Số 1.', 'Số 2.'])
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self._packed = [_pack(article) for article in articles]

    def __len__(self) -> int:
        return len(self._packed)

    def __iter__(self) -> Iterator[Article]:
        return map(_unpack, self._packed)

    @overload
    def __getitem__(self, index: int) -> Article: ...

    @overload
    def __getitem__(self, index: slice) -> list[Article]: ...

    def __getitem__(self, index: int | slice) -> Article | list[Article]:
        found = self._packed[index]
        return _unpack(found) if isinstance(found, bytes) else [_unpack(one) for one in found]


def _pack(article: Article) -> bytes:
    parts = (part.replace(_BREAK, " ") for part in (article.title, article.lead, *article.body))
    return zlib.compress(_BREAK.join(parts).encode("utf-8", "surrogatepass"), 1)


def _unpack(packed: bytes) -> Article:
    title, lead, *body = zlib.decompress(packed).decode("utf-8", "surrogatepass").split(_BREAK)
    return Article(title=title, lead=lead, body=tuple(body))
