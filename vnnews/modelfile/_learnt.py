"""Kinds of learnt attributes that are arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from vnnews.modelfile._kinds import Kind, refuse
from vnnews.modelfile._layout import blame
from vnnews.modelfile._store import Shape, Store
from vnnews.modelfile._vocabulary import pack_vocabulary, unpack_vocabulary

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))
ALL_FLOATS = (np.dtype(np.float16), *FLOATS)

_LARGEST = 1e9
"""Beyond any weight that training finds, and so far from the largest float that no sum of products gets there."""

_SIGN = 0x8000
"""The bit that makes a number of half precision negative."""


@dataclass(frozen=True)
class Array(Kind):
    """An array of numbers.

    Parameters
    ----------
    shape : tuple of str and int
        See `Shape`.
    dtypes : tuple of dtype
        Those it may have.
    low, high : float
        Every value lies between them, and none is NaN.
    ascending : bool
        Whether no value is smaller than the one before it.
    """

    in_json: ClassVar[bool] = False

    shape: Shape
    dtypes: tuple[np.dtype[Any], ...] = FLOATS
    low: float = -_LARGEST
    high: float = _LARGEST
    ascending: bool = False

    def write(self, value: Any, store: Store, name: str) -> None:
        """Put the array into the store."""
        store.arrays[name] = self._checked(np.asarray(value), store, name)

    def read(self, data: Any, store: Store, name: str) -> NDArray[Any]:
        """Take the array out of the store."""
        return self._checked(store.take(name), store, name)

    def _checked(self, array: NDArray[Any], store: Store, name: str) -> NDArray[Any]:
        if array.dtype not in self.dtypes:
            raise ValueError(f"{name} has the type {array.dtype}, expected {' or '.join(map(str, self.dtypes))}")
        store.agree(name, self.shape, array.shape)
        lowest, highest = _extremes(array)
        # One comparison finds NaN too: it is neither larger nor smaller than anything.
        if not (lowest >= self.low and highest <= self.high):
            raise ValueError(f"{name} holds values that are not finite, or not from {self.low:g} to {self.high:g}")
        if self.ascending and np.any(array[1:] < array[:-1]):
            raise ValueError(f"{name} does not ascend")
        return array


def _extremes(array: NDArray[Any]) -> tuple[float, float]:
    """Return the smallest and the largest value; NaN for at least one of them if there is one.

    NumPy compares numbers of half precision one by one. Their bits, taken for integers, come in the same order but for
    the negative ones, which come in the opposite order after the others, or before them if taken as signed; NaN is
    farther out than infinity.
    """
    if array.dtype != np.float16:
        return float(array.min()), float(array.max())
    unsigned, signed = array.view(np.uint16), array.view(np.int16)
    has_negative, has_positive = unsigned.max() >= _SIGN, signed.max() >= 0
    lowest = unsigned.max() if has_negative else unsigned.min()
    highest = signed.max() if has_positive else signed.min()
    return float(lowest.view(np.float16)), float(highest.view(np.float16))


@dataclass(frozen=True)
class MaybeArray(Kind):
    """None, or an array of numbers: whether there is one of the name in the file tells."""

    in_json: ClassVar[bool] = False

    array: Array

    def write(self, value: Any, store: Store, name: str) -> None:
        """Put the array into the store, if there is one."""
        if value is not None:
            self.array.write(value, store, name)

    def read(self, data: Any, store: Store, name: str) -> NDArray[Any] | None:
        """Take the array out of the store, if there is one."""
        return self.array.read(data, store, name) if name in store.arrays else None


@dataclass(frozen=True)
class Words(Kind):
    """A mapping of words to their columns; two arrays in the file."""

    in_json: ClassVar[bool] = False

    size: str

    def write(self, value: Any, store: Store, name: str) -> None:
        """Put bytes and offsets into the store."""
        data, offsets = pack_vocabulary(value)
        store.agree(name, (self.size,), (len(offsets) - 1,))
        store.arrays[name], store.arrays[f"{name}.offsets"] = data, offsets

    def read(self, data: Any, store: Store, name: str) -> Mapping[str, int]:
        """Return the words of the bytes in the store."""
        own = store.apart()
        raw = Array(("n_bytes",), (np.dtype(np.uint8),)).read(None, own, name)
        kind = Array(("n_offsets",), (np.dtype(np.uint32),), low=0, high=len(raw), ascending=True)
        offsets = kind.read(None, own, f"{name}.offsets")
        try:
            words = unpack_vocabulary(raw, offsets)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
        store.agree(name, (self.size,), (len(words),))
        return words


@dataclass(frozen=True)
class GivenWords(Kind):
    """Words that the user chose as a vocabulary: a parameter, saved as the list of them in the order of the columns."""

    def write(self, value: Any, store: Store, name: str) -> bool:
        """Put the words into the store; the config says that there are some."""
        if isinstance(value, (str, bytes)) or not isinstance(value, Iterable) or iter(value) is value:
            raise refuse(name, value, "a list, set or mapping of words (an iterator can be read but once)")
        if not isinstance(value, Mapping):
            words = sorted(value) if isinstance(value, (set, frozenset)) else value
            value = {word: column for column, word in enumerate(words)}
        Words("n_words").write(value, store.apart(), name)
        return True

    def read(self, data: Any, store: Store, name: str) -> list[str]:
        """Return the words."""
        if data is not True:
            raise refuse(name, data, "true or null")
        with blame(store.file):
            return list(Words("n_words").read(None, store.apart(), name))


@dataclass(frozen=True)
class Counting(Kind):
    """The array 0, 1, 2 … of a known size."""

    in_json: ClassVar[bool] = False

    size: str

    def write(self, value: Any, store: Store, name: str) -> None:
        """Check it; there is nothing to store."""
        array = np.asarray(value)
        store.agree(name, (self.size,), array.shape)
        if not np.array_equal(array, np.arange(len(array))):
            raise refuse(name, value, "0, 1, 2 …")

    def read(self, data: Any, store: Store, name: str) -> NDArray[np.int64]:
        """Return the array."""
        return np.arange(store.sizes[self.size])


@dataclass(frozen=True)
class Size(Kind):
    """A size that an array has already told."""

    in_json: ClassVar[bool] = False

    size: str

    def write(self, value: Any, store: Store, name: str) -> None:
        """Check it; there is nothing to store."""
        store.agree(name, (self.size,), (int(value),))

    def read(self, data: Any, store: Store, name: str) -> int:
        """Return the size."""
        return store.sizes[self.size]
