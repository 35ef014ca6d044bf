"""`kernel` and `helper`: compile plain functions with numba, or leave them as they are.

It stands below all rooms, so that each may have kernels. Where numba is not installed, or ``NUMBA_DISABLE_JIT=1`` is
set, the same functions run in the interpreter: slower by two orders of magnitude, with the same results.

Compiled kernels are cached beside the module or in the user's cache folder (``NUMBA_CACHE_DIR``); where neither can be
written, each process compiles for itself, which takes a few seconds. By itself the cache notices a change of the file
that defines the kernel and of no other; here it notices a change of every module that this file imports, for a kernel
takes constants and helpers from other modules, too.
"""

from __future__ import annotations

import functools
import importlib
import warnings
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np

from vnnews._sources import digest

F = TypeVar("F", bound=Callable[..., Any])

try:
    numba: Any = importlib.import_module("numba")
except ImportError:
    numba = None

INTERPRETED: bool = numba is None or bool(numba.config.DISABLE_JIT)
"""Whether the kernels run in the interpreter."""


_kernels: list[Any] = []


def kernel(function: F) -> F:
    """Compile `function` at its first call, to run outside of the interpreter lock, and keep the machine code."""
    if INTERPRETED:
        return _wrapping_around(function)
    try:
        compiled = _compiled(function, nogil=True, cache=True)
    except RuntimeError:  # numba found no folder in which it may write its cache
        compiled = _compiled(function, nogil=True)
    else:
        _keep_while_unchanged(cast(Any, compiled), function.__module__)
    _kernels.append(compiled)
    return compiled


def _keep_while_unchanged(compiled: Any, module: str) -> None:
    """Let kept machine code count as stale once any module that it was made of has changed.

    What numba compares is the text of one file only (since 0.62; its time and size before), so that machine code of an
    older vnnews would go on being used where a constant in another file has changed.
    """
    file = getattr(compiled._cache, "_cache_file", None)  # there is none where nothing can be kept
    if file is not None:
        file._source_stamp = file._source_stamp, digest(module)


def n_compiled() -> int:
    """Return how many kernels this process has compiled, or begun to, since none were kept."""
    return sum(bool(one.stats.cache_misses) for one in _kernels)


def is_kept(function: Callable[..., Any]) -> bool:
    """Tell whether a kernel's machine code is kept for other processes: if not, each compiles it for some seconds."""
    return not INTERPRETED and cast(Any, function)._cache.cache_path is not None  # as numba tells it in inspections


def helper(function: F) -> F:
    """Compile `function` into the kernels that call it."""
    return function if INTERPRETED else _compiled(function, forceinline=True)


def _compiled(function: F, **options: Any) -> F:
    # No kernel allocates. Without numba's memory management (_nrt), passing an array to a helper costs nothing; with
    # it, every call counts references with atomic instructions, which took a third of the time.
    return cast(F, numba.njit(function, _nrt=False, **options))


def _wrapping_around(function: F) -> F:
    # Hashes wrap around at 2^64, which compiled code does silently and numpy's scalars do with a warning.
    @functools.wraps(function)
    def interpreted(*args: Any) -> Any:
        with np.errstate(over="ignore"):
            return function(*args)

    return cast(F, interpreted)


@functools.cache
def warn_if_interpreted() -> None:
    """Say once per process that the kernels are not compiled, and why."""
    if INTERPRETED:
        reason = "numba is not installed (pip install numba)" if numba is None else "NUMBA_DISABLE_JIT is set"
        warnings.warn(
            f"word segmentation runs in the interpreter, about 100 times slower, because {reason}",
            RuntimeWarning,
            stacklevel=2,
        )
