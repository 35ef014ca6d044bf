import copy
import pickle
import threading

import numpy as np
from sklearn.base import BaseEstimator

from vnnews.features._derived import Derived, made_once


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


class Square:
    """Waits for another one, if it is to."""

    def __init__(self, side: int, barrier: threading.Barrier | None = None) -> None:
        self.side = side
        self.barrier = barrier
        self.n_made = 0

    @made_once
    def area(self) -> int:
        """What it covers."""
        self.n_made += 1
        if self.barrier is not None:
            self.barrier.wait(timeout=20)
        return self.side**2


def test_a_property_is_made_once() -> None:
    square = Square(3)
    assert (square.area, square.area, square.n_made) == (9, 9, 1)
    assert Square.area.__doc__ == "What it covers."


def test_threads_do_not_wait_for_the_properties_of_others() -> None:
    barrier = threading.Barrier(2)
    squares = [Square(2, barrier), Square(3, barrier)]
    threads = [threading.Thread(target=lambda square=square: square.area) for square in squares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [vars(square)["area"] for square in squares] == [4, 9]
