"""How fast words come out: vnnews, pyvi and underthesea on the same articles, in one run.

::

    VNNEWS_DATA=... python benchmarks/bench_segmentation.py [--underthesea PYTHON]

reads 1,000 articles of baomoi.com from the folder of the corpora. underthesea is measured in a process of its own, run
by the given interpreter (it need not share an environment with vnnews). Figures are the best of several rounds; in each
round every candidate runs, so that what else the machine does hits all of them. Compare ratios, not seconds.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from vnnews.text import Segmenter

RESULT = Path(__file__).parent / "results" / "segmentation.json"

UNDERTHESEA = """
import json, sys, time
from importlib import metadata
from underthesea import word_tokenize
texts = json.load(sys.stdin)
word_tokenize(texts[0])
seconds = []
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    for text in texts:
        word_tokenize(text)
    seconds.append(time.perf_counter() - start)
print(json.dumps([metadata.version("underthesea"), min(seconds)]))
"""

FIRST_CALL = """
import time
start = time.perf_counter()
import vnnews.text
imported = time.perf_counter()
vnnews.text.tokenize("Thủ tướng đến Hà Nội")
print(time.perf_counter() - imported, imported - start)
"""


def read_articles(n: int) -> list[str]:
    path = Path(os.environ["VNNEWS_DATA"]) / "upstream" / "magizbox-scraper.tar.gz"
    with tarfile.open(path) as tar:
        members = (m for m in tar if m.name.endswith(".txt") and "/data/" in m.name)
        files = (tar.extractfile(member) for member in itertools.islice(members, n))
        return [file.read().decode("utf-8") for file in files if file]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure_batch(texts: list[str], rounds: int) -> dict[str, float]:
    from pyvi import ViTokenizer

    one, two = Segmenter(), Segmenter(n_jobs=2)
    candidates: dict[str, tuple[Callable[[], object], int]] = {
        "word_ids": (lambda: one.hash_words(texts), 5),
        "word_ids_two_threads": (lambda: two.hash_words(texts), 5),
        "strings": (lambda: one.tokenize_many(texts), 5),
        "lists_of_words": (lambda: one.segment_many(texts), 5),
        "pyvi": (lambda: [ViTokenizer.tokenize(text) for text in texts], 1),
    }
    for work, _ in candidates.values():
        work()
    found: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, (work, times) in candidates.items():
            found[name] += [seconds(work) for _ in range(times)]
    return {name: min(times) for name, times in found.items()}


def measure_one(texts: list[str]) -> dict[str, float]:
    """Microseconds for one article of 500 syllables."""
    text = " ".join(itertools.islice((syllable for text in texts for syllable in text.split()), 500))
    segmenter = Segmenter()
    ids = sorted(seconds(lambda: segmenter.hash_words([text])) for _ in range(3000))
    strings = sorted(seconds(lambda: segmenter.tokenize(text)) for _ in range(3000))
    return {
        "word_ids_best_us": ids[0] * 1e6,
        "word_ids_median_us": ids[len(ids) // 2] * 1e6,
        "string_best_us": strings[0] * 1e6,
    }


def measure_first_call() -> dict[str, float]:
    """Seconds in a new process, with the kernels in the cache."""
    runs = []
    for _ in range(7):
        done = subprocess.run([sys.executable, "-c", FIRST_CALL], capture_output=True, check=True, text=True)
        runs.append([float(word) for word in done.stdout.split()])
    call, load = min(runs)
    return {"first_call_s": call, "import_s": load}


def measure_underthesea(python: str, texts: list[str], rounds: int) -> tuple[str, float]:
    done = subprocess.run(
        [python, "-c", UNDERTHESEA, str(rounds)], input=json.dumps(texts), capture_output=True, check=True, text=True
    )
    version, best = json.loads(done.stdout.splitlines()[-1])
    return version, best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--underthesea", metavar="PYTHON", help="an interpreter that can import underthesea")
    options = parser.parse_args()
    texts = read_articles(options.articles)
    batch = measure_batch(texts, options.rounds)
    versions = {name: metadata.version(name) for name in ("numpy", "numba", "pyvi")}
    ratios = {
        "pyvi / word ids": batch["pyvi"] / batch["word_ids"],
        "pyvi / strings": batch["pyvi"] / batch["strings"],
        "pyvi / lists of words": batch["pyvi"] / batch["lists_of_words"],
        "one thread / two threads": batch["word_ids"] / batch["word_ids_two_threads"],
    }
    if options.underthesea:
        versions["underthesea"], batch["underthesea"] = measure_underthesea(
            options.underthesea, texts, options.rounds - 1
        )
        ratios["underthesea / word ids"] = batch["underthesea"] / batch["word_ids"]
    result = {
        "command": "python benchmarks/bench_segmentation.py" + (" --underthesea PYTHON" if options.underthesea else ""),
        "machine": {"cpu": cpu(), "cores": os.cpu_count(), "python": platform.python_version(), **versions},
        "articles": {
            "number": len(texts),
            "characters": sum(map(len, texts)),
            "syllables": sum(len(text.split()) for text in texts),
        },
        "seconds": {name: round(value, 4) for name, value in batch.items()},
        "ratios": {name: round(value, 2) for name, value in ratios.items()},
        "one_article_of_500_syllables": {name: round(value, 1) for name, value in measure_one(texts).items()},
        "new_process": {name: round(value, 3) for name, value in measure_first_call().items()},
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def cpu() -> str:
    """Return the processor's name where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    main()
