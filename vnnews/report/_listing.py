"""Which stories the list of articles holds, and in which order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from vnnews.report._figures import Stories
from vnnews.report._row import Row

MOST_LISTED = 2000
MOST_COPIES = 5


class Listed(NamedTuple):
    """A story of the list: its fullest version, how many copies it has, and some of them."""

    row: Row
    n_copies: int
    copies: tuple[Row, ...]


def listed_stories(rows: Sequence[Row], stories: Stories, most: int = MOST_LISTED) -> tuple[Listed, ...]:
    """Return the stories to list, the latest first and those without a date last.

    Of more than `most`, those with issues; of more of these, every n-th in time, so that no period and no issue is
    favoured.
    """
    order = sorted(
        range(len(stories.rows)), key=lambda story: rows[stories.rows[story]].date or datetime.date.min, reverse=True
    )
    if len(order) > most:
        order = [story for story in order if rows[stories.rows[story]].mentions]
    if len(order) > most:
        order = [order[place] for place in np.linspace(0, len(order) - 1, most).round().astype(int).tolist()]
    return tuple(
        Listed(
            rows[stories.rows[story]],
            len(stories.copies[story]),
            tuple(rows[copy] for copy in stories.copies[story][:MOST_COPIES]),
        )
        for story in order
    )
