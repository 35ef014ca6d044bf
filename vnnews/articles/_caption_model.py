"""What the search for captions has learnt: of words, and how much each of a candidate's numbers counts.

The file is made by ``examples/fit_captions.py``. All weights are whole numbers, so that sums are the same in any order.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FILE = "captions.npz"

N_VIEWS = 2
"""Two linear models tell by its words alone how like a caption something is: one has learnt from captions that lost
their credit, the other from captions that were marked."""
IDF, IN_SENTENCE = 0, 1
"""Columns: ten times the logarithm of how rare a word is; in how many of 64 places within sentences it has a
capital."""
N_KINDS = 6
WORD, FIRST, LAST, FOLLOWING, SEAM, PRECEDING = (2 + N_VIEWS * kind for kind in range(N_KINDS))
"""Columns, each followed by those of the other views: weights of a word in a candidate, as its first, as its last, as
the first of what follows it (the next sentence, or behind a seam), as the last of what stands before it."""
N_VALUES = 2 + N_KINDS * N_VIEWS
NETWORKS = ("alone", "together")


class Network(NamedTuple):
    """One layer of rectified linear units over the numbers of a candidate; all weights are whole numbers.

    Attributes
    ----------
    low, high : float64, shape (n_numbers,)
        What the numbers are clipped to.
    inner : float64, shape (n_numbers, n_hidden)
    inner_bias, outer : float64, shape (n_hidden,)
    outer_bias : float
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    inner: NDArray[np.float64]
    inner_bias: NDArray[np.float64]
    outer: NDArray[np.float64]
    outer_bias: float

    def widest(self) -> NDArray[np.float64]:
        """Return how large the sums of the hidden units may become, whatever the numbers are."""
        largest = np.maximum(np.abs(self.low), np.abs(self.high))
        sums: NDArray[np.float64] = largest @ np.abs(self.inner) + np.abs(self.inner_bias)
        return sums

    def score(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return by how much candidates are held for captions; 0 or less if they are not.

        Parameters
        ----------
        rows : float64, shape (..., n_numbers)
            Their numbers.
        """
        hidden = np.minimum(np.maximum(rows, self.low), self.high) @ self.inner + self.inner_bias
        scores: NDArray[np.float64] = np.maximum(hidden, 0.0) @ self.outer + self.outer_bias
        return scores


class CaptionModel(NamedTuple):
    """Weights, all whole numbers.

    Attributes
    ----------
    numbers : dict of str to int
        The words that are known, counted from 1; all others have the number 0.
    values : int64, shape (n_words + 1, N_VALUES)
        What is known of a word.
    alone : Network
        A candidate to which it gives more than 0 may be a caption.
    together : Network
        What may be one is one if this, which is also told what else on the page may be, gives it more than 0.
    least : float
        A candidate whose words have a lower score by all views together is none.
    """

    numbers: dict[str, int]
    values: NDArray[np.int64]
    alone: Network
    together: Network
    least: float


@functools.lru_cache(maxsize=1)
def load_caption_model() -> CaptionModel:
    """Read the weights that come with the package."""
    with (
        resources.files("vnnews.articles").joinpath(FILE).open("rb") as file,
        np.load(file, allow_pickle=False) as data,
    ):
        arrays = dict(data)
    words = arrays.pop("words").tobytes().decode("utf-8").split("\n")
    *biases, least = arrays.pop("rest").tolist()
    values = arrays.pop("values").astype(np.int64)
    layers = {name: array.astype(np.float64) for name, array in arrays.items()}
    for array in (values, *layers.values()):
        array.setflags(write=False)
    alone, together = (
        Network(**{field: layers[f"{name}_{field}"] for field in Network._fields[:-1]}, outer_bias=bias)
        for name, bias in zip(NETWORKS, biases, strict=True)
    )
    return CaptionModel({word: number for number, word in enumerate(words, start=1)}, values, alone, together, least)
