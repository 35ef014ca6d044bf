"""Files that are there when they are whole, and not before, and that the disk has when they are there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to write that takes its name when all is written.

    Until then, and if writing ends by an exception, Ctrl-C or a signal, whatever was at `path` stays as it was. What is
    written meanwhile is in a hidden file beside it, which only a killed process leaves behind.

    Parameters
    ----------
    path : Path
        In a folder that exists.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        with durable_file(unfinished) as file:
            yield file
        unfinished.replace(path)
        flush_folder(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def durable_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file to write, and wait at the end until the disk has it."""
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until the disk knows the names in a folder, where the system can do so."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
