"""Trained networks at work: all of them as one, in single precision, in which alone matrices are multiplied fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import kernel
from vnnews.tagging._panels import Panels, product

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
    hidden : Panels of shape (n_features, n_hidden)
        Of all networks.
    hidden_constant : ndarray of float32, shape (n_hidden,)
    absent : ndarray of float32, shape (n_blocks, n_hidden)
        What is added where all features of a block are 0, which is neutral and not what the weights would make of it.
    output : Panels of shape (n_hidden, n_outputs)
        The outputs are the mean of all networks.
    output_constant : ndarray of float32, shape (n_outputs,)
    """

    blocks: tuple[slice, ...]
    hidden: Panels
    hidden_constant: Floats
    absent: Floats
    output: Panels
    output_constant: Floats

    @classmethod
    def join(
        cls,
        blocks: Sequence[slice],
        moments: tuple[Floats, Floats],
        hidden: tuple[NDArray[np.floating], Floats],
        output: tuple[NDArray[np.floating], Floats],
    ) -> Layers:
        """Put networks together.

        Parameters
        ----------
        blocks : sequence of slice
        moments : (mean, scale)
            By which features are standardised.
        hidden, output : (weights, constants)
            Of all networks along a first axis.
        """
        mean, scale = (one.astype(np.float64)[:, None] for one in moments)
        n_networks, n_features, n_hidden = hidden[0].shape
        weights = hidden[0].astype(np.float64).transpose(1, 0, 2).reshape(n_features, n_networks * n_hidden) / scale
        absent = np.array([(mean[block] * weights[block]).sum(axis=0) for block in blocks])
        outer = output[0].astype(np.float32).reshape(n_networks * n_hidden, -1) / np.float32(n_networks)
        return cls(
            tuple(blocks),
            Panels.of(weights),
            (hidden[1].reshape(-1) - absent.sum(axis=0)).astype(np.float32),
            absent.astype(np.float32),
            Panels.of(outer),
            output[1].mean(axis=0),
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
        found = np.empty((len(X), len(self.output_constant)), np.float32)
        for first in range(0, len(X), _BLOCK):
            rows = slice(first, first + _BLOCK)
            inner = self.inner(X[rows])
            found[rows] = self.outputs(inner, inner)
        return found

    def inner(self, X: Floats) -> Floats:
        """Return what comes to the hidden units.

        Parameters
        ----------
        X : ndarray of float32, shape (n_texts, n_features)

        Returns
        -------
        ndarray of float32, shape (n_texts, n_hidden)
        """
        found: Floats = product(X, self.hidden, self.hidden_constant)
        _add_absent(X, self._bounds, self.absent, found)
        return found

    @cached_property
    def _bounds(self) -> Ints:
        return np.array([(block.start, block.stop) for block in self.blocks], np.int64)

    def outputs(self, inner: Floats, scratch: Floats | None = None) -> Floats:
        """Return the outputs, from what `inner` returned, which may be scratch."""
        return product(np.maximum(inner, 0, out=scratch), self.output, self.output_constant)


@kernel
def _add_absent(X: Floats, blocks: Ints, absent: Floats, inner: Floats) -> None:
    """Add what belongs to blocks of a row that are all zeros; nearly always the first feature tells."""
    for i in range(len(X)):
        for k in range(len(blocks)):
            j = blocks[k, 0]
            while j < blocks[k, 1] and X[i, j] == 0.0:
                j += 1
            if j == blocks[k, 1]:
                for unit in range(inner.shape[1]):
                    inner[i, unit] += absent[k, unit]
