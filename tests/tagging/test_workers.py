"""Work on threads, processes and a cluster: in order, in bounded memory, and over when it is over."""

import os
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import joblib
import numpy as np
import pytest

from vnnews.tagging import map_chunks

BACKENDS = ["threading", "loky"]


def scaled(model: np.ndarray, chunk: list[int]) -> list[float]:
    return [float(model[0]) * number for number in chunk]


def where(model: np.ndarray, _: int) -> tuple[int, int, bool]:
    time.sleep(0.1)  # so that the others come to it
    return os.getpid(), id(model), isinstance(model, np.memmap)


def all_at_work(expected: int, n_jobs: int | None = None) -> set[tuple[int, int, bool]]:
    """Give out chunks until so many processes have worked, which on a busy machine takes its time, and some more."""
    results = map_chunks(where, np.ones(1 << 20), range(3000), n_jobs=n_jobs)
    found = set()
    while len({pid for pid, *_ in found}) < expected:
        found.add(next(results))
    found.update(islice(results, 32))
    results.close()
    return found


def fails_at(model: object, number: int, bad: int) -> int:
    if number == bad:
        raise KeyError(f"{number} of {type(model).__name__}")
    return number


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("n_jobs", [1, 2, 3])
def test_in_order(backend: str, n_jobs: int) -> None:
    chunks = [[i, i + 1] for i in range(101)]
    with joblib.parallel_config(backend):
        assert list(map_chunks(scaled, np.array([2.0]), chunks, n_jobs=n_jobs)) == [
            [2 * i, 2 * i + 2] for i in range(101)
        ]
        assert list(map_chunks(scaled, np.array([2.0]), [], n_jobs=n_jobs)) == []


@pytest.mark.parametrize(("backend", "expected"), [("threading", 1), ("loky", 3), ("multiprocessing", 3)])
def test_parallel_config_says_how_many(backend: str, expected: int) -> None:
    with joblib.parallel_config(backend, n_jobs=3):
        found = all_at_work(expected)
    assert len({pid for pid, *_ in found}) == expected
    assert os.getpid() in {pid for pid, *_ in found}


def test_a_process_reads_the_model_once() -> None:
    found = all_at_work(3, n_jobs=3)
    assert len({(pid, its) for pid, its, _ in found}) == len({pid for pid, *_ in found}) == 3
    assert {(pid == os.getpid(), mapped) for pid, _, mapped in found} == {(True, False), (False, True)}


def test_each_call_has_its_own_model() -> None:
    for factor in (2.0, 3.0):
        assert next(map_chunks(scaled, np.array([factor]), [[1]] * 4, n_jobs=2)) == [factor]


@pytest.mark.parametrize("backend", BACKENDS)
def test_reads_a_window_ahead_and_no_more(backend: str) -> None:
    read = []

    def chunks() -> Iterator[list[int]]:
        for number in range(1000):
            read.append(number)
            yield [number]

    with joblib.parallel_config(backend):
        results = map_chunks(scaled, np.ones(1), chunks(), n_jobs=2)
        assert read == []
        for number in range(40):
            assert next(results) == [number]
            assert len(read) <= number + 17
        results.close()
    assert len(read) <= 57


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_exception_ends_it(backend: str) -> None:
    with joblib.parallel_config(backend):
        results = map_chunks(partial(fails_at, bad=20), object(), range(100), n_jobs=2)
        with pytest.raises(KeyError, match="20 of object"):
            list(results)
        # And the workers are fit for what comes next.
        assert list(map_chunks(partial(fails_at, bad=-1), object(), range(5), n_jobs=2)) == [0, 1, 2, 3, 4]


def test_an_exception_of_the_source_arrives() -> None:
    def chunks() -> Iterator[list[int]]:
        yield [1]
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(map_chunks(scaled, np.ones(1), chunks(), n_jobs=2))


def test_no_file_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    results = map_chunks(scaled, np.ones(1), [[i] for i in range(100)], n_jobs=2)
    next(results)
    assert list(tmp_path.glob("vnnews-*"))
    results.close()
    assert not list(tmp_path.glob("vnnews-*"))
