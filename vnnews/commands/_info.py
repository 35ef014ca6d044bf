"""`vnnews info`: what a model is, by its own card."""

from __future__ import annotations

import json

import click

from vnnews.commands import _options as options
from vnnews.commands._help import Command

EXAMPLES = (
    ("the model that comes with vnnews", "vnnews info"),
    ("a model of your own", "vnnews info my-model.zip"),
    ("the ids of its issues", "vnnews info --json | jq -r '.taxonomy.issues[].id'"),
)


@click.command(cls=Command, examples=EXAMPLES)
@options.together(click.argument("model", required=False), options.color, options.as_json)
def info(model: str | None, color: str, as_json: bool) -> None:
    """Show the card of a model, its issues and tones, versions and size.

    MODEL is a model folder or .zip file; by default the model that comes with vnnews.
    """
    from vnnews.commands._model_file import read_model_file

    found = read_model_file(model)
    if as_json:
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        return
    from rich.markdown import Markdown
    from rich.text import Text

    from vnnews.commands._layout import print_columns
    from vnnews.commands._screen import QUIET, WIDEST, screen

    console = screen(color)
    width = min(console.width, WIDEST)
    if found.card is None:
        console.print(Text("The model has no card.", QUIET))
    elif console.is_terminal:
        console.print(Markdown(found.card), width=width)
    else:
        console.print(found.card, soft_wrap=True)
    console.print()
    rows = (
        ("path", found.path),
        ("size", f"{sum(found.sizes.values()) / 1e6:.1f} MB in {len(found.sizes)} files"),
        ("made with", ", ".join(f"{name} {version}" for name, version in found.versions.items())),
        ("taxonomy", f"{found.taxonomy.name}: {', '.join(found.taxonomy.issue_ids)}"),
        ("tones", ", ".join(found.taxonomy.tone_ids)),
    )
    print_columns(console, [[Text(name, QUIET), Text(value)] for name, value in rows], width)
