"""Parquet, by pyarrow: read by row groups, written in row groups of some thousand rows."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from vnnews.streams._columns import COLUMNS, Cells, check_free
from vnnews.streams._parts import Part
from vnnews.streams._rows import Chunk, Rows, as_text, text_of

_ROWS_IN_GROUP = 4096


@dataclass(frozen=True)
class ParquetReader:
    """Reads Parquet; see `vnnews.streams._rows.Reader`."""

    text: str
    keep: tuple[str, ...] | None
    schema: Any

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are kept."""
        return tuple(self.schema.names)

    def read(self, part: Part, size: int) -> Iterator[Chunk]:
        """Yield the rows of a part."""
        number = 1
        with pyarrow("parquet").ParquetFile(part.path) as file:
            groups = None if part.start is None else list(range(part.start, part.stop or 0))
            columns = None if self.keep is None else sorted({self.text, *self.keep})
            for batch in file.iter_batches(size, row_groups=groups, columns=columns):
                yield Chunk(list(range(number, number + batch.num_rows)), batch)
                number += batch.num_rows

    def decode(self, chunk: Chunk) -> Rows:
        """Make rows of a chunk."""
        batch = chunk.content
        texts = batch.column(self.text).to_pylist()
        found = [text_of({self.text: text}, self.text) for text in texts]
        return Rows(
            chunk.numbers,
            [],
            [text for text, _ in found],
            [problem for _, problem in found],
            batch.select(self.schema.names),
        )


def read_schema(path: str, text: str, keep: tuple[str, ...] | None) -> Any:
    """Return the Arrow schema of the columns that are kept.

    Raises
    ------
    ValueError
        If the column of the texts, or one to keep, is not there.
    """
    with pyarrow("parquet").ParquetFile(path) as file:
        schema = file.schema_arrow
    missing = sorted({text, *(keep or ())} - set(schema.names))
    if missing:
        raise ValueError(f"{path} has the columns {schema.names}; expected {', '.join(map(repr, missing))} among them")
    return schema if keep is None else pyarrow().schema([schema.field(name) for name in keep])


def text_schema(columns: tuple[str, ...]) -> Any:
    """Return an Arrow schema of columns of strings."""
    arrow = pyarrow()
    return arrow.schema([(name, arrow.string()) for name in columns])


@dataclass(frozen=True)
class ParquetWriter:
    """Writes Parquet; see `vnnews.streams._rows.Writer`.

    Attributes
    ----------
    prefix : str
    schema : pyarrow.Schema
        Of the columns that come from the source.
    as_text : bool
        Whether cells of the source have no types of their own and are written as text.
    """

    prefix: str
    schema: Any
    as_text: bool

    def encode(self, rows: Rows, cells: list[Cells]) -> Any:
        """Return an Arrow table of some rows."""
        arrow = pyarrow()
        if rows.batch is None or self.as_text:
            columns = [
                arrow.array([_text(row.get(name)) for row in rows.records], arrow.string())
                for name in self.schema.names
            ]
        else:
            columns = rows.batch.columns
        schema = self.full_schema()
        added = [arrow.array([own[name] for own in cells], schema.field(self.prefix + name).type) for name in COLUMNS]
        return arrow.Table.from_arrays([*columns, *added], schema=schema)

    def full_schema(self) -> Any:
        """Return the schema with the columns of the tags."""
        arrow = pyarrow()
        text, number = arrow.string(), arrow.float64()
        types = {str: text, float: number, list[str]: arrow.list_(text), list[float]: arrow.list_(number)}
        schema = self.schema
        for name, kind in COLUMNS.items():
            schema = schema.append(arrow.field(self.prefix + name, types[kind]))
        return schema

    @contextmanager
    def open(self, file: IO[bytes], path: str | os.PathLike[str]) -> Iterator[_Groups]:
        """Give what `encode` returns a place to be written to."""
        check_free(self.schema.names, self.prefix)
        with pyarrow("parquet").ParquetWriter(file, self.full_schema(), compression="zstd") as writer:
            groups = _Groups(writer)
            yield groups
            groups.flush()


class _Groups:
    """Small tables, gathered to row groups."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._tables: list[Any] = []

    def write(self, table: Any) -> None:
        """Take some rows."""
        self._tables.append(table)
        if sum(table.num_rows for table in self._tables) >= _ROWS_IN_GROUP:
            self.flush()

    def flush(self) -> None:
        """Write a row group of the rows that wait."""
        if self._tables:
            self._writer.write_table(pyarrow().concat_tables(self._tables))
            self._tables = []


def _text(value: Any) -> str | None:
    return None if value is None else as_text(value).encode("utf-8", "replace").decode("utf-8")


def pyarrow(module: str = "") -> Any:
    """Return pyarrow, or a module of it, when it is needed."""
    try:
        return importlib.import_module(f"pyarrow.{module}" if module else "pyarrow")
    except ImportError as error:
        raise ImportError("Parquet files need pyarrow: pip install 'vnnews[tables]'") from error
