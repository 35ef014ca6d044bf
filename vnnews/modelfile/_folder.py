"""A model in a folder: read without following links, and replaced by one rename."""

from __future__ import annotations

import mmap
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from vnnews.modelfile._disk import durable_file, flush_folder
from vnnews.modelfile._layout import CARD, CONFIG, METRICS, UNFINISHED, WEIGHTS, DamageError, blame


class Folder:
    """A model folder, to read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing: no file stays open."""

    def find(self, name: str, most: int) -> bytes | None:
        """Return the bytes of a small file, or None if there is none of this name.

        Raises
        ------
        DamageError
            If it is no regular file, or larger than ``most`` bytes.
        """
        try:
            with blame(name), _open(self.path / name) as file:
                return _read_at_most(file, most)
        except FileNotFoundError:
            return None

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a small file.

        Raises
        ------
        DamageError
            If it is not there, no regular file, or larger than ``most`` bytes.
        """
        raw = self.find(name, most)
        if raw is None:
            raise DamageError(f"{name}: {_missing(self.path)}")
        return raw

    def load(self, name: str, n_bytes: int) -> NDArray[np.uint8]:
        """Return the bytes of a large file, mapped.

        The map is private to the process: who writes into the array changes no file.

        Raises
        ------
        DamageError
            If it is not there, no regular file, or not of this size.
        """
        try:
            with blame(name), _open(self.path / name) as file:
                size = os.fstat(file.fileno()).st_size
                if size != n_bytes or not size:
                    raise ValueError(f"it has {size:,} bytes, and {CONFIG} says {n_bytes:,}")
                return np.frombuffer(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_COPY), np.uint8)
        except FileNotFoundError as error:
            raise DamageError(f"{name}: {_missing(self.path)}") from error


def _missing(folder: Path) -> str:
    return f"there is no such file in {folder}"


def _open(path: Path) -> BinaryIO:
    """Open a regular file: no link, which might lead out of the folder, and no pipe, which might never end."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise ValueError("it is a link, a folder or a device; expected a regular file")
    file = os.fdopen(os.open(path, flags), "rb")
    # What was looked at may be another file by the time it is open.
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise ValueError("it is no regular file")
    return file


def _read_at_most(file: BinaryIO, most: int) -> bytes:
    raw = file.read(most + 1)
    if len(raw) > most:
        raise ValueError(f"it has more than {most:,} bytes")
    return raw


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a model into a folder, in place of the one that may be there.

    The config is replaced when the weights beside it are safely on the disk: whenever the process or the machine stops,
    the config is the old one or the new one, with its weights. Metrics and card of the old model go before that, and
    those of the new one come after it, so that none ever lies beside a model that is not its own: who reads meanwhile,
    or after a crash at that moment, finds the model without them. What is left of an interrupted save is cleared away
    by the next.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.
    files : mapping from str to bytes
        Config, weights, and maybe metrics and card.
    """
    weights = next(name for name in files if WEIGHTS.fullmatch(name))
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = {name: folder / f".vnnews-{secrets.token_hex(8)}.tmp" for name in files}
    try:
        for name, raw in files.items():
            with durable_file(unfinished[name]) as file:
                file.write(raw)
        unfinished[weights].replace(folder / weights)
        for name in (METRICS, CARD):
            _remove(folder / name)
        flush_folder(folder)
        unfinished[CONFIG].replace(folder / CONFIG)
        for name in (METRICS, CARD):
            if name in files:
                unfinished[name].replace(folder / name)
        flush_folder(folder)
        for entry in folder.iterdir():
            if entry.name != weights and (WEIGHTS.fullmatch(entry.name) or UNFINISHED.fullmatch(entry.name)):
                _remove(entry)
    finally:
        for path in unfinished.values():
            _remove(path)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        # Windows keeps a file that some process has mapped. It is in no one's way, and the next save tries again.
        return
