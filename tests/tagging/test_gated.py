import numpy as np
import pytest

from vnnews.tagging._gated import Batch, GatedWeights, differentiate, read

WORDS = np.array([1, 2, 3, 4, 1, 5, 2, 0, 1])
STARTS, ENDS = np.array([0, 4, 5]), np.array([4, 5, 9])
N_DIMENSIONS, N_HIDDEN = 3, 2


@pytest.fixture
def weights() -> GatedWeights:
    rng = np.random.default_rng(0)
    d, n = N_DIMENSIONS, N_HIDDEN
    shapes = ((6, d), (2, d, 3 * n), (2, 1, 3 * n), (2, n, 3 * n), (4 * n + d, 3), (3,))
    return GatedWeights(*(rng.normal(size=shape) for shape in shapes))


def test_gradient_against_finite_differences(weights: GatedWeights) -> None:
    rng = np.random.default_rng(1)
    batch = Batch.of(WORDS, STARTS, ENDS)
    mask, error = rng.choice([0.0, 2.0], (3, N_DIMENSIONS)), rng.normal(size=(3, 4 * N_HIDDEN + N_DIMENSIONS))
    gradients = differentiate(weights, batch, read(weights, batch, mask), error, mask)
    for field, gradient in zip(GatedWeights._fields, gradients, strict=False):
        for place in np.ndindex(gradient.shape):
            values = []
            for change in (1e-5, -1e-5):
                moved = getattr(weights, field).copy()
                moved[place] += change
                values.append((read(weights._replace(**{field: moved}), batch, mask).pooled * error).sum())
            assert abs(gradient[place] - (values[0] - values[1]) / 2e-5) < 1e-6, (field, place)


def test_one_step_by_hand(weights: GatedWeights) -> None:
    x = weights.vectors[4]
    trace = read(weights, Batch.of(np.array([4]), np.array([0]), np.array([1])))
    for direction in (0, 1):
        update, _, candidate = np.split(x @ weights.read[direction] + weights.constant[direction, 0], 3)
        # From a state of zeros there is nothing to reset, and nothing to keep.
        expected = (1 - 1 / (1 + np.exp(-update))) * np.tanh(candidate)
        np.testing.assert_allclose(trace.states[direction, 1, 0], expected)
        both = trace.pooled[0, : 4 * N_HIDDEN].reshape(4, N_HIDDEN)
        np.testing.assert_allclose(both[[direction, 2 + direction]], [expected, expected])
    np.testing.assert_allclose(trace.pooled[0, 4 * N_HIDDEN :], x)


def test_a_text_reads_the_same_beside_longer_ones(weights: GatedWeights) -> None:
    together = read(weights, Batch.of(WORDS, STARTS, ENDS)).pooled
    for i, (start, end) in enumerate(zip(STARTS, ENDS, strict=True)):
        alone = read(weights, Batch.of(WORDS[start:end], np.array([0]), np.array([end - start]))).pooled
        np.testing.assert_allclose(together[i], alone[0])


def test_directions_mirror_each_other(weights: GatedWeights) -> None:
    turned = weights._replace(**{name: getattr(weights, name)[::-1] for name in ("read", "constant", "recur")})
    there = read(weights, Batch.of(WORDS[:4], np.array([0]), np.array([4]))).pooled
    back = read(turned, Batch.of(WORDS[:4][::-1], np.array([0]), np.array([4]))).pooled
    n = N_HIDDEN
    order = np.concatenate([np.arange(n, 2 * n), np.arange(n), np.arange(3 * n, 4 * n), np.arange(2 * n, 3 * n)])
    np.testing.assert_allclose(back[:, : 4 * n], there[:, order])
    assert not np.allclose(there, read(weights, Batch.of(WORDS[:4][::-1], np.array([0]), np.array([4]))).pooled)
