"""The arrays of one model, and the sizes that they share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from numpy.typing import NDArray

from vnnews.modelfile._tensors import Arrays

Shape = tuple[str | int, ...]
"""Sizes of an array: numbers, names such as ``n_features``, or sums of products such as ``2*n_tones + n_issues + 1``.

At most one name of a sum is not known before, and it stands there once, by itself."""


class Store:
    """Arrays by name, put in while a model is written and taken out while it is read.

    Parameters
    ----------
    arrays : dict of str to ndarray, optional
        What the file held.
    file : str
        Its name, for messages.

    Attributes
    ----------
    arrays : dict of str to ndarray
        Those put in, or those not yet taken out.
    sizes : dict of str to int
        What each named size is. The first array or list of a size says so; all later ones must agree.

    Examples
    --------
    >>> store = Store()
    >>> store.agree("coef_", ("n_issues", "n_features"), (21, 60000))
    >>> store.agree("idf_", ("n_features",), (59999,))
    Traceback (most recent call last):
        ...
    ValueError: idf_ has the shape (59999), expected (n_features = 60000)
    """

    def __init__(self, arrays: Arrays | None = None, file: str = "the arrays") -> None:
        self.file = file
        self.arrays: Arrays = {} if arrays is None else dict(arrays)
        self.sizes: dict[str, int] = {}

    def apart(self) -> Store:
        """Return a store of the same arrays whose sizes are its own."""
        other = Store(file=self.file)
        other.arrays = self.arrays
        return other

    def take(self, name: str) -> NDArray[Any]:
        """Take an array out.

        Raises
        ------
        ValueError
            If there is none of this name.
        """
        if name not in self.arrays:
            raise ValueError(f"the array {name} is missing")
        return self.arrays.pop(name)

    def agree(self, name: str, expected: Shape, found: tuple[int, ...]) -> None:
        """Check a shape, and learn the sizes that stand in it for the first time.

        Raises
        ------
        ValueError
            If it is not the expected one, or a size is 0.
        """
        fits = len(expected) == len(found) and all(found)
        for term, size in zip(expected, found, strict=False):
            fits = fits and self._fits(term, size)
        if not fits:
            raise ValueError(f"{name} has the shape ({_list(found)}), expected ({_list(map(self._tell, expected))})")

    def _fits(self, term: str | int, size: int) -> bool:
        known, unknown = self._sum(term)
        if unknown is not None:
            self.sizes[unknown] = size - known
            return size > known
        return size == known

    def _sum(self, term: str | int) -> tuple[int, str | None]:
        """Return the sum of what is known of a term, and the one name in it that is not."""
        total, unknown = 0, None
        for product in str(term).split("+"):
            value = 1
            for factor in map(str.strip, product.split("*")):
                if factor.isidentifier() and factor not in self.sizes:
                    value, unknown = 0, factor
                else:
                    value *= int(factor) if factor.isdigit() else self.sizes[factor]
            total += value
        return total, unknown

    def _tell(self, term: str | int) -> str:
        known, unknown = self._sum(term)
        if unknown is not None:
            return f"{term} at least {known + 1}"
        return str(term) if str(known) == str(term) else f"{term} = {known}"


def _list(items: Iterable[object]) -> str:
    return ", ".join(map(str, items))
