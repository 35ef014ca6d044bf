"""Adam (Kingma and Ba 2015) with decoupled weight decay, in place.

Written with whole arrays it would make ten temporary ones of each weight at each step, which took most of the time of
training.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import kernel

Floats = NDArray[np.float32]

_FADE, _SLOW_FADE = np.float32(0.9), np.float32(0.999)
_GAIN, _SLOW_GAIN = np.float32(0.1), np.float32(0.001)
_EPSILON = np.float32(1e-8)


class Adam:
    """The state of one descent.

    Parameters
    ----------
    weights : sequence of ndarray of float32
        Contiguous; changed in place.
    weight_decay : float
        Of the matrices, not of the constants.
    """

    def __init__(self, weights: Sequence[Floats], weight_decay: float) -> None:
        self.weights = weights
        self.weight_decay = weight_decay
        self.mean = [np.zeros(w.size, np.float32) for w in weights]
        self.square = [np.zeros(w.size, np.float32) for w in weights]
        self.n_steps = 0

    def step(self, gradients: Sequence[Floats], rate: float) -> None:
        """Move the weights against their gradients."""
        self.n_steps += 1
        fix_mean, fix_square = 1 / (1 - 0.9**self.n_steps), 1 / (1 - 0.999**self.n_steps)
        for w, gradient, mean, square in zip(self.weights, gradients, self.mean, self.square, strict=True):
            decay = self.weight_decay if w.ndim > 1 else 0.0
            settings = np.array([rate, fix_mean, fix_square, decay], np.float32)
            flat = np.ascontiguousarray(gradient, dtype=np.float32).reshape(-1)
            _step(w.reshape(-1), flat, mean, square, settings)


@kernel
def _step(weights: Floats, gradient: Floats, mean: Floats, square: Floats, settings: Floats) -> None:
    rate, fix_mean, fix_square, decay = settings[0], settings[1], settings[2], settings[3]
    for i in range(len(weights)):
        mean[i] = _FADE * mean[i] + _GAIN * gradient[i]
        square[i] = _SLOW_FADE * square[i] + _SLOW_GAIN * gradient[i] * gradient[i]
        move = mean[i] * fix_mean / (np.sqrt(square[i] * fix_square) + _EPSILON)
        weights[i] -= rate * (decay * weights[i] + move)
