"""Slopes of networks, held against differences of their outputs, and losses against loops."""

import numpy as np
import pytest

from tests.tagging.test_layers import LAYERS, N_OUTPUTS, NARROW, drawn, texts
from vnnews.features._read_vectors import Changes
from vnnews.tagging._layers import Layers
from vnnews.tagging._slopes import BackLayers, add_losses

N_BLOCKS = 2
BOTH = pytest.mark.parametrize("layers", [LAYERS, NARROW], ids=["wide", "narrow"])


@BOTH
def test_slopes_are_differences_of_outputs(layers: Layers) -> None:
    X, directions = texts(20), drawn(20, N_OUTPUTS)
    found = BackLayers.of(layers, N_BLOCKS).slopes(layers.units(X), np.arange(20), directions)
    assert found.shape == (20, 8 + N_BLOCKS)
    step = np.float32(1e-3)
    for feature in range(8):
        # Not from 0, which is neutral.
        rows = np.flatnonzero(X[:, feature] != 0)
        moved = X[rows].copy()
        moved[:, feature] += step
        growth = ((layers.decide(moved) - layers.decide(X[rows])) * directions[rows]).sum(axis=1) / step
        np.testing.assert_allclose(found[rows, feature], growth, rtol=1e-3, atol=0.02)


@BOTH
def test_absent_blocks(layers: Layers) -> None:
    # Without a block its features are as if they had their means.
    X, directions = texts(20), drawn(20, N_OUTPUTS)
    inner = layers.units(X)
    found = BackLayers.of(layers, N_BLOCKS).slopes(inner[::-1].copy(), np.arange(20)[::-1].copy(), directions)
    active = (inner > 0) * (directions @ layers.output.matrix.T) * layers.share
    if layers.hidden is not None:
        active = active @ layers.hidden.matrix.T
    slopes = active @ layers.entry.matrix[:8].T * layers.factor[:8]
    absent = [(slopes * layers.mean[:8])[:, first:last].sum(axis=1) for first, last in layers.blocks[:N_BLOCKS]]
    np.testing.assert_allclose(found[:, :8], slopes, atol=1e-5)
    np.testing.assert_allclose(found[:, 8:].T, absent, atol=1e-5)


@pytest.mark.parametrize("n_sentences", [0, 1, 7])
def test_losses(n_sentences: int) -> None:
    rng = np.random.default_rng(n_sentences)
    indptr = np.array([0, n_sentences, n_sentences + 2])
    articles = np.array([1, 0, 0])
    origins = np.concatenate([[0], np.cumsum(np.diff(indptr)[articles])])
    there = rng.random((N_BLOCKS, indptr[-1])) < np.array([[1.0], [0.4]])
    n = int(there.sum())
    places = np.where(there, np.cumsum(there).reshape(there.shape) - 1, -1)
    changes = Changes(places, drawn(n, 4), rng.random(n) < 0.5)
    slopes, before = drawn(3, 8 + 2), rng.normal(size=origins[-1])
    values, expected = before.copy(), before.copy()
    for decision, place in enumerate(articles):
        for sentence in range(indptr[place], indptr[place + 1]):
            for block, row in enumerate(changes.places[:, sentence]):
                if row >= 0:
                    loss = -slopes[decision, 4 * block : 4 * block + 4] @ changes.differences[row]
                    loss -= slopes[decision, 8 + block] * changes.vanished[row]
                    expected[origins[decision] + sentence - indptr[place]] += loss
    add_losses(slopes, (articles, origins), changes, indptr, values)
    np.testing.assert_allclose(values, expected, atol=1e-5)
