"""One fit in a process of its own, so that its memory is its own: ``python alone.py ESTIMATOR HOW FILE N``.

HOW is ``fit_transform``, of a list of texts that is in memory, or ``fit``, of a stream from the file; the time that the
stream takes is not counted. Prints one line of JSON. `run_alone` starts the process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import measure

VNNEWS, TWO_THREADS = "vnnews", "vnnews, two threads"
SEGMENTED, PYVI = "scikit-learn on segmented text", "pyvi + scikit-learn"
WARM_UP = 20


def run_alone(estimator: str, how: str, file: Path, n: int) -> dict[str, Any]:
    """Run one fit and return its figures: seconds, MB of memory, columns.

    Raises
    ------
    subprocess.CalledProcessError
        If it fails; its error message is on the standard error.
    """
    arguments = [sys.executable, __file__, estimator, how, str(file), str(n)]
    done = subprocess.run(arguments, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


class Stream:
    """An iterator over texts that counts the texts, and the seconds it takes to yield them."""

    def __init__(self, texts: Iterator[str]) -> None:
        self.texts = texts
        self.n = 0
        self.seconds = self.cpu_seconds = 0.0

    def __iter__(self) -> Stream:
        return self

    def __next__(self) -> str:
        start, cpu = time.perf_counter(), time.process_time()
        try:
            text = next(self.texts)
        finally:
            self.seconds += time.perf_counter() - start
            self.cpu_seconds += time.process_time() - cpu
        self.n += 1
        return text


def make(estimator: str) -> Any:
    import estimators  # not in the process that only starts this one

    makers: dict[str, Callable[[], Any]] = {
        VNNEWS: estimators.ours,
        TWO_THREADS: lambda: estimators.ours(n_jobs=2),
        SEGMENTED: estimators.on_segmented,
        PYVI: estimators.with_pyvi,
    }
    return makers[estimator]()


def main() -> None:
    estimator, how, file, n = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
    make(estimator).fit_transform(list(measure.read_texts(file, WARM_UP)))
    stream = Stream(measure.read_texts(file, n))
    texts: Iterable[str] = stream if how == "fit" else list(stream)
    reading, reading_cpu = stream.seconds, stream.cpu_seconds
    before, _ = measure.memory_mb()
    vectorizer = make(estimator)
    start, start_cpu = time.perf_counter(), time.process_time()
    if how == "fit":
        vectorizer.fit(texts)
    else:
        vectorizer.fit_transform(texts)
    seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    _, peak = measure.memory_mb()
    figures = {
        "articles": stream.n,
        "seconds": seconds - (stream.seconds - reading),
        "cpu_seconds": cpu - (stream.cpu_seconds - reading_cpu),
        "before_mb": round(before),
        "peak_mb": round(peak),
        "columns": len(vectorizer.idf_),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
