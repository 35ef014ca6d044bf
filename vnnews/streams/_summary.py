"""What became of the articles of a long run."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

MOST_FAILURES = 1000


@dataclass(frozen=True)
class Failure:
    """A row that got no tags.

    Attributes
    ----------
    row : int
        The line of a JSONL or CSV file where it begins, the row of a Parquet file; counted from 1 in the file or, if a
        `Part` of one was read, in the part.
    reason : str
        ``"broken row"``, ``"no text"`` or ``"unreadable text"``.
    message : str
        What was found and what was expected.
    """

    row: int
    reason: str
    message: str


class Tally(NamedTuple):
    """What became of one chunk: sent from a worker to where the output is written."""

    n_articles: int
    failures: list[Failure]
    cautions: Counter[str]
    worker: int
    peak_memory: int


@dataclass(frozen=True)
class Summary:
    """What became of the rows of a file.

    Attributes
    ----------
    n_articles : int
        Rows that were read, broken ones included.
    n_tagged : int
        Rows that were judged without failure.
    reasons : dict of str to int
        How many rows failed for each reason; see `Failure`.
    failures : tuple of Failure
        The first 1,000, in the order of the rows.
    warnings : dict of str to int
        How many articles were tagged with each warning: ``"too short"``, ``"not Vietnamese"`` …
    seconds : float
    peak_memory : int or None
        In bytes: the sum of the largest resident sets of this process and of its workers. None where the system does
        not tell.

    Examples
    --------
    >>> summary = Summary(1200, 1199, {"no text": 1}, (Failure(17, "no text", "…"),), {}, 0.5, 312_000_000)
    >>> print(summary)
    1,200 articles in 0.5 s (2,400 per second), peak memory 312 MB
    1 failed: 1 no text
    """

    n_articles: int
    n_tagged: int
    reasons: dict[str, int]
    failures: tuple[Failure, ...]
    warnings: dict[str, int]
    seconds: float
    peak_memory: int | None

    @property
    def rate(self) -> float:
        """Articles per second."""
        return self.n_articles / self.seconds if self.seconds else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON-ready built-in types."""
        return {**vars(self), "rate": self.rate, "failures": [dict(vars(failure)) for failure in self.failures]}

    def __str__(self) -> str:
        memory = "" if self.peak_memory is None else f", peak memory {self.peak_memory / 1e6:,.0f} MB"
        lines = [f"{self.n_articles:,} articles in {self.seconds:,.1f} s ({self.rate:,.0f} per second){memory}"]
        if self.reasons:
            n_failed = self.n_articles - self.n_tagged
            lines.append(f"{n_failed:,} failed: " + ", ".join(f"{n:,} {reason}" for reason, n in self.reasons.items()))
        lines += [f"{n:,} with a warning: {warning}" for warning, n in self.warnings.items()]
        return "\n".join(lines)


@dataclass
class Totals:
    """The tallies of a run, added up in the order of the chunks."""

    n_articles: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    cautions: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    peaks: dict[int, int] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)

    def add(self, tally: Tally) -> None:
        """Count one more chunk."""
        self.n_articles += tally.n_articles
        self.reasons.update(failure.reason for failure in tally.failures)
        self.failures += tally.failures[: MOST_FAILURES - len(self.failures)]
        self.cautions.update(tally.cautions)
        self.peaks[tally.worker] = tally.peak_memory

    def summary(self) -> Summary:
        """Return what became of all."""
        self.peaks[os.getpid()] = peak_memory()
        return Summary(
            n_articles=self.n_articles,
            n_tagged=self.n_articles - self.reasons.total(),
            reasons=dict(sorted(self.reasons.items())),
            failures=tuple(self.failures),
            warnings=dict(sorted(self.cautions.items())),
            seconds=time.perf_counter() - self.started,
            peak_memory=sum(self.peaks.values()) if all(self.peaks.values()) else None,
        )


def tally(n_articles: int, failures: list[Failure], warnings: Iterable[str]) -> Tally:
    """Return the tally of a chunk in this process."""
    cautions = Counter(warning.partition(":")[0] for warning in warnings)
    return Tally(n_articles, failures, cautions, os.getpid(), peak_memory())


def peak_memory() -> int:
    """Return the largest resident set that this process has had, in bytes; 0 where the system does not tell."""
    with suppress(FileNotFoundError):
        # Not getrusage: a new process begins with the peak of the one that started it.
        peak = Path("/proc/self/status").read_bytes().partition(b"VmHWM:")[2].split(maxsplit=1)
        return int(peak[0]) * 1024 if peak else 0
    if sys.platform == "win32":
        return 0
    import resource  # not there on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
