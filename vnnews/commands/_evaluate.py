"""`vnnews evaluate`: a model held against labels."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnnews.commands import _options as options
from vnnews.commands._help import Command
from vnnews.commands._labels import Columns, columns

if TYPE_CHECKING:
    from rich.console import Console

    from vnnews.commands._figures import Said

EXAMPLES = (
    ("the model that comes with vnnews, on labels of your own", "vnnews evaluate labels.csv"),
    ("a model of your own, tones too", "vnnews evaluate test.csv --model my-model --tone-column tone"),
    ("with pictures", "vnnews evaluate labels.csv --plots pictures/"),
    ("all figures, for a program", "vnnews evaluate labels.csv --json"),
)


@click.command(cls=Command, examples=EXAMPLES)
@columns
@options.together(
    click.argument("labels"),
    options.model,
    click.option("--plots", metavar="FOLDER", help="Folder for pictures (needs pip install 'vnnews[plots]')."),
    options.jobs,
    options.language,
    options.progress,
    options.color,
    options.as_json,
)
def evaluate(
    *,
    columns: Columns,
    labels: str,
    model: str | None,
    plots: str | None,
    jobs: int,
    language: str,
    progress: bool | None,
    color: str,
    as_json: bool,
) -> None:
    """Tell how well a model does on labelled articles that it was not trained on.

    LABELS is a CSV or TSV file as for vnnews train; issues and tones are ids or names of the model's taxonomy. Figures
    come with 95 % bootstrap intervals, near copies of an article drawn together.
    """
    from vnnews.commands._articles import Item
    from vnnews.commands._run import Run, open_tagger

    if plots is not None:
        _check_plots(Path(plots))
    tagger = open_tagger(model)
    table = columns.read(labels, tagger.taxonomy_)
    from vnnews.commands._figures import Said

    show_bar = sys.stderr.isatty() if progress is None else progress
    run = Run(tagger, jobs, show_bar, len(table))
    tags = [own for _, own in run.tag(Item(labels, article) for article in table.articles)]
    said = Said.of(tagger.taxonomy_, table.articles, (table.issues, table.tones), tags)
    if as_json:
        click.echo(json.dumps(said.to_dict(), ensure_ascii=False, indent=2))
    else:
        from vnnews.commands._screen import screen

        _show(screen(color), said, language)
    if plots is not None:
        pictures = said.draw(Path(plots), language)
        click.echo(f"vnnews: {len(pictures)} pictures written to {plots}", err=True)


def _check_plots(folder: Path) -> None:
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        raise ImportError("--plots needs matplotlib: pip install 'vnnews[plots]'")
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"--plots {folder} is a file; name a folder")
    import matplotlib

    matplotlib.use("agg")


def _show(console: Console, said: Said, language: str) -> None:
    """Print the figures as tables."""
    from rich.text import Text

    from vnnews.commands._layout import print_columns, print_text
    from vnnews.commands._screen import QUIET, WIDEST

    width = min(console.width, WIDEST)
    intervals, issues, tone = said.intervals(), said.issue_metrics(), said.tone_metrics()
    of_issue = intervals["issue_f1"]
    print_text(console, Text(f"{said.n_articles:,} articles, 95 % bootstrap intervals", "bold"), width)
    rows = [
        ("issues, micro-F1", intervals["issues_micro_f1"]),
        ("issues, macro-F1", intervals["issues_macro_f1"]),
        ("issues, precision (micro)", intervals["issues_precision"]),
        ("issues, recall (micro)", intervals["issues_recall"]),
        ("issues, mean average precision", f"{issues.average_precision:.3f}"),
        ("issues, calibration error", f"{issues.calibration_error:.3f}"),
    ]
    if tone is not None:
        rows += [
            ("tone, accuracy", intervals["tone_accuracy"]),
            ("tone, macro-F1", intervals["tone_macro_f1"]),
            ("positive for negative, or the reverse", intervals["tone_opposite_rate"]),
            ("tone, calibration error", f"{tone.calibration_error:.3f}"),
        ]
    print_columns(console, [[Text(name), Text(str(figure))] for name, figure in rows], width, indent=2)
    if tone is not None and len(said.toned) < said.n_articles:
        silent = said.n_articles - len(said.toned)
        print_text(console, Text(f"  {silent:,} articles got no tone and are not in its figures", QUIET), width)
    console.print()
    table = [[Text(name, QUIET) for name in ("issue", "articles", "precision", "recall", "F1")]]
    for i, entry in enumerate(said.taxonomy.issues):
        row = issues.per_issue[entry.id]
        low, high = (float(ends[i]) for ends in (_array(of_issue.low), _array(of_issue.high)))
        f1 = _share(row["f1"]) + ("" if math.isnan(low) else f" [{low:.2f}, {high:.2f}]")
        name = entry.vi if language == "vi" else entry.en
        cells = (name, f"{row['support']:>8,.0f}", _share(row["precision"]), _share(row["recall"]), f1)
        table.append([Text(cell) for cell in cells])
    print_columns(console, table, width, indent=2)


def _array(ends: object) -> list[float]:
    import numpy as np

    return [float(end) for end in np.atleast_1d(np.asarray(ends))]


def _share(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"
