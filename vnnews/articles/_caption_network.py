"""The small networks that find captions at work, as kernels use them.

Numbers and weights are whole, and their sums small enough: the results are exact, in whatever order it is done.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

_N_OTHERS = 4
"""Rows of a table of layers beside those of the inner weights."""


class Layers(NamedTuple):
    """A network: what the numbers are clipped to, and its weights."""

    low: Singles
    high: Singles
    inner: Singles
    inner_bias: Singles
    outer: Singles
    outer_bias: float


@helper
def layers_of(table: Singles, outer_bias: float) -> Layers:
    """Return the parts of what `vnnews.articles._caption_table.Table` holds of a network."""
    n = len(table) - _N_OTHERS
    return Layers(table[0, :n], table[1, :n], table[2 : 2 + n], table[2 + n], table[3 + n], outer_bias)


@helper
def result_of(network: Layers, numbers: Floats, hidden: Singles) -> float:
    """Return by how much a network holds something for a caption; 0 or less if it does not.

    Parameters
    ----------
    network : Layers
    numbers : float64, shape (n_numbers,)
    hidden : float32, shape (inner.shape[1],)
        Room for what the first layer makes of them.
    """
    for j in range(len(hidden)):
        hidden[j] = network.inner_bias[j]
    for i in range(len(numbers)):
        value = np.float32(min(max(numbers[i], network.low[i]), network.high[i]))
        if value != 0.0:
            for j in range(len(hidden)):
                hidden[j] += value * network.inner[i, j]
    result = 0
    for j in range(len(hidden)):
        # As whole numbers, since compilers keep the order of others.
        if hidden[j] > 0.0:
            result += int(np.int64(hidden[j])) * int(np.int64(network.outer[j]))
    return network.outer_bias + result
