"""Dense matrix products in single precision, the same bits everywhere.

Libraries of linear algebra sum in an order that depends on the number of rows, on threads and on the processor, so that
an article among others would get other last bits than alone. Here every number of the result is one chain of fused
multiplications and additions (rounded once each) along the features, from the first to the last: whatever else is
multiplied, on any processor. A chain can't be spread over a vector of numbers, but sixteen columns can stand side by
side in one, and some rows share each vector of weights that is read (K. Goto, R. van de Geijn, Anatomy of
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

_NO_LEAST = float("-inf")


def _features() -> dict[str, bool]:
    """Return what the processor has that numba makes machine code for; nothing where that is for any."""
    if INTERPRETED:
        return {}
    config = importlib.import_module("numba").config
    if config.CPU_NAME is not None or config.CPU_FEATURES is not None:
        return {}
    named: dict[str, bool] = importlib.import_module("llvmlite.binding").get_host_cpu_features()
    return {**named, "f16c": platform.machine() in ("arm64", "aarch64") or named.get("f16c", False)}


_READS_HALVES = _features().get("f16c", False)
"""Whether machine code turns halves into singles; where it can't, the process dies."""

_TILES = ((8, 2), (4, 2), (2, 4), (1, 4)) if _features().get("avx512f") else ((6, 1), (3, 2), (2, 3), (1, 4))
"""Rows and panels at a time, for many rows and for what is left of them.

So many sums that they need not wait for each other, and no more than the registers hold beside what is read: 32 of
AVX-512, 16 of AVX2.
"""


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


def plain_fill_product(X: Singles, values: Singles | Halves, start: Singles, least: float, sums: Singles) -> None:
    """Do what the kernel does, in Python: its oracle, and what takes its place where numba is missing.

    Double precision holds the product of two singles exactly; that the sum is rounded twice, to double and to single
    precision, changes a bit once in some hundred million sums.
    """
    sums[:] = start
    for k, row in enumerate(_side_by_side(values).astype(np.float64)):
        sums[:] = sums + X[:, k, None].astype(np.float64) * row
    np.maximum(sums, np.float32(least), out=sums)


def _load_weights(builder: Any, place: Any) -> Any:
    """Load a vector of singles, or of halves as singles, which a pointer to floats or to their bits points to."""
    ir = importlib.import_module("llvmlite.ir")
    singles, halves = (ir.VectorType(kind, _WIDTH) for kind in (ir.FloatType(), ir.HalfType()))
    if place.type.pointee == singles.element:
        return builder.load(builder.bitcast(place, singles.as_pointer()), align=4)
    return builder.fpext(builder.load(builder.bitcast(place, halves.as_pointer()), align=2), singles)


def _at(builder: Any, data: Any, *terms: tuple[Any, Any]) -> Any:
    """Point to a place in data: that many products of two numbers behind its beginning."""
    whole = importlib.import_module("llvmlite.ir").IntType(64)
    offset = whole(0)
    for one, other in terms:
        offset = builder.add(offset, builder.mul(one, other))
    return builder.gep(data, [offset])


def _spread(builder: Any, value: Any) -> Any:
    """Return a vector of a number."""
    ir = importlib.import_module("llvmlite.ir")
    undefined, lane = ir.Constant(ir.VectorType(ir.FloatType(), _WIDTH), ir.Undefined), ir.IntType(32)
    everywhere = ir.Constant(ir.VectorType(lane, _WIDTH), [0] * _WIDTH)
    return builder.shuffle_vector(builder.insert_element(undefined, value, lane(0)), undefined, everywhere)


def _make_tile(n_rows: int, n_panels: int) -> Any:
    """Return a function for kernels, which fills some rows of some panels' sums.

    Its arguments are X, the panels, where their sums start, the sums, and a tuple: the first row, the first panel, and
    what the sums are at least. What numba compiles of a loop in Python keeps the sums in memory; here they stay in
    registers.
    """
    ir = importlib.import_module("llvmlite.ir")
    types = importlib.import_module("numba").types
    cgutils = importlib.import_module("numba.core.cgutils")
    whole, vector = ir.IntType(64), ir.VectorType(ir.FloatType(), _WIDTH)
    fused = ir.FunctionType(vector, [vector] * 3)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        X, panels, start, filled = (
            context.make_array(kind)(context, builder, value)
            for kind, value in zip(signature.args[:4], arguments[:4], strict=True)
        )
        row, panel, least = cgutils.unpack_tuple(builder, arguments[4])
        n_features = cgutils.unpack_tuple(builder, X.shape)[1]
        depth = cgutils.unpack_tuple(builder, panels.shape)[1]
        width = cgutils.unpack_tuple(builder, filled.shape)[1]
        fma = cgutils.get_or_insert_function(builder.module, fused, f"llvm.fma.v{_WIDTH}f32")
        rows = [builder.add(row, whole(k)) for k in range(n_rows)]
        beside = [builder.add(panel, whole(k)) for k in range(n_panels)]
        own = [_at(builder, X.data, (one, n_features)) for one in rows]
        weights = [_at(builder, panels.data, (builder.mul(one, depth), whole(_WIDTH))) for one in beside]
        begins = [
            builder.bitcast(_at(builder, start.data, (one, whole(_WIDTH))), vector.as_pointer()) for one in beside
        ]
        begins = [builder.load(place, align=4) for place in begins]
        sums = [cgutils.alloca_once_value(builder, first) for _ in rows for first in begins]
        with cgutils.for_range(builder, n_features, intp=whole) as loop:
            loaded = [_load_weights(builder, _at(builder, one, (loop.index, whole(_WIDTH)))) for one in weights]
            for k, values in enumerate(own):
                value = _spread(builder, builder.load(builder.gep(values, [loop.index])))
                for column, total in zip(loaded, sums[k * n_panels : (k + 1) * n_panels], strict=True):
                    builder.store(builder.call(fma, [value, column, builder.load(total)]), total)
        floor = _spread(builder, least)
        places = [_at(builder, filled.data, (one, width), (other, whole(_WIDTH))) for one in rows for other in beside]
        for place, total in zip(places, map(builder.load, sums), strict=True):
            raised = builder.select(builder.fcmp_ordered("<", total, floor), floor, total)
            builder.store(raised, builder.bitcast(place, vector.as_pointer()), align=4)
        return context.get_dummy_value()

    def tile(_: Any, X: Any, panels: Any, start: Any, sums: Any, where: Any) -> Any:
        return types.void(X, panels, start, sums, where), generate

    return importlib.import_module("numba.extending").intrinsic(tile)


def _make_fill(n_rows: int, n_panels: int) -> Any:
    """Return a function for kernels, which fills rows from one to another, of which there are a multiple of so many."""
    beside, alone = _make_tile(n_rows, n_panels), _make_tile(n_rows, 1)

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


_MANY, _SOME, _FEW, _ONE = (n_rows for n_rows, _ in _TILES)
if not INTERPRETED:
    _fill_many, _fill_some, _fill_few, _fill_one = (_make_fill(*shape) for shape in _TILES)


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
