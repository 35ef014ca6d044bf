"""Kernels that wait until they are worth it: one article is read before numba is even imported."""

from __future__ import annotations

import itertools
import sys
from importlib import import_module
from types import ModuleType


class Patience:
    """A module with a kernel, imported once it is worth the time.

    Parameters
    ----------
    module : str
    kernel : str
        The name of its kernel. One that each process would compile anew, or that is not compiled at all, never is.
    some, many : int
        After so many calls a kernel has saved the time that reading it takes, and that importing numba takes (0.5 s).
    """

    def __init__(self, module: str, kernel: str, some: int = 200, many: int = 2000) -> None:
        self._names = module, kernel
        self._enough = some, many
        self._n_calls = itertools.count()
        self._is_over = False
        self._module: ModuleType | None = None

    def end(self) -> ModuleType | None:
        """Return the module, or None as long as there were few calls, which this is one of."""
        if not self._is_over and next(self._n_calls) >= self._enough["numba" not in sys.modules]:
            self._import()
        return self._module

    def _import(self) -> None:
        from vnnews._jit import is_kept

        name, kernel = self._names
        module = import_module(name)
        self._module = module if is_kept(getattr(module, kernel)) else None
        self._is_over = True
