"""Train a tagger on issues of your own, from a table of texts and labels, and tell how good it is.

    python examples/train_own_issues.py labels.csv --out my-model
    python examples/train_own_issues.py labels.tsv --text content --issues topic subtopic --tone mood --out my-model
    python examples/train_own_issues.py labels.csv --taxonomy issues.toml --precision-floor 0.9 --out my-model

The table is CSV or TSV in UTF-8 with a header: a text per row and the names of its issues, in any language, parted by
semicolons; none where none applies. Without --taxonomy the issues are those that are found, and a file of them is
written beside the model (my-model.toml): add definitions, translate names, and give it with the next run. The figures
are of cross-validation; near copies of an article are never on both sides.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from vnnews import save_tagger
from vnnews.datasets import load_labelled_table
from vnnews.evaluation import cross_validate
from vnnews.tagging import RareIssueWarning, own_tagger
from vnnews.taxonomy import Taxonomy, format_taxonomy, load_taxonomy


def main(given: Sequence[str] | None = None) -> int:
    """Read, cross-validate, train, save."""
    arguments = parse_arguments(given)
    try:
        train(arguments)
    except (ImportError, OSError, ValueError) as error:
        print(f"train_own_issues: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    return 0


def train(arguments: argparse.Namespace) -> None:
    """Do all of it; nothing is written before everything has been computed."""
    table = load_labelled_table(
        arguments.labels,
        text=arguments.text,
        issues=arguments.issues,
        tone=arguments.tone,
        separator=arguments.separator,
        taxonomy=load_taxonomy(arguments.taxonomy) if arguments.taxonomy else None,
    )
    labels = (table.articles, table.issues, table.tones)
    tagger = own_tagger(table.taxonomy, precision_floor=arguments.precision_floor, random_state=arguments.seed)
    found = cross_validate(
        tagger, *labels, n_splits=arguments.folds, random_state=arguments.seed, progress=sys.stderr.isatty()
    )
    with warnings.catch_warnings():
        # The report tells them, and others.
        warnings.simplefilter("ignore", RareIssueWarning)
        tagger = tagger.fit(*labels).compact()
    save_tagger(
        tagger,
        arguments.out,
        metrics={"cross_validation": found.to_dict()},
        card=found.card(tagger, arguments.labels.name),
    )
    print(found.report())
    if table.n_blank:
        print(f"- {table.n_blank} rows without a text were left out")
    print(f"\n{arguments.out}: trained on all {len(table)} articles; vnnews.load_tagger(path) reads it")
    if not arguments.taxonomy:
        write_taxonomy(table.taxonomy, arguments.out.with_name(f"{arguments.out.name}.toml"))


def write_taxonomy(taxonomy: Taxonomy, path: Path) -> None:
    """Write the issues that were found, but not over a file that somebody may have worked on."""
    if path.exists():
        print(f"{path}: is there already and stays as it is; give it with --taxonomy if it is meant")
        return
    path.write_text(format_taxonomy(taxonomy), encoding="utf-8")
    print(f"{path}: the issues that were found; translate and define them, then give the file with --taxonomy")


def parse_arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path, help="CSV or TSV file with a header")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--text", default="text", help="the column of the texts")
    parser.add_argument("--issues", nargs="+", default=["issues"], help="the column of the issues, or several columns")
    parser.add_argument("--tone", help="the column of the tones; without it tones are not trained")
    parser.add_argument("--separator", default=";", help="what stands between the issues of one cell")
    parser.add_argument("--taxonomy", type=Path, help="TOML file of the issues; by default those that are found")
    parser.add_argument(
        "--precision-floor", type=float, help="tag only so surely that this share of the tags is right, such as 0.9"
    )
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(given)


if __name__ == "__main__":
    sys.exit(main())
