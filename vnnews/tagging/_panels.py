"""Dense matrix products in single precision, the same bits everywhere.

Libraries of linear algebra sum in an order that depends on the number of rows, on threads and on the processor, so that
an article among others would get other last bits than alone. Here every number of the result is one chain of fused
multiplications and additions (rounded once each) along the features, from the first to the last: whatever else is
multiplied, on any processor. A chain can't be spread over a vector of numbers, but sixteen columns can stand side by
side in one, and six rows share each vector of weights that is read (K. Goto, R. van de Geijn, Anatomy of
high-performance matrix multiplication, 2008, calls that the inner kernel). The matrix is laid out for it once: panels
of sixteen columns, each feature after feature. Weights that came in half precision stay in it: for one text, they take
longer to come from memory than to be multiplied.
"""

from __future__ import annotations

import importlib
import platform
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import INTERPRETED, helper, kernel

Singles = NDArray[np.float32]
Halves = NDArray[np.uint16]

_WIDTH = 16
"""Columns of a panel: one vector of AVX-512, two of AVX2, four of NEON."""

_ROWS = 6
"""Rows at a time: as many sums as the sixteen registers of AVX2 hold beside what is read."""


def _reads_halves() -> bool:
    """Tell whether the machine code that numba makes turns halves into singles; where it can't, the process dies."""
    if INTERPRETED:
        return False
    config = importlib.import_module("numba").config
    if config.CPU_NAME is not None or config.CPU_FEATURES is not None:  # not made for this processor, but for any
        return False
    features = importlib.import_module("llvmlite.binding").get_host_cpu_features()
    return platform.machine() in ("arm64", "aarch64") or bool(features.get("f16c"))


_READS_HALVES = _reads_halves()


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
        n_panels = -(-n_columns // _WIDTH)
        wide, first = np.zeros((n_features, n_panels * _WIDTH), np.float32), np.zeros(n_panels * _WIDTH, np.float32)
        wide[:, :n_columns], first[:n_columns] = matrix, start
        values = np.ascontiguousarray(wide.reshape(n_features, n_panels, _WIDTH).transpose(1, 0, 2))
        with np.errstate(over="ignore"):
            halves = values.astype(np.float16)
        same = _READS_HALVES and np.array_equal(halves, values)
        return cls(halves.view(np.uint16) if same else values, first, n_columns)

    @property
    def matrix(self) -> Singles:
        """The matrix as it was given."""
        return _side_by_side(self.values)[:, : self.n_columns]


def _side_by_side(values: Singles | Halves) -> Singles:
    singles: Singles = np.asarray(values.view(np.float16) if values.dtype == np.uint16 else values, np.float32)
    return singles.transpose(1, 0, 2).reshape(values.shape[1], len(values) * _WIDTH)


def product(X: Singles, panels: Panels) -> Singles:
    """Return ``start + X @ matrix``.

    Parameters
    ----------
    X : ndarray of float32, shape (n, n_features)
    panels : Panels

    Returns
    -------
    ndarray of float32, shape (n, n_columns)
    """
    sums = np.empty((len(X), len(panels.start)), np.float32)
    fill = plain_fill_product if INTERPRETED else _fill_product
    fill(np.ascontiguousarray(X, np.float32), panels.values, panels.start, sums)
    return sums[:, : panels.n_columns]


def plain_fill_product(X: Singles, values: Singles | Halves, start: Singles, sums: Singles) -> None:
    """Do what the kernel does, in Python: its oracle, and what takes its place where numba is missing.

    Double precision holds the product of two singles exactly; that the sum is rounded twice, to double and to single
    precision, changes a bit once in some hundred million sums.
    """
    sums[:] = start
    for k, row in enumerate(_side_by_side(values).astype(np.float64)):
        sums[:] = sums + X[:, k, None].astype(np.float64) * row


def _load_weights(builder: Any, place: Any) -> Any:
    """Load a vector of singles, or of halves as singles, which a pointer to floats or to their bits points to."""
    ir = importlib.import_module("llvmlite.ir")
    singles, halves = (ir.VectorType(kind, _WIDTH) for kind in (ir.FloatType(), ir.HalfType()))
    if place.type.pointee == singles.element:
        return builder.load(builder.bitcast(place, singles.as_pointer()), align=4)
    return builder.fpext(builder.load(builder.bitcast(place, halves.as_pointer()), align=2), singles)


def _make_tile(n_rows: int, n_panels: int = 1) -> Any:
    """Return a function for kernels, which adds to some rows of sums the products by one panel, or by a few.

    Its arguments are X, the panels, the sums, and a tuple: the first row and the first panel.
    What numba compiles of a loop in Python keeps the sums in memory; here they stay in registers.
    """
    ir = importlib.import_module("llvmlite.ir")
    types = importlib.import_module("numba").types
    cgutils = importlib.import_module("numba.core.cgutils")
    single, whole, lane = ir.FloatType(), ir.IntType(64), ir.IntType(32)
    vector = ir.VectorType(single, _WIDTH)
    fused = ir.FunctionType(vector, [vector] * 3)
    undefined = ir.Constant(vector, ir.Undefined)
    everywhere = ir.Constant(ir.VectorType(lane, _WIDTH), [0] * _WIDTH)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        def array(number: int) -> Any:
            return context.make_array(signature.args[number])(context, builder, arguments[number])

        def at(data: Any, *terms: tuple[Any, Any]) -> Any:
            offset = ir.Constant(whole, 0)
            for one, other in terms:
                offset = builder.add(offset, builder.mul(one, other))
            return builder.gep(data, [offset])

        def number(value: int) -> Any:
            return ir.Constant(whole, value)

        X, panels, filled = map(array, range(3))
        row, panel = cgutils.unpack_tuple(builder, arguments[3])
        n_features = cgutils.unpack_tuple(builder, X.shape)[1]
        depth = cgutils.unpack_tuple(builder, panels.shape)[1]
        width = cgutils.unpack_tuple(builder, filled.shape)[1]
        fma = cgutils.get_or_insert_function(builder.module, fused, f"llvm.fma.v{_WIDTH}f32")
        rows = [builder.add(row, number(k)) for k in range(n_rows)]
        beside = [builder.add(panel, number(k)) for k in range(n_panels)]
        own = [at(X.data, (one, n_features)) for one in rows]
        weights = [at(panels.data, (builder.mul(one, depth), number(_WIDTH))) for one in beside]
        places = [at(filled.data, (one, width), (other, number(_WIDTH))) for one in rows for other in beside]
        places = [builder.bitcast(place, vector.as_pointer()) for place in places]
        sums = [cgutils.alloca_once_value(builder, builder.load(place, align=4)) for place in places]
        with cgutils.for_range(builder, n_features, intp=whole) as loop:
            loaded = [_load_weights(builder, at(one, (loop.index, number(_WIDTH)))) for one in weights]
            for k, values in enumerate(own):
                value = builder.load(builder.gep(values, [loop.index]))
                spread = builder.insert_element(undefined, value, ir.Constant(lane, 0))
                spread = builder.shuffle_vector(spread, undefined, everywhere)
                for column, total in zip(loaded, sums[k * n_panels : (k + 1) * n_panels], strict=True):
                    builder.store(builder.call(fma, [spread, column, builder.load(total)]), total)
        for place, total in zip(places, sums, strict=True):
            builder.store(builder.load(total), place, align=4)
        return context.get_dummy_value()

    def tile(_: Any, X: Any, panels: Any, sums: Any, where: Any) -> Any:
        return types.void(X, panels, sums, where), generate

    return importlib.import_module("numba.extending").intrinsic(tile)


if not INTERPRETED:
    _six, _five, _four, _three, _two, _one = map(_make_tile, range(_ROWS, 0, -1))
    _three_by_two, _two_by_three, _one_by_six = (_make_tile(_ROWS // n, n) for n in (2, 3, 6))
    _one_by_four, _one_by_two = _make_tile(1, 4), _make_tile(1, 2)


@helper
def _add_of_few(X: Singles, panels: Singles | Halves, sums: Singles) -> int:
    """Add the products of one, two or three rows by most of the panels; return by how many.

    They have few sums for each column, and each addition waits for the one before: more columns go at a time.
    """
    panel = 0
    while len(X) == 1 and panel + 6 <= len(panels):
        _one_by_six(X, panels, sums, (0, panel))
        panel += 6
    if len(X) == 1 and panel + 4 <= len(panels):
        _one_by_four(X, panels, sums, (0, panel))
        panel += 4
    if len(X) == 1 and panel + 2 <= len(panels):
        _one_by_two(X, panels, sums, (0, panel))
        panel += 2
    while len(X) == 2 and panel + 3 <= len(panels):
        _two_by_three(X, panels, sums, (0, panel))
        panel += 3
    while len(X) == 3 and panel + 2 <= len(panels):
        _three_by_two(X, panels, sums, (0, panel))
        panel += 2
    return panel


@kernel
def _fill_product(X: Singles, panels: Singles | Halves, start: Singles, sums: Singles) -> None:
    for i in range(len(X)):
        for column in range(len(start)):
            sums[i, column] = start[column]
    panel = _add_of_few(X, panels, sums)
    while panel < len(panels):
        row = 0
        while row + _ROWS <= len(X):
            _six(X, panels, sums, (row, panel))
            row += _ROWS
        rest = len(X) - row
        if rest == 5:
            _five(X, panels, sums, (row, panel))
        elif rest == 4:
            _four(X, panels, sums, (row, panel))
        elif rest == 3:
            _three(X, panels, sums, (row, panel))
        elif rest == 2:
            _two(X, panels, sums, (row, panel))
        elif rest == 1:
            _one(X, panels, sums, (row, panel))
        panel += 1
