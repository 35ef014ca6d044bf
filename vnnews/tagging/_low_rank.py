"""Hidden layers of trained networks through a narrow entry: what they cost, without what texts make no use of.

What comes to the hidden units of a few networks is a product of the features and one wide matrix. Texts fill little of
the space of their features, and the networks use little of that: a product of two narrow matrices comes close, at a
fraction of the multiplications (reduced-rank regression; A. J. Izenman, Reduced-rank regression for the multivariate
linear model, 1975). The outputs are then fitted again, to what the networks said before.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh, solve, svd

from vnnews.tagging._layers import side_by_side

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

_MOST_TEXTS = 10_000
"""More would tell the same, and need gigabytes."""

_RIDGE = 0.3
"""What holds the outputs back, in mean squares of a hidden unit. A tenth of it and ten times as much come out alike."""


def narrow_entry(inputs: Floats, hidden: tuple[Floats, Floats], output: Floats, rank: int) -> tuple[Floats, ...]:
    """Return what may take the place of the hidden weights of networks and of their outputs.

    Parameters
    ----------
    inputs : ndarray of float32, shape (n_texts, n_features)
        Standardised, of the texts by which to tell what matters; 10,000 are used at most, all through.
    hidden : (weights, constants)
        Of all networks along a first axis, shape (n_networks, n_features, n_hidden) and (n_networks, n_hidden).
    output : ndarray of float32, shape (n_networks, n_hidden, n_outputs)
        What all networks say is the mean of them.
    rank : int

    Returns
    -------
    entry : ndarray of float32, shape (n_features, rank)
        What all networks read is the product of the features and this.
    hidden : ndarray of float32, shape (n_networks, rank, n_hidden)
    output : ndarray of float32, shape (n_networks, n_hidden, n_outputs)
    """
    inputs = inputs[:: -(-len(inputs) // _MOST_TEXTS)]
    wide, constant = side_by_side(hidden[0]), hidden[1].reshape(-1)
    entry, back = _factors(inputs, wide, rank)
    sums: Floats = inputs @ entry
    before, after = _rectified(inputs @ wide, constant), _rectified(sums @ back, constant)
    outer = output.reshape(len(constant), -1)
    lost: Floats = before - after
    outer = outer + _fitted(after, lost @ outer)
    n_networks, _, n_hidden = hidden[0].shape
    return entry, back.reshape(-1, n_networks, n_hidden).transpose(1, 0, 2).copy(), outer.reshape(output.shape)


def _factors(inputs: Floats, wide: Floats, rank: int) -> tuple[Floats, Floats]:
    """Return two matrices whose product, of all of this rank, changes ``inputs @ wide`` least."""
    precise = wide.astype(np.float64)
    values, vectors = eigh((inputs.T @ inputs).astype(np.float64))
    root = np.sqrt(np.maximum(values, 0))[:, None] * vectors.T
    directions: Doubles = svd(root @ precise, full_matrices=False)[2][:rank]
    return (precise @ directions.T).astype(np.float32), directions.astype(np.float32)


def _rectified(sums: Floats, constant: Floats) -> Floats:
    units: Floats = np.maximum(sums + constant, 0)
    return units


def _fitted(units: Floats, missing: Floats) -> Floats:
    """Return the weights that make of the units what is missing, by ridge regression."""
    square = (units.T @ units).astype(np.float64)
    square[np.diag_indices_from(square)] += _RIDGE * np.trace(square) / len(square)
    weights: Doubles = solve(square, (units.T @ missing).astype(np.float64), assume_a="pos")
    return weights.astype(np.float32)
