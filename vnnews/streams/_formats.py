"""What reads a source and what writes a target, by their names."""

from __future__ import annotations

import os
from pathlib import Path

from vnnews.streams._csv import CsvReader, CsvWriter, read_header
from vnnews.streams._jsonl import JsonlReader, JsonlWriter
from vnnews.streams._kind import Kind, kind_of
from vnnews.streams._parquet import ParquetReader, ParquetWriter, read_schema, text_schema
from vnnews.streams._rows import Reader, Writer


def reader_of(source: str, text: str, keep: tuple[str, ...] | None) -> Reader:
    """Return what reads a source.

    Raises
    ------
    FileNotFoundError
        If there is none.
    ValueError
        If its name tells no known kind, or a column is missing.
    """
    kind, _ = kind_of(source)
    if kind is Kind.CSV:
        return CsvReader(text, keep, read_header(source, text, keep))
    if kind is Kind.PARQUET:
        return ParquetReader(text, keep, read_schema(source, text, keep))
    # That it can be opened, before anything is written.
    with Path(source).open("rb"):
        return JsonlReader(text, keep)


def writer_of(target: str | os.PathLike[str], reader: Reader, prefix: str) -> Writer:
    """Return what writes a target with the columns that a reader gives.

    Raises
    ------
    ValueError
        If its name tells no known kind, or it is not known which columns there are.
    """
    kind, _ = kind_of(target)
    if kind is Kind.JSONL:
        return JsonlWriter(prefix)
    if reader.columns is None:
        raise ValueError(
            f"from JSONL to {kind.value} name the columns to keep, such as keep=['id'], for lines may differ"
        )
    if kind is Kind.CSV:
        return CsvWriter(prefix, reader.columns)
    if isinstance(reader, ParquetReader):
        return ParquetWriter(prefix, reader.schema, as_text=False)
    return ParquetWriter(prefix, text_schema(reader.columns), as_text=True)
