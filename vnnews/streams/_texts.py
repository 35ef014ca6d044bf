"""The texts of a file, for whoever trains on them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from vnnews.articles._decode import decode
from vnnews.streams._formats import reader_of
from vnnews.streams._parts import Part

_ROWS = 256


def read_texts(source: str | os.PathLike[str] | Part, text: str = "text") -> Iterator[str]:
    r"""Go through the texts of a file of articles.

    Rows that are broken, have no text or an unreadable one are left out; `tag_file` tells which they are.

    Parameters
    ----------
    source : path or Part
        As for `tag_file`.
    text : str, default="text"
        The column of the texts.

    Yields
    ------
    str

    Raises
    ------
    FileNotFoundError, ValueError
        As for `tag_file`.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "articles.jsonl")
    ...     n = path.write_text('{"text": "Nga"}\n{"title": "Mỹ"}\n{"text": "EU"}', encoding="utf-8")
    ...     list(read_texts(path))
    ['Nga', 'EU']
    """
    part = source if isinstance(source, Part) else Part(str(source))
    reader = reader_of(part.path, text, ())
    for chunk in reader.read(part, _ROWS):
        for value in reader.decode(chunk).texts:
            readable = _readable(value)
            if readable is not None:
                yield readable


def _readable(value: str | bytes | None) -> str | None:
    """Return a text without lone surrogates, on which a training of hours would end."""
    if value is None:
        return None
    try:
        text = value if isinstance(value, str) else decode(value).text
        text.encode("utf-8")
    except ValueError:
        return None
    return text
