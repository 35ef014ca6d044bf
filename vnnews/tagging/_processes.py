"""Work on processes of this machine, of which the one that asks is one.

joblib leaves that one to wait: two workers are then three processes, each with a hundred megabytes of libraries. Here
it works too, whenever the others have enough to do. These get nothing to do before they have said that they are ready,
which takes some seconds at the first job: a short one is over by then. The processes are loky's, as joblib's are, and
stay for the next job as those do.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from threading import Lock
from typing import Any, TypeVar

from joblib.externals.loky import ProcessPoolExecutor
from joblib.externals.loky.backend import get_context
from joblib.externals.loky.process_executor import ShutdownExecutorError

from vnnews._postponed import begin

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")

_IDLE_SECONDS = 300
_QUEUED = 3
"""Chunks for each other process: one at work, and what it does while this one is busy with its own."""

_lock = Lock()
_pools: dict[tuple[int, int], ProcessPoolExecutor] = {}


def work_in_processes(
    here: Callable[[Chunk], Result],
    there: Callable[[Chunk], Result],
    chunks: Iterable[Chunk],
    n_processes: int,
    n_ahead: int,
    *,
    prepare: Callable[[], object] = int,
) -> Generator[Result, None, None]:
    """Yield what becomes of every chunk, in order.

    Parameters
    ----------
    here, there : callable
        The work in this process, and in the others, where it must be importable. They give the same.
    chunks : iterable
    n_processes : int
        With this one; 2 or more.
    n_ahead : int
        So many chunks are read at most whose result was not taken.
    prepare : callable, optional
        What another process does first; by default it only begins.

    Yields
    ------
    object
        Exceptions come in their turn, and end it; those of ``prepare`` at once.
    """
    remaining, n_read, n_taken = iter(chunks), 0, 0
    beginning = [_submit(n_processes - 1, prepare) for _ in range(n_processes - 1)]
    waiting: dict[Future[Result], int] = {}
    done: dict[int, Future[Result]] = {}
    try:
        while True:
            if (own := done.pop(n_taken, None)) is not None:
                yield own.result()
                n_taken += 1
                continue
            most = _QUEUED * _n_ready(beginning)
            while len(waiting) < most and n_read - n_taken < n_ahead:
                chunk = next(remaining, _END)
                if chunk is _END:
                    break
                waiting[_submit(n_processes - 1, there, chunk)] = n_read
                n_read += 1
            done.update((waiting.pop(future), future) for future in list(waiting) if future.done())
            if n_taken in done:
                continue
            chunk = next(remaining, _END) if n_read - n_taken < n_ahead else _END
            if chunk is not _END:
                done[n_read] = _attempt(here, chunk)
                n_read += 1
            elif waiting:
                wait(waiting, return_when=FIRST_COMPLETED)
            else:
                return
    finally:
        for future in waiting:
            future.cancel()
        for one in beginning:
            one.cancel()
        # Who is at work may still read the model. Who has not begun, and then can't find it, has nothing to do anyway.
        wait(future for future in waiting if not future.cancelled())


_END: Any = object()


def _attempt(function: Callable[[Chunk], Result], chunk: Chunk) -> Future[Result]:
    outcome: Future[Result] = Future()
    try:
        outcome.set_result(function(chunk))
    # It waits for its turn, as those of the other processes do.
    except Exception as error:
        outcome.set_exception(error)
    return outcome


def _n_ready(beginning: Sequence[Future[object]]) -> int:
    ready = [future for future in beginning if future.done()]
    for future in ready:
        future.result()
    return len(ready)


def _submit(n_workers: int, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
    # A forked process has the pool of its parent, and can't use it.
    key = (os.getpid(), n_workers)
    with _lock:
        for is_new in (False, True):
            if is_new or key not in _pools:
                _pools[key] = ProcessPoolExecutor(
                    n_workers, timeout=_IDLE_SECONDS, context=get_context("loky"), initializer=_begin
                )
            try:
                future: Future[Result] = _pools[key].submit(_collecting, function, *arguments)
            except (BrokenProcessPool, ShutdownExecutorError):
                if is_new:
                    raise
            else:
                return future
    raise AssertionError("the second pool either takes the chunk or raises")


def _begin() -> None:
    """Make another process ready for work, which who asked for it stops: a terminal sends Ctrl-C to all.

    Stopped while it hands over a result, it would leave who waits for the rest of that waiting for good.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begin()


def _collecting(function: Callable[..., Result], *arguments: Any) -> Result:
    """Call in another process, with the collector turned on when its first work is done."""
    try:
        return function(*arguments)
    finally:
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
