"""What was named on the command line: files, folders, patterns, standard input; told apart before anything is read."""

from __future__ import annotations

import enum
import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TEXTS = (".txt", ".text", ".html", ".htm", ".xhtml")
"""What is taken of a folder."""
_TABLES = (".jsonl", ".ndjson", ".csv", ".parquet")
_COMPRESSIONS = (".gz", ".zst")
_OTHERS = {
    ".json": "is JSON; expected JSON lines, an object in every line: convert it with jq -c '.[]', or give "
    "--input-format jsonl if it holds them",
    ".tsv": "is a table with tabs; expected one with commas (.csv), .jsonl or .parquet",
    ".xlsx": "is a spreadsheet; save it as .csv (UTF-8)",
    ".docx": "is a Word document; save it as .txt (UTF-8)",
    ".pdf": "is a PDF; extract its text first, for instance with pdftotext",
}


class Kind(enum.Enum):
    """What a source holds."""

    TEXT = "one article"
    TABLE = "a table"
    LINES = "JSON lines, whatever the name says"


@dataclass(frozen=True)
class Source:
    """Something to read.

    Attributes
    ----------
    path : str
        ``"-"`` for standard input.
    kind : Kind
    problem : str or None
        Why it can't be read, if that is known already.
    """

    path: str
    kind: Kind = Kind.TEXT
    problem: str | None = None


def sources(inputs: Sequence[str], input_format: str = "auto") -> list[Source]:
    """Return the files behind what was named: folders and patterns expanded, each in the order of its names.

    Parameters
    ----------
    inputs : sequence of str
        Files, folders, patterns such as ``crawl/**/*.txt``, or ``-``.
    input_format : {"auto", "text", "jsonl"}
        What standard input and files whose names do not tell it hold.

    Returns
    -------
    list of Source
        At least one for each input; what is not there has a problem.
    """
    return [source for name in inputs for source in _expand(name, input_format)]


def _expand(name: str, input_format: str) -> Iterator[Source]:
    path = Path(name)
    if name == "-":
        yield Source("-", Kind.LINES if input_format == "jsonl" else Kind.TEXT)
    elif path.is_dir():
        yield from _in_folder(path)
    elif path.exists() or not glob.has_magic(name):
        yield _file(name, input_format)
    else:
        found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207  # absolute patterns, which Path.glob refuses
        if not found:
            yield Source(name, problem="no file has a name like this; expected a pattern such as 'crawl/**/*.txt'")
        for one in found:
            if not Path(one).is_dir():
                yield _file(one, input_format)


def _file(name: str, input_format: str) -> Source:
    suffixes = [suffix.lower() for suffix in Path(name).suffixes]
    packed = len(suffixes) > 1 and suffixes[-1] in _COMPRESSIONS
    suffix = suffixes[-2] if packed else suffixes[-1] if suffixes else ""
    if not Path(name).exists():
        return Source(name, problem="there is no such file or folder")
    if suffix in _TABLES:
        return Source(name, Kind.TABLE)
    if input_format == "jsonl":
        return Source(name, Kind.LINES)
    return Source(name, problem=_OTHERS.get(suffix) if input_format == "auto" else None)


def _in_folder(folder: Path) -> Iterator[Source]:
    found, others = [], Counter[str]()
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.startswith("."):
                continue
            if name.lower().endswith(TEXTS):
                found.append(str(Path(root, name)))
            else:
                others[Path(name).suffix or "without ending"] += 1
    if not found:
        there = ", ".join(f"{n} {suffix}" for suffix, n in others.most_common(3)) or "no files"
        hint = f"; name them: '{folder}/*.jsonl'" if others else ""
        yield Source(str(folder), problem=f"the folder holds no .txt or .html files at any depth, but {there}{hint}")
    yield from (Source(name) for name in sorted(found))
