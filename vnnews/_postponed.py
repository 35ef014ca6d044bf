"""Modules that are imported when something of them is first asked for; for processes that are ours alone.

It stands below all rooms, because such a process imports it before anything else.
"""

from __future__ import annotations

import gc
import importlib.util
import sys
from threading import Lock
from types import ModuleType
from typing import Any

_lock = Lock()


class _Postponed(ModuleType):
    """Stands where a module will."""

    def __getattr__(self, name: str) -> Any:
        with _lock:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def postpone(name: str) -> None:
    """Let imports of a module do nothing until one of its attributes is read.

    `importlib.util.LazyLoader` does the same, but before Python 3.12 the second import already reads an attribute.

    Parameters
    ----------
    name : str
        Nothing happens if it is imported already, or its package is not installed.
    """
    # To find a part of a package, it would be imported.
    if name not in sys.modules and importlib.util.find_spec(name.partition(".")[0]) is not None:
        sys.modules[name] = _Postponed(name)


def begin() -> None:
    """Make a process ready for imports, which are most of what it does before it is of use."""
    # The collector would visit their thousands of objects again and again: an eighth of the time.
    gc.disable()
    # scikit-learn imports them for functions that nobody calls here: a quarter of the time and 34 megabytes; where
    # pandas is installed, half of the time and 99 megabytes.
    postpone("scipy.stats")
    postpone("pandas")
