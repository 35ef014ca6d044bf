"""Rows on their way: as read, with what is wrong about them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import IO, Any, NamedTuple, Protocol

from vnnews.streams._columns import Cells
from vnnews.streams._parts import Part

Record = dict[str, Any]


class Chunk(NamedTuple):
    """Some rows as they were read, still to be decoded.

    Attributes
    ----------
    numbers : list of int
        The line or row where each begins.
    content : object
        What the format makes of it.
    """

    numbers: list[int]
    content: Any


@dataclass(frozen=True)
class Rows:
    """Decoded rows.

    Attributes
    ----------
    numbers : list of int
    given : list of dict
        The cells that are kept, by column; of a broken row, those that could be read. Empty where there is a `batch`.
    texts : list of str, bytes or None
        None where there is none.
    problems : list of (str, str) or None
        Reason and message where a row has no text to judge; see `vnnews.streams.Failure`.
    batch : pyarrow.RecordBatch or None
        The cells that are kept, in the types that a Parquet file gave them.
    lines : list of bytes or None
        Rows of JSON lines that are kept whole, as they stood: an object in UTF-8 with something in it. None for another
        row; empty where nobody wants to know.
    """

    numbers: list[int]
    given: list[Record]
    texts: list[str | bytes | None]
    problems: list[tuple[str, str] | None]
    batch: Any = None
    lines: list[bytes | None] = field(default_factory=list)

    @property
    def records(self) -> list[Record]:
        """The cells that are kept, by column."""
        # Not before they are asked for: between Parquet files they stay what they are.
        return self.given if self.batch is None else self.batch.to_pylist()

    def take(self, places: list[int]) -> Rows:
        """Return some of the rows."""
        if len(places) == len(self.numbers):
            return self
        return Rows(
            [self.numbers[i] for i in places],
            [self.given[i] for i in places if self.batch is None],
            [self.texts[i] for i in places],
            [self.problems[i] for i in places],
            None if self.batch is None else self.batch.take(places),
            [self.lines[i] for i in places if self.lines],
        )


class Reader(Protocol):
    """Reads one kind of file. Sent to the workers, which decode."""

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The columns that are kept; None where rows may differ."""

    def read(self, part: Part, size: int) -> Iterator[Chunk]:
        """Yield the rows of a part, so many at a time."""

    def decode(self, chunk: Chunk) -> Rows:
        """Make rows of a chunk."""


class Writer(Protocol):
    """Writes one kind of file. Sent to the workers, which encode."""

    def encode(self, rows: Rows, cells: list[Cells]) -> Any:
        """Make rows into what the output takes."""

    def open(self, file: IO[bytes], path: str | os.PathLike[str]) -> AbstractContextManager[Output]:
        """Give what `encode` returns a place to be written to."""


class Output(Protocol):
    """Takes what a `Writer` encodes."""

    def write(self, encoded: Any, /) -> Any:
        """Write some rows."""


def text_of(record: Record, column: str) -> tuple[str | bytes | None, tuple[str, str] | None]:
    """Return the text of a record, or what is wrong."""
    if column not in record:
        present = ", ".join(map(repr, list(record)[:12])) or "no columns"
        return None, ("no text", f"there is no column {column!r} but {present}; expected the text of an article in it")
    value = record[column]
    if isinstance(value, (str, bytes)):
        return value, None
    return None, (
        "no text",
        f"the column {column!r} holds {'nothing' if value is None else type(value).__name__}; expected a string",
    )


def kept(record: Record, keep: tuple[str, ...] | None) -> Record:
    """Return the cells that go to the output."""
    return record if keep is None else {name: record[name] for name in keep if name in record}


def as_text(value: Any) -> str:
    """Return a cell as text: a list, a number or the like as JSON writes it, a date as it is."""
    if value is None or isinstance(value, (bool, int, float, list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=plain)
    return plain(value)


def plain(value: Any) -> str:
    """Return a date, a number with places or the like as text."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
