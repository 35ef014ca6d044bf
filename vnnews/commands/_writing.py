"""Tags to a file or to standard output: JSON lines, CSV, Parquet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from vnnews.commands._articles import Item
from vnnews.modelfile._disk import whole_file
from vnnews.streams._columns import cells
from vnnews.streams._csv import CsvWriter
from vnnews.streams._jsonl import JsonlWriter
from vnnews.streams._parquet import ParquetWriter, text_schema
from vnnews.streams._rows import Rows, Writer
from vnnews.tagging import Tags

_ROWS = 64


@dataclass(frozen=True)
class Target:
    """Where rows of tags go.

    Attributes
    ----------
    format : {"jsonl", "csv", "parquet"}
    output : str or None
        A path; None for standard output.
    columns : tuple of str
        What stands before the columns of the tags in CSV and Parquet, where all rows have the same.
    """

    format: str
    output: str | None
    columns: tuple[str, ...]

    def write(self, tagged: Iterable[tuple[Item, Tags]]) -> None:
        """Write all; a file is there when it is whole."""
        writer = self._writer()
        remaining = iter(tagged)
        with self._file() as file, writer.open(file, self.output or f"stdout.{self.format}") as output:
            while some := list(islice(remaining, _ROWS)):
                numbers = list(range(len(some)))
                rows = Rows(numbers, [item.given for item, _ in some], [None] * len(some), [None] * len(some))
                output.write(writer.encode(rows, [cells(tags) for _, tags in some]))

    def _writer(self) -> Writer:
        if self.format == "jsonl":
            return JsonlWriter("")
        if self.format == "csv":
            return CsvWriter("", self.columns)
        return ParquetWriter("", text_schema(self.columns), as_text=True)

    @contextmanager
    def _file(self) -> Iterator[IO[bytes]]:
        if self.output is not None:
            with whole_file(Path(self.output)) as file:
                yield file
        else:
            sys.stdout.flush()
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
