"""JSON lines: an object in every line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from vnnews.streams._columns import Cells, check_free, names
from vnnews.streams._kind import kind_of, packed, unpacked
from vnnews.streams._parts import Part
from vnnews.streams._rows import Chunk, Record, Rows, kept, plain, text_of

LONGEST_LINE = 1 << 26
_BOM = b"\xef\xbb\xbf"
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=plain)


@dataclass(frozen=True)
class JsonlReader:
    """Reads JSON lines; see `vnnews.streams._rows.Reader`."""

    text: str
    keep: tuple[str, ...] | None

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The columns that are kept; None where lines may differ."""
        return self.keep

    def read(self, part: Part, size: int) -> Iterator[Chunk]:
        """Yield the lines of a part; empty ones count and are left out."""
        with unpacked(part.path, kind_of(part.path)[1]) as file:
            numbers: list[int] = []
            lines: list[bytes] = []
            for number, line in enumerate(_lines(file, part), 1):
                if not line.strip():
                    continue
                numbers.append(number)
                lines.append(line)
                if len(lines) == size:
                    yield Chunk(numbers, lines)
                    numbers, lines = [], []
            if lines:
                yield Chunk(numbers, lines)

    def decode(self, chunk: Chunk) -> Rows:
        """Make rows of a chunk."""
        rows = Rows(chunk.numbers, [], [], [])
        for line in chunk.content:
            record, problem, whole = _parse(line)
            text = None
            if problem is None:
                text, problem = text_of(record, self.text)
            rows.given.append(kept(record, self.keep))
            if self.keep is None:
                rows.lines.append(whole)
            rows.texts.append(text)
            rows.problems.append(problem)
        return rows


def _lines(file: IO[bytes], part: Part) -> Iterator[bytes]:
    """Yield the lines that begin in a part; of one that is too long, its beginning."""
    position = part.start or 0
    if position:
        # One byte earlier: where a line begins at the very start, this reads the end of the one before.
        file.seek(position - 1)
        position += len(_line(file)[0]) - 1
    while part.stop is None or position < part.stop:
        line, n_bytes = _line(file)
        if not n_bytes:
            return
        yield line.removeprefix(_BOM) if position == 0 else line
        position += n_bytes


def _line(file: IO[bytes]) -> tuple[bytes, int]:
    line = rest = file.readline(LONGEST_LINE)
    n_bytes = len(line)
    while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
        rest = file.readline(LONGEST_LINE)
        n_bytes += len(rest)
    return line, n_bytes


def _parse(line: bytes) -> tuple[Record, tuple[str, str] | None, bytes | None]:
    """Return the object of a line, what is wrong about it, and the object as it stands if more can follow in it."""
    if len(line) >= LONGEST_LINE:
        return {}, ("broken row", f"the line has more than {LONGEST_LINE:,} bytes; expected one article"), None
    try:
        record, whole = _loads(line)
    except (ValueError, RecursionError) as error:
        return {}, ("broken row", f"the line is no JSON: {error}"), None
    if not isinstance(record, dict):
        what = f'the line holds {type(record).__name__}; expected an object such as {{"text": …}}'
        return {}, ("broken row", what), None
    return record, None, whole if record else None


def _loads(line: bytes) -> tuple[Any, bytes | None]:
    try:
        return json.loads(line.decode("utf-8")), line.strip()
    except ValueError:
        # It may be UTF-16, or have surrogates in UTF-8, which the output shall not have.
        return json.loads(line), None


@dataclass(frozen=True)
class JsonlWriter:
    """Writes JSON lines; see `vnnews.streams._rows.Writer`."""

    prefix: str

    def encode(self, rows: Rows, cells: list[Cells]) -> bytes:
        """Return the lines of some rows."""
        records = rows.records
        for record in records:
            check_free(record, self.prefix)
        own, lines = names(self.prefix), []
        for record, row, whole in zip(records, cells, rows.lines or [None] * len(records), strict=True):
            tagged = dict(zip(own, row.values(), strict=True))
            if whole is None:
                lines.append(_encoded(record | tagged))
            else:
                # An article's text is most of a line: read once, it need not be written anew.
                lines += [whole[:-1], b", ", _encoded(tagged)[1:]]
        return b"".join(lines)

    @contextmanager
    def open(self, file: IO[bytes], path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
        """Give what `encode` returns a place to be written to."""
        with packed(file, kind_of(path)[1]) as stream:
            yield stream


def _encoded(record: Record) -> bytes:
    # A lone surrogate has no UTF-8; what stands for it is what JSON writes for it.
    return (_ENCODER.encode(record) + "\n").encode("utf-8", "backslashreplace")
