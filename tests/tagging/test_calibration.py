import numpy as np
from scipy.special import softmax
from sklearn.metrics import f1_score

from vnnews.tagging._calibration import macro_f1_offsets, multinomial


def test_multinomial_gives_calibrated_probabilities() -> None:
    rng = np.random.default_rng(0)
    scores = rng.normal(size=(20_000, 3))
    true = softmax(2 * scores + np.array([0.5, 0.0, -0.5]), axis=1)
    target = (true.cumsum(axis=1) < rng.random((20_000, 1))).sum(axis=1)
    matrix, offset = multinomial(scores, target)
    assert np.abs(softmax(scores @ matrix + offset, axis=1) - true).mean() < 0.01


def test_offsets_help_rare_classes_and_leave_the_frequent_one() -> None:
    rng = np.random.default_rng(0)
    target = rng.choice(3, size=3000, p=[0.8, 0.1, 0.1])
    scores = np.eye(3)[target] * 1.0 + rng.normal(size=(3000, 3)) + np.log([0.8, 0.1, 0.1])
    offsets = macro_f1_offsets(scores, target)
    assert offsets[0] == 0
    before = f1_score(target, scores.argmax(axis=1), average="macro")
    assert f1_score(target, (scores + offsets).argmax(axis=1), average="macro") > before + 0.02
