"""From the members of an archive to documents: which are wanted, one at a time, to the last wanted one."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO

from vnnews.articles import Article
from vnnews.datasets._archive import Archive, damage_named, locate, members
from vnnews.datasets._document import Document, verified_digest

Folder = str | os.PathLike[str] | None
Match = re.Match[str]


def files(
    archive: Archive,
    folder: Folder,
    ids: Collection[str] | None,
    *,
    download: bool,
    key: Callable[[Match], str | None],
    document: Callable[[Match, bytes, str], Document],
) -> Iterator[Document]:
    """Find the archive at once, then yield a document for every member whose key is wanted."""
    wanted = _wanted(archive, ids)
    path = locate(archive, folder, download)

    def documents() -> Iterator[Document]:
        with damage_named(path):
            for match, file in members(path, archive.member):
                found = key(match)
                if found is None or (wanted is not None and found not in wanted):
                    continue
                yield document(match, file.read(), str(path))
                if wanted is not None:
                    wanted.discard(found)
                    if not wanted:
                        return

    return documents() if wanted is None or wanted else iter(())


def cells(
    archive: Archive,
    column: str,
    folder: Folder,
    ids: Collection[str] | None,
    *,
    download: bool,
    article: Callable[[str], Article],
    strip: bool,
) -> Iterator[Document]:
    """Find the archive at once, then yield a document for every distinct text in a column of its tables."""
    wanted = _wanted(archive, ids)
    path = locate(archive, folder, download)

    def documents() -> Iterator[Document]:
        seen: set[bytes] = set()
        for cell, topic in rows(archive, path, column):
            text = cell.strip() if strip else cell
            raw = text.encode("utf-8")
            digest = hashlib.sha256(raw).digest()
            key = digest.hex()[:12]
            if not text.strip() or digest in seen or (wanted is not None and key not in wanted):
                continue
            seen.add(digest)
            id_ = f"{archive.corpus}/{key}"
            yield Document(id_, verified_digest(id_, raw, str(path)), text, article(text), topic)
            if wanted is not None and len(seen) == len(wanted):
                return

    return documents() if wanted is None or wanted else iter(())


def rows(archive: Archive, path: Path, column: str) -> Iterator[tuple[str, str | None]]:
    """Yield the text and the topic of every row of an archive's tables, empty and repeated ones included."""
    with damage_named(path):
        for match, file in members(path, archive.member):
            yield from _table(file, column, f"{match.group()} in {path}")


def _table(file: IO[bytes], column: str, source: str) -> Iterator[tuple[str, str | None]]:
    table = csv.DictReader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""))
    try:
        if column not in (table.fieldnames or ()):
            raise ValueError(f"{source} has the columns {table.fieldnames}; expected {column!r} among them")
        for row in table:
            yield row[column] or "", row.get("Category")
    except (csv.Error, UnicodeError) as error:
        raise ValueError(f"{source} is not a UTF-8 table ({error}); get the archive again, unchanged") from error


def _wanted(archive: Archive, ids: Collection[str] | None) -> set[str] | None:
    """Return the part behind the corpus name of the ids that belong to this archive."""
    if ids is None:
        return None
    if isinstance(ids, str):
        raise TypeError(f"ids is the string {ids!r}; expected a collection of ids, such as [{ids!r}]")
    prefix = f"{archive.corpus}/"
    return {id_.removeprefix(prefix) for id_ in ids if id_.startswith(prefix)}
