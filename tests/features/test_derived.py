import copy
import pickle

import numpy as np
from sklearn.base import BaseEstimator

from vnnews.features._derived import Derived


class Doubling(Derived, BaseEstimator):
    """Keeps twice its weights."""

    n_made = 0

    def __init__(self, weights: np.ndarray) -> None:
        self.weights = weights

    def doubled(self) -> np.ndarray:
        def make() -> np.ndarray:
            self.n_made += 1
            return 2 * self.weights

        return self._derive("doubled", (self.weights,), make)


def test_made_once_for_the_same_arrays() -> None:
    model = Doubling(np.ones(2))
    assert model.doubled() is model.doubled()
    assert model.n_made == 1
    other = copy.copy(model)
    other.weights = np.zeros(2)
    assert other.doubled().tolist() == [0, 0]
    assert model.doubled().tolist() == [2, 2]
    assert model.n_made == 1


def test_not_in_pickles() -> None:
    model = Doubling(np.ones(2))
    model.doubled()
    again = pickle.loads(pickle.dumps(model))
    assert set(vars(again)) == {"weights", "n_made"}
    assert again.doubled().tolist() == [2, 2]
