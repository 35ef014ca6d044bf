"""Which of what may be captions on a page are captions (kernel).

It does what `vnnews.articles._caption_context` does in the plain way.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.articles import _caption_context as _context
from vnnews.articles._caption_network import layers_of, result_of

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

SENTENCE, PART, LOW, HIGH, RESULT = range(5)
"""Columns of what may be captions: the number of its sentence and of its paragraph; where on the page it begins and
ends; the result."""
N_FOUND = 5


@kernel
def choose(  # noqa: PLR0917  # numba takes no names
    likely: NDArray[np.int32], numbers: Floats, layers: Singles, outer_bias: float, of_sentences: Ints, hidden: Singles
) -> int:
    """Move what are captions to the front of what may be; return how many they are.

    Parameters
    ----------
    likely : int32, shape (n, N_FOUND)
    numbers : float64, shape (n, N_FEATURES + N_CONTEXT)
        Those of each alone; the last columns are filled.
    layers : float32
    outer_bias : float
        Those of the network that is told of the others; see `vnnews.articles._caption_table.Table`.
    of_sentences : int64, shape (n_sentences,)
        Zeros.
    hidden : float32, shape (layers.shape[1],)
        Room for what the network's first layer makes of the numbers.
    """
    n, network = len(likely), layers_of(layers, outer_bias)
    for i in range(n - 1, -1, -1):
        of_sentences[likely[i, SENTENCE]] = likely[i, RESULT]
    first = second = total = 0
    for result in of_sentences:
        total += _weight(result)
        if result > first:
            first, second = result, first
        elif result > second:
            second = result
    count, last, was_chosen = 0, -1, False
    n_alone = numbers.shape[1] - _context.N_CONTEXT
    for i in range(n):
        sentence = likely[i, SENTENCE]
        if sentence != last or was_chosen:
            _tell(of_sentences, sentence, likely[i, RESULT], (first, second, total), numbers[i, n_alone:])
            was_chosen = result_of(network, numbers[i], hidden) > 0.0
        if was_chosen:
            for column in range(N_FOUND):
                likely[count, column] = likely[i, column]
            count += 1
        last = sentence
    return count


@helper
def _weight(result: int) -> int:
    return min(result, _context.MOST_TOLD) // _context.STEP


@helper
def _tell(of_sentences: Ints, sentence: int, result: int, of_all: tuple[int, int, int], context: Floats) -> None:
    """Note what a candidate is told of the others, as `vnnews.articles._caption_context.CONTEXT` says."""
    first, second, total = of_all
    n, own = len(of_sentences), of_sentences[sentence]
    others, near = total - _weight(own), 0
    for s in range(max(0, sentence - _context.REACH + 1), min(n, sentence + _context.REACH)):
        if s != sentence:
            near += _weight(of_sentences[s]) * (_context.REACH - abs(s - sentence))
    context[0] = result
    context[1] = own
    context[2] = of_sentences[sentence - 1] if sentence > 0 else 0
    context[3] = of_sentences[sentence + 1] if sentence + 1 < n else 0
    context[4] = second if own == first else first
    context[5] = others
    context[6] = others // n
    context[7] = near // _context.REACH
