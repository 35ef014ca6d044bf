"""A model folder in one ZIP file: read in memory, nothing unpacked to disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Self

import numpy as np
from numpy.typing import NDArray

from vnnews.modelfile._disk import whole_file
from vnnews.modelfile._layout import CARD, CONFIG, METRICS, MOST_WEIGHTS, WEIGHTS, DamageError, blame

_END = struct.Struct("<4s4H2LH")
"""The record at the end of a ZIP file."""
_MOST_ENTRIES = 16
_MOST_DIRECTORY = 1 << 16
_MOST_INFLATED = 1 << 27
"""Bytes of a compressed entry when unpacked; a stored one can't be larger than the file."""
_BAD_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    OSError,
)
"""What zipfile raises for a file that is none, depending on what is wrong with it."""


class Archive:
    """A zipped model folder, to read.

    Names stand at the top of the archive or all in one folder, as when the folder itself was zipped.

    Raises
    ------
    ValueError
        If the file is no ZIP file, or has entries that no model has.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("rb")
        try:
            _check_end(self._file)
            self._zip = zipfile.ZipFile(self._file)
            self._entries = _entries(self._zip)
        except _BAD_ZIP as error:
            self._file.close()
            raise ValueError(f"it is no ZIP file of a model: {error}") from error
        except ValueError:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def find(self, name: str, most: int) -> bytes | None:
        """Return the bytes of a small entry, or None if there is none of this name.

        Raises
        ------
        DamageError
            If it is damaged, or larger than ``most`` bytes.
        """
        return self.read(name, most) if name in self._entries else None

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a small entry.

        Raises
        ------
        DamageError
            If it is not there, damaged, or larger than ``most`` bytes.
        """
        return self._read(name, most).tobytes()

    def load(self, name: str, n_bytes: int) -> NDArray[np.uint8]:
        """Return the bytes of a large entry.

        Raises
        ------
        DamageError
            If it is not there, damaged, or not of this size.
        """
        data = self._read(name, MOST_WEIGHTS)
        if len(data) != n_bytes:
            raise DamageError(f"{name}: it has {len(data):,} bytes, and {CONFIG} says {n_bytes:,}")
        return data

    def _read(self, name: str, most: int) -> NDArray[np.uint8]:
        with blame(name):
            if name not in self._entries:
                raise ValueError("there is no such file in the archive")
            entry = self._entries[name]
            stored = entry.compress_type == zipfile.ZIP_STORED
            limit = min(most, entry.compress_size if stored else _MOST_INFLATED)
            if entry.compress_size > self.path.stat().st_size or entry.file_size > limit:
                raise ValueError(
                    f"it claims {entry.file_size:,} bytes, expected at most {limit:,}; for a larger model unpack the "
                    "archive and load the folder"
                )
            data = np.empty(entry.file_size, np.uint8)
            try:
                with self._zip.open(entry) as file:
                    n_read = _fill(file, data)
            except _BAD_ZIP as error:
                raise ValueError(f"its entry in the archive is damaged: {error}") from error
            if n_read != len(data):
                raise ValueError(f"it ends after {n_read:,} of {len(data):,} bytes")
            return data


def _fill(file: IO[bytes], data: NDArray[np.uint8]) -> int:
    """Read until the array is full and the entry ends, and return the number of bytes."""
    n_read = 0
    while n_read < len(data) and (part := file.read(min(1 << 20, len(data) - n_read))):
        data[n_read : n_read + len(part)] = np.frombuffer(part, np.uint8)
        n_read += len(part)
    # The check sum is compared at the end of the entry, which nobody has seen yet.
    return n_read + len(file.read(1))


def _check_end(file: io.BufferedIOBase) -> None:
    """Check that the directory is small and right before the end: zipfile would read, and keep, one of any size."""
    size = file.seek(0, io.SEEK_END)
    tail = min(size, _END.size + 20)
    file.seek(size - tail)
    raw = file.read(tail)
    if len(raw) < _END.size:
        raise ValueError(f"it is no ZIP file: it has {size:,} bytes")
    mark, _, _, n_entries, _, length, start, comment = _unpack_end(raw[-_END.size :])
    if mark != b"PK\x05\x06" or comment:
        raise ValueError("it is no ZIP file, or it is cut off: the record of its directory is not at its end")
    if n_entries > _MOST_ENTRIES or length > _MOST_DIRECTORY or start + length + _END.size != size:
        raise ValueError(f"its directory claims {n_entries:,} entries in {length:,} bytes at {start:,}")
    if raw[: -_END.size].startswith(b"PK\x06\x07"):
        raise ValueError("it is a ZIP64 file; a model needs none")


def _unpack_end(raw: bytes) -> tuple[bytes, int, int, int, int, int, int, int]:
    mark, disks, n_entries_here, n_entries, entries, length, start, comment = _END.unpack(raw)
    return mark, disks, n_entries_here, max(n_entries, entries), entries, length, start, comment


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        # zipfile cuts a name at its first zero character; what it was before can't be meant well.
        name = entry.orig_filename
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name:
            raise ValueError(f"the entry {name[:80]!r} points out of the archive")
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise ValueError(f"the entry {name[:80]!r} is a link or a device; expected a regular file")
        if entry.is_dir():
            continue
        if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError(f"the entry {name[:80]!r} is encrypted, or packed in a way other than deflate")
        if len(path.parts) > 2 or not _is_of_a_model(path.name):
            raise ValueError(f"the entry {name[:80]!r} is no file of a model")
        if path.name in found:
            raise ValueError(f"the entry {path.name!r} stands twice in the archive")
        found[path.name] = entry
    if len({PurePosixPath(entry.filename).parent for entry in found.values()}) > 1:
        raise ValueError("its entries lie in different folders")
    return found


def _is_of_a_model(name: str) -> bool:
    return name in (CONFIG, METRICS, CARD) or bool(WEIGHTS.fullmatch(name))


def write_zip(path: Path, files: Mapping[str, bytes], *, deflate: bool = False) -> None:
    """Write a model into one ZIP file, in place of the one that may be there, by one rename.

    The same files give the same bytes.

    Parameters
    ----------
    path : Path
    files : mapping from str to bytes
    deflate : bool
        Whether to make them smaller. Weights shrink little, and inflating takes longer than all the rest of loading.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED)
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.write(buffer.getvalue())
