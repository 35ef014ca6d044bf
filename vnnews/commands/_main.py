"""The command `vnnews`: its parts, and how it ends."""

from __future__ import annotations

import gc
import sys
import warnings
from collections.abc import Sequence
from typing import Any

import click

from vnnews._postponed import begin
from vnnews._version import __version__
from vnnews.commands._errors import DATA_ERRORS, ERROR, INTERRUPTED, PIPE_CLOSED, one_line
from vnnews.commands._evaluate import evaluate
from vnnews.commands._explain import explain
from vnnews.commands._help import WIDTH, write_examples
from vnnews.commands._info import info
from vnnews.commands._report import report
from vnnews.commands._streams import silence_stdout, speak_unicode
from vnnews.commands._suggest import suggest
from vnnews.commands._tag import tag
from vnnews.commands._train import train

FIRST_LOOK = (
    ("one article", "vnnews tag article.txt"),
    ("its text, with the evidence marked", "vnnews explain article.txt"),
    ("a table, with two of its columns", "vnnews tag crawl.jsonl -o tagged.parquet --keep id,date"),
)


class Commands(click.Group):
    """A group of commands in which every error that a user can make is one line."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and exit with 0, 1 (some articles failed), 2 (error), 130 (Ctrl-C) or 141 (the reader went away)."""
        try:
            speak_unicode()
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.ClickException as error:
            code = _tell(one_line(error))
        sys.exit(code if isinstance(code, int) else 0)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a first look."""
        super().format_epilog(ctx, formatter)
        write_examples(formatter, FIRST_LOOK)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; return the exit code."""
        try:
            with warnings.catch_warnings():
                warnings.showwarning = _show_warning
                code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            silence_stdout()
            return PIPE_CLOSED
        except KeyboardInterrupt:
            click.echo("vnnews: interrupted; no output file was written", err=True)
            return INTERRUPTED
        except DATA_ERRORS as error:
            if ctx.params["traceback"]:
                raise
            return _tell(one_line(error))
        return code


def _show_warning(message: Warning | str, *_: object, **__: object) -> None:
    click.echo(f"vnnews: warning: {' '.join(str(message).split())}", err=True)


def _tell(message: str) -> int:
    click.echo(f"vnnews: error: {message}", err=True)
    return ERROR


@click.group(
    "vnnews", cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDTH}
)
@click.version_option(__version__, message="vnnews %(version)s")
@click.option("--traceback", is_flag=True, help="Show where in the program an error arose.")
def commands(traceback: bool) -> None:  # read by `Commands.invoke`
    """Say what Vietnamese news is about, in which tone, and which sentences show it.

    `vnnews COMMAND --help` explains a command by examples.
    """


for command in (tag, explain, report, train, evaluate, suggest, info):
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those of the process.

    Returns
    -------
    int
        The exit code: 0; 1 if some of the articles could not be read; 2 after an error, told in one line; 130 after
        Ctrl-C.

    Examples
    --------
    >>> main(["--version"])
    vnnews 0.1.0
    0
    """
    # Most of the time of a short run goes into imports. Commands turn the collector on when their work begins.
    if arguments is None:
        begin()
    else:
        # The process belongs to who called.
        gc.disable()
    try:
        commands.main(None if arguments is None else list(arguments), prog_name="vnnews")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    finally:
        gc.freeze()
        gc.enable()
    return 0
