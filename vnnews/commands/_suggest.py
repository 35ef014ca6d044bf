"""`vnnews suggest`: which articles to label next."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnnews.commands import _options as options
from vnnews.commands._help import Command
from vnnews.commands._inputs import sources

if TYPE_CHECKING:
    from vnnews.commands._articles import Item

EXAMPLES = (
    ("twenty articles that the model is unsure of", "vnnews suggest crawl/"),
    ("a table to fill in, for vnnews train", "vnnews suggest news.jsonl -n 50 -o to-label.csv"),
    ("for a model of your own", "vnnews suggest news.jsonl -n 50 -o to-label.csv --model my-model"),
)
COLUMNS = ("text", "issues", "name", "reason")


@click.command(cls=Command, examples=EXAMPLES)
@options.together(
    click.argument("inputs", metavar="CORPUS...", nargs=-1, required=True),
    click.option("-n", "number", type=click.IntRange(1), default=20, show_default=True, help="How many."),
    click.option(
        "-o", "--output", metavar="FILE", help="Table to write: .csv with text, issues (empty), name, reason."
    ),
    options.text_column,
    options.input_format,
    options.encoding,
    options.model,
    options.color,
)
def suggest(
    *,
    inputs: Sequence[str],
    number: int,
    output: str | None,
    text_column: str,
    input_format: str,
    encoding: str | None,
    model: str | None,
    color: str,
) -> int:
    """Choose the articles whose labels would teach a model most: unsure ones, each unlike the others.

    CORPUS is whatever vnnews tag takes. What the model is unsure of is said beside each. Label them in the table, add
    it to your labels, train, and ask again.
    """
    found = sources(inputs, input_format)
    if len(found) == 1 and found[0].problem is not None:
        raise ValueError(f"{found[0].path}: {found[0].problem}")
    if output is not None and not output.lower().endswith(".csv"):
        raise ValueError(f"the name {Path(output).name!r} does not end in .csv, which the table is")
    from vnnews.commands._articles import Reading
    from vnnews.commands._formats import check_target
    from vnnews.commands._run import Run, open_tagger
    from vnnews.tagging import suggest as choose

    if output is not None:
        check_target(output)
    run = Run(open_tagger(model))
    reading = Reading(text_column, (), encoding)
    # Standard input can be read once; files are read again for the few that are chosen.
    held = list(reading.items(found)) if "-" in inputs else None

    def items() -> Iterator[Item]:
        return reading.items(found) if held is None else iter(held)

    texts = (item.raw for item in run.readable(items()) if item.raw is not None)
    chosen = {one.index: one for one in choose(run.tagger, texts, number)}
    articles = {i: item for i, item in enumerate(item for item in items() if item.raw is not None) if i in chosen}
    rows = [(articles[index], one.reason) for index, one in chosen.items()]
    if output is None:
        _show(rows, color)
    else:
        _write(rows, output)
    return run.close(output)


def _show(rows: Sequence[tuple[Item, str]], color: str) -> None:
    from rich.text import Text

    from vnnews.articles import parse_article
    from vnnews.commands._layout import print_columns, print_text
    from vnnews.commands._list_view import heading
    from vnnews.commands._screen import QUIET, WIDEST, screen

    console = screen(color)
    width = min(console.width, WIDEST)
    for item, reason in rows:
        title = Text(heading(parse_article(item.raw or "")), "bold")
        title.truncate(width, overflow="ellipsis")
        print_text(console, title, width)
        print_columns(console, [[Text(item.name, QUIET)], [Text(reason)]], width, indent=2)


def _write(rows: Sequence[tuple[Item, str]], output: str) -> None:
    from vnnews.articles import parse_article
    from vnnews.modelfile._disk import whole_file

    lines = io.StringIO(newline="")
    table = csv.writer(lines)
    table.writerow(COLUMNS)
    for item, reason in rows:
        table.writerow([parse_article(item.raw or "").text, "", item.name, reason])
    with whole_file(Path(output)) as file:
        # With a mark, by which spreadsheets know that it is UTF-8.
        file.write(lines.getvalue().encode("utf-8-sig"))
