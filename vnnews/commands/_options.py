"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

LANGUAGES = click.Choice(["vi", "en"])


def names(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Return names of columns that stand between commas, each once."""
    if value is None:
        return None
    found = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    if not found:
        raise click.BadParameter(f"{value!r}: expected names of columns such as id,date", ctx, param)
    return found


def workers(ctx: click.Context, param: click.Parameter, value: int) -> int:
    """Return a number of workers as joblib counts them."""
    if value == 0:
        raise click.BadParameter("0: expected a number such as 4, or -1 for one process per core", ctx, param)
    return value


inputs = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
model = click.option(
    "-m", "--model", metavar="PATH", help="Model folder or .zip file; by default the model that comes with vnnews."
)
jobs = click.option(
    "-j", "--jobs", type=int, default=1, show_default=True, callback=workers, help="Processes; -1 for all cores."
)
color = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto: on a terminal, unless NO_COLOR is set.",
)
language = click.option(
    "--language", type=LANGUAGES, default="vi", show_default=True, help="Language of the names of issues and tones."
)
progress = click.option("--progress/--no-progress", default=None, help="Progress bar; by default on a terminal.")
as_json = click.option("--json", "as_json", is_flag=True, help="All of it as JSON, for programs.")
encoding = click.option(
    "--encoding", metavar="NAME", help="Encoding of text files: tcvn3, vni, cp1258 …; by default it is told."
)
text_column = click.option(
    "--text-column", metavar="NAME", default="text", show_default=True, help="Column of a table that holds the texts."
)
input_format = click.option(
    "--input-format",
    type=click.Choice(["auto", "text", "jsonl"]),
    default="auto",
    show_default=True,
    help="What stdin or a file with another ending holds: one article, or JSON lines.",
)


def together(*options: Callable[[Function], Function]) -> Callable[[Function], Function]:
    """Return several options as one decorator, in their order."""

    def decorate(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate
