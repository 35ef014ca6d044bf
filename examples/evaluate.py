"""Reproduce the accuracy figures of the README and the model card from the public data, beside what others published.

    python examples/evaluate.py --data ../shared/data                    # all but train
    python examples/evaluate.py --only dev danes --output evaluation     # parts of it

Writes figures.json, report.md and, with matplotlib, pictures into the output folder. The parts:

    dev        the 300 articles of the annotated corpus that the shipped model has not seen: a minute
    more_test  3,000 more, labelled once: a minute
    danes      sentiment of headlines, by the shipped model and by one trained on them: a minute
    vsfc       sentiment and topic of student feedback, trained on its training part: some minutes
    vntc       ten newspaper topics, trained on 33,759 articles and tested on 50,373: some minutes
    train      cross-validation on the articles that the shipped model learnt from: forty minutes, only if named
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from evaluation import benchmarks, folds, own_corpus
from evaluation.report import Part, markdown

import vnnews

PARTS: dict[str, Callable[[argparse.Namespace], Part]] = {
    "dev": own_corpus.dev,
    "more_test": own_corpus.more_test,
    "danes": benchmarks.danes,
    "vsfc": benchmarks.vsfc,
    "vntc": benchmarks.vntc,
    "train": folds.train,
}
ONLY_IF_NAMED = ("train",)


def main() -> None:
    """Evaluate, write, print."""
    arguments = parse_arguments()
    arguments.output.mkdir(parents=True, exist_ok=True)
    parts = []
    for name in arguments.only:
        print(f"{name} ...", file=sys.stderr, flush=True)
        start = time.perf_counter()
        try:
            part = PARTS[name](arguments)
        except FileNotFoundError as error:
            sys.exit(f"{name}: {error}")
        part.seconds = time.perf_counter() - start
        parts.append(part)
    figures: dict[str, Any] = {
        "versions": {"vnnews": vnnews.__version__, "python": platform.python_version(), "numpy": np.__version__},
        "parts": {part.name: part.to_dict() for part in parts},
    }
    text = json.dumps(figures, ensure_ascii=False, indent=2, allow_nan=False)
    (arguments.output / "figures.json").write_text(text + "\n", encoding="utf-8")
    report = markdown(parts)
    (arguments.output / "report.md").write_text(report, encoding="utf-8")
    print(report)


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the corpora (default: VNNEWS_DATA)")
    parser.add_argument("--model", type=Path, help="model folder to evaluate (default: the one that is shipped)")
    usual = [name for name in PARTS if name not in ONLY_IF_NAMED]
    parser.add_argument("--only", nargs="+", choices=PARTS, default=usual, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--output", type=Path, default=Path("evaluation"), help="folder to write")
    parser.add_argument("--no-plots", dest="plots", action="store_false", help="draw nothing")
    parser.add_argument("--jobs", type=int, default=2, help="threads; the figures do not depend on it")
    return parser.parse_args()


if __name__ == "__main__":
    main()
