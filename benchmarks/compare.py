"""vnnews beside its peers: every one that is installed, in one run, on the same articles, words and pairs of words.

::

    VNNEWS_DATA=... python benchmarks/compare.py [--python-with-underthesea PYTHON]
    python benchmarks/compare.py --quick          # a try of a minute, on the packaged sample; see --help

Four parts: words of text (``segmentation``), matrices and topics of text (``transform``), fitting with its memory, each
in a process of its own (``fit``), and how both grow with the number of articles (``growth``). Each prints a table and
writes ``<part>.json``, and a picture if matplotlib is installed. Before anything is timed, the matrices are compared.

In each round every candidate runs, so that what else the machine does hits all of them. Compare ratios of one run, not
seconds; on a machine that does much else, those of the processor's time. What is slow reads only the first articles;
its rate is scaled by the number of syllables. Single articles are 50 different ones in turn, as they would arrive.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import candidates
import estimators
import measure
from alone import PYVI, SEGMENTED, TWO_THREADS, VNNEWS, run_alone
from measure import Timing, digits
from peer import Peer

from vnnews.text import Segmenter

RESULTS = Path(__file__).parent / "results"
CHECKED_WITH_PYVI = 100

FIRST_CALL = """
import time
start = time.perf_counter()
import vnnews.text
imported = time.perf_counter()
vnnews.text.tokenize("Thủ tướng đến Hà Nội")
print(time.perf_counter() - imported, imported - start)
"""

Result = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """The options, and the articles on disk: as they are and segmented, with the number of syllables of each."""

    options: argparse.Namespace
    raw: Path
    segmented: Path
    syllables: list[int]

    def article_facts(self, n: int) -> Result:
        return {"number": n, "syllables": sum(self.syllables[:n]), "source": measure.source(n)}

    def field(self, peer: Peer) -> candidates.Field:
        n = self.options.articles
        return candidates.Field(
            list(measure.read_texts(self.raw, n)), list(measure.read_texts(self.segmented, n)), peer
        )


def segmentation(run: Run, field: candidates.Field) -> Result:
    found, absent = candidates.segmentation(field)
    timings = measure.run_rounds(found, run.options.rounds)
    pairs = [
        ("pyvi", "word ids"),
        ("pyvi", "strings"),
        ("pyvi", "lists of words"),
        ("underthesea", "word ids"),
        ("word ids", "word ids, two threads"),
    ]
    return {
        **compared(timings, pairs, absent, run, field),
        "one_article_of_500_syllables": one_article(candidates.segmentation_of_one(field), run.options.rounds),
        "new_process": first_call(min(5, run.options.rounds)),
    }


def transform(run: Run, field: candidates.Field) -> Result:
    print("comparing the matrices ...", flush=True)
    equal = estimators.check_same(field.texts, field.segmented, CHECKED_WITH_PYVI)
    print(f"same columns, values within {estimators.TOLERANCE}: {'; '.join(equal)}", flush=True)
    fitted = candidates.fit(field)
    found, absent = candidates.transform(field, fitted)
    timings = measure.run_rounds(found, run.options.rounds)
    pairs = [
        ("pyvi + scikit-learn", "vnnews"),
        ("scikit-learn TfidfVectorizer", "vnnews"),
        ("scikit-learn HashingVectorizer", "vnnews"),
        ("underthesea_core TfIdfVectorizer", "vnnews"),
        ("vnnews", "vnnews, two threads"),
        ("underthesea_core predict", "vnnews + LinearSVC"),
        ("underthesea_core predict_batch", "vnnews + LinearSVC, two threads"),
    ]
    return {
        "ngram_range": measure.NGRAMS,
        "columns": len(fitted.ours[1].idf_),
        "same_matrix_as": equal,
        "tolerance": estimators.TOLERANCE,
        "classifiers": {"trained_on": fitted.trained_on, "max_features": candidates.MAX_FEATURES},
        **compared(timings, pairs, absent, run, field),
        "one_article_of_500_syllables": one_article(candidates.transform_of_one(field, fitted), run.options.rounds),
    }


def compared(
    timings: Sequence[Timing],
    pairs: Sequence[tuple[str, str]],
    absent: dict[str, str],
    run: Run,
    field: candidates.Field,
) -> Result:
    """Return the figures of all candidates, with the ratios of some pairs: how many times as long the first takes."""
    articles = len(field.texts)
    total = measure.syllables(field.texts)
    bases: dict[str, Timing] = {}
    for timing in timings:  # ours comes first in its group; text that is segmented already is held against raw text
        ours = timing.candidate.group != candidates.SEGMENTED
        bases.setdefault(timing.candidate.group, timing if ours else timings[0])
    named = {timing.candidate.name: timing for timing in timings}
    return {
        "articles": run.article_facts(articles),
        "rounds": run.options.rounds,
        "candidates": [timing.facts(bases[timing.candidate.group], articles, total) for timing in timings],
        "absent": absent,
        "ratios": {
            f"{slow} / {fast}": digits(named[slow].per_syllable / named[fast].per_syllable)
            for slow, fast in pairs
            if slow in named and fast in named
        },
    }


def one_article(calls: candidates.Calls, rounds: int) -> Result:
    found = measure.run_calls(calls, rounds)
    return {
        name: {"best_us": digits(1e6 * seconds[0]), "median_us": digits(1e6 * seconds[len(seconds) // 2])}
        for name, seconds in found.items()
    }


def first_call(rounds: int) -> Result:
    """Return the seconds of the first call in a new process, with the kernels in the cache."""
    runs = []
    for _ in range(rounds):
        done = subprocess.run([sys.executable, "-c", FIRST_CALL], stdout=subprocess.PIPE, check=True, text=True)
        runs.append([float(word) for word in done.stdout.split()])
    call, load = min(runs)
    return {"first_call_s": digits(call), "import_s": digits(load)}


def fit(run: Run) -> Result:
    """Fit and transform the same articles, from a list: time and memory."""
    n = run.options.fit_articles
    who = [(VNNEWS, n), (TWO_THREADS, n), (SEGMENTED, n), (PYVI, min(n, run.options.fit_pyvi))]
    absent = {}
    if not estimators.has_pyvi():
        absent[PYVI] = "not installed"
    who = [(name, number) for name, number in who if name not in absent]
    rows = alone(run, [(name, "fit_transform", number) for name, number in who], run.options.fit_rounds)
    per = {row["name"]: row["us_per_article"] for row in rows}
    peaks = {row["name"]: row["peak_mb"] for row in rows}
    return {
        "articles": run.article_facts(n),
        "rounds": run.options.fit_rounds,
        "fits": rows,
        "absent": absent,
        "ratios": {f"{name} / {VNNEWS}": digits(per[name] / per[VNNEWS]) for name in per if name != VNNEWS},
        "memory_ratios": {f"{SEGMENTED} / {VNNEWS}": digits(peaks[SEGMENTED] / peaks[VNNEWS])},
    }


def growth(run: Run) -> Result:
    """Fit streams of more and more articles: time and memory."""
    sizes = run.options.growth
    jobs = [(name, "fit", n) for n in sizes for name in (VNNEWS, SEGMENTED)]
    rows = alone(run, jobs, 1)
    ours = {row["articles"]: row["us_per_article"] for row in rows if row["name"] == VNNEWS}
    return {
        "articles": run.article_facts(max(sizes)),
        "fits": rows,
        "ratios": {
            f"{VNNEWS}, {b} articles / {a}": digits(ours[b] / ours[a]) for a, b in itertools.combinations(ours, 2)
        },
    }


def alone(run: Run, jobs: Sequence[tuple[str, str, int]], rounds: int) -> list[Result]:
    """Run every job in a process of its own in every round; return the best time and the largest memory of each."""
    run_alone(VNNEWS, jobs[0][1], run.raw, 1)  # to compile takes memory: the kernels are in the cache from here on
    found: list[list[Result]] = [[] for _ in jobs]
    for _ in range(rounds):
        for figures, (name, how, n) in zip(found, jobs, strict=True):
            print(f"{name}: {how} of {n} articles ...", flush=True)
            figures.append(run_alone(name, how, run.segmented if name == SEGMENTED else run.raw, n))
    mean = sum(run.syllables) / len(run.syllables)
    rows = []
    for figures, (name, how, n) in zip(found, jobs, strict=True):
        seconds = min(figure["seconds"] for figure in figures)
        rows.append(
            {
                "name": name,
                "work": how,
                "articles": n,
                "best_s": digits(seconds),
                "best_cpu_s": digits(min(figure["cpu_seconds"] for figure in figures)),
                # of an article of mean length, so that different numbers of articles compare
                "us_per_article": digits(1e6 * seconds / sum(run.syllables[:n]) * mean),
                "before_mb": max(figure["before_mb"] for figure in figures),
                "peak_mb": max(figure["peak_mb"] for figure in figures),
                "columns": figures[0]["columns"],
            }
        )
    return rows


ALONE: dict[str, Callable[[Run], Result]] = {"fit": fit, "growth": growth}
BESIDE: dict[str, Callable[[Run, candidates.Field], Result]] = {"segmentation": segmentation, "transform": transform}
PARTS = [*BESIDE, *ALONE]


def main() -> None:
    options = parse()
    options.output.mkdir(parents=True, exist_ok=True)
    parts = options.only or PARTS
    with tempfile.TemporaryDirectory(prefix="vnnews-benchmark-") as folder:
        run = lay_out(options, parts, Path(folder))
        if beside := [part for part in PARTS if part in parts and part in BESIDE]:
            with start_peer(options, run, Path(folder)) as peer:
                field = run.field(peer)
                for part in beside:
                    report(options, part, BESIDE[part](run, field), peer.versions)
        for part in PARTS:
            if part in parts and part in ALONE:
                report(options, part, ALONE[part](run), {})


def lay_out(options: argparse.Namespace, parts: Sequence[str], folder: Path) -> Run:
    """Write as many articles as the parts need to the folder, as they are and segmented."""
    numbers = {"fit": options.fit_articles, "growth": max(options.growth)}
    n = max(numbers.get(part, options.articles) for part in parts)
    print(f"reading {n} articles ...", flush=True)
    run = Run(options, folder / "raw.jsonl", folder / "segmented.jsonl", [])
    segmenter = Segmenter()
    articles = measure.iter_articles(n)
    while texts := list(itertools.islice(articles, 1000)):
        measure.write_lines(run.raw, texts)
        measure.write_lines(run.segmented, segmenter.tokenize_many(texts))
        run.syllables.extend(len(text.split()) for text in texts)
    if len(run.syllables) < n:
        raise SystemExit(f"there are {len(run.syllables)} articles, {n} were asked for: see --help for the numbers")
    return run


def start_peer(options: argparse.Namespace, run: Run, folder: Path) -> Peer:
    texts, labels, _ = measure.labelled_articles()
    timed, training = folder / "timed.jsonl", folder / "training.jsonl"
    measure.write_lines(timed, measure.read_texts(run.raw, options.articles))
    measure.write_lines(training, zip(texts, labels, strict=True))
    settings = {"ngram_range": measure.NGRAMS, "max_features": candidates.MAX_FEATURES}
    return Peer(options.python_with_underthesea, timed, training, settings)


def report(options: argparse.Namespace, part: str, result: Result, versions: dict[str, str]) -> None:
    """Print the part's table, write its JSON, draw its picture."""
    result = measure.head(versions) | {"part": part} | result
    path = options.output / f"{part}.json"
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n" + table(result))
    print(path)
    try:
        import pictures
    except ImportError as error:
        print(f"no picture ({error}): pip install 'vnnews[plots]'")
        return
    if drawn := pictures.draw(result, options.output):
        print(drawn)


def table(result: Result) -> str:
    """Return the figures of a part as text."""
    facts = result["articles"]
    lines = [f"{result['part']}: {facts['number']} articles, {facts['syllables']} syllables ({facts['source']})"]
    for row in result.get("candidates", ()):
        part = f"first {row['articles_measured']}" if row["articles_measured"] < facts["number"] else ""
        lines.append(
            f"  {row['name']:<36}{row['articles_per_s']:>10,.0f} articles/s {row['times_as_long']:>9.2f} × "
            f"({row['times_the_cpu']:.2f} × the processor's time)  {row['group']}  {part}"
        )
    lines += [
        f"  {row['name']:<36}{row['articles']:>7} articles "
        f"{row['best_s']:>9.2f} s ({row['best_cpu_s']:.2f} of the processor) "
        f"{row['us_per_article']:>9.0f} µs/article {row['peak_mb']:>7} MB ({row['before_mb']} before)"
        for row in result.get("fits", ())
    ]
    lines += [
        f"  one article: {name:<47} best {row['best_us']:>9.1f} µs, median {row['median_us']:>9.1f} µs"
        for name, row in result.get("one_article_of_500_syllables", {}).items()
    ]
    lines += [f"  {name}: {ratio:g}" for name, ratio in result["ratios"].items()]
    lines += [f"  memory, {name}: {ratio:g}" for name, ratio in result.get("memory_ratios", {}).items()]
    return "\n".join(lines + [f"  absent: {name} ({reason})" for name, reason in result.get("absent", {}).items()])


def positive(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r}: expected a number, 1 or more")
    return int(value)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=positive, default=2000, help="for segmentation and transform (2000)")
    parser.add_argument("--rounds", type=positive, default=7, help="of segmentation and transform (7)")
    parser.add_argument("--fit-articles", type=positive, default=20_000, help="for fit (20000)")
    parser.add_argument("--fit-pyvi", type=positive, default=1000, help="of which pyvi reads (1000)")
    parser.add_argument("--fit-rounds", type=positive, default=2, help="of fit (2)")
    parser.add_argument("--growth", type=positive, nargs="+", default=[1000, 5000, 20_000, 80_000], metavar="ARTICLES")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="few articles, one round: to see that it runs")
    parser.add_argument("--python-with-underthesea", default=sys.executable, metavar="PYTHON", help="(this one)")
    parser.add_argument("--output", type=Path, default=RESULTS, metavar="FOLDER", help="for the results (%(default)s)")
    options = parser.parse_args()
    if options.quick:
        parser.set_defaults(articles=60, rounds=1, fit_articles=60, fit_pyvi=20, fit_rounds=1, growth=[30, 60])
        options = parser.parse_args()
    return options


if __name__ == "__main__":
    main()
