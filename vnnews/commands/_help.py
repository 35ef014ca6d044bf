"""Help that teaches by example."""

from __future__ import annotations

from typing import Any

import click

WIDTH = 100
"""Columns at most."""


Examples = tuple[tuple[str, str], ...]


class Command(click.Command):
    """A command whose help ends with examples.

    Parameters
    ----------
    examples : sequence of pairs of str
        What is wanted, and the command that does it.
    """

    def __init__(self, *args: Any, examples: Examples = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        super().format_epilog(ctx, formatter)
        if self.examples:
            write_examples(formatter, self.examples)


def write_examples(formatter: click.HelpFormatter, examples: Examples) -> None:
    """Write examples, each below what it is for."""
    with formatter.section("Examples"):
        for what, command in examples:
            formatter.write(f"{'':{formatter.current_indent}}# {what}\n")
            formatter.write(f"{'':{formatter.current_indent}}{command}\n")
