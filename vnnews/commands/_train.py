"""`vnnews train`: a table of texts and labels to a model."""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

import click

from vnnews.commands import _options as options
from vnnews.commands._help import Command
from vnnews.commands._labels import Columns, columns

EXAMPLES = (
    ("a spreadsheet with the columns text and issues", "vnnews train labels.csv -o my-model"),
    (
        "other columns, tones too, into one file",
        "vnnews train labels.tsv --text-column body --tone-column mood -o my.zip",
    ),
    ("texts in files beside the table", "vnnews train labels.csv --path-column file -o my-model"),
    ("issues with names and definitions of your own", "vnnews train labels.csv --taxonomy issues.toml -o my-model"),
    ("rather no tag than a wrong one: nine in ten right", "vnnews train labels.csv --precision-floor 0.9 -o my-model"),
)
BUILT_IN = "builtin"


@click.command(cls=Command, examples=EXAMPLES)
@columns
@options.together(
    click.argument("labels"),
    click.option("-o", "--output", metavar="MODEL", required=True, help="Model folder to write, or .zip file."),
    click.option(
        "--taxonomy",
        metavar="FILE",
        help=f"TOML file of the issues and tones, or {BUILT_IN!r} for those of the model that comes with vnnews; by "
        "default the issues are those that the table names.",
    ),
    click.option("--save-taxonomy", metavar="FILE", help="Write the issues to a TOML file, to edit."),
    click.option("--folds", type=click.IntRange(2), default=5, show_default=True, help="Folds to cross-validate by."),
    click.option("--precision-floor", type=click.FloatRange(0, 1), help="Least share of the tags that shall be right."),
    click.option("--seed", type=int, default=0, show_default=True, help="Of the folds; the same gives the same model."),
    click.option("-j", "--jobs", type=int, default=1, show_default=True, callback=options.workers, help="Threads."),
    options.progress,
    options.as_json,
)
def train(
    *,
    columns: Columns,
    labels: str,
    output: str,
    taxonomy: str | None,
    save_taxonomy: str | None,
    folds: int,
    precision_floor: float | None,
    seed: int,
    jobs: int,
    progress: bool | None,
    as_json: bool,
) -> None:
    """Train a model on issues of your own, and tell by cross-validation how good it is.

    LABELS is a CSV or TSV file in UTF-8 with a header: in each row a text, as it was crawled, and the names of its
    issues in any language, with semicolons between them; none where none applies. A few dozen articles for each issue
    are a beginning; where they are too few to learn from, or to measure by, it is said.
    """
    from vnnews.commands._formats import check_target
    from vnnews.evaluation import cross_validate
    from vnnews.modelfile import save_tagger
    from vnnews.modelfile._disk import whole_file
    from vnnews.modelfile._save import check_target as check_model
    from vnnews.tagging import RareIssueWarning, own_tagger
    from vnnews.taxonomy import format_taxonomy, load_taxonomy

    check_model(Path(output), output.lower().endswith(".zip"))
    for path in (output, save_taxonomy):
        if path is not None and not Path(path).is_dir():
            check_target(path)
    given = None if taxonomy is None else load_taxonomy(None if taxonomy == BUILT_IN else taxonomy)
    table = columns.read(labels, given)
    tagger = own_tagger(table.taxonomy, precision_floor=precision_floor, random_state=seed)
    tagger.set_params(issue_classifier__n_jobs=jobs, tone_classifier__n_jobs=jobs)
    articles = (table.articles, table.issues, table.tones)
    show_bar = sys.stderr.isatty() if progress is None else progress
    found = cross_validate(tagger, *articles, n_splits=folds, random_state=seed, progress=show_bar)
    with warnings.catch_warnings():
        # What is rare is in the report.
        warnings.simplefilter("ignore", RareIssueWarning)
        fitted = tagger.fit(*articles).compact()
    figures = found.to_dict()
    save_tagger(fitted, output, metrics={"cross_validation": figures}, card=found.card(fitted, Path(labels).name))
    if save_taxonomy is not None:
        with whole_file(Path(save_taxonomy)) as file:
            file.write(format_taxonomy(table.taxonomy).encode("utf-8"))
    click.echo(json.dumps(figures, ensure_ascii=False, indent=2) if as_json else found.report())
    left_out = f" ({table.n_blank:,} rows without a text left out)" if table.n_blank else ""
    click.echo(
        f"vnnews: trained on {len(table):,} articles{left_out}, written to {output}; to use it: "
        f"vnnews tag article.txt --model {output}",
        err=True,
    )
