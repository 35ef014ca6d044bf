"""A part of a file: what one worker of a cluster reads."""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vnnews.streams._kind import Kind, kind_of


@dataclass(frozen=True)
class Part:
    """A part of a file.

    Attributes
    ----------
    path : str
    start, stop : int or None
        Of a JSONL file, bytes: the lines that begin at ``start`` or later, and before ``stop``. Of a Parquet file, row
        groups. None stands for the whole file.
    """

    path: str
    start: int | None = None
    stop: int | None = None

    def __str__(self) -> str:
        return self.path if self.start is None else f"{self.path} [{self.start}:{self.stop}]"


def split_file(path: str | os.PathLike[str], size: int = 64_000_000) -> list[Part]:
    r"""Divide a file into parts that can be read independently of each other.

    Parameters
    ----------
    path : path
        A JSONL or Parquet file; a CSV file, or one that is compressed as a whole, is one part.
    size : int, default=64,000,000
        Bytes in a part, about; a Parquet file is divided between its row groups.

    Returns
    -------
    list of Part
        In order; together they are the file.

    Raises
    ------
    FileNotFoundError, ValueError
        If there is no such file, or its name does not tell what it is.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "articles.jsonl")
    ...     n_bytes = path.write_bytes(b'{"text": "Nga"}\n' * 10)
    ...     [(part.start, part.stop) for part in split_file(path, 100)]
    [(0, 100), (100, 160)]
    """
    if size < 1:
        raise ValueError(f"size={size}: expected 1 byte or more")
    kind, compression = kind_of(path)
    n_bytes = Path(path).stat().st_size
    if kind is Kind.PARQUET:
        return _row_groups(str(path), size)
    if kind is Kind.CSV or compression:
        return [Part(str(path))]
    starts = range(0, n_bytes, size)
    return [Part(str(path), start, min(start + size, n_bytes)) for start in starts] or [Part(str(path))]


def _row_groups(path: str, size: int) -> list[Part]:
    parquet: Any = importlib.import_module("pyarrow.parquet")
    with parquet.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(i).total_byte_size for i in range(file.num_row_groups)]
    parts, start, total = [], 0, 0
    for stop, n_bytes in enumerate(sizes, 1):
        total += n_bytes
        if total >= size or stop == len(sizes):
            parts.append(Part(path, start, stop))
            start, total = stop, 0
    return parts or [Part(path)]
