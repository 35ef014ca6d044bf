"""Trained networks at work: all of them as one, in single precision, in which alone matrices are multiplied fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import kernel
from vnnews.tagging._panels import Panels, product

Float = TypeVar("Float", bound=np.floating)
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_BLOCK = 128
"""So many texts at a time that their hidden units stay in the processor's cache."""


@dataclass(frozen=True)
class Layers:
    """The layers of several networks side by side, with the weights that were learnt: in half precision they stay so.

    Attributes
    ----------
    blocks : ndarray of int64, shape (n_blocks, 2)
        Where features that belong together begin and end.
    mean, factor : ndarray of float32, shape (n_features,)
        What is taken from features, and what the rest is multiplied by. A block of zeros stays zero.
    entry : Panels of shape (n_features, rank) or (n_features, n_hidden)
        Of all networks.
    hidden : Panels of shape (rank, n_hidden), optional
        If the entry does not lead to the hidden units themselves.
    output : Panels of shape (n_hidden, n_outputs)
        Each network's own, one below the other.
    share : float32
        What the output of one network counts.
    """

    blocks: Ints
    mean: Floats
    factor: Floats
    entry: Panels
    hidden: Panels | None
    output: Panels
    share: np.float32

    @classmethod
    def join(
        cls,
        blocks: Sequence[slice],
        moments: tuple[Floats, Floats],
        entry: NDArray[np.floating] | None,
        hidden: tuple[NDArray[np.floating], Floats],
        output: tuple[NDArray[np.floating], Floats],
    ) -> Layers:
        """Put networks together.

        Parameters
        ----------
        blocks : sequence of slice
        moments : (mean, scale)
            By which features are standardised.
        entry : ndarray of shape (n_features, rank), optional
            What all networks read in place of the features.
        hidden, output : (weights, constants)
            Of all networks along a first axis.
        """
        inner, constant = side_by_side(hidden[0]), hidden[1].reshape(-1)
        return cls(
            np.array([(block.start, block.stop) for block in blocks], np.int64),
            moments[0],
            np.float32(1) / moments[1],
            Panels.of(inner, constant) if entry is None else Panels.of(entry),
            None if entry is None else Panels.of(inner, constant),
            Panels.of(output[0].reshape(len(constant), -1), output[1].sum(axis=0)),
            np.float32(1 / len(output[0])),
        )

    def decide(self, X: Floats) -> Floats:
        """Return the outputs for texts.

        Parameters
        ----------
        X : ndarray of float32, shape (n_texts, n_features)

        Returns
        -------
        ndarray of float32, shape (n_texts, n_outputs)
            The mean of all networks.
        """
        if len(X) <= _BLOCK:
            return self.outputs(self.units(X))
        found = np.empty((len(X), self.output.n_columns), np.float32)
        for first in range(0, len(X), _BLOCK):
            rows = slice(first, first + _BLOCK)
            found[rows] = self.outputs(self.units(X[rows]))
        return found

    def units(self, X: Floats) -> Floats:
        """Return the hidden units: what comes to them, and nothing where that is negative.

        Parameters
        ----------
        X : ndarray of float32, shape (n_texts, n_features)

        Returns
        -------
        ndarray of float32, shape (n_texts, n_hidden)
        """
        inputs = np.empty(X.shape, np.float32)
        _standardize(X, self.blocks, self.mean, self.factor, inputs)
        if self.hidden is None:
            return product(inputs, self.entry, least=0.0)
        return product(product(inputs, self.entry), self.hidden, least=0.0)

    def outputs(self, units: Floats) -> Floats:
        """Return the outputs, from the hidden units."""
        found = product(units, self.output)
        return np.multiply(found, self.share, out=found)


def side_by_side(weights: NDArray[Float]) -> NDArray[Float]:
    """Return the hidden weights of networks, (n_networks, n, n_hidden), as one matrix, (n, n_networks * n_hidden)."""
    return weights.transpose(1, 0, 2).reshape(weights.shape[1], -1)


@kernel
def _standardize(X: Floats, blocks: Ints, mean: Floats, factor: Floats, inputs: Floats) -> None:
    """Fill the inputs; that a block is all zeros, nearly always the first feature tells it is not."""
    for k in range(len(blocks)):
        first, last = blocks[k]
        less, times = mean[first:last], factor[first:last]
        for i in range(len(X)):
            given, row = X[i, first:last], inputs[i, first:last]
            j = 0
            while j < len(given) and given[j] == 0.0:
                j += 1
            if j == len(given):
                row[:] = 0.0
            else:
                for feature in range(len(row)):
                    row[feature] = (given[feature] - less[feature]) * times[feature]
