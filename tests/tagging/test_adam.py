import numpy as np

from vnnews.tagging._adam import Adam


def test_steps_are_those_of_the_paper() -> None:
    rng = np.random.default_rng(0)
    weights = [rng.normal(size=(4, 3)).astype(np.float32), rng.normal(size=3).astype(np.float32)]
    expected = [w.astype(float) for w in weights]
    mean, square = [0.0, 0.0], [0.0, 0.0]
    adam = Adam(weights, weight_decay=0.1)
    for t in range(1, 8):
        gradients = [rng.normal(size=w.shape).astype(np.float32) for w in weights]
        adam.step(gradients, rate=0.05)
        for k, gradient in enumerate(gradients):
            mean[k] = 0.9 * mean[k] + 0.1 * gradient
            square[k] = 0.999 * square[k] + 0.001 * gradient.astype(float) ** 2
            move = mean[k] / (1 - 0.9**t) / (np.sqrt(square[k] / (1 - 0.999**t)) + 1e-8)
            expected[k] = expected[k] - 0.05 * (move + (0.1 * expected[k] if k == 0 else 0))
    for w, wanted in zip(weights, expected, strict=True):
        np.testing.assert_allclose(w, wanted, atol=1e-5)
