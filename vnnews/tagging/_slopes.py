"""What some features of a text add to what networks say of it.

A network of rectified units is linear as long as none of them turns on or off. Where a text stands, it has a slope for
every feature; times what a feature would change, that is what leaving a sentence out would change, but for units that
turn (first order; the gradient times input of A. Shrikumar et al., 2017, with a change in the place of the input). It
takes one way back through the layers for each decision, in place of one way forth for each sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import kernel
from vnnews.features._read_vectors import Changes
from vnnews.tagging._layers import Layers
from vnnews.tagging._panels import product_back

Singles = NDArray[np.float32]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class BackLayers:
    """The layers of networks, from the outputs to the features: the same matrices, read the other way.

    Attributes
    ----------
    layers : Layers
    output : ndarray of float32, shape (n_outputs, n_hidden)
        A decision depends on a few outputs: no matrix product.
    n_blocks : int
        So many of the first blocks of features are asked for.
    """

    layers: Layers
    output: Singles
    n_blocks: int

    @classmethod
    def of(cls, layers: Layers, n_blocks: int) -> BackLayers:
        """Turn layers around, for the first blocks of features."""
        return cls(layers, np.ascontiguousarray(layers.output.matrix.T) * layers.share, n_blocks)

    def slopes(self, units: Singles, texts: Ints, directions: Singles) -> Singles:
        """Return how fast sums of the outputs grow with the features of texts.

        Parameters
        ----------
        units : ndarray of float32, shape (n_texts, n_hidden)
            What `Layers.units` returned.
        texts : ndarray of int64, shape (n,)
            The text of each sum.
        directions : ndarray of float32, shape (n, n_outputs)
            What each output counts in the sum.

        Returns
        -------
        ndarray of float32, shape (n, n_features + n_blocks)
            And, behind the features, what the absence of each block adds: all its features are 0 then, which is neutral
            and not what the weights make of it.
        """
        layers, blocks = self.layers, self.layers.blocks[: self.n_blocks]
        active = np.empty((len(texts), units.shape[1]), np.float32)
        _pass_back(units, texts, directions, self.output, active)
        if layers.hidden is not None:
            active = product_back(active, layers.hidden, layers.entry.n_columns)
        n_features = int(blocks[-1, 1])
        found = np.empty((len(texts), n_features + self.n_blocks), np.float32)
        _undo_scale(product_back(active, layers.entry, n_features), blocks, layers.mean, layers.factor, found)
        return found


@kernel
def _undo_scale(inputs: Singles, blocks: Ints, mean: Singles, factor: Singles, found: Singles) -> None:
    """Fill the slopes of features, from those of what they become when they are standardised."""
    for i in range(len(inputs)):
        for k in range(len(blocks)):
            first, last = blocks[k]
            given, row = inputs[i, first:last], found[i, first:last]
            times, means = factor[first:last], mean[first:last]
            total = np.float32(0.0)
            for feature in range(len(row)):
                row[feature] = given[feature] * times[feature]
                total += row[feature] * means[feature]
            found[i, inputs.shape[1] + k] = total


@kernel
def _pass_back(units: Singles, texts: Ints, directions: Singles, output: Singles, active: Singles) -> None:
    """Fill what comes back to the hidden units; nothing to those that are off."""
    for i in range(len(texts)):
        row = active[i]
        row[:] = 0.0
        for j in range(len(output)):
            factor = directions[i, j]
            if factor != 0.0:
                weights = output[j]
                for k in range(len(row)):
                    row[k] += factor * weights[k]
        own = units[texts[i]]
        for k in range(len(row)):
            row[k] = row[k] if own[k] > 0.0 else np.float32(0.0)


def add_losses(slopes: Singles, decisions: tuple[Ints, Ints], changes: Changes, indptr: Ints, values: Floats) -> None:
    """Add to the weight of every sentence what a decision would lose without it.

    Parameters
    ----------
    slopes : ndarray of float32, shape (n_decisions, n_features + n_blocks)
    decisions : tuple of two ndarrays of int64, shape (n_decisions,) and (n_decisions + 1,)
        The article of each, by its place among those of ``indptr``; and where the weights of its sentences are.
    changes : Changes
        What each sentence's absence changes, for each block of features, all of one size.
    indptr : ndarray of int64, shape (n_articles + 1,)
        Where the sentences of each article are.
    values : ndarray of float64
        Changed.
    """
    _add_losses(np.ascontiguousarray(slopes), decisions, changes, indptr, values)


@kernel
def _add_losses(slopes: Singles, decisions: tuple[Ints, Ints], changes: Changes, indptr: Ints, values: Floats) -> None:
    articles, origins = decisions
    n_blocks, size = len(changes.places), changes.differences.shape[1]
    for decision in range(len(articles)):
        first = indptr[articles[decision]] - origins[decision]
        for block in range(n_blocks):
            slope = slopes[decision, block * size : (block + 1) * size]
            absent = slopes[decision, n_blocks * size + block]
            for i in range(origins[decision], origins[decision + 1]):
                row = changes.places[block, first + i]
                if row < 0:
                    continue
                difference = changes.differences[row]
                total = 0.0
                for k in range(size):
                    total += slope[k] * difference[k]
                values[i] -= total + absent * np.float32(1.0 if changes.vanished[row] else 0.0)
