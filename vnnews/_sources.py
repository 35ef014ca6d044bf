"""What a module of this package is made of: its own text, and that of every module whose names it takes."""

from __future__ import annotations

import functools
import hashlib
import re
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_IMPORT = re.compile(r"^(?:from|import) (vnnews(?:\.\w+)*)(?: import (\(\n[^)]*|.*))?", re.MULTILINE)
_NAME = re.compile(r"^ *(\w+)|, (\w+)", re.MULTILINE)


def digest(module: str) -> bytes:
    """Return a digest of a module's text and of all that it imports at its top from this package, and that they do.

    What a package's ``__init__`` hands on is not followed: a kernel takes its constants from where they are.

    Parameters
    ----------
    module : str
        Its full name.
    """
    return hashlib.sha256(b"".join(_read(path)[0] for path in sorted(sources(module)))).digest()


def sources(module: str) -> set[Path]:
    """Return the files that `digest` reads; none where they are not at hand, as in a frozen program."""
    found: set[Path] = set()
    waiting = _files([module])
    while waiting:
        path = waiting.pop()
        found.add(path)
        if path.name != "__init__.py":
            waiting |= _read(path)[1] - found
    return found


@functools.cache
def _read(path: Path) -> tuple[bytes, set[Path]]:
    """Return the digest of a file, and the files of the modules that it imports."""
    text = path.read_bytes()
    modules: list[str] = []
    for module, names in _IMPORT.findall(text.decode("utf-8")):
        modules.append(module)
        modules += [f"{module}.{one or other}" for one, other in _NAME.findall(names.removeprefix("("))]
    return hashlib.sha256(text).digest(), _files(modules)


def _files(modules: list[str]) -> set[Path]:
    """Return the files of what are modules among names."""
    return {path for path in map(_file, modules) if path is not None}


@functools.cache
def _file(module: str) -> Path | None:
    place = _ROOT.joinpath(*module.split("."))
    candidates = place.with_name(f"{place.name}.py"), place / "__init__.py"
    return next((path for path in candidates if path.is_file()), None)
