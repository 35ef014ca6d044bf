"""Dense matrix products in single precision, the same bits everywhere.

Libraries of linear algebra sum in an order that depends on the number of rows, on threads and on the processor, so that
an article among others would get other last bits than alone. Here every number of the result is one chain of fused
multiplications and additions (rounded once each) along the features, from the first to the last: whatever else is
multiplied, on any processor. A chain can't be spread over a vector of numbers, but sixteen columns can stand side by
side in one, and some rows share each vector of weights that is read (K. Goto, R. van de Geijn, Anatomy of
high-performance matrix multiplication, 2008, calls that the inner kernel). The matrix is laid out for it once: panels
of sixteen columns, each feature after feature. Weights that came in half precision stay in it: for one text, they take
longer to come from memory than to be multiplied. For the same reason the way back, a product with the transposed
matrix, reads these panels and no others: sixteen chains along the panels, which are added up at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import INTERPRETED, helper, kernel
from vnnews.tagging._tiles import BACK, FORTH, READS_HALVES, WIDTH, make_back_tile, make_tile

Singles = NDArray[np.float32]
Halves = NDArray[np.uint16]

_NO_LEAST = float("-inf")


@dataclass(frozen=True)
class Panels:
    """A matrix to multiply by, and what is added to the product.

    Attributes
    ----------
    values : ndarray of float32, or of uint16, shape (n_panels, n_features, 16)
        Columns of zeros fill the last panel. As uint16, the bits of floats in half precision, which numba does not
        know, where these are the same numbers.
    start : ndarray of float32, shape (16 * n_panels,)
        Where the sums begin.
    n_columns : int
    """

    values: Singles | Halves
    start: Singles
    n_columns: int

    @classmethod
    def of(cls, matrix: NDArray[np.floating], start: NDArray[np.floating] | float = 0.0) -> Panels:
        """Lay a matrix out, shape (n_features, n_columns); ``start`` is of shape (n_columns,)."""
        n_features, n_columns = matrix.shape
        n_panels = -(-n_columns // WIDTH)
        wide, first = np.zeros((n_features, n_panels * WIDTH), np.float32), np.zeros(n_panels * WIDTH, np.float32)
        wide[:, :n_columns], first[:n_columns] = matrix, start
        values = np.ascontiguousarray(wide.reshape(n_features, n_panels, WIDTH).transpose(1, 0, 2))
        with np.errstate(over="ignore"):
            halves = values.astype(np.float16)
        same = READS_HALVES and np.array_equal(halves, values)
        return cls(halves.view(np.uint16) if same else values, first, n_columns)

    @property
    def matrix(self) -> Singles:
        """The matrix as it was given."""
        return _side_by_side(self.values)[:, : self.n_columns]


def _side_by_side(values: Singles | Halves) -> Singles:
    singles: Singles = np.asarray(values.view(np.float16) if values.dtype == np.uint16 else values, np.float32)
    return singles.transpose(1, 0, 2).reshape(values.shape[1], len(values) * WIDTH)


def product(X: Singles, panels: Panels, least: float = _NO_LEAST) -> Singles:
    """Return ``start + X @ matrix``, or ``least`` where that is more.

    Parameters
    ----------
    X : ndarray of float32, shape (n, n_features)
    panels : Panels
    least : float, optional

    Returns
    -------
    ndarray of float32, shape (n, n_columns)
    """
    sums = np.empty((len(X), len(panels.start)), np.float32)
    fill = plain_fill_product if INTERPRETED else _fill_product
    fill(np.ascontiguousarray(X, np.float32), panels.values, panels.start, least, sums)
    return sums if len(panels.start) == panels.n_columns else sums[:, : panels.n_columns]


def product_back(X: Singles, panels: Panels, n_features: int) -> Singles:
    """Return ``X @ matrix.T`` for the first features.

    Parameters
    ----------
    X : ndarray of float32, shape (n, n_columns)
    panels : Panels
    n_features : int

    Returns
    -------
    ndarray of float32, shape (n, n_features)
    """
    wide, sums = X, np.empty((len(X), n_features), np.float32)
    if X.shape[1] < len(panels.start):
        wide = np.zeros((len(X), len(panels.start)), np.float32)
        wide[:, : X.shape[1]] = X
    fill = plain_fill_back if INTERPRETED else _fill_back
    fill(np.ascontiguousarray(wide, np.float32), panels.values, sums)
    return sums


def plain_fill_product(X: Singles, values: Singles | Halves, start: Singles, least: float, sums: Singles) -> None:
    """Do what the kernel does, in Python: its oracle, and what takes its place where numba is missing.

    Double precision holds the product of two singles exactly; that the sum is rounded twice, to double and to single
    precision, changes a bit once in some hundred million sums.
    """
    sums[:] = start
    for k, row in enumerate(_side_by_side(values).astype(np.float64)):
        sums[:] = sums + X[:, k, None].astype(np.float64) * row
    np.maximum(sums, np.float32(least), out=sums)


def plain_fill_back(X: Singles, values: Singles | Halves, sums: Singles) -> None:
    """Do what the kernel of the way back does, in Python."""
    singles = np.asarray(values.view(np.float16) if values.dtype == np.uint16 else values, np.float32)
    chains = np.zeros((*sums.shape, WIDTH), np.float32)
    for k, panel in enumerate(singles[:, : sums.shape[1]].astype(np.float64)):
        chains[:] = chains + X[:, None, k * WIDTH : (k + 1) * WIDTH].astype(np.float64) * panel
    while chains.shape[2] > 1:
        half = chains.shape[2] // 2
        chains = chains[:, :, :half] + chains[:, :, half:]
    sums[:] = chains[:, :, 0]


def _make_fill(n_rows: int, n_panels: int) -> Any:
    """Return a function for kernels, which fills rows from one to another, of which there are a multiple of so many."""
    beside, alone = make_tile(n_rows, n_panels), make_tile(n_rows, 1)

    @helper
    def fill(
        X: Singles, panels: Singles | Halves, start: Singles, sums: Singles, run: tuple[int, int, np.float32]
    ) -> None:
        first, last, least = run
        panel = 0
        while panel + n_panels <= len(panels):
            for row in range(first, last, n_rows):
                beside(X, panels, start, sums, (row, panel, least))
            panel += n_panels
        while panel < len(panels):
            for row in range(first, last, n_rows):
                alone(X, panels, start, sums, (row, panel, least))
            panel += 1

    return fill


def _make_fill_back(n_rows: int, n_features: int) -> Any:
    """Return a function for kernels, which fills rows from one to another, of which there are a multiple of so many."""
    beside, alone = make_back_tile(n_rows, n_features), make_back_tile(n_rows, 1)

    @helper
    def fill(X: Singles, panels: Singles | Halves, sums: Singles, run: tuple[int, int]) -> None:
        first, last = run
        feature = 0
        while feature + n_features <= sums.shape[1]:
            for row in range(first, last, n_rows):
                beside(X, panels, sums, (row, feature))
            feature += n_features
        while feature < sums.shape[1]:
            for row in range(first, last, n_rows):
                alone(X, panels, sums, (row, feature))
            feature += 1

    return fill


_MANY, _SOME, _FEW, _ONE = (n_rows for n_rows, _ in FORTH)
_SOME_BACK, _ = (n_rows for n_rows, _ in BACK)
if not INTERPRETED:
    _fill_many, _fill_some, _fill_few, _fill_one = (_make_fill(*shape) for shape in FORTH)
    _fill_some_back, _fill_one_back = (_make_fill_back(*shape) for shape in BACK)


@kernel
def _fill_product(X: Singles, panels: Singles | Halves, start: Singles, least: float, sums: Singles) -> None:
    n, floor = len(X), np.float32(least)
    many = n - n % _MANY
    some = n - (n - many) % _SOME
    few = n - (n - some) % _FEW
    _fill_many(X, panels, start, sums, (0, many, floor))
    _fill_some(X, panels, start, sums, (many, some, floor))
    _fill_few(X, panels, start, sums, (some, few, floor))
    _fill_one(X, panels, start, sums, (few, n, floor))


@kernel
def _fill_back(X: Singles, panels: Singles | Halves, sums: Singles) -> None:
    some = len(X) - len(X) % _SOME_BACK
    _fill_some_back(X, panels, sums, (0, some))
    _fill_one_back(X, panels, sums, (some, len(X)))
