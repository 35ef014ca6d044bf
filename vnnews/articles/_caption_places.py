"""Where captions without a credit may stand: everywhere, or where a kernel sees some hope."""

from __future__ import annotations

import functools
import itertools
import sys
from collections.abc import Iterable
from types import ModuleType

import numpy as np

from vnnews.articles._caption_candidates import Page, Place, all_places
from vnnews.articles._caption_table import OPENING, UNTITLED, load_table

_SOME_PAGES, _MANY_PAGES = 200, 2000
"""From so many pages on the kernel has saved the time that reading it takes, and that importing numba takes."""
_ROOM = 256
_CODES = np.dtype("<u2")
_MOST_KNOWN = 120

_n_pages = itertools.count()


def places_on(page: Page) -> Iterable[Place]:
    """Return where captions may stand; once there were some pages, without most of what is hopeless."""
    places = None
    if next(_n_pages) >= (_SOME_PAGES if "numba" in sys.modules else _MANY_PAGES) and _is_fast():
        places = hopeful_places(page)
    return all_places(page) if places is None else places


@functools.cache
def _is_fast() -> bool:
    """Tell whether the kernel is compiled, and once for all processes."""
    from vnnews._jit import is_kept

    return is_kept(_kernel().search)


@functools.cache
def _kernel() -> ModuleType:
    # numba takes half a second to import: not before it is worth it.
    from vnnews.articles import _caption_search

    return _caption_search


def hopeful_places(page: Page) -> list[Place] | None:
    """Return where captions may stand, without what is hopeless by its words and signs; None where that is not told.

    It is not where a page has characters beyond the basic plane, or very many such places.
    """
    kernel = _kernel()
    codes = np.frombuffer(page.source.encode("utf-16-le", "surrogatepass"), _CODES)
    if len(codes) != len(page.source):
        return None
    spans = [x for part in page.body for x in (part.start, part.end, part.role == "body")]
    reading = kernel.Reading(codes, load_table(page.rules), np.empty(_MOST_KNOWN, np.int64))
    tries = np.empty((_ROOM, kernel.N_COLUMNS), np.int64)
    n = kernel.search(reading, np.array(spans, np.int64), OPENING if page.place == "opening" else UNTITLED, tries)
    return None if n < 0 else [tuple(row[:4]) for row in tries[:n].tolist()] if n else []
