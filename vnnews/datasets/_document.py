"""A document of a corpus: its identity, its text as published, and the article in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from vnnews.articles import Article
from vnnews.datasets._labels import known_digests


@dataclass(frozen=True)
class Document:
    """One article of an archive.

    Attributes
    ----------
    id : str
        The archive and the article in it, such as ``"vietnews2019/test-006854"``.
    sha256 : str
        Digest of the raw file's bytes, or of the UTF-8 bytes of the CSV cell that holds the article.
    text : str
        The text as published and decoded; for vietnews2019, which is published word-segmented, the text joined back.
    article : Article
        The parts that the archive tells apart.
    topic : str or None
        The topic as the archive names it; None where it names none.
    """

    id: str
    sha256: str
    text: str
    article: Article
    topic: str | None = None


def verified_digest(id_: str, raw: bytes, source: str, expected: str | None = None) -> str:
    """Return the sha256 of `raw`; raise ValueError if the label files, or `expected`, know the document otherwise."""
    found = hashlib.sha256(raw).hexdigest()
    expected = expected or known_digests().get(id_)
    if expected and found != expected:
        raise ValueError(
            f"{id_} in {source} is not the text that was annotated: expected sha256 {expected}, found {found}. Delete "
            "that file and get the archive again, at the commit that vnnews.datasets names"
        )
    return found


def decoded(id_: str, raw: bytes, encoding: str, source: str) -> str:
    """Decode a file strictly; raise ValueError with the document's id if it is in another encoding."""
    try:
        return raw.decode(encoding)
    except UnicodeError as error:
        raise ValueError(
            f"{id_} in {source} is not {encoding} text ({error}); get the archive again, unchanged"
        ) from error
