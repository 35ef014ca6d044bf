"""Many articles: the same tags from one worker or many, in bounded memory."""

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import joblib
import pytest

from vnnews.datasets import load_sample
from vnnews.tagging import ArticleTagger, Tags

ARTICLES = load_sample().articles
TEXTS = [article.text for article in ARTICLES]
BAD: list[Any] = [None, b"\xff\xfe\xfa", 3.5, "Nga \ud800 và Mỹ"]
MIXED = [item for pair in zip(TEXTS[:12], itertools.cycle(BAD)) for item in pair]


@pytest.fixture(scope="module")
def expected(small: ArticleTagger) -> list[Tags]:
    return list(small.tag_many(TEXTS))


@pytest.mark.parametrize("backend", ["threading", "loky"])
@pytest.mark.parametrize("chunk_size", [1, 7, 64])
def test_workers_change_nothing(small: ArticleTagger, expected: list[Tags], backend: str, chunk_size: int) -> None:
    with joblib.parallel_config(backend):
        assert list(small.tag_many(iter(TEXTS), n_jobs=2, chunk_size=chunk_size)) == expected


def test_one_by_one_is_the_same(small: ArticleTagger, expected: list[Tags]) -> None:
    assert [small.tag(text) for text in TEXTS] == expected


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_a_bad_article_costs_no_other(small: ArticleTagger, expected: list[Tags], n_jobs: int) -> None:
    found = list(small.tag_many(MIXED, n_jobs=n_jobs, chunk_size=5))
    assert len(found) == len(MIXED)
    assert found[::2] == expected[:12]
    assert all(tags.error for tags in found[1::2])
    assert list(small.tag_many(MIXED, n_jobs=n_jobs, chunk_size=5, on_error="skip")) == expected[:12]
    with pytest.raises(TypeError) as raised:
        list(small.tag_many(MIXED, n_jobs=n_jobs, chunk_size=5, on_error="raise"))
    assert "item 1, counted from 0" in raised.value.__notes__


def test_what_nobody_thought_of_is_recorded(small: ArticleTagger) -> None:
    class Odd(str):
        def __getattribute__(self, name: str) -> Any:
            raise RecursionError("deep inside")

    found = list(small.tag_many([TEXTS[0], Odd("Nga"), TEXTS[1]]))
    assert [tags.error is None for tags in found] == [True, False, True]
    assert found[1].error == "RecursionError: deep inside"


@pytest.mark.parametrize(("name", "value"), [("on_error", "ignore"), ("chunk_size", 0)])
def test_bad_options(small: ArticleTagger, name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{name}={value!r}"):
        small.tag_many(TEXTS, **{name: value})


def test_reads_a_chunk_ahead(small: ArticleTagger) -> None:
    read = []

    def items() -> Iterator[str]:
        for number in itertools.count():
            read.append(number)
            yield TEXTS[0]

    for chunk_size, n_read in ((1, 3), (10, 10)):
        read.clear()
        assert len(list(itertools.islice(small.tag_many(items(), chunk_size=chunk_size), 3))) == 3
        assert len(read) == n_read


def test_progress_is_shown_when_asked_for(small: ArticleTagger, capsys: pytest.CaptureFixture[str]) -> None:
    list(small.tag_many(TEXTS[:5]))
    assert capsys.readouterr().err == ""
    list(small.tag_many(TEXTS[:5], progress=True))
    assert "5/5" in capsys.readouterr().err


@pytest.mark.parametrize("seconds", [1, pytest.param(60, marks=pytest.mark.slow)])
def test_eight_threads_share_one_tagger(shipped: ArticleTagger, seconds: float) -> None:
    expected = list(shipped.tag_many(TEXTS))
    end = time.monotonic() + seconds
    wrong, rounds = [], []

    def work(first: int) -> None:
        for number in itertools.count(first):
            text = number * 7 % len(TEXTS)
            if number % 5:
                same = shipped.tag(TEXTS[text]) == expected[text]
            else:
                same = list(shipped.tag_many(TEXTS[text:])) == expected[text:]
            if not same:
                wrong.append(text)
            if time.monotonic() > end:
                rounds.append(number - first + 1)
                return

    threads = [threading.Thread(target=work, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rounds) == 8
    assert not wrong


_INTERRUPTED = """
import itertools, sys
from vnnews import load_tagger
from vnnews.datasets import load_sample

if __name__ == "__main__":
    text = load_sample().articles[0].text
    try:
        for number, tags in enumerate(load_tagger().tag_many(itertools.repeat(text), n_jobs=int(sys.argv[1]))):
            if number == 100:
                print("begun", flush=True)
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="sends signals as POSIX has them")
@pytest.mark.parametrize("n_jobs", [1, 2])
def test_ctrl_c_ends_it(n_jobs: int) -> None:
    # As a terminal does: to the whole group, workers too.
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, str(n_jobs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert out == "stopped\n", err
    assert process.returncode == 0, err
    # No one of the group lives on.
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("workers outlive the process that was stopped")


_MEMORY = """
import itertools, json, sys
from vnnews import load_tagger
from vnnews.datasets import load_sample
from vnnews.streams._summary import peak_memory

tagger = load_tagger()
texts = itertools.cycle([article.text for article in load_sample().articles])
peaks = []
for number, tags in enumerate(tagger.tag_many(itertools.islice(texts, int(sys.argv[1]))), 1):
    if number in (int(sys.argv[1]) // 4, int(sys.argv[1])):
        peaks.append(peak_memory())
print(json.dumps(peaks))
"""


@pytest.mark.parametrize("n_articles", [400, pytest.param(8000, marks=pytest.mark.slow)])
def test_memory_does_not_grow(n_articles: int) -> None:
    result = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(n_articles)], capture_output=True, text=True, check=True, timeout=600
    )
    early, late = json.loads(result.stdout)
    assert late - early < 20e6


@pytest.mark.parametrize("chunk_size", [3, 64])
def test_dask_as_joblib_knows_it(small: ArticleTagger, expected: list[Tags], chunk_size: int) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra dask: pip install 'vnnews[dask]'")
    with (
        distributed.Client(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0"),
        joblib.parallel_config("dask"),
    ):
        assert list(small.tag_many(iter(TEXTS), chunk_size=chunk_size)) == expected
