"""The examples for a cluster: the same bytes from any number of workers, whatever dies on the way."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.streams.files import ROWS, write_jsonl
from vnnews import VietnameseTfidfVectorizer, load_model, parse_article
from vnnews.streams import read_texts, split_file, tag_file
from vnnews.tagging import ArticleTagger

pytest.importorskip("distributed", reason="needs the extra dask: pip install 'vnnews[dask]'")

EXAMPLES = Path(__file__).parent.parent / "examples"
BROKEN: list[Any] = [b'{"text": "Nga', {"id": "no text"}, b"[]"]
BYTES = 40_000


@pytest.fixture
def corpus(tmp_path: Path) -> list[Path]:
    """Two files, of which the second has broken rows in its last partition."""
    return [
        write_jsonl(tmp_path / "2020.jsonl", ROWS * 3),
        write_jsonl(tmp_path / "2021.jsonl", [*ROWS, *BROKEN]),
    ]


def tag(corpus: list[Path], output: Path, *options: str) -> subprocess.CompletedProcess[str]:
    with start(corpus, output, *options) as process:
        out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def start(corpus: list[Path], output: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(EXAMPLES / "tag_with_dask.py"), *map(str, corpus), "--output", str(output)]
    return subprocess.Popen(
        [*command, "--partition-bytes", str(BYTES), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def contents(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in output.glob("*.jsonl")}


@pytest.fixture
def expected(shipped: ArticleTagger, corpus: list[Path], tmp_path: Path) -> dict[str, bytes]:
    """What one process makes of the partitions."""
    folder = tmp_path / "one"
    folder.mkdir()
    parts = [part for path in corpus for part in split_file(path, BYTES)]
    for number, part in enumerate(parts):
        tag_file(part, folder / f"{number:06d}-{Path(part.path).stem}.jsonl", tagger=shipped)
    return contents(folder)


@pytest.mark.parametrize("n_workers", [2, pytest.param(4, marks=pytest.mark.slow)])
def test_workers_change_no_byte_and_nothing_is_done_twice(
    corpus: list[Path], expected: dict[str, bytes], tmp_path: Path, n_workers: int
) -> None:
    output = tmp_path / "out"
    result = tag(corpus, output, "--workers", str(n_workers))
    assert result.returncode == 1, result.stderr
    assert contents(output) == expected
    assert f"{4 * len(ROWS) + len(BROKEN)} articles" in result.stdout.replace(",", "")
    told = [line for line in result.stderr.splitlines() if ": row " in line]
    assert len(told) == len(BROKEN)
    assert all("2021.jsonl [" in line for line in told)

    # Two partitions are lost, one of them half-way; the others stay as they are.
    times = {name: (output / name).stat().st_mtime_ns for name in expected}
    lost = sorted(expected)[:2]
    for name in lost:
        (output / name).unlink()
    (output / f".{lost[0]}.abc.tmp").write_bytes(b'{"half')
    again = tag(corpus, output, "--workers", "1")
    assert f"{len(expected):,} partitions, {len(expected) - 2:,} of them done" in again.stdout
    assert contents(output) == expected
    assert {name for name in expected if (output / name).stat().st_mtime_ns != times[name]} == set(lost)

    other = tag(corpus, output, "--keep", "id")
    assert other.returncode == 1
    assert "is of a run with other sources or options" in other.stderr


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    return [int(child) for task in tasks.iterdir() for child in (task / "children").read_text(encoding="utf-8").split()]


def workers(pid: int) -> list[int]:
    """Return the processes below a client that run Dask's workers."""
    below = [(child, Path(f"/proc/{child}/cmdline").read_bytes()) for child in children(pid)]
    return [child for child, command in below if b"spawn_main" in command]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the workers in /proc, which Linux has")
def test_a_killed_worker_costs_nothing(corpus: list[Path], expected: dict[str, bytes], tmp_path: Path) -> None:
    output = tmp_path / "out"
    with start(corpus, output, "--workers", "2") as process:
        # A worker is killed while it writes: there is an unfinished partition.
        deadline = time.monotonic() + 200
        while not list(output.glob(".*.tmp")) or not list(output.glob("*.jsonl")):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        victims = workers(process.pid)
        assert victims
        os.kill(victims[0], signal.SIGKILL)
        out, err = process.communicate(timeout=300)
    assert process.returncode == 1, err
    assert contents(output) == expected
    assert err.count(": row ") == len(BROKEN)
    assert f"{4 * len(ROWS) + len(BROKEN)} articles" in out.replace(",", "")
    assert not list(output.glob(".*"))
    plan = json.loads((output / "plan.json").read_text(encoding="utf-8"))
    assert [Path(name).name for name, _ in plan["sources"]] == ["2020.jsonl", "2021.jsonl"]


def test_a_fit_by_parts_is_a_fit_of_the_whole(corpus: list[Path], tmp_path: Path) -> None:
    given = [
        *map(str, corpus),
        "--output",
        str(tmp_path / "vectorizer"),
        "--workers",
        "2",
        "--partition-bytes",
        "40000",
    ]
    subprocess.run([sys.executable, str(EXAMPLES / "fit_with_dask.py"), *given], check=True, timeout=300)
    fitted = load_model(tmp_path / "vectorizer")
    whole = VietnameseTfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
    whole.fit(parse_article(text) for path in corpus for text in read_texts(path))
    assert fitted.vocabulary_ == whole.vocabulary_
    assert np.array_equal(fitted.idf_, whole.idf_)
