"""The table of texts and labels that `train` and `evaluate` read, and the options that say where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from vnnews.commands import _options as options

if TYPE_CHECKING:
    from vnnews.datasets._labelled_table import LabelledTable
    from vnnews.taxonomy import Taxonomy


@dataclass(frozen=True)
class Columns:
    """Where texts and labels stand.

    Attributes
    ----------
    text_column, path_column : str or None
        One of them; the second holds names of files.
    issues_column : tuple of str
    tone_column : str or None
    separator : str
        Between the labels of one cell.
    """

    text_column: str
    path_column: str | None
    issues_column: tuple[str, ...]
    tone_column: str | None
    separator: str

    def read(self, path: str, taxonomy: Taxonomy | None) -> LabelledTable:
        """Read a table.

        Raises
        ------
        FileNotFoundError, ValueError
            As `vnnews.datasets.load_labelled_table`.
        """
        from vnnews.datasets import load_labelled_table

        return load_labelled_table(
            path,
            text=self.path_column or self.text_column,
            issues=self.issues_column,
            tone=self.tone_column,
            separator=self.separator,
            taxonomy=taxonomy,
            as_paths=self.path_column is not None,
        )


def columns(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say where texts and labels stand, as one argument `columns`."""

    def with_columns(**given: Any) -> Any:
        own = {name: given.pop(name) for name in Columns.__dataclass_fields__}
        return function(columns=Columns(**own), **given)

    with_columns.__doc__ = function.__doc__
    with_columns.__name__ = function.__name__
    with_columns.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]  # where click keeps options until the command is made
    return options.together(
        options.text_column,
        click.option("--path-column", metavar="NAME", help="Column with names of text files, instead of texts."),
        click.option(
            "--issues-column",
            metavar="NAME",
            multiple=True,
            default=("issues",),
            show_default=True,
            help="Column of the issues; may be given several times.",
        ),
        click.option("--tone-column", metavar="NAME", help="Column of the tones; without it they are left out."),
        click.option(
            "--separator", metavar="TEXT", default=";", show_default=True, help="What stands between issues in a cell."
        ),
    )(with_columns)
