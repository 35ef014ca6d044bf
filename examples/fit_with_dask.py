"""Fit a vectorizer to a corpus of any size on a Dask cluster, by counting partitions and adding the counts.

    python examples/fit_with_dask.py corpus/*.jsonl --output vectorizer
    python examples/fit_with_dask.py corpus/*.parquet --output vectorizer --text content --scheduler tcp://head:8786

Needs ``pip install 'vnnews[dask]'``. The result is that of one fit to the whole corpus, to the bit: counts are whole
numbers. What is fitted is a `VietnameseTfidfVectorizer` of words and pairs of words, for a pipeline of your own. Counts
grow with the corpus: whoever merges needs room for all of its n-grams.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dask import delayed
from distributed import Client
from sklearn.base import clone

from vnnews import VietnameseTfidfVectorizer, parse_article, save_model
from vnnews.streams import Part, read_texts, split_file

AT_A_TIME = 8


def main(given: Sequence[str] | None = None) -> int:
    """Count, merge, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--text", default="text", help="the column of the texts")
    parser.add_argument("--min-df", type=int, default=3)
    parser.add_argument("--max-features", type=int)
    parser.add_argument("--partition-bytes", type=int, default=64_000_000)
    parser.add_argument("--workers", type=int, help="worker processes on this machine; by default one per core")
    parser.add_argument("--scheduler", help="the address of a cluster that runs already")
    arguments = parser.parse_args(given)
    vectorizer = VietnameseTfidfVectorizer(
        ngram_range=(1, 2), min_df=arguments.min_df, max_features=arguments.max_features, sublinear_tf=True
    )
    parts = [
        part for path in sorted(arguments.sources) for part in split_file(path.resolve(), arguments.partition_bytes)
    ]
    options = {"n_workers": arguments.workers, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
    with Client(arguments.scheduler) if arguments.scheduler else Client(**options):
        fitted = merged([delayed(counted)(vectorizer, part, arguments.text) for part in parts]).compute()
    save_model(fitted, arguments.output)
    print(f"{len(fitted.idf_):,} n-grams of {len(parts):,} partitions in {arguments.output}")
    return 0


def counted(vectorizer: VietnameseTfidfVectorizer, part: Part, text: str) -> VietnameseTfidfVectorizer:
    """Count one partition; done by a worker."""
    return clone(vectorizer).partial_fit(map(parse_article, read_texts(part, text)))


def merged(counts: list[delayed]) -> delayed:
    """Merge a few at a time, so that the workers share the work of adding."""
    while len(counts) > 1:
        counts = [
            delayed(VietnameseTfidfVectorizer.merge)(counts[i : i + AT_A_TIME])
            for i in range(0, len(counts), AT_A_TIME)
        ]
    return counts[0]


if __name__ == "__main__":
    sys.exit(main())
