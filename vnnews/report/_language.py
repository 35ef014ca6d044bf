"""The words, numbers and dates of a report in Vietnamese and in English."""

from __future__ import annotations

import datetime
import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Words:
    """How a report speaks in one language.

    Attributes
    ----------
    language : {"vi", "en"}
    strings : dict
        The tables of the language's TOML file.
    """

    language: Language
    strings: dict[str, Any]

    def say(self, key: str, **values: object) -> str:
        """Return a string of the table ``say``, with its gaps filled."""
        text: str = self.strings["say"][key]
        return text.format(**values) if values else text

    def count(self, key: str, n: int) -> str:
        """Return a number and what it counts: one article, two articles."""
        forms: list[str] = self.strings["count"][key]
        return forms[0 if n == 1 else -1].format(n=self.number(n))

    def reason(self, key: str) -> str:
        """Return why an article was not judged; what the language has no words for stays as it is."""
        known: dict[str, str] = self.strings["reason"]
        return known.get(key, key)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number as it is written in the language.

        Examples
        --------
        >>> words_of("vi").number(1234.5, 1), words_of("en").number(1234.5, 1)
        ('1.234,5', '1,234.5')
        """
        written = f"{value:,.{digits}f}"
        return written.translate(str.maketrans(",.", ".,")) if self.language == "vi" else written

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share in per cent."""
        return f"{self.number(100 * share, digits)}%"

    def date(self, date: datetime.date) -> str:
        """Return a day.

        Examples
        --------
        >>> day = datetime.date(2017, 3, 5)
        >>> words_of("vi").date(day), words_of("en").date(day)
        ('5/3/2017', '5 Mar 2017')
        """
        if self.language == "vi":
            return f"{date.day}/{date.month}/{date.year}"
        return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"

    def period(self, start: datetime.date, unit: str) -> str:
        """Return the name of a period.

        Examples
        --------
        >>> words_of("vi").period(datetime.date(2017, 3, 6), "week")
        'tuần từ 6/3/2017'
        >>> words_of("en").period(datetime.date(2017, 3, 1), "month")
        'Mar 2017'
        """
        if unit == "year":
            return self.say("year", year=start.year)
        if unit == "month":
            month = start.month if self.language == "vi" else _MONTHS[start.month - 1]
            return self.say("month", month=month, year=start.year)
        return self.date(start) if unit == "day" else self.say("week", day=self.date(start))

    def tick(self, start: datetime.date, unit: str) -> str:
        """Return the short name of a period, for an axis."""
        if unit == "year":
            return str(start.year)
        month = str(start.month) if self.language == "vi" else _MONTHS[start.month - 1]
        if unit == "month":
            return f"{month}/{start.year}" if self.language == "vi" else f"{month} {start.year}"
        return f"{start.day}/{month}" if self.language == "vi" else f"{start.day} {month}"


@functools.cache
def words_of(language: Language) -> Words:
    """Read the words of a language.

    Raises
    ------
    ValueError
        If it is none of the two.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language={language!r}: expected 'vi' or 'en'")
    source = resources.files("vnnews.report") / "assets" / f"strings.{language}.toml"
    return Words(language, tomllib.loads(source.read_text(encoding="utf-8")))
