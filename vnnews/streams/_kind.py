"""What kind of file it is, by its name; and the bytes of it, unpacked or packed on the way."""

from __future__ import annotations

import enum
import gzip
import importlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import IO, Any


class Kind(enum.Enum):
    """The kinds of files that can be read and written."""

    JSONL = "JSONL"
    CSV = "CSV"
    PARQUET = "Parquet"


_KINDS = {".jsonl": Kind.JSONL, ".ndjson": Kind.JSONL, ".csv": Kind.CSV, ".parquet": Kind.PARQUET}
_COMPRESSIONS = (".gz", ".zst")
_GZIP_LEVEL = 6


def kind_of(path: str | os.PathLike[str]) -> tuple[Kind, str]:
    """Return the kind and the compression, ``""``, ``".gz"`` or ``".zst"``, that a name tells.

    Raises
    ------
    ValueError
        If it tells none that is known.

    Examples
    --------
    >>> kind_of("2019/articles.jsonl.gz")
    (<Kind.JSONL: 'JSONL'>, '.gz')
    """
    suffixes = [suffix.lower() for suffix in PurePath(path).suffixes]
    compression = suffixes.pop() if suffixes and suffixes[-1] in _COMPRESSIONS else ""
    kind = _KINDS.get(suffixes[-1] if suffixes else "")
    if kind is None or (kind is Kind.PARQUET and compression):
        raise ValueError(
            f"the name {PurePath(path).name!r} does not tell a kind of file that is known; expected one that ends in "
            ".jsonl, .ndjson or .csv, to which .gz or .zst may be added, or in .parquet"
        )
    return kind, compression


@contextmanager
def unpacked(path: str, compression: str) -> Iterator[IO[bytes]]:
    """Open a file to read what it was before it was compressed."""
    with Path(path).open("rb") as file:
        if compression == ".gz":
            with gzip.open(file) as stream:
                yield stream  # type: ignore[misc]  # a GzipFile does what is asked of IO[bytes] here
        elif compression == ".zst":
            with _zstandard().ZstdDecompressor().stream_reader(file, read_across_frames=True) as stream:
                yield io.BufferedReader(stream)
        else:
            yield file


@contextmanager
def packed(file: IO[bytes], compression: str) -> Iterator[IO[bytes]]:
    """Compress what is written to an open file; it stays open."""
    if compression == ".gz":
        # No name and no time in the header: the same articles give the same bytes.
        with gzip.GzipFile("", "wb", _GZIP_LEVEL, file, mtime=0) as stream:
            yield stream  # type: ignore[misc]  # as in `unpacked`
    elif compression == ".zst":
        with _zstandard().ZstdCompressor().stream_writer(file, closefd=False) as stream:
            yield stream
    else:
        yield file


def _zstandard() -> Any:
    try:
        return importlib.import_module("zstandard")
    except ImportError as error:
        raise ImportError("files that end in .zst need zstandard: pip install 'vnnews[tables]'") from error
