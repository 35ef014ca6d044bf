"""`kernel`: compile a plain function with numba, or leave it as it is.

Where numba is not installed, or ``NUMBA_DISABLE_JIT=1`` is set, the same functions run in the interpreter: slower by two
orders of magnitude, with the same results.

Compiled code is cached beside the module or in the user's cache folder (``NUMBA_CACHE_DIR``); where neither can be
written, each process compiles for itself. The cache notices changes of the file that defines the kernel and of no other:
a kernel therefore calls nothing outside of its own module, and takes only constants from others.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np

try:
    import numba
except ImportError:
    numba = None

INTERPRETED: bool = numba is None or bool(numba.config.DISABLE_JIT)
"""Whether the kernels run in the interpreter."""

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile `function` at its first call, free of the interpreter lock, or wrap it where numba is missing."""
    if INTERPRETED:
        return _wrapping_around(function)
    try:
        return cast(F, numba.njit(function, nogil=True, cache=True))
    except RuntimeError:  # no folder in which numba may keep its cache
        return cast(F, numba.njit(function, nogil=True))


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
            stacklevel=3,
        )
