"""Sources to articles, one by one: the bytes of a file, the rows of a table, or why there are none."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnnews.articles import Article, parse_article
from vnnews.commands._inputs import Kind, Source

if TYPE_CHECKING:
    from vnnews.streams._rows import Chunk, Reader, Rows

LARGEST_FILE = 50_000_000
"""Bytes of a file that holds one article."""
_ROWS = 64


@dataclass(frozen=True)
class Item:
    """One article to be.

    Attributes
    ----------
    name : str
        The file, with the row if it is a table.
    raw : str, bytes, Article or None
        None where there is nothing to judge.
    problem : str or None
        Why there is not.
    given : dict
        The cells that go to the output.
    """

    name: str
    raw: str | bytes | Article | None
    problem: str | None = None
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """How sources are read.

    Attributes
    ----------
    text_column : str
    keep : tuple of str or None
        The columns of tables that are kept; None for all.
    encoding : str or None
        Of text files; None where it is told by their bytes.
    """

    text_column: str = "text"
    keep: tuple[str, ...] | None = None
    encoding: str | None = None

    def items(self, sources: Sequence[Source]) -> Iterator[Item]:
        """Go through the articles of all sources.

        Raises
        ------
        ValueError, OSError, ImportError
            If a table can't be read at all: its kind needs a package, or the column of the texts is missing.
        """
        for source in sources:
            if source.problem is not None:
                yield Item(source.path, None, source.problem, {"file": source.path})
            elif source.kind is Kind.TEXT:
                yield self._file(source.path)
            else:
                yield from self._rows(source)

    def _file(self, path: str) -> Item:
        given = {"file": path}
        try:
            raw: bytes | Article = sys.stdin.buffer.read() if path == "-" else _read(Path(path))
            if self.encoding is not None:
                raw = parse_article(raw, encoding=self.encoding)
        except OSError as error:
            return Item(path, None, error.strerror or str(error), given)
        except (ValueError, ImportError) as error:
            return Item(path, None, str(error), given)
        return Item(path, raw, None, given)

    def _rows(self, source: Source) -> Iterator[Item]:
        name = "stdin" if source.path == "-" else source.path
        reader, chunks = self.open_table(source)
        for chunk in chunks:
            rows = reader.decode(chunk)
            for number, text, problem, record in zip(
                rows.numbers, rows.texts, rows.problems, rows.records, strict=True
            ):
                told = None if problem is None else f"{problem[0]}: {problem[1]}"
                yield Item(
                    f"{name}:{number}", text if told is None else None, told, {"file": name, "row": number} | record
                )

    def open_table(self, source: Source) -> tuple[Reader, Iterator[Chunk]]:
        """Return what reads a table, and its rows.

        Raises
        ------
        ValueError
            If there is no such column: a CSV or Parquet file says so by its header, JSON lines by their first rows.
        """
        # Not for who tags a file, which is to be quick.
        from vnnews.streams._formats import reader_of
        from vnnews.streams._jsonl import JsonlReader
        from vnnews.streams._parts import Part

        if source.kind is Kind.LINES:
            reader: Reader = JsonlReader(self.text_column, self.keep)
            chunks = _json_lines(source.path)
        else:
            try:
                reader = reader_of(source.path, self.text_column, self.keep)
            except ValueError as error:
                hint = "; name the column of the texts by --text-column" if repr(self.text_column) in str(error) else ""
                raise ValueError(f"{error}{hint}") from error
            chunks = reader.read(Part(source.path), _ROWS)
        first = next(chunks, None)
        if first is None:
            return reader, iter(())
        if isinstance(reader, JsonlReader):
            _check_first(source.path, reader.decode(first))
        return reader, chain([first], chunks)


def _read(path: Path) -> bytes:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise ValueError(
            f"it has {size:,} bytes, expected one article of at most {LARGEST_FILE:,}; if it holds many, make it a "
            "table (.jsonl, .csv, .parquet)"
        )
    return path.read_bytes()


def _json_lines(path: str) -> Iterator[Chunk]:
    from vnnews.streams._rows import Chunk

    with nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as file:
        numbered = ((number, line) for number, line in enumerate(file, 1) if line.strip())
        while some := list(islice(numbered, _ROWS)):
            yield Chunk([number for number, _ in some], [line for _, line in some])


def _check_first(path: str, rows: Rows) -> None:
    """Raise if none of the first rows has a text: it is another column then, or no table."""
    problems = [problem for problem in rows.problems if problem is not None]
    if problems and len(problems) == len(rows.problems):
        raise ValueError(
            f"none of the first {len(problems)} lines of {'stdin' if path == '-' else path} holds a text; line "
            f"{rows.numbers[0]}: {problems[0][1]}; name the column of the texts by --text-column"
        )
