"""What the figures of the benchmarks rest on: rates of a part, rounds, memory of one process, paths that stay here."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from vnnews.datasets import Document

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def measure(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return __import__("measure")


def test_what_reads_a_part_is_scaled_by_syllables(measure: ModuleType) -> None:
    ours = measure.Timing(
        measure.Candidate("ours", lambda: (0, 0), articles=10, syllables=1000), [(2.0, 1.0), (1.0, 1.0)]
    )
    slow = measure.Timing(measure.Candidate("slow", lambda: (0, 0), articles=2, syllables=250), [(5.0, 2.5)])
    facts = slow.facts(ours, 10, 1000)
    assert facts["times_as_long"] == 20
    assert facts["times_the_cpu"] == 10
    assert facts["articles_per_s"] == 0.5
    assert facts["us_per_article"] == 2e6
    assert ours.facts(ours, 10, 1000)["best_s"] == 1
    assert ours.facts(ours, 10, 1000)["median_s"] == 1.5


def test_everybody_runs_in_every_round(measure: ModuleType) -> None:
    ran = []

    def candidate(name: str, seconds: float) -> object:
        return measure.Candidate(name, lambda: (ran.append(name), (seconds, seconds))[1])

    slow, fast = measure.run_rounds([candidate("slow", 1.0), candidate("fast", 0.05)], rounds=3, at_least=0.2)
    assert ran[:2] == ["slow", "fast"]  # unmeasured
    assert len(slow.spent) == 3
    assert len(fast.spent) == 12  # four calls in each round
    rounds = [set(ran[2 + 5 * i : 7 + 5 * i]) for i in range(3)]
    assert rounds == [{"slow", "fast"}] * 3


def test_articles_of_a_number_of_syllables(measure: ModuleType) -> None:
    cuts = measure.articles_of(5, ["một hai ba bốn", "năm sáu bảy", "tám chín mười mười một"], number=10)
    assert cuts == ["một hai ba bốn năm", "sáu bảy tám chín mười"]
    assert measure.articles_of(5, ["một hai"]) == ["một hai"]


def test_memory_is_that_of_the_process_alone() -> None:
    code = """
import measure
before, _ = measure.memory_mb()
held = bytearray(b"1") * (80 << 20)
held = None
print(measure.memory_mb()[1] - before)
"""
    ours = bytearray(b"1") * (300 << 20)  # a process must not inherit what the one that starts it holds
    path = os.pathsep.join([str(BENCHMARKS), str(BENCHMARKS.parent)])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert len(ours) == 300 << 20
    assert done.returncode == 0, done.stderr
    assert 75 < float(done.stdout) < 110


def test_the_command_names_no_place_on_this_machine(measure: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VNNEWS_DATA", raising=False)
    python = Path.cwd().absolute() / "python"
    monkeypatch.setattr(sys, "argv", [str(BENCHMARKS / "compare.py"), "--rounds", "3", "--output", str(python)])
    assert measure.command() == "python benchmarks/compare.py --rounds 3 --output PYTHON"
    monkeypatch.setattr(sys, "argv", ["compare.py", f"--python-with-underthesea={python}"])
    assert measure.command() == "python benchmarks/compare.py --python-with-underthesea=PYTHON"


def test_articles_are_repeated_where_there_are_too_few(measure: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VNNEWS_DATA", raising=False)
    texts = list(measure.iter_articles(200))
    assert len(texts) == 200
    assert len(set(texts)) < 200
    assert "repeated to 200" in measure.source(200)
    assert "repeated" not in measure.source(10)


@pytest.mark.corpus
def test_articles_are_of_both_archives_in_turn(measure: ModuleType) -> None:
    if not measure.has_corpora():
        pytest.skip("needs the corpora: set VNNEWS_DATA to their folder")
    texts = list(measure.iter_articles(6))
    assert texts[::2] == [document.text for document in _first(measure.iter_baomoi2017())]
    assert texts[1::2] == [document.text for document in _first(measure.iter_vietnews2019())]


def _first(documents: Iterator[Document]) -> list[Document]:
    return [next(documents) for _ in range(3)]
