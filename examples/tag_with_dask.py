"""Tag a corpus of any size on a Dask cluster.

    python examples/tag_with_dask.py corpus/*.jsonl --output tagged                    # on this machine
    python examples/tag_with_dask.py corpus/*.parquet --output tagged --workers 8 --text content
    python examples/tag_with_dask.py corpus/*.jsonl --output tagged --scheduler tcp://head:8786 --model my-model

Needs ``pip install 'vnnews[dask]'``. The corpus is divided into partitions; every one becomes a file of the output
folder, named by its number and its source, beside a summary. A file is there when it is whole, so a run that was
stopped goes on when the same command is given again: what is done is not done again. The partitions of a worker that
dies are done by another one. On several machines, sources, output and model lie in folders that all of them see.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from distributed import Client, Future, as_completed, get_worker

import vnnews
from vnnews.streams import Part, split_file, tag_file

PLAN = "plan.json"
WAITING_PER_WORKER = 4


def main(given: Sequence[str] | None = None) -> int:
    """Tag what is not tagged yet; return 1 if some rows failed."""
    arguments = parse_arguments(given)
    jobs = plan(arguments)
    with connect(arguments.scheduler, arguments.workers) as client:
        missing = [job for job in jobs if not job.target.exists()]
        print(f"{len(jobs):,} partitions, {len(jobs) - len(missing):,} of them done", flush=True)
        for number, name in enumerate(run(client, missing), 1):
            print(f"{number:,} of {len(missing):,}: {name}", flush=True)
    # What workers left half-way that were killed.
    for unfinished in arguments.output.glob(".*.tmp"):
        unfinished.unlink(missing_ok=True)
    return report(jobs)


def parse_arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """Return the command's arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path, help="JSONL, CSV or Parquet files, also compressed")
    parser.add_argument("--output", type=Path, required=True, help="folder for the tagged partitions and summaries")
    parser.add_argument("--format", choices=["jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet"], default="jsonl")
    parser.add_argument("--text", default="text", help="the column of the texts")
    parser.add_argument("--keep", nargs="+", help="the columns that go to the output; by default all")
    parser.add_argument("--model", type=Path, help="a model folder; by default the one that comes with vnnews")
    parser.add_argument("--partition-bytes", type=int, default=64_000_000)
    parser.add_argument("--workers", type=int, help="worker processes on this machine; by default one per core")
    parser.add_argument("--scheduler", help="the address of a cluster that runs already")
    return parser.parse_args(given)


@dataclass(frozen=True)
class Job:
    """One partition: what a worker does at a time."""

    part: Part
    target: Path
    text: str
    keep: list[str] | None
    model: str | None

    @property
    def summary(self) -> Path:
        """Where it is told what became of the partition."""
        return self.target.with_name(f"{self.target.name}.summary.json")


def plan(arguments: argparse.Namespace) -> list[Job]:
    """Divide the corpus; refuse to mix its output with that of another command."""
    sources = sorted(path.resolve() for path in arguments.sources)
    folder = arguments.output.resolve()
    model = None if arguments.model is None else str(arguments.model.resolve())
    written = {
        "sources": [[str(path), path.stat().st_size] for path in sources],
        "model": model,
        **{name: getattr(arguments, name) for name in ("format", "text", "keep", "partition_bytes")},
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PLAN
    if not path.exists():
        unfinished = path.with_name(f".{PLAN}.{os.getpid()}")
        unfinished.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
        unfinished.replace(path)
    elif json.loads(path.read_text(encoding="utf-8")) != written:
        raise SystemExit(f"{path} is of a run with other sources or options; give those, or another --output")
    parts = [part for path in sources for part in split_file(path, arguments.partition_bytes)]
    return [
        Job(part, folder / f"{number:06d}-{stem(part)}.{arguments.format}", arguments.text, arguments.keep, model)
        for number, part in enumerate(parts)
    ]


def stem(part: Part) -> str:
    """Return the name of a part's file without what tells its kind."""
    name = Path(part.path).name
    return name.partition(".")[0] or "part"


def connect(scheduler: str | None, n_workers: int | None) -> Client:
    """Return a client of a cluster; of one on this machine, it ends with the client."""
    if scheduler is not None:
        return Client(scheduler)
    # A process per core: most of the work holds Python's lock. Any port: the usual one may be another cluster's.
    return Client(n_workers=n_workers or os.cpu_count() or 1, threads_per_worker=1, dashboard_address="127.0.0.1:0")


def run(client: Client, jobs: Iterable[Job]) -> Iterator[str]:
    """Give the workers a few partitions at a time, and yield the names of those that are done."""
    remaining = iter(jobs)
    n_waiting = WAITING_PER_WORKER * max(len(client.scheduler_info()["workers"]), 1)

    def submit(job: Job) -> Future:
        # Not pure: the file is the result, and a worker that remembers the job does not know whether it is there.
        return client.submit(tag_part, job, pure=False)

    running = as_completed(map(submit, islice(remaining, n_waiting)))
    for future in running:
        yield future.result()
        for job in islice(remaining, 1):
            running.add(submit(job))


def tagger_of(model: str | None) -> vnnews.ArticleTagger:
    """Return the tagger; a worker reads it once."""
    # Kept by the worker: a function of this script is sent anew with every partition, with a cache of its own.
    taggers = vars(get_worker()).setdefault("vnnews_taggers", {})
    if model not in taggers:
        taggers[model] = vnnews.load_tagger(model)
    return taggers[model]


def tag_part(job: Job) -> str:
    """Tag one partition; done by a worker."""
    tag_file(
        job.part, job.target, text=job.text, keep=job.keep, tagger=tagger_of(job.model), n_jobs=1, report=job.summary
    )
    return job.target.name


def report(jobs: Iterable[Job]) -> int:
    """Add up the summaries and tell every row that failed, as far as the summaries do; return 1 if there is one."""
    n_articles, seconds, reasons = 0, 0.0, Counter[str]()
    for job in jobs:
        summary = json.loads(job.summary.read_text(encoding="utf-8"))
        n_articles += summary["n_articles"]
        seconds += summary["seconds"]
        reasons.update(summary["reasons"])
        for failure in summary["failures"]:
            print(f"{job.part}: row {failure['row']}: {failure['reason']}: {failure['message']}", file=sys.stderr)
    print(f"{n_articles:,} articles in {seconds:,.1f} s of the workers; failed: {dict(reasons) or 'none'}")
    return int(bool(reasons))


if __name__ == "__main__":
    sys.exit(main())
