"""The inner kernels of dense products, written for LLVM: some rows, some columns, and sums that stay in registers.

What numba compiles of a loop in Python keeps the sums in memory. A product goes forth, ``X @ matrix``, or back through
the same matrix, ``X @ matrix.T``: both read it as `vnnews.tagging._panels.Panels` lays it out, in panels of sixteen
columns, each feature after feature.
"""

from __future__ import annotations

import importlib
import platform
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from vnnews._jit import INTERPRETED

WIDTH = 16
"""Columns of a panel: one vector of AVX-512, two of AVX2, four of NEON."""


def _features() -> dict[str, bool]:
    """Return what the processor has that numba makes machine code for; nothing where that is for any."""
    if INTERPRETED:
        return {}
    config = importlib.import_module("numba").config
    if config.CPU_NAME is not None or config.CPU_FEATURES is not None:
        return {}
    named: dict[str, bool] = importlib.import_module("llvmlite.binding").get_host_cpu_features()
    return {**named, "f16c": platform.machine() in ("arm64", "aarch64") or named.get("f16c", False)}


READS_HALVES = _features().get("f16c", False)
"""Whether machine code turns halves into singles; where it can't, the process dies."""

_IS_WIDE = _features().get("avx512f", False)
FORTH = ((8, 2), (4, 2), (2, 4), (1, 4)) if _IS_WIDE else ((6, 1), (3, 2), (2, 3), (1, 4))
"""Rows and panels at a time, for many rows and for what is left of them.

So many sums that they need not wait for each other, and no more than the registers hold beside what is read: 32 of
AVX-512, 16 of AVX2.
"""
BACK = ((4, 4), (1, 8)) if _IS_WIDE else ((2, 2), (1, 4))
"""Rows and features at a time, the same way."""


class _Kinds(NamedTuple):
    """The types of LLVM that a tile is made of."""

    whole: Any
    vector: Any
    fused: Any

    @classmethod
    def get(cls) -> _Kinds:
        ir = importlib.import_module("llvmlite.ir")
        vector = ir.VectorType(ir.FloatType(), WIDTH)
        return cls(ir.IntType(64), vector, ir.FunctionType(vector, [vector] * 3))

    def fma(self, builder: Any) -> Any:
        """Return the function that multiplies and adds vectors, rounded once."""
        get = importlib.import_module("numba.core.cgutils").get_or_insert_function
        return get(builder.module, self.fused, f"llvm.fma.v{WIDTH}f32")


def make_tile(n_rows: int, n_panels: int) -> Any:
    """Return a function for kernels, which fills some rows of some panels' sums.

    Its arguments are X, the panels, where their sums start, the sums, and a tuple: the first row, the first panel, and
    what the sums are at least.
    """
    kinds, cgutils = _Kinds.get(), importlib.import_module("numba.core.cgutils")
    whole, vector = kinds.whole, kinds.vector

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        X, panels, start, filled = _arrays(context, builder, signature, arguments)
        row, panel, least = cgutils.unpack_tuple(builder, arguments[4])
        n_features = cgutils.unpack_tuple(builder, X.shape)[1]
        depth = cgutils.unpack_tuple(builder, panels.shape)[1]
        width = cgutils.unpack_tuple(builder, filled.shape)[1]
        fma = kinds.fma(builder)
        rows = [builder.add(row, whole(k)) for k in range(n_rows)]
        beside = [builder.add(panel, whole(k)) for k in range(n_panels)]
        own = [_at(builder, X.data, (one, n_features)) for one in rows]
        weights = [_at(builder, panels.data, (builder.mul(one, depth), whole(WIDTH))) for one in beside]
        begins = [_load(builder, _at(builder, start.data, (one, whole(WIDTH)))) for one in beside]
        sums = [cgutils.alloca_once_value(builder, first) for _ in rows for first in begins]
        with cgutils.for_range(builder, n_features, intp=whole) as loop:
            loaded = [_load(builder, _at(builder, one, (loop.index, whole(WIDTH)))) for one in weights]
            for k, values in enumerate(own):
                value = _spread(builder, builder.load(builder.gep(values, [loop.index])))
                for column, total in zip(loaded, sums[k * n_panels : (k + 1) * n_panels], strict=True):
                    builder.store(builder.call(fma, [value, column, builder.load(total)]), total)
        floor = _spread(builder, least)
        places = [_at(builder, filled.data, (one, width), (other, whole(WIDTH))) for one in rows for other in beside]
        for place, total in zip(places, map(builder.load, sums), strict=True):
            raised = builder.select(builder.fcmp_ordered("<", total, floor), floor, total)
            builder.store(raised, builder.bitcast(place, vector.as_pointer()), align=4)
        return context.get_dummy_value()

    def tile(_: Any, X: Any, panels: Any, start: Any, sums: Any, where: Any) -> Any:
        return _void(X, panels, start, sums, where), generate

    return importlib.import_module("numba.extending").intrinsic(tile)


def make_back_tile(n_rows: int, n_features: int) -> Any:
    """Return a function for kernels, which fills some rows of some features' sums over the columns of all panels.

    Its arguments are X, as wide as the panels, these, the sums, and a tuple: the first row and the first feature.
    """
    kinds, cgutils = _Kinds.get(), importlib.import_module("numba.core.cgutils")
    whole = kinds.whole

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        X, panels, filled = _arrays(context, builder, signature, arguments)
        row, feature = cgutils.unpack_tuple(builder, arguments[3])
        length = cgutils.unpack_tuple(builder, X.shape)[1]
        n_panels, depth, _ = cgutils.unpack_tuple(builder, panels.shape)
        width = cgutils.unpack_tuple(builder, filled.shape)[1]
        fma = kinds.fma(builder)
        rows = [builder.add(row, whole(k)) for k in range(n_rows)]
        beside = [builder.add(feature, whole(k)) for k in range(n_features)]
        own = [_at(builder, X.data, (one, length)) for one in rows]
        weights = [_at(builder, panels.data, (one, whole(WIDTH))) for one in beside]
        nothing = _spread(builder, importlib.import_module("llvmlite.ir").FloatType()(0.0))
        sums = [cgutils.alloca_once_value(builder, nothing) for _ in rows for _ in beside]
        with cgutils.for_range(builder, n_panels, intp=whole) as loop:
            behind = builder.mul(loop.index, depth), whole(WIDTH)
            loaded = [_load(builder, _at(builder, one, behind)) for one in weights]
            for k, values in enumerate(own):
                value = _load(builder, _at(builder, values, (loop.index, whole(WIDTH))))
                for column, total in zip(loaded, sums[k * n_features : (k + 1) * n_features], strict=True):
                    builder.store(builder.call(fma, [value, column, builder.load(total)]), total)
        totals = _totals(builder, [builder.load(total) for total in sums])
        for k, one in enumerate(rows):
            place = _at(builder, filled.data, (one, width), (feature, whole(1)))
            own = _pick(builder, totals, totals, range(k * n_features, (k + 1) * n_features))
            builder.store(own, builder.bitcast(place, own.type.as_pointer()), align=4)
        return context.get_dummy_value()

    def tile(_: Any, X: Any, panels: Any, sums: Any, where: Any) -> Any:
        return _void(X, panels, sums, where), generate

    return importlib.import_module("numba.extending").intrinsic(tile)


def _void(*kinds: Any) -> Any:
    return importlib.import_module("numba").types.void(*kinds)


def _arrays(context: Any, builder: Any, signature: Any, arguments: Any) -> list[Any]:
    """Return the arrays among the arguments, which a tuple follows."""
    pairs = zip(signature.args[:-1], arguments[:-1], strict=True)
    return [context.make_array(kind)(context, builder, value) for kind, value in pairs]


def _load(builder: Any, place: Any) -> Any:
    """Load a vector of singles, or of halves as singles, which a pointer to floats or to their bits points to."""
    ir = importlib.import_module("llvmlite.ir")
    singles, halves = (ir.VectorType(kind, WIDTH) for kind in (ir.FloatType(), ir.HalfType()))
    if place.type.pointee == singles.element:
        return builder.load(builder.bitcast(place, singles.as_pointer()), align=4)
    return builder.fpext(builder.load(builder.bitcast(place, halves.as_pointer()), align=2), singles)


def _at(builder: Any, data: Any, *terms: tuple[Any, Any]) -> Any:
    """Point to a place in data: that many products of two numbers behind its beginning."""
    whole = _Kinds.get().whole
    offset = whole(0)
    for one, other in terms:
        offset = builder.add(offset, builder.mul(one, other))
    return builder.gep(data, [offset])


def _spread(builder: Any, value: Any) -> Any:
    """Return a vector of a number."""
    ir = importlib.import_module("llvmlite.ir")
    undefined, lane = ir.Constant(ir.VectorType(ir.FloatType(), WIDTH), ir.Undefined), ir.IntType(32)
    everywhere = ir.Constant(ir.VectorType(lane, WIDTH), [0] * WIDTH)
    return builder.shuffle_vector(builder.insert_element(undefined, value, lane(0)), undefined, everywhere)


def _pick(builder: Any, one: Any, other: Any, lanes: Iterable[int]) -> Any:
    """Return a vector of some numbers of two."""
    ir = importlib.import_module("llvmlite.ir")
    picked = list(lanes)
    return builder.shuffle_vector(one, other, ir.Constant(ir.VectorType(ir.IntType(32), len(picked)), picked))


def _totals(builder: Any, vectors: Sequence[Any]) -> Any:
    """Return a vector of the sums of vectors' numbers, of which there are 1, 2, 4, 8 or 16.

    The second half of each is added to its first half until one number is left. Two vectors share one from then on.
    """
    size = WIDTH
    while size > 1:
        size //= 2
        halves = [[k + i for k in range(first, 2 * WIDTH, 2 * size) for i in range(size)] for first in (0, size)]
        if len(vectors) > 1:
            pairs = list(zip(vectors[::2], vectors[1::2], strict=True))
        else:
            pairs = [(vectors[0], vectors[0])]
            width = vectors[0].type.count
            halves = [[lane for lane in half if lane < width] for half in halves]
        vectors = [builder.fadd(_pick(builder, *pair, halves[0]), _pick(builder, *pair, halves[1])) for pair in pairs]
    return vectors[0]
