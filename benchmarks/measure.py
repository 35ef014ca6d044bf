"""What the benchmarks share: the articles, the machine they ran on, rounds of timing, and memory."""

from __future__ import annotations

import itertools
import json
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib import metadata
from pathlib import Path

from vnnews.datasets import iter_baomoi2017, iter_sample, iter_unc2020, iter_vietnews2019, load_sample

LIBRARIES = ("vnnews", "numpy", "scipy", "scikit-learn", "numba", "pyvi", "underthesea", "underthesea_core")
NGRAMS = (1, 2)

Spent = tuple[float, float]
"""Seconds on the clock, and seconds of the processor in all threads."""


# The articles


def has_corpora() -> bool:
    return bool(os.environ.get("VNNEWS_DATA"))


def iter_articles(n: int) -> Iterator[str]:
    """Yield `n` texts: of two archives in turn, so that any number of them is the same mixture; else of the sample."""
    if not has_corpora():
        sample = [document.text for document in iter_sample()]
        return itertools.islice(itertools.cycle(sample), n)
    pairs = itertools.zip_longest(iter_baomoi2017(), iter_vietnews2019())
    documents = (document for pair in pairs for document in pair if document is not None)
    return (document.text for document in itertools.islice(documents, n))


def source(n: int) -> str:
    """Say where `n` articles of `iter_articles` are from."""
    if has_corpora():
        return "baomoi2017 and vietnews2019, one of each in turn"
    size = sum(1 for _ in iter_sample())
    return f"the packaged sample of {size} articles" + (f", repeated to {n}" if n > size else "")


def labelled_articles() -> tuple[list[str], list[str], str]:
    """Return texts to train a classifier with, one label for each, and where they are from."""
    if has_corpora():
        documents = [document for document in iter_unc2020() if document.topic]
        labels = [str(document.topic) for document in documents]
        return [document.text for document in documents], labels, "unc2020, ten topics"
    sample = load_sample()
    labels = [next(iter(issues), "none") for issues in sample.issue_tones]
    return [article.text for article in sample.articles], labels, "the packaged sample, the first issue of each"


def syllables(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def articles_of(n: int, texts: Iterable[str], number: int = 50) -> list[str]:
    """Return texts of `n` syllables, cut from the articles: so many, or as there are, but one at least."""
    stream = (syllable for text in texts for syllable in text.split())
    cuts = (" ".join(itertools.islice(stream, n)) for _ in range(number))
    return [cut for i, cut in enumerate(cuts) if i == 0 or cut.count(" ") == n - 1]


def write_lines(path: Path, values: Iterable[object]) -> None:
    """Append values to a file, as one line of JSON each."""
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def read_texts(path: Path, n: int | None = None) -> Iterator[str]:
    """Yield the first texts of such a file."""
    with path.open(encoding="utf-8") as file:
        for line in itertools.islice(file, n):
            yield json.loads(line)


# The machine


def machine() -> dict[str, object]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else None
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 2**30, 1) if memory else None,
        "os": platform.platform(terse=True),
        "python": platform.python_version(),
    }


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def versions() -> dict[str, str]:
    """Return the versions of those libraries that are installed here."""
    import vnnews

    found = {"vnnews": vnnews.__version__}  # also where it runs from the checkout
    for name in LIBRARIES[1:]:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def command() -> str:
    """Return the command line of this process, without the paths of this machine."""
    arguments = []
    for argument in sys.argv[1:]:
        option, equals, value = argument.rpartition("=")
        arguments.append(option + equals + (Path(value).name.upper() if Path(value).is_absolute() else value))
    script = Path(sys.argv[0])
    data = "VNNEWS_DATA=... " if has_corpora() else ""
    return " ".join([f"{data}python benchmarks/{script.name}", *arguments])


def head(more_versions: dict[str, str]) -> dict[str, object]:
    """Return what stands at the top of every result; `more_versions` are those of another interpreter."""
    return {
        "command": command(),
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": machine(),
        "versions": versions() | more_versions,
    }


# Rounds of timing


@dataclass(frozen=True)
class Candidate:
    """Something to time beside others.

    Attributes
    ----------
    name : str
    spend : callable
        Does the work once and returns what it took; it may do so in another process.
    articles, syllables : int
        How much text one call reads. What is slow reads a part of the articles, and is compared by the syllable.
    group : str
        What goes in and what comes out; only members of a group are alike.
    """

    name: str
    spend: Callable[[], Spent]
    articles: int = 1
    syllables: int = 1
    group: str = ""


@dataclass
class Timing:
    """What the calls of one candidate took."""

    candidate: Candidate
    spent: list[Spent] = field(default_factory=list)

    @property
    def best(self) -> float:
        return min(seconds for seconds, _ in self.spent)

    @property
    def best_cpu(self) -> float:
        return min(cpu for _, cpu in self.spent)

    @property
    def per_syllable(self) -> float:
        return self.best / self.candidate.syllables

    @property
    def cpu_per_syllable(self) -> float:
        return self.best_cpu / self.candidate.syllables

    def facts(self, base: Timing, articles: int, total: int) -> dict[str, object]:
        """Return the figures, scaled by syllables to the `articles`, which have `total` of them."""
        scale = total / self.candidate.syllables
        seconds = [wall for wall, _ in self.spent]
        return {
            "name": self.candidate.name,
            "group": self.candidate.group,
            "articles_measured": self.candidate.articles,
            "best_s": digits(self.best),
            "median_s": digits(statistics.median(seconds)),
            "calls": len(seconds),
            "best_cpu_s": digits(self.best_cpu),
            "articles_per_s": digits(articles / (self.best * scale)),
            "us_per_article": digits(1e6 * self.best * scale / articles),
            "times_as_long": digits(self.per_syllable / base.per_syllable),
            "times_the_cpu": digits(self.cpu_per_syllable / base.cpu_per_syllable),
        }


def timed(work: Callable[[], object]) -> Callable[[], Spent]:
    """Return a function that does the work and tells what it took."""

    def spend() -> Spent:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return time.perf_counter() - wall, time.process_time() - cpu

    return spend


def run_rounds(candidates: Sequence[Candidate], rounds: int, at_least: float = 0.2) -> list[Timing]:
    """Let every candidate run in every round, in an order that changes, so that what else the machine does hits all.

    Before the first round each runs once unmeasured. Within a round a fast one is called again, up to five times, until
    it has run for `at_least` seconds.
    """
    timings = [Timing(candidate) for candidate in candidates]
    order = list(timings)
    shuffle = random.Random(0).shuffle
    for candidate in candidates:
        candidate.spend()
    for _ in range(rounds):
        shuffle(order)
        for timing in order:
            seconds = 0.0
            for _ in range(5):
                timing.spent.append(timing.candidate.spend())
                seconds += timing.spent[-1][0]
                if seconds >= at_least:
                    break
    return timings


def calls_of(work: Callable[[str], object], texts: Sequence[str]) -> Callable[[int], list[float]]:
    """Return a function that does the work so many times, on the texts in turn, and tells the seconds of each."""

    def call(times: int) -> list[float]:
        return [timed(partial(work, text))()[0] for text in itertools.islice(itertools.cycle(texts), times)]

    return call


def run_calls(calls: dict[str, tuple[Callable[[int], list[float]], int]], rounds: int) -> dict[str, list[float]]:
    """Time single calls, so many of each in every round, one candidate after the other. Seconds, sorted."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for call, times in calls.values():
        call(min(times, 3))
    for _ in range(rounds):
        for name, (call, times) in calls.items():
            found[name] += call(times)
    return {name: sorted(seconds) for name, seconds in found.items()}


def digits(value: float) -> float:
    return float(f"{value:.4g}")


# Memory


def memory_mb() -> tuple[float, float]:
    """Return the memory that this process holds now, and the most it ever held, in MB (resident set)."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss of a process that Linux has just started is that of the process which started it
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        now, peak = (float(lines[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))
        return now, peak
    import resource  # not on Windows

    unit = 2**20 if sys.platform == "darwin" else 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return peak, peak
