"""Networks side by side, held against one after the other."""

import numpy as np
import pytest

from vnnews.tagging._layers import Layers

N_NETWORKS, N_HIDDEN, N_OUTPUTS = 2, 7, 3
BLOCKS = [slice(0, 4), slice(4, 8), slice(8, 10)]
RNG = np.random.default_rng(0)


def drawn(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape).astype(np.float32)


MOMENTS = drawn(10), np.abs(drawn(10)) + np.float32(0.1)
HIDDEN, OUTPUT = (drawn(2, 10, 7), drawn(2, 7)), (drawn(2, 7, 3), drawn(2, 3))
LAYERS = Layers.join(BLOCKS, MOMENTS, None, HIDDEN, OUTPUT)
ENTRY, BEHIND = drawn(10, 5), drawn(2, 5, 7)
NARROW = Layers.join(BLOCKS, MOMENTS, ENTRY, (BEHIND, HIDDEN[1]), OUTPUT)


def plain(X: np.ndarray, weights: np.ndarray = HIDDEN[0]) -> np.ndarray:
    inputs = (X.astype(float) - MOMENTS[0]) / MOMENTS[1]
    for block in BLOCKS:
        inputs[~X[:, block].any(axis=1), block] = 0
    each = [np.maximum(inputs @ weights[k] + HIDDEN[1][k], 0) @ OUTPUT[0][k] + OUTPUT[1][k] for k in range(N_NETWORKS)]
    return np.mean(each, axis=0)


def texts(n: int) -> np.ndarray:
    X = drawn(n, 10)
    X[::3, 4:8] = 0
    X[::5] = 0
    X[1::4, 0] = 0
    return X


@pytest.mark.parametrize("n", [0, 1, 3, 130, 300])
def test_decisions_are_the_mean_of_the_networks(n: int) -> None:
    X = texts(n)
    np.testing.assert_allclose(LAYERS.decide(X), plain(X), atol=1e-4)
    np.testing.assert_allclose(NARROW.decide(X), plain(X, ENTRY @ BEHIND), atol=1e-4)


@pytest.mark.parametrize("layers", [LAYERS, NARROW], ids=["wide", "narrow"])
def test_a_text_is_the_same_among_others(layers: Layers) -> None:
    X = texts(300)
    whole = layers.decide(X)
    for rows in (slice(0, 1), slice(5, 8), slice(100, 290)):
        assert np.array_equal(layers.decide(X[rows]), whole[rows])
