"""Where captions without a credit may stand: everywhere, or where a kernel sees some hope."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from types import ModuleType

import numpy as np

from vnnews.articles._caption_candidates import LONGEST_FOLLOWING, Page, Place, all_places
from vnnews.articles._caption_table import OPENING, UNTITLED, load_table
from vnnews.articles._patience import Patience

_ROOM = 256
_MOST_WORDS = 2 * LONGEST_FOLLOWING
_START, _END, _ROLE = attrgetter("start"), attrgetter("end"), attrgetter("role")

_patience = Patience("vnnews.articles._caption_search", "search")


def places_on(page: Page) -> Iterable[Place]:
    """Return where captions may stand; once there were some pages, without most of what is hopeless."""
    kernel = _patience.end()
    places = hopeful_places(page, kernel) if kernel is not None else None
    return all_places(page) if places is None else places


def hopeful_places(page: Page, kernel: ModuleType) -> list[Place] | None:
    """Return where captions may stand, without what is hopeless by its words and signs; None where that is not told.

    It is not where a page has characters beyond the basic plane, or very many such places.

    Parameters
    ----------
    page : Page
    kernel : module
        `vnnews.articles._caption_search`, which is not imported here: numba takes half a second to import.
    """
    codes = page.codes
    if codes is None:
        return None
    parts = page.top + page.body
    spans = np.array([*map(_START, parts), *map(_END, parts)], np.int64).reshape(2, -1)
    # Below a title, the lead is none of the paragraphs.
    roles = [] if page.place == "opening" else [*map(_ROLE, page.body)]
    lead = roles.index("lead") if "lead" in roles else -1
    place = OPENING if page.place == "opening" else UNTITLED
    room, tries = np.empty((2, _MOST_WORDS), np.uint64), np.empty((_ROOM, kernel.N_COLUMNS), np.int64)
    n = kernel.search(codes, *load_table(page.rules), room, spans, len(page.top), lead, place, tries)
    if n <= 0:
        return None if n < 0 else []
    # A sentence may be noted several times.
    found: dict[tuple[int, int, int], int] = {}
    for i, at, stop, what, *_ in tries[:n].tolist():
        found[i, at, stop] = found.get((i, at, stop), 0) | what
    return [(*where, what) for where, what in found.items()]
