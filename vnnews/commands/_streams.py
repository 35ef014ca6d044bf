"""Standard output, whatever it can take: Vietnamese in full, or its base letters where the encoding has no others."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata

_SIGNS = str.maketrans(
    {"đ": "d", "Đ": "D", "–": "-", "—": "-", "−": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "·": "|"}
    | {"─": "-", "━": "=", "┃": "|", "±": "~", "≥": ">=", "→": "->"}
)


def plain_letters(error: UnicodeError) -> tuple[str, int]:
    """Return base letters for what can't be encoded: an error handler for `codecs`.

    Examples
    --------
    >>> codecs.register_error("vnnews.plain", plain_letters)
    >>> "Đàm phán “mở” …".encode("ascii", "vnnews.plain")
    b'Dam phan "mo" ...'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = unicodedata.normalize("NFD", error.object[error.start : error.end]).translate(_SIGNS)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return kept.encode("ascii", "replace").decode("ascii"), error.end


def speak_unicode() -> None:
    """Let standard output and standard error take any text: none ends in a UnicodeEncodeError."""
    codecs.register_error("vnnews.plain", plain_letters)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        # A file or another program gets every letter, whatever this system's old encoding, unless one was asked for.
        if not stream.isatty() and "PYTHONIOENCODING" not in os.environ:
            reconfigure(encoding="utf-8")
        reconfigure(errors="vnnews.plain")


def silence_stdout() -> None:
    """Write what is still to come to nowhere, after the reader of a pipe went away."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
