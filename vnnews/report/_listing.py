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
    found = [_listed(rows, row, copies) for row, copies in zip(stories.rows, stories.copies, strict=True)]
    found.sort(key=lambda story: story.row.date or datetime.date.min, reverse=True)
    if len(found) > most:
        found = [story for story in found if story.row.mentions]
    if len(found) > most:
        found = [found[place] for place in np.linspace(0, len(found) - 1, most).round().astype(int).tolist()]
    return tuple(found)


def _listed(rows: Sequence[Row], place: int, copies: tuple[int, ...]) -> Listed:
    row = rows[place]
    if row.date is None:
        dated = next((rows[copy] for copy in copies if rows[copy].date), row)
        row = row._replace(date=dated.date, day_is_known=dated.day_is_known)
    return Listed(row, len(copies), tuple(rows[copy] for copy in copies[:MOST_COPIES]))
