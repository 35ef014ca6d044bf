"""A model and chunks of work to threads, processes or machines: in order, in bounded memory, the model sent once.

joblib's generator hands out new work as soon as old work is done, however slowly the results are taken: behind a slow
reader they would pile up. Here the chunks go to it in windows: the next is read when the last result of the one before
was taken. Workers idle at the end of a window, for about half a chunk out of eight. Processes of this machine, the
usual case, have a module of their own, ``_processes``.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

import joblib
from joblib.parallel import BACKENDS, get_active_backend

from vnnews.tagging._processes import work_in_processes

Model = TypeVar("Model")
Chunk = TypeVar("Chunk")
Result = TypeVar("Result")

_CHUNKS_PER_WORKER = 8


def map_chunks(
    function: Callable[[Model, Chunk], Result], model: Model, chunks: Iterable[Chunk], *, n_jobs: int | None = None
) -> Generator[Result, None, None]:
    """Yield ``function(model, chunk)`` for every chunk, in order.

    Parameters
    ----------
    function : callable
        For processes it must be importable: a function of a module, a `functools.partial` of one.
    model : object
        Threads share it. Other processes read it once each, from a temporary file that is mapped into memory, so that
        its arrays exist once for all of them; Dask's workers get it once each.
    chunks : iterable
        Read at most eight chunks per worker ahead of the results.
    n_jobs : int, optional
        Workers; as joblib counts them (-1 for one per core, None for 1 unless `joblib.parallel_config` says otherwise).
        The backend is that of `joblib.parallel_config`; by default processes, this one among them.

    Yields
    ------
    object
        What the function returned. Its exceptions are raised here, and no further chunk is begun; so it is when the
        generator is closed.

    Examples
    --------
    >>> list(map_chunks(lambda factor, chunk: [factor * number for number in chunk], 10, [[1, 2], [3]]))
    [[10, 20], [30]]
    """
    n_workers = joblib.effective_n_jobs(n_jobs)
    if n_workers == 1 and not _is_remote():
        for chunk in chunks:
            yield function(model, chunk)
        return
    if _is_local_processes():
        with _shared(model) as handle:
            here, there = partial(function, model), partial(_call, function, handle)
            work = work_in_processes(here, there, chunks, n_workers, _CHUNKS_PER_WORKER * n_workers, prepare=handle.get)
            # Closed here and now, so that nobody reads the model when its file goes.
            with closing(work) as results:
                yield from results
        return
    remaining = iter(chunks)
    with _shared(model) as handle, joblib.Parallel(n_jobs=n_jobs, return_as="generator", batch_size=1) as parallel:
        task = joblib.delayed(partial(_call, function))
        while window := list(islice(remaining, _CHUNKS_PER_WORKER * n_workers)):
            with _closing(parallel(task(handle, chunk) for chunk in window)) as results:
                # Not `yield from`, which would close them at once, where joblib's warning is heard.
                for result in results:  # noqa: UP028
                    yield result


@contextmanager
def _closing(results: Generator[Result, None, None]) -> Iterator[Generator[Result, None, None]]:
    try:
        yield results
    finally:
        with warnings.catch_warnings():
            # Who stops early means it; joblib says each time how much work that wastes.
            warnings.filterwarnings("ignore", ".*(successfully executed|still being processed)", UserWarning)
            results.close()


def _call(function: Callable[[Any, Any], Any], handle: _Handle, chunk: Any) -> Any:
    return function(handle.get(), chunk)


class _Handle(Protocol):
    def get(self) -> Any: ...


class _InMemory:
    """A model as it is: for threads, and for Dask, which sends a large argument to each worker once."""

    def __init__(self, model: object) -> None:
        self.model = model

    def get(self) -> Any:
        return self.model

    def __sizeof__(self) -> int:
        # Dask sends what seems small again with every task, and does not look into objects that it does not know.
        return 1 << 24


class _OnDisk:
    """A model in a file of this machine: a process reads it when it first needs it."""

    _read: tuple[str, Any] = ("", None)

    def __init__(self, path: str) -> None:
        self.path = path

    def get(self) -> Any:
        if _OnDisk._read[0] != self.path:
            # Copy on write: kernels are compiled for arrays that can be written to, and none of them is.
            _OnDisk._read = (self.path, joblib.load(self.path, mmap_mode="c"))
        return _OnDisk._read[1]


def _backend_is(*names: str) -> bool:
    backend, _ = get_active_backend()
    return isinstance(backend, tuple(BACKENDS[name] for name in names if name in BACKENDS))


def _is_local_processes() -> bool:
    # joblib's generator does not do with the latter; both get the processes of `_processes`.
    return _backend_is("loky", "multiprocessing")


def _is_remote() -> bool:
    return not _backend_is("sequential", "threading", "loky", "multiprocessing")


@contextmanager
def _shared(model: object) -> Iterator[_Handle]:
    if not _is_local_processes():
        yield _InMemory(model)
        return
    folder = tempfile.mkdtemp(prefix="vnnews-")
    try:
        path = str(Path(folder) / "model.joblib")
        joblib.dump(model, path)
        yield _OnDisk(path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
