"""`vnnews tag`: issues, tone and evidence of files, folders and tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from vnnews.commands import _options as options
from vnnews.commands._help import Command
from vnnews.commands._inputs import Kind, Source, sources

if TYPE_CHECKING:
    from vnnews.commands._articles import Item, Reading
    from vnnews.commands._run import Run
    from vnnews.tagging import ArticleTagger, Tags

EXAMPLES = (
    ("one article, with the sentences that speak loudest", "vnnews tag article.txt"),
    ("a folder, at any depth; a line for each article", "vnnews tag crawl/"),
    ("files by a pattern, into a table for a spreadsheet", "vnnews tag 'crawl/**/*.txt' -o tagged.csv"),
    ("a large table on all cores, with two of its columns", "vnnews tag news.jsonl -o tagged.csv --keep id,date -j -1"),
    ("the texts are in another column", "vnnews tag news.csv --text-column content -o tagged.jsonl"),
    ("from another program", "cat news.jsonl | vnnews tag - --input-format jsonl --format jsonl"),
    ("a page to read in a browser", "vnnews tag crawl/ -o tagged.html"),
)


@click.command(cls=Command, examples=EXAMPLES)
@options.together(
    options.inputs,
    click.option("-o", "--output", metavar="FILE", help="File to write: .jsonl, .csv (.gz, .zst), .parquet or .html."),
    click.option(
        "--format",
        "named",
        type=click.Choice(["table", "jsonl", "csv", "parquet", "html"]),
        help="What to write; by default what the ending of FILE says, and without one a table to look at.",
    ),
    options.input_format,
    options.text_column,
    click.option("--keep", callback=options.names, metavar="NAMES", help="Columns of a table to keep; by default all."),
    options.encoding,
    options.model,
    options.jobs,
    click.option("--no-evidence", is_flag=True, help="Without the sentences; their columns stay, empty."),
    options.language,
    options.progress,
    options.color,
)
def tag(
    *,
    inputs: Sequence[str],
    output: str | None,
    named: str | None,
    input_format: str,
    text_column: str,
    keep: tuple[str, ...] | None,
    encoding: str | None,
    model: str | None,
    jobs: int,
    no_evidence: bool,
    language: str,
    progress: bool | None,
    color: str,
) -> int:
    """Tag articles with issues, tone and the sentences that show why.

    INPUT is a file (text or HTML with one article; a table that ends in .jsonl, .csv or .parquet), a folder, a pattern
    in quotes, or - for standard input. Texts are taken as they were crawled.

    An article that can't be read is named on standard error, the others are tagged, and the exit code is 1. A file is
    written whole or not at all.
    """
    found = sources(inputs, input_format)
    # What is wrong with a single file is told before anything large is imported.
    if len(found) == 1 and found[0].problem is not None:
        raise ValueError(f"{found[0].path}: {found[0].problem}")
    from vnnews.commands._articles import Reading
    from vnnews.commands._formats import check_target, format_of
    from vnnews.commands._run import Run, open_tagger

    form = format_of(output, named)
    if output is not None:
        check_target(output)
    tagger = open_tagger(model)
    if no_evidence:
        tagger.n_evidence = 0
    is_listed = form == "table" and sys.stdout.isatty()
    show_bar = sys.stderr.isatty() and not is_listed if progress is None else progress
    total = len(found) if all(source.kind is Kind.TEXT for source in found) else None
    run = Run(tagger, jobs, show_bar, total)
    task = _Task(found, Reading(text_column, keep, encoding), run, form, output)
    if form == "table":
        return task.show(language, color)
    if form == "html":
        return task.write_page(language)
    return task.write()


@dataclass(frozen=True)
class _Task:
    """What was asked for, once it is known to make sense."""

    sources: list[Source]
    reading: Reading
    run: Run
    form: str
    output: str | None

    @property
    def tagger(self) -> ArticleTagger:
        return self.run.tagger

    def tagged(self) -> Iterator[tuple[Item, Tags]]:
        return self.run.tag(self.reading.items(self.sources))

    def show(self, language: str, color: str) -> int:
        """Print one article, or a line for each of several."""
        from vnnews.commands._article_view import show_article
        from vnnews.commands._list_view import ListView
        from vnnews.commands._screen import screen

        console = screen(color)
        if len(self.sources) == 1 and self.sources[0].kind is Kind.TEXT:
            for item, tags in self.tagged():
                show_article(console, item.name, tags, self.tagger.taxonomy_, language)
            return 0
        view = ListView(console, self.tagger.taxonomy_, language)
        view.head()
        for item, tags in self.tagged():
            if tags.error is None:
                view.show(item.name, tags)
        return self.run.close()

    def write(self) -> int:
        """Write a file, or to standard output."""
        from vnnews.commands._writing import Target

        tables = [source for source in self.sources if source.kind is not Kind.TEXT]
        if self.output is not None and len(self.sources) == 1 and tables and tables[0].kind is Kind.TABLE:
            return self._from_table(tables[0], self.output)
        if self.form == "parquet" and self.output is None:
            raise ValueError("--format parquet needs a file to write; give it by -o tagged.parquet")
        if tables and self.form != "jsonl" and self.reading.keep is None:
            raise ValueError(
                f"sources may differ in their columns, and {self.form} has the same in every row; name those to keep, "
                "such as --keep id, or write .jsonl"
            )
        columns = ("file", *(("row",) if tables else ()), *(self.reading.keep or () if tables else ()))
        Target(self.form, self.output, columns).write(self.tagged())
        return self.run.close(self.output)

    def write_page(self, language: str) -> int:
        """Write the articles with their evidence marked."""
        from vnnews.commands._entries import Entries
        from vnnews.report import save_articles

        if self.output is None:
            raise ValueError("--format html needs a file to write; give it by -o tagged.html")
        entries = Entries().of(self.tagged())
        save_articles(entries, self.output, language="en" if language == "en" else "vi")
        return self.run.close(self.output)

    def _from_table(self, source: Source, output: str) -> int:
        """Tag from table to table, which decodes and encodes on the workers, too."""
        from vnnews.streams import tag_file

        self.reading.open_table(source)  # says what is wrong with it, in the words of the command line
        summary = tag_file(
            source.path,
            output,
            text=self.reading.text_column,
            tagger=self.tagger,
            keep=self.reading.keep,
            n_jobs=self.run.jobs,
            progress=self.run.progress,
        )
        for failure in summary.failures:
            self.run.tell(f"{source.path}:{failure.row}", f"{failure.reason}: {failure.message}")
        self.run.n_articles, self.run.n_failed = summary.n_articles, summary.n_articles - summary.n_tagged
        return self.run.close(output)
