"""`vnnews report`: a corpus on one page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from vnnews.commands import _options as options
from vnnews.commands._help import Command
from vnnews.commands._inputs import Kind, sources

EXAMPLES = (
    ("a folder of crawled pages", "vnnews report crawl/ -o report.html"),
    ("a table, with links to the articles", "vnnews report news.jsonl -o report.html --url-column url"),
    ("dates from a column, in English, all cores", "vnnews report news.csv --date-column date --language en -j -1"),
)


@click.command(cls=Command, examples=EXAMPLES)
@options.together(
    click.argument("inputs", metavar="CORPUS...", nargs=-1, required=True),
    click.option(
        "-o", "--output", metavar="FILE", default="report.html", show_default=True, help="Page to write: .html."
    ),
    click.option("--title", metavar="TEXT", help="Title of the report."),
    click.option("--language", type=options.LANGUAGES, default="vi", show_default=True, help="Language of the report."),
    options.text_column,
    click.option("--url-column", metavar="NAME", help="Column of the articles' addresses."),
    click.option("--date-column", metavar="NAME", help="Column of the dates, where the texts do not tell them."),
    options.input_format,
    options.encoding,
    options.model,
    options.jobs,
    options.progress,
)
def report(
    *,
    inputs: Sequence[str],
    output: str,
    title: str | None,
    language: str,
    text_column: str,
    url_column: str | None,
    date_column: str | None,
    input_format: str,
    encoding: str | None,
    model: str | None,
    jobs: int,
    progress: bool | None,
) -> int:
    """Tag a corpus and show what it adds up to, on one page.

    CORPUS is whatever vnnews tag takes: files, folders, patterns, tables, - for standard input. The page is one file
    that loads nothing: issues and tones over time, typical sentences with links, what could not be read.
    """
    found = sources(inputs, input_format)
    if len(found) == 1 and found[0].problem is not None:
        raise ValueError(f"{found[0].path}: {found[0].problem}")
    if not output.lower().endswith((".html", ".htm")):
        raise ValueError(f"the name {Path(output).name!r} does not end in .html, which a report is")
    from vnnews.commands._articles import Reading
    from vnnews.commands._entries import Entries
    from vnnews.commands._formats import check_target
    from vnnews.commands._run import Run, open_tagger
    from vnnews.report import CorpusReport

    check_target(output)
    entries = Entries(url_column, date_column)
    tagger = open_tagger(model)
    total = len(found) if all(source.kind is Kind.TEXT for source in found) else None
    run = Run(tagger, jobs, sys.stderr.isatty() if progress is None else progress, total)
    tagged = run.tag(Reading(text_column, entries.columns, encoding).items(found))
    made = CorpusReport.from_entries(entries.of(tagged), tagger.taxonomy_, title=title)
    made.save(output, language="en" if language == "en" else "vi")
    if (warning := entries.warning()) is not None:
        click.echo(f"vnnews: {warning}", err=True)
    return run.close(output)
