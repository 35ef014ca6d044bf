"""Trained networks at work: all of them as one, in single precision, in which alone matrices are multiplied fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import kernel
from vnnews.features._derived import made_once
from vnnews.tagging._panels import Panels, product

Float = TypeVar("Float", bound=np.floating)
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_BLOCK = 128
"""So many texts at a time that their hidden units stay in the processor's cache."""


@dataclass(frozen=True)
class Layers:
    """The layers of several networks side by side; features are standardised by the weights.

    Attributes
    ----------
    blocks : tuple of slice
        Which features belong together.
    entry : Panels of shape (n_features, rank) or (n_features, n_hidden)
        Of all networks.
    absent : ndarray of float32, shape (n_blocks, rank) or (n_blocks, n_hidden)
        What is added where all features of a block are 0, which is neutral and not what the weights would make of it.
    hidden : Panels of shape (rank, n_hidden), optional
        If the entry does not lead to the hidden units themselves.
    output : Panels of shape (n_hidden, n_outputs)
        The outputs are the mean of all networks.
    """

    blocks: tuple[slice, ...]
    entry: Panels
    absent: Floats
    hidden: Panels | None
    output: Panels

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
        mean, scale = (one.astype(np.float64)[:, None] for one in moments)
        inner = side_by_side(hidden[0].astype(np.float64))
        constant = hidden[1].reshape(-1)
        first = (inner if entry is None else entry.astype(np.float64)) / scale
        absent = np.array([(mean[block] * first[block]).sum(axis=0) for block in blocks])
        before = constant if entry is None else np.zeros(first.shape[1])
        outer = output[0].astype(np.float32).reshape(len(constant), -1) / np.float32(len(output[0]))
        return cls(
            tuple(blocks),
            Panels.of(first, before - absent.sum(axis=0)),
            absent.astype(np.float32),
            None if entry is None else Panels.of(inner, constant),
            Panels.of(outer, output[1].mean(axis=0)),
        )

    def decide(self, X: Floats) -> Floats:
        """Return the outputs for texts.

        Parameters
        ----------
        X : ndarray of float32, shape (n_texts, n_features)

        Returns
        -------
        ndarray of float32, shape (n_texts, n_outputs)
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
        found: Floats = product(X, self.entry)
        _add_absent(X, self._bounds, self.absent, found)
        return np.maximum(found, 0, out=found) if self.hidden is None else product(found, self.hidden, least=0.0)

    @made_once
    def _bounds(self) -> Ints:
        return np.array([(block.start, block.stop) for block in self.blocks], np.int64)

    def outputs(self, units: Floats) -> Floats:
        """Return the outputs, from the hidden units."""
        return product(units, self.output)


def side_by_side(weights: NDArray[Float]) -> NDArray[Float]:
    """Return the hidden weights of networks, (n_networks, n, n_hidden), as one matrix, (n, n_networks * n_hidden)."""
    return weights.transpose(1, 0, 2).reshape(weights.shape[1], -1)


@kernel
def _add_absent(X: Floats, blocks: Ints, absent: Floats, sums: Floats) -> None:
    """Add what belongs to blocks of a row that are all zeros; nearly always the first feature tells."""
    for i in range(len(X)):
        for k in range(len(blocks)):
            j = blocks[k, 0]
            while j < blocks[k, 1] and X[i, j] == 0.0:
                j += 1
            if j == blocks[k, 1]:
                for unit in range(sums.shape[1]):
                    sums[i, unit] += absent[k, unit]
