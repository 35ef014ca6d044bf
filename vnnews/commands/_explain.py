"""`vnnews explain`: one article with everything that is said of it, and why."""

from __future__ import annotations

import json

import click

from vnnews.commands import _options as options
from vnnews.commands._help import Command
from vnnews.commands._inputs import Kind, sources

EXAMPLES = (
    ("the text with its evidence marked, and what each tag rests on", "vnnews explain article.txt"),
    ("what speaks for an issue that was not tagged", "vnnews explain article.txt --issue sanctions"),
    ("all issues, and all that was removed from the page", "vnnews explain article.txt --all"),
    ("an article from the clipboard or another program", "cat article.txt | vnnews explain - --color always | less -R"),
    ("everything as JSON, for a program", "vnnews explain article.txt --json"),
)


@click.command(cls=Command, examples=EXAMPLES)
@options.together(
    click.argument("file"),
    click.option("--issue", metavar="ID", help="Ask about this issue, tagged or not; vnnews info lists the ids."),
    click.option("--all", "everything", is_flag=True, help="All issues and all removed pieces, not only the first."),
    options.encoding,
    options.model,
    options.language,
    options.color,
    options.as_json,
)
def explain(
    *,
    file: str,
    issue: str | None,
    everything: bool,
    encoding: str | None,
    model: str | None,
    language: str,
    color: str,
    as_json: bool,
) -> None:
    """Show one article with its evidence marked, and what each tag rests on.

    FILE holds one article, as text or HTML; - is standard input. Evidence stands in brackets with the numbers of its
    tags, [1: like this.], t for the tone; below the text, each tag has its probability, the threshold that it had to
    reach, and its tone. What was taken for page furniture is listed with the reason.
    """
    found = sources([file])
    source = found[0]
    if source.problem is not None:
        raise ValueError(f"{source.path}: {source.problem}")
    if len(found) > 1 or source.kind is not Kind.TEXT:
        raise ValueError(f"{file} holds many articles; expected a file with one, see vnnews tag for many")
    from vnnews.commands._articles import Reading
    from vnnews.commands._asking import asked_about
    from vnnews.commands._run import Run, open_tagger

    tagger = open_tagger(model)
    question = asked_about(tagger, issue)
    run = Run(question.tagger, total=1)
    item, tags = next(run.tag(Reading(encoding=encoding).items(found)))
    tags = question.restore(tags)
    if as_json:
        shown = tags.to_dict() | {"file": item.name, "thresholds": question.thresholds}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    from vnnews.commands._explanation import Explanation
    from vnnews.commands._screen import screen

    Explanation(screen(color), tags, tagger.taxonomy_, question.thresholds, language, everything).show(item.name)
