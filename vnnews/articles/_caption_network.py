"""The small networks that find captions at work, as kernels use them.

Numbers and weights are whole, and added up in float64: the results are exact, in whatever order it is done.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper

Floats = NDArray[np.float64]

_N_OTHERS = 5
"""Rows of a table of layers beside those of the inner weights."""


class Layers(NamedTuple):
    """A network: what the numbers are clipped to, its weights, and the least score of words that it is asked for."""

    low: Floats
    high: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: float
    least: float


@helper
def layers_of(table: Floats) -> Layers:
    """Return the parts of what `vnnews.articles._caption_table.Table` holds of a network."""
    n = len(table) - _N_OTHERS
    return Layers(
        table[0, :n], table[1, :n], table[2 : 2 + n], table[2 + n], table[3 + n], table[4 + n, 0], table[4 + n, 1]
    )


@helper
def result_of(network: Layers, numbers: Floats, hidden: Floats) -> float:
    """Return by how much a network holds something for a caption; 0 or less if it does not.

    Parameters
    ----------
    network : Layers
    numbers : float64, shape (n_numbers,)
    hidden : float64, shape (inner.shape[1],)
        Room for what the first layer makes of them.
    """
    for j in range(len(hidden)):
        hidden[j] = network.inner_bias[j]
    for i in range(len(numbers)):
        value = min(max(numbers[i], network.low[i]), network.high[i])
        if value != 0.0:
            for j in range(len(hidden)):
                hidden[j] += value * network.inner[i, j]
    result = network.outer_bias
    for j in range(len(hidden)):
        result += max(hidden[j], 0.0) * network.outer[j]
    return result
