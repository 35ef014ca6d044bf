"""CSV as Python's csv module and spreadsheets write it: a header, commas, quotes around what needs them; UTF-8."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import IO, Any

from vnnews.streams._columns import Cells, check_free, names
from vnnews.streams._kind import kind_of, packed, unpacked
from vnnews.streams._parts import Part
from vnnews.streams._rows import Chunk, Rows, as_text, kept, text_of

LONGEST_CELL = 1 << 24


@dataclass(frozen=True)
class CsvReader:
    """Reads CSV; see `vnnews.streams._rows.Reader`."""

    text: str
    keep: tuple[str, ...] | None
    header: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are kept."""
        return self.header if self.keep is None else self.keep

    def read(self, part: Part, size: int) -> Iterator[Chunk]:
        """Yield the rows behind the header; empty lines are left out."""
        with _table(part.path) as table:
            next(table, None)
            numbers: list[int] = []
            rows: list[list[str] | str] = []
            while True:
                number = table.line_num + 1
                try:
                    row: list[str] | str | None = next(table, None)
                except csv.Error as error:
                    row = str(error)
                if row:
                    numbers.append(number)
                    rows.append(row)
                if numbers and (row is None or len(rows) == size):
                    yield Chunk(numbers, rows)
                    numbers, rows = [], []
                if row is None:
                    return

    def decode(self, chunk: Chunk) -> Rows:
        """Make rows of a chunk."""
        rows = Rows(chunk.numbers, [], [], [])
        for row in chunk.content:
            given = [] if isinstance(row, str) else row
            record = dict(zip(self.header, given, strict=False))
            text = None
            if isinstance(row, str):
                problem: tuple[str, str] | None = ("broken row", f"it is no CSV: {row}")
            elif len(row) != len(self.header):
                problem = ("broken row", f"it has {len(row)} cells; expected {len(self.header)}, as the header has")
            else:
                text, problem = text_of(record, self.text)
            rows.given.append(kept(record, self.keep))
            rows.texts.append(text)
            rows.problems.append(problem)
        return rows


def read_header(path: str, text: str, keep: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the names of the columns.

    Raises
    ------
    ValueError
        If there is no header, a name comes twice, or the column of the texts, or one to keep, is not there.
    """
    with _table(path) as table:
        try:
            header = tuple(next(table, ()))
        except csv.Error as error:
            raise ValueError(
                f"{path} is no CSV: {error}; expected the names of its columns in the first row"
            ) from error
    needed = {text, *(keep or ())}
    if not needed <= set(header) or len(set(header)) < len(header):
        raise ValueError(
            f"{path} begins with {header}; expected the names of its columns, each once, "
            f"{', '.join(map(repr, sorted(needed)))} among them"
        )
    return header


@contextmanager
def _table(path: str) -> Iterator[Any]:
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    # Bytes that are no UTF-8 become lone surrogates, which cost the row in which they are and no other.
    with (
        unpacked(path, kind_of(path)[1]) as file,
        io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="") as lines,
    ):
        yield csv.reader(lines)


@dataclass(frozen=True)
class CsvWriter:
    """Writes CSV; lists are written as JSON. See `vnnews.streams._rows.Writer`."""

    prefix: str
    header: tuple[str, ...]

    def encode(self, rows: Rows, cells: list[Cells]) -> bytes:
        """Return the lines of some rows."""
        return self._lines(
            [*(_cell(record.get(name)) for name in self.header), *map(_cell, own.values())]
            for record, own in zip(rows.records, cells, strict=True)
        )

    @contextmanager
    def open(self, file: IO[bytes], path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
        """Give what `encode` returns a place to be written to, below the header."""
        check_free(self.header, self.prefix)
        with packed(file, kind_of(path)[1]) as stream:
            stream.write(self._lines([[*self.header, *names(self.prefix)]]))
            yield stream

    def _lines(self, rows: Any) -> bytes:
        lines: list[str] = []
        # Cells are quoted for the characters of the line end only, and a lone \r ends a line for who reads.
        csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n").writerows(rows)
        return "".join([f"{line[:-2]}\n" for line in lines]).encode("utf-8", "replace")


def _cell(value: Any) -> str:
    return "" if value is None else as_text(value)
