"""underthesea in an interpreter of its own, which need not have vnnews: a process that works when it is asked to.

Run as a script it reads one request a line from its input and writes one answer a line; `Peer` is the other end.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Peer:
    """The process, as a context manager.

    Parameters
    ----------
    python : str
        An interpreter that may have underthesea and underthesea_core.
    articles, training : path
        Files of one JSON value a line: the texts, and pairs of text and label to train the classifier with.
    settings : dict
        ``ngram_range`` and ``max_features``.
    """

    def __init__(self, python: str, articles: Path, training: Path, settings: dict[str, Any]) -> None:
        self._python = python
        self._process = subprocess.Popen(
            [python, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        ready = self._ask({"articles": str(articles), "training": str(training), **settings})
        self.versions: dict[str, str] = ready["versions"]
        self.absent: dict[str, str] = ready["absent"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()

    def spend(self, work: str, articles: int) -> tuple[float, float]:
        """Do the work on the first articles; return seconds on the clock and of the processor."""
        wall, cpu = self._ask({"work": work, "n": articles})
        return wall, cpu

    def call(self, work: str, texts: list[str], times: int) -> list[float]:
        """Do the work so many times, on one text after the other; return the seconds of each."""
        seconds: list[float] = self._ask({"work": work, "texts": texts, "times": times})
        return seconds

    def _ask(self, request: dict[str, Any]) -> Any:
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the process was started without pipes")
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self._python} ended with {self._process.wait()}: its error stands above")
        return json.loads(answer)


def serve() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr  # what a library prints must not get between the answers
    texts: list[str] = []
    works: dict[str, Any] = {}
    for line in sys.stdin:
        request = json.loads(line)
        answer: Any
        if "work" not in request:
            texts = _read(request["articles"])
            works, answer = _prepare(texts, request)
        elif "texts" in request:
            turns = itertools.islice(itertools.cycle(request["texts"]), request["times"])
            answer = [_spend(works[request["work"]], [text])[0] for text in turns]
        else:
            answer = _spend(works[request["work"]], texts[: request["n"]])
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _prepare(texts: list[str], request: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    works: dict[str, Any] = {}
    absent = {}
    try:
        from underthesea import word_tokenize

        works["word_tokenize"] = lambda texts: [word_tokenize(text) for text in texts]
    except ImportError as error:
        absent["underthesea"] = str(error)
    try:
        works |= _core(texts, request)
    except ImportError as error:
        absent["underthesea_core"] = str(error)
    installed = [name for name in ("underthesea", "underthesea_core") if name not in absent]
    return works, {"versions": {name: metadata.version(name) for name in installed}, "absent": absent}


def _core(texts: list[str], request: dict[str, Any]) -> dict[str, Any]:
    from underthesea_core import TextClassifier, TfIdfVectorizer

    ngram_range = tuple(request["ngram_range"])
    classifier = TextClassifier(ngram_range=ngram_range, max_features=request["max_features"])
    pairs = _read(request["training"])
    classifier.fit([text for text, _ in pairs], [label for _, label in pairs])
    vectorizer = TfIdfVectorizer(ngram_range=ngram_range, min_token_length=1)
    vectorizer.fit(texts)
    return {
        "predict": lambda texts: [classifier.predict(text) for text in texts],
        "predict_batch": classifier.predict_batch,
        "transform": lambda texts: [vectorizer.transform(text) for text in texts],
    }


def _read(path: str) -> list[Any]:
    with Path(path).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _spend(work: Any, texts: list[str]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work(texts)
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    serve()
