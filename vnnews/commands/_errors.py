"""How a run ends that does not end well: exit codes, and errors in one line."""

from __future__ import annotations

import re

import click

SOME_FAILED = 1
ERROR = 2
INTERRUPTED = 130
PIPE_CLOSED = 141
"""As the shell tells a program that ended by SIGPIPE."""

DATA_ERRORS = (ValueError, OSError, ImportError, EOFError)
"""What the library raises for files, texts and options that it can't use."""

_OPTIONS = (
    ("parse_article(raw, encoding='tcvn3')", "--encoding tcvn3"),
    ("such as keep=['id']", "such as --keep id"),
    ("name it by text=…", "name it by --text-column"),
    ("give another prefix than '', such as prefix='vnnews_'", "leave them out: name those to keep with --keep"),
)
"""Remedies as the library words them, for programs; and as they are on the command line."""


def one_line(error: Exception) -> str:
    """Return what an error says, in one line and in the words of the command line.

    Examples
    --------
    >>> one_line(FileNotFoundError(2, "No such file or directory", "crawl.jsonl"))
    'crawl.jsonl: No such file or directory'
    """
    if isinstance(error, click.ClickException):
        message = error.format_message().rstrip(".")
        context = getattr(error, "ctx", None)
        if context is not None:
            message += f"; see {context.command_path} --help"
    elif isinstance(error, OSError) and error.strerror and error.filename is not None:
        message = f"{error.filename}: {error.strerror}"
    else:
        message = str(error) or type(error).__name__
    for program, option in _OPTIONS:
        message = message.replace(program, option)
    return re.sub(r"\s*\n\s*", " ", message).strip()
