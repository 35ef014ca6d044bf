"""Weighted sums of some rows of a table: a sparse matrix times a dense one, the same bits everywhere.

Every number is one chain of multiplications and additions, each rounded, in the order in which the rows are named. What
numba compiles of such a loop in Python keeps the sums in memory; here a block of columns stays in registers until all
rows are added.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import INTERPRETED, helper, kernel

Number = np.signedinteger[Any] | np.floating[Any]
Bounds = tuple[NDArray[np.signedinteger], NDArray[np.signedinteger]]
Named = tuple[NDArray[np.signedinteger], NDArray[np.floating]]

_LANES = 16
"""Columns of a vector: one of AVX-512, two of AVX2, four of NEON."""
_WIDE = 4 * _LANES
_NARROW = 4
_AS_GIVEN = np.empty(0, np.int64)
_LINE = 64
"""Bytes that come from memory together."""
_FEW = 256
"""Sums up to which rows are fetched ahead. Where there are more, as of the sentences of many articles, most rows are in
the cache already, or follow each other so closely that the processor finds time to wait."""


def sum_rows(
    bounds: Bounds,
    named: Named,
    table: NDArray[Number],
    sums: NDArray[np.floating],
    order: NDArray[np.int64] | None = None,
) -> None:
    """Fill ``sums[i]`` with the rows that are named from ``starts[i]`` to ``ends[i]``, each times its weight.

    Parameters
    ----------
    bounds : (starts, ends)
        Integers, shape (n_sums,).
    named : (rows, weights)
        Rows of the table, and floats.
    table : ndarray of shape (n_rows, n_columns)
        Small integers, or floats; the product with a weight is rounded to the wider type of the two.
    sums : ndarray of shape (n_sums, n_columns), contiguous
        Floats, no narrower.
    order : ndarray of int64, shape (n_sums,), optional
        Which sum is made after which. It does not change them; but sums of the same rows are made faster one behind the
        other, for a large table is read from memory once then.
    """
    rows, weights = np.ascontiguousarray(named[0]), np.ascontiguousarray(named[1])
    if table.dtype.kind == "f" and table.dtype.itemsize > weights.dtype.itemsize:
        weights = weights.astype(table.dtype)
    if INTERPRETED:
        _plain_sum_rows(bounds, (rows, weights), table, sums)
        return
    order = _AS_GIVEN if order is None else order
    _sum_rows((*bounds, order), (rows, weights), np.ascontiguousarray(table), sums)


def _plain_sum_rows(bounds: Bounds, named: Named, table: NDArray[Number], sums: NDArray[np.floating]) -> None:
    """Do what the kernel does, in Python: its oracle, and what takes its place where numba is missing."""
    rows, weights = named
    sums[:] = 0
    for i, (start, end) in enumerate(zip(*bounds, strict=True)):
        for j in range(start, end):
            sums[i] += weights[j] * table[rows[j]].astype(weights.dtype)


def _make_block(n_vectors: int, n_lanes: int) -> Any:
    """Return a function for kernels, which fills so many columns of one sum.

    Its arguments are rows, weights, table and sums as in `sum_rows`, and a tuple: the number of the sum, the first of
    the columns, and where its rows begin and end.
    """
    ir = importlib.import_module("llvmlite.ir")
    types = importlib.import_module("numba").types
    cgutils = importlib.import_module("numba.core.cgutils")
    whole, lane = ir.IntType(64), ir.IntType(32)
    everywhere = ir.Constant(ir.VectorType(lane, n_lanes), [0] * n_lanes)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        def array(number: int) -> Any:
            return context.make_array(signature.args[number])(context, builder, arguments[number])

        def element(number: int) -> Any:
            return context.get_value_type(signature.args[number].dtype)

        def vectors(data: Any, row: Any, of: Any) -> list[Any]:
            """Return pointers to the vectors of a row, from the first column on."""
            start = builder.gep(data, [builder.add(builder.mul(row, width), column)])
            places = [builder.gep(start, [ir.Constant(whole, k * n_lanes)]) for k in range(n_vectors)]
            return [builder.bitcast(place, ir.VectorType(of, n_lanes).as_pointer()) for place in places]

        def widen(values: Any, to: Any) -> Any:
            if values.type == to:
                return values
            return (builder.sitofp if isinstance(values.type.element, ir.IntType) else builder.fpext)(values, to)

        rows, weights, table, sums = map(array, range(4))
        sum_, column, start, end = cgutils.unpack_tuple(builder, arguments[4])
        width = cgutils.unpack_tuple(builder, sums.shape)[1]
        factors, sum_type = ir.VectorType(element(1), n_lanes), ir.VectorType(element(3), n_lanes)
        align = 1 if isinstance(element(2), ir.IntType) else 4
        totals = [cgutils.alloca_once_value(builder, ir.Constant(sum_type, None)) for _ in range(n_vectors)]
        with cgutils.for_range_slice(builder, start, end, ir.Constant(whole, 1), intp=whole) as (j, _):
            row = builder.load(builder.gep(rows.data, [j]))
            row = builder.sext(row, whole) if row.type != whole else row
            weight = builder.load(builder.gep(weights.data, [j]))
            spread = builder.insert_element(ir.Constant(factors, ir.Undefined), weight, ir.Constant(lane, 0))
            spread = builder.shuffle_vector(spread, ir.Constant(factors, ir.Undefined), everywhere)
            for place, total in zip(vectors(table.data, row, element(2)), totals, strict=True):
                product = builder.fmul(spread, widen(builder.load(place, align=align), factors))
                builder.store(builder.fadd(builder.load(total), widen(product, sum_type)), total)
        for place, total in zip(vectors(sums.data, sum_, element(3)), totals, strict=True):
            builder.store(builder.load(total), place, align=4)
        return context.get_dummy_value()

    def block(_: Any, rows: Any, weights: Any, table: Any, sums: Any, where: Any) -> Any:
        return types.void(rows, weights, table, sums, where), generate

    return importlib.import_module("numba.extending").intrinsic(block)


def _make_fetch() -> Any:
    """Return a function for kernels, which tells the processor that it will need a row; see `_fetch_rows`.

    Its arguments are the table, and a tuple: the row and one of its columns.
    """
    ir = importlib.import_module("llvmlite.ir")
    types = importlib.import_module("numba").types
    cgutils = importlib.import_module("numba.core.cgutils")
    place, number = ir.IntType(8).as_pointer(), ir.IntType(32)
    kind = ir.FunctionType(ir.VoidType(), [place, number, number, number])

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        table = context.make_array(signature.args[0])(context, builder, arguments[0])
        row, column = cgutils.unpack_tuple(builder, arguments[1])
        width = cgutils.unpack_tuple(builder, table.shape)[1]
        value = builder.gep(table.data, [builder.add(builder.mul(row, width), column)])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [place], kind)
        # To read, to be kept in all caches, data.
        builder.call(fetch, [builder.bitcast(value, place), number(0), number(3), number(1)])
        return context.get_dummy_value()

    def fetch(_: Any, table: Any, where: Any) -> Any:
        return types.void(table, where), generate

    return importlib.import_module("numba.extending").intrinsic(fetch)


if not INTERPRETED:
    _fetch = _make_fetch()
    _wide, _plain, _narrow, _single = map(_make_block, (4, 1, 1, 1), (_LANES, _LANES, _NARROW, 1))


@helper
def _fetch_rows(rows: NDArray[np.signedinteger], run: tuple[int, int], table: NDArray[Number]) -> None:
    """Begin to read rows that stand anywhere in a table: the processor then waits for all of them at once."""
    step = max(_LINE // table.itemsize, 1)
    for j in range(run[0], run[1]):
        for column in range(0, table.shape[1], step):
            _fetch(table, (np.int64(rows[j]), column))


@kernel
def _sum_rows(
    bounds: tuple[NDArray[np.signedinteger], NDArray[np.signedinteger], NDArray[np.int64]],
    named: Named,
    table: NDArray[Number],
    sums: NDArray[np.floating],
) -> None:
    starts, ends, order = bounds
    rows, weights = named
    n_columns = sums.shape[1]
    for k in range(len(starts)):
        i = order[k] if len(order) else k
        start = np.int64(starts[i])
        end = np.int64(ends[i])
        if len(starts) <= _FEW:
            _fetch_rows(rows, (int(start), int(end)), table)
        column = 0
        while column + _WIDE <= n_columns:
            _wide(rows, weights, table, sums, (i, column, start, end))
            column += _WIDE
        # The last block begins earlier where it would end behind the last column: some are summed twice.
        while column < n_columns and n_columns >= _LANES:
            _plain(rows, weights, table, sums, (i, min(column, n_columns - _LANES), start, end))
            column += _LANES
        while column < n_columns and n_columns >= _NARROW:
            _narrow(rows, weights, table, sums, (i, min(column, n_columns - _NARROW), start, end))
            column += _NARROW
        while column < n_columns:
            _single(rows, weights, table, sums, (i, column, start, end))
            column += 1
