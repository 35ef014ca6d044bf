"""Work shared with other processes: in order, none lost, none begun that nobody may want."""

import gc
import os
import signal
import time
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

import pytest

from vnnews.tagging import _processes
from vnnews.tagging._processes import work_in_processes


def square(number: int) -> int:
    return number * number


def slowly(number: int) -> tuple[int, int]:
    time.sleep(0.05)
    return number, os.getpid()


def collects(_: int) -> tuple[int, bool]:
    time.sleep(0.05)
    return os.getpid(), gc.isenabled()


def tell_of_collector(path: Path) -> None:
    path.write_text(str(gc.isenabled()), encoding="utf-8")


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.01)


def dies_elsewhere(number: int, bad: int, here: int) -> int:
    time.sleep(0.2 if os.getpid() == here else 0.02)
    if number >= bad and os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_in_order() -> None:
    assert list(work_in_processes(square, square, range(500), 2, 16)) == [n * n for n in range(500)]
    assert list(work_in_processes(square, square, [], 2, 16)) == []


def test_this_process_works_too() -> None:
    results = work_in_processes(slowly, slowly, range(4000), 3, 24)
    found: list[tuple[int, int]] = []
    # On a busy machine it takes its time until all have begun.
    while len({pid for _, pid in found}) < 3:
        found.append(next(results))
    results.close()
    assert [number for number, _ in found] == list(range(len(found)))
    assert os.getpid() in {pid for _, pid in found}


def test_nobody_waits_for_a_process_that_has_not_begun(tmp_path: Path) -> None:
    signal_to_go = tmp_path / "go"
    work = work_in_processes(slowly, slowly, range(40), 2, 4, prepare=partial(wait_for, signal_to_go))
    assert {pid for _, pid in work} == {os.getpid()}
    signal_to_go.touch()


def test_the_collector_is_off_while_a_process_begins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(_processes, "_pools", {})  # so that the process is a new one
    told = tmp_path / "told"
    results = work_in_processes(collects, collects, range(4000), 2, 24, prepare=partial(tell_of_collector, told))
    assert next(is_enabled for pid, is_enabled in results if pid != os.getpid())
    results.close()
    assert told.read_text(encoding="utf-8") == "False"
    (pool,) = _processes._pools.values()
    pool.shutdown()


def test_ctrl_c_is_for_the_process_that_asked() -> None:
    # Killed by it within a result, another process left this one waiting for the rest: a stopped run then hung.
    assert _processes._submit(1, signal.getsignal, signal.SIGINT).result(timeout=120) == signal.SIG_IGN


def test_what_keeps_a_process_from_beginning_is_raised() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(work_in_processes(slowly, slowly, range(4000), 2, 4, prepare=partial(int, "none")))


def test_results_that_are_none() -> None:
    assert list(work_in_processes(print, print, [""] * 9, 2, 4)) == [None] * 9


def test_an_exception_comes_in_its_turn() -> None:
    results = work_in_processes((1).__truediv__, (1).__truediv__, [1, 2, 0, 4], 2, 16)
    assert [next(results), next(results)] == [1.0, 0.5]
    with pytest.raises(ZeroDivisionError):
        next(results)
    with pytest.raises(StopIteration):
        next(results)


def test_no_more_is_read_than_said() -> None:
    source = iter(range(1000))
    results = work_in_processes(square, square, source, 2, 5)
    assert next(results) == 0
    assert next(source) <= 6
    results.close()


def test_a_killed_process_is_told_and_the_next_job_has_another() -> None:
    work = partial(dies_elsewhere, bad=10, here=os.getpid())
    with pytest.raises(BrokenProcessPool):
        list(work_in_processes(work, work, range(1000), 2, 16))
    assert list(work_in_processes(square, square, range(50), 2, 16)) == [n * n for n in range(50)]
