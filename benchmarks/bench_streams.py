"""Tag many real articles from JSONL to JSONL: how fast, in how much memory, and where the time goes.

    VNNEWS_DATA=/path/to/archives python benchmarks/bench_streams.py
    VNNEWS_DATA=/path/to/archives python benchmarks/bench_streams.py --articles 8000 --output results

Every row is a process of its own. Memory is what it and its workers have for themselves, and their share of what they
have in common (Linux's proportional set size), sampled; elsewhere the sum of resident sets.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import joblib
import measure
import psutil

import vnnews
from vnnews.articles import sentences
from vnnews.datasets import iter_baomoi2017, iter_vietnews2019

ROWS = [("one process", 1, None), ("two threads", 2, "threading"), ("two processes", 2, "loky")]
STAGE_ARTICLES = 500


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=80_000)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--model", type=Path, help="a saved tagger; by default the shipped one")
    parser.add_argument("--row", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.row is not None:
        print(json.dumps(one_row(arguments.source, arguments.row, tagger_of(arguments.model))))
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "articles.jsonl")
        results: dict[str, Any] = measure.head({"joblib": joblib.__version__})
        results |= {"articles": write_articles(source, arguments.articles), "rows": {}}
        for number, (name, *_) in enumerate(ROWS):
            command = [sys.executable, __file__, "--row", str(number), "--source", str(source)]
            command += ["--model", str(arguments.model)] if arguments.model else []
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            results["rows"][name] = json.loads(done.stdout)
            print(name, results["rows"][name], flush=True)
        results["stages_ms_per_article"] = stages(source, tagger_of(arguments.model))
    if len({row["sha256"] for row in results["rows"].values()}) > 1:
        raise SystemExit("the rows gave different bytes")
    arguments.output.mkdir(parents=True, exist_ok=True)
    path = arguments.output / "streams.json"
    path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(results["stages_ms_per_article"], path, sep="\n")


def tagger_of(model: Path | None) -> vnnews.ArticleTagger:
    """Return the tagger to measure."""
    return vnnews.load_tagger(model) if model else vnnews.load_tagger()


def write_articles(path: Path, n: int) -> int:
    """Write articles of two corpora, in turn, one in a line; return how many there were."""
    folder = os.environ.get("VNNEWS_DATA")
    pairs = itertools.zip_longest(iter_baomoi2017(folder), iter_vietnews2019(folder))
    documents = (document for pair in pairs for document in pair if document is not None)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for document in itertools.islice(documents, n):
            file.write(json.dumps({"id": document.id, "text": document.text}, ensure_ascii=False) + "\n")
            count += 1
    return count


def one_row(source: Path, number: int, tagger: vnnews.ArticleTagger) -> dict[str, Any]:
    """Tag the file in this process and its workers."""
    _, n_jobs, backend = ROWS[number]
    target = source.with_name(f"tagged-{number}.jsonl")
    with joblib.parallel_config(backend) if backend else contextlib.nullcontext(), sampled_memory() as peak:
        summary = vnnews.tag_file(source, target, tagger=tagger, n_jobs=n_jobs)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.unlink()
    memory = {f"{share:.0%}": round(megabytes) for share, megabytes in zip((0.25, 1.0), peak(), strict=True)}
    return {"articles_per_second": round(summary.rate), "peak_mb_after": memory, "sha256": digest}


@contextlib.contextmanager
def sampled_memory() -> Iterator[Callable[[], list[float]]]:
    """Sample the memory of this process and its children; give what tells the peak of the first quarter and of all."""
    samples: list[float] = []
    over = threading.Event()

    def sample() -> None:
        while not over.wait(0.25):
            samples.append(memory_of_all())

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield lambda: [max(samples[: max(len(samples) // 4, 1)]), max(samples)]
    finally:
        over.set()
        thread.join()


def memory_of_all() -> float:
    """Return the megabytes of this process and its children."""
    total = 0
    own = psutil.Process()
    for process in [own, *own.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            info = process.memory_full_info()
            total += getattr(info, "pss", info.rss)
    return total / 1e6


def stages(source: Path, tagger: vnnews.ArticleTagger) -> dict[str, float]:
    """Return the milliseconds of the processor for each stage of an article, the best of three rounds."""
    with source.open(encoding="utf-8") as file:
        lines = list(itertools.islice(file, STAGE_ARTICLES))
    texts = [json.loads(line)["text"] for line in lines]
    articles = [vnnews.parse_article(text) for text in texts]
    tags = list(tagger.tag_many(articles))
    steps: dict[str, Callable[[], Any]] = {
        "read JSON": lambda: [json.loads(line) for line in lines],
        "parse": lambda: [vnnews.parse_article(text) for text in texts],
        "sentences": lambda: [sentences(article.text) for article in articles],
        "segment and look up": lambda: tagger.vectorizer_.read(articles),
        "rows": lambda: tagger.vectorizer_.transform(articles),
        "tag a parsed article (all but parse)": lambda: list(tagger.tag_many(articles)),
        "the same without evidence": lambda: list(tagger.tag_many(articles, evidence=False)),
        "write JSON": lambda: [json.dumps(one.to_dict(), ensure_ascii=False) for one in tags],
    }
    return {name: round(1e3 * best(step) / len(lines), 3) for name, step in steps.items()}


def best(step: Callable[[], Any], rounds: int = 3) -> float:
    """Return the seconds of the processor that the fastest round took."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        step()
        found.append(time.process_time() - start)
    return min(found)


if __name__ == "__main__":
    main()
