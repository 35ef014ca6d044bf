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
_SLICE = 4096
"""Bytes of a .zst file read at once: hostile ones become thirty thousand times as many."""


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
            with io.BufferedReader(_Frames(file)) as stream:
                yield stream
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
        with _zstandard().ZstdCompressor(write_checksum=True).stream_writer(file, closefd=False) as stream:
            yield stream
    else:
        yield file


class _Frames(io.RawIOBase):
    """What the frames of a .zst file hold. The package's own reader takes a file that is cut off for one that ends."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._package = _zstandard()
        self._frame: Any = None
        self._packed = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            self._packed = self._packed or self._file.read(_SLICE)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("the file ends within a zstandard frame; expected a whole one, get it again")
                return 0
            self._unpack()
        n_bytes = min(len(buffer), len(self._ready))
        buffer[:n_bytes] = self._ready[:n_bytes]
        self._ready = self._ready[n_bytes:]
        return n_bytes

    def _unpack(self) -> None:
        self._frame = self._frame or self._package.ZstdDecompressor().decompressobj()
        try:
            self._ready = memoryview(self._frame.decompress(self._packed))
        except self._package.ZstdError as error:
            raise OSError(f"the file is damaged: {error}; expected zstandard frames, get it again") from error
        self._packed = b""
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data, None


def _zstandard() -> Any:
    try:
        return importlib.import_module("zstandard")
    except ImportError as error:
        raise ImportError("files that end in .zst need zstandard: pip install 'vnnews[tables]'") from error
