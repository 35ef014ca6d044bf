"""From tone scores to probabilities and decisions, learnt on scores that the training articles got out of fold.

The calibration is linear in the scores: folded into the weights, a calibrated model is still one matrix product, and
every n-gram's part in a score can be told.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def multinomial(scores: Floats, target: Ints) -> tuple[Floats, Floats]:
    """Fit calibrated scores = scores @ matrix + offset, whose softmax are probabilities.

    Parameters
    ----------
    scores : ndarray of shape (n, n_classes)
        Out-of-fold scores, one column per class.
    target : ndarray of shape (n,)
        Class indices; every class occurs.

    Returns
    -------
    matrix : ndarray of shape (n_classes, n_classes)
    offset : ndarray of shape (n_classes,)
    """
    from vnnews.tagging._learners import LogisticRegression

    model = LogisticRegression(C=100.0, max_iter=2000).fit(scores, target)
    return model.coef_.T.astype(np.float64), model.intercept_.astype(np.float64)


def macro_f1_offsets(scores: Floats, target: Ints) -> Floats:
    """Return what to add to each class's score before the largest decides, so that macro-F1 is best.

    The most probable class is right most often, but rare tones are then hardly ever said. A coordinate search over a
    coarse grid keeps the offsets few and rough, so that they hold on other articles.

    Parameters
    ----------
    scores : ndarray of shape (n, n_classes)
        Calibrated, out of fold.
    target : ndarray of shape (n,)

    Returns
    -------
    ndarray of shape (n_classes,)
        The offset of the most frequent class is 0.
    """
    from vnnews.tagging._learners import f1_score

    n_classes = scores.shape[1]
    offsets = np.zeros(n_classes)
    fixed = int(np.argmax(np.bincount(target, minlength=n_classes)))
    grid = np.arange(-0.4, 0.81, 0.1)
    for _ in range(3):
        for column in range(n_classes):
            if column == fixed:
                continue
            trials = np.tile(offsets, (len(grid), 1))
            trials[:, column] = grid
            gains = [f1_score(target, np.argmax(scores + trial, axis=1), average="macro") for trial in trials]
            offsets = trials[int(np.argmax(gains))]
    return offsets
