"""Work on processes of this machine, of which the one that asks is one.

joblib leaves that one to wait: two workers are then three processes, each with a hundred megabytes of libraries. Here
it works too, whenever the others have enough to do; a short job may be over before the first of them has begun. The
processes are loky's, as joblib's are, and stay for the next job as those do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from threading import Lock
from typing import Any, TypeVar

from joblib.externals.loky import ProcessPoolExecutor
from joblib.externals.loky.backend import get_context
from joblib.externals.loky.process_executor import ShutdownExecutorError

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

    Yields
    ------
    object
        Exceptions come in their turn, and end it.
    """
    remaining, n_read, n_taken = iter(chunks), 0, 0
    waiting: dict[Future[Result], int] = {}
    done: dict[int, Future[Result]] = {}
    try:
        while True:
            if (own := done.pop(n_taken, None)) is not None:
                yield own.result()
                n_taken += 1
                continue
            while len(waiting) < _QUEUED * (n_processes - 1) and n_read - n_taken < n_ahead:
                chunk = next(remaining, _END)
                if chunk is _END:
                    break
                waiting[_submit(there, chunk, n_processes - 1)] = n_read
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
        # Who is at work may still read the model.
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


def _submit(function: Callable[[Chunk], Result], chunk: Chunk, n_workers: int) -> Future[Result]:
    # A forked process has the pool of its parent, and can't use it.
    key = (os.getpid(), n_workers)
    with _lock:
        for is_new in (False, True):
            if is_new or key not in _pools:
                _pools[key] = ProcessPoolExecutor(n_workers, timeout=_IDLE_SECONDS, context=get_context("loky"))
            try:
                future: Future[Result] = _pools[key].submit(function, chunk)
            except (BrokenProcessPool, ShutdownExecutorError):
                if is_new:
                    raise
            else:
                return future
    raise AssertionError("the second pool either takes the chunk or raises")
