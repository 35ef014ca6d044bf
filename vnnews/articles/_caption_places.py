"""Where captions without a credit may stand: everywhere, or where a kernel sees some hope."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

import numpy as np

from vnnews.articles._caption_candidates import Page, Place, all_places
from vnnews.articles._caption_table import OPENING, UNTITLED, load_table
from vnnews.articles._patience import Patience

_ROOM = 256
_CODES = np.dtype("<u2")
_MOST_KNOWN = 120

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
    codes = np.frombuffer(page.source.encode("utf-16-le", "surrogatepass"), _CODES)
    if len(codes) != len(page.source):
        return None
    spans = [x for part in page.body for x in (part.start, part.end, part.role == "body")]
    reading = kernel.Reading(codes, load_table(page.rules), np.empty(_MOST_KNOWN, np.int64))
    tries = np.empty((_ROOM, kernel.N_COLUMNS), np.int64)
    n = kernel.search(reading, np.array(spans, np.int64), OPENING if page.place == "opening" else UNTITLED, tries)
    return None if n < 0 else [tuple(row[:4]) for row in tries[:n].tolist()] if n else []
