"""Tagged articles to the entries of a page: address, name and date from the columns that hold them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from vnnews.commands._articles import Item
from vnnews.report import ReportEntry
from vnnews.tagging import Tags

_DAY_FIRST = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_YEAR_FIRST = re.compile(r"\s*(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")


@dataclass
class Entries:
    """Makes entries, and notes what is missing in the columns.

    Attributes
    ----------
    url_column, date_column : str or None
    """

    url_column: str | None = None
    date_column: str | None = None
    _present: set[str] = field(default_factory=set)
    _unread: list[Any] = field(default_factory=list)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns to keep of a table."""
        return tuple(dict.fromkeys(name for name in (self.url_column, self.date_column) if name is not None))

    def of(self, tagged: Iterable[tuple[Item, Tags]]) -> Iterator[ReportEntry]:
        """Yield the entry of every article.

        Raises
        ------
        ValueError
            At the end, if no row has one of the columns.
        """
        for item, tags in tagged:
            self._present |= self.columns & item.given.keys()
            url = item.given.get(self.url_column) if self.url_column else None
            yield ReportEntry(tags, url=str(url) if url else None, name=item.name, published=self._date(item))
        for name in self.columns:
            if name not in self._present:
                raise ValueError(
                    f"no row has a column {name!r}; name the columns of the table, or leave the option out"
                )

    def warning(self) -> str | None:
        """Return how many dates could not be read, if any."""
        if not self._unread:
            return None
        return (
            f"{len(self._unread):,} values of the column {self.date_column!r} are no dates, such as "
            f"{self._unread[0]!r}; expected 2021-06-16 or 16/6/2021"
        )

    def _date(self, item: Item) -> datetime.date | None:
        value = item.given.get(self.date_column) if self.date_column else None
        if value is None or value == "":
            return None
        date = read_date(value)
        if date is None:
            self._unread.append(value)
        return date


def read_date(value: object) -> datetime.date | None:
    """Return the date in a cell, if there is one.

    Examples
    --------
    >>> read_date("16/6/2021 08:54"), read_date("2021-06-16T08:54:00Z"), read_date("gestern")
    (datetime.date(2021, 6, 16), datetime.date(2021, 6, 16), None)
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if year_first := _YEAR_FIRST.match(str(value)):
        year, month, day = map(int, year_first.groups())
    elif day_first := _DAY_FIRST.match(str(value)):
        day, month, year = map(int, day_first.groups())
    else:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
