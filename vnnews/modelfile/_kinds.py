"""Kinds of parameters: what a value may be, how it is written to JSON, and how it is read back.

Each kind checks alike when it writes and when it reads, so that what can be saved can be loaded, and nothing else.
"""

from __future__ import annotations

import math
import reprlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from vnnews.modelfile._store import Store
from vnnews.taxonomy import Taxonomy, taxonomy_from_dict

_LONGEST_LABEL, _MOST_LABELS = 256, 10_000


class Kind(ABC):
    """What a parameter or a learnt attribute is."""

    in_json: ClassVar[bool] = True
    """Whether the value, or some of it, stands in the config; else it is all in the arrays."""

    @abstractmethod
    def write(self, value: Any, store: Store, name: str) -> Any:
        """Return the value's JSON; its arrays go into the store, under ``name``.

        Raises
        ------
        ValueError, TypeError
            If the value is not of this kind.
        """

    @abstractmethod
    def read(self, data: Any, store: Store, name: str) -> Any:
        """Return the value of the JSON, and of the arrays in the store.

        Raises
        ------
        ValueError
            If the JSON or the arrays are not those of a value of this kind.
        """


def refuse(name: str, value: object, expected: str) -> ValueError:
    """Return the error for a value that is not of its kind."""
    return ValueError(f"{name} = {reprlib.repr(value)[:200]}: expected {expected}")


class Simple(Kind):
    """A value that is its own JSON."""

    def write(self, value: Any, store: Store, name: str) -> Any:
        """Return the value, a NumPy scalar as Python's."""
        return self.read(value.item() if isinstance(value, np.generic) else value, store, name)

    def read(self, data: Any, store: Store, name: str) -> Any:
        """Return the value if it is of this kind."""
        if not self.holds(data):
            raise refuse(name, data, self.expected)
        return data

    @abstractmethod
    def holds(self, value: Any) -> bool:
        """Tell whether a value is of this kind."""

    @property
    @abstractmethod
    def expected(self) -> str:
        """What to tell whoever gave another value."""


@dataclass(frozen=True)
class OneOf(Simple):
    """One of some strings, booleans or None."""

    values: tuple[str | bool | None, ...]

    def holds(self, value: Any) -> bool:
        """Tell whether it is one of them; 1 is not True."""
        return any(type(value) is type(one) and value == one for one in self.values)

    @property
    def expected(self) -> str:
        """The values."""
        return " or ".join(map(repr, self.values))


FLAG = OneOf((False, True))


@dataclass(frozen=True)
class Integer(Simple):
    """A whole number from ``low`` to ``high``; with ``size``, it says how large that size is."""

    low: int
    high: int
    size: str | None = None

    def read(self, data: Any, store: Store, name: str) -> Any:
        """Return the number, and make it known as a size."""
        value = super().read(data, store, name)
        if self.size is not None:
            store.agree(name, (self.size,), (value,))
        return value

    def holds(self, value: Any) -> bool:
        """Tell whether it is such a number."""
        return type(value) is int and self.low <= value <= self.high

    @property
    def expected(self) -> str:
        """The range."""
        return f"a whole number from {self.low} to {self.high}"


@dataclass(frozen=True)
class Number(Simple):
    """A finite number from ``low`` to ``high``."""

    low: float
    high: float

    def holds(self, value: Any) -> bool:
        """Tell whether it is such a number."""
        return type(value) in (int, float) and self.low <= value <= self.high and math.isfinite(value)

    @property
    def expected(self) -> str:
        """The range."""
        return f"a number from {self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class Maybe(Kind):
    """None, or a value of another kind."""

    kind: Kind

    def write(self, value: Any, store: Store, name: str) -> Any:
        """Return null, or what the other kind writes."""
        return None if value is None else self.kind.write(value, store, name)

    def read(self, data: Any, store: Store, name: str) -> Any:
        """Return None, or what the other kind reads."""
        return None if data is None else self.kind.read(data, store, name)


@dataclass(frozen=True)
class IntegerPair(Kind):
    """A tuple of two whole numbers, the first not larger than the second."""

    low: int
    high: int

    def write(self, value: Any, store: Store, name: str) -> list[int]:
        """Return them as a list."""
        if not isinstance(value, (tuple, list)):
            raise refuse(name, value, "two whole numbers")
        return list(self.read([n.item() if isinstance(n, np.generic) else n for n in value], store, name))

    def read(self, data: Any, store: Store, name: str) -> tuple[int, int]:
        """Return them as a tuple."""
        number = Integer(self.low, self.high)
        if not isinstance(data, list) or len(data) != 2 or not all(map(number.holds, data)) or data[0] > data[1]:
            raise refuse(name, data, f"two whole numbers from {self.low} to {self.high}, the smaller one first")
        return data[0], data[1]


@dataclass(frozen=True)
class NameOrTexts(Kind):
    """One of some names, or strings of one's own; an iterable of strings becomes a list, that of a set in order."""

    names: tuple[str, ...]

    def write(self, value: Any, store: Store, name: str) -> str | list[str]:
        """Return the name or the list."""
        if not isinstance(value, (str, list, tuple, set, frozenset)):
            raise refuse(name, value, f"{' or '.join(map(repr, self.names))}, or a list or set of strings")
        if not isinstance(value, str):
            value = sorted(value) if isinstance(value, (set, frozenset)) else list(value)
        return self.read(value, store, name)

    def read(self, data: Any, store: Store, name: str) -> str | list[str]:
        """Return the name or the list."""
        if isinstance(data, str) and data in self.names:
            return data
        if not isinstance(data, list) or not all(isinstance(one, str) for one in data):
            raise refuse(name, data, f"{' or '.join(map(repr, self.names))}, or a list of strings")
        return data


@dataclass(frozen=True)
class FloatType(Kind):
    """float32 or float64, by name."""

    def write(self, value: Any, store: Store, name: str) -> str:
        """Return the name."""
        try:
            found: str = np.dtype(value).name
        except TypeError as error:
            raise refuse(name, value, "float64 or float32") from error
        self.read(found, store, name)
        return found

    def read(self, data: Any, store: Store, name: str) -> type[np.float32 | np.float64]:
        """Return NumPy's type."""
        if data == "float64":
            return np.float64
        if data == "float32":
            return np.float32
        raise refuse(name, data, "float64 or float32")


@dataclass(frozen=True)
class Labels(Kind):
    """An array of different labels, ascending: strings, or whole numbers."""

    size: str

    def write(self, value: Any, store: Store, name: str) -> list[str] | list[int]:
        """Return them as a list."""
        labels: list[Any] = np.asarray(value).tolist()
        self.read(labels, store, name)
        return labels

    def read(self, data: Any, store: Store, name: str) -> np.ndarray[Any, Any]:
        """Return them as an array."""
        if not isinstance(data, list) or not 0 < len(data) <= _MOST_LABELS:
            raise refuse(name, data, f"a list of 1 to {_MOST_LABELS:,} labels")
        texts = all(isinstance(label, str) and len(label) <= _LONGEST_LABEL for label in data)
        if not texts and not all(type(label) is int and abs(label) < 1 << 62 for label in data):
            raise refuse(name, data, f"all strings of at most {_LONGEST_LABEL} characters, or all whole numbers")
        labels = np.array(data)
        # NumPy drops zero characters at the end of a string.
        if labels.tolist() != data or data != sorted(set(data)):
            raise refuse(name, data, "different labels, ascending")
        store.agree(name, (self.size,), labels.shape)
        return labels


@dataclass(frozen=True)
class TaxonomyEntries(Kind):
    """A taxonomy; with ``size``, it says how many issues there are."""

    size: str | None = None

    def write(self, value: Any, store: Store, name: str) -> dict[str, Any]:
        """Return the taxonomy as a mapping."""
        if not isinstance(value, Taxonomy):
            raise refuse(name, value, "a Taxonomy")
        data = value.to_dict()
        self.read(data, store, name)
        return data

    def read(self, data: Any, store: Store, name: str) -> Taxonomy:
        """Return the taxonomy if the mapping is exactly what its `Taxonomy.to_dict` gives."""
        if not isinstance(data, dict) or not all(isinstance(data.get(key), list) for key in ("issues", "tones")):
            raise refuse(name, data, "a mapping with lists of issues and of tones")
        for entry in (*data["issues"], *data["tones"]):
            if not isinstance(entry, dict) or not all(_is_entry_value(key, value) for key, value in entry.items()):
                raise refuse(f"{name}: the entry", entry, "strings, and a finite number for the score")
        taxonomy = taxonomy_from_dict(data)
        if taxonomy.to_dict() != data:
            raise ValueError(f"{name} lacks a key of the taxonomy or of one of its entries, or has one too many")
        if self.size is not None:
            store.agree(name, (self.size,), (len(taxonomy.issues),))
        return taxonomy


def _is_entry_value(key: str, value: object) -> bool:
    return Number(-1e9, 1e9).holds(value) if key == "score" else isinstance(value, str)
