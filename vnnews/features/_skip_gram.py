"""Skip-gram with negative sampling: words that stand in the same places of a sentence get similar vectors.

Mikolov, Sutskever, Chen, Corrado and Dean 2013, "Distributed representations of words and phrases and their
compositionality". One thread and a random number generator of its own: the same words give the same bits, whatever the
number of cores, and the same ones in the interpreter as compiled.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel

Floats = NDArray[np.float32]
Ids = NDArray[np.int32]
Ints = NDArray[np.int64]

_MULTIPLIER, _INCREMENT = np.uint64(6364136223846793005), np.uint64(1442695040888963407)
_HIGH, _FRACTION = np.uint64(33), np.uint64(11)
_ZERO, _ONE = np.float32(0), np.float32(1)
_SLOWEST = 1e-4


@dataclass(frozen=True)
class SkipGram:
    """How vectors are learnt.

    Attributes
    ----------
    n_dimensions : int
    n_epochs : int
    window : int
        Words on each side at most; each place draws its own number from 1 to this.
    n_negative : int
        Words drawn against each pair, by their frequency to the power of 3/4; one draw serves a whole window.
    learning_rate : float
        At the beginning; falls linearly to a ten thousandth of it.
    sample : float
        A word of relative frequency f is kept with the probability ``sqrt(sample / f) + sample / f``.
    table_size : int
        Entries of the table from which negative words are drawn.
    """

    n_dimensions: int = 200
    n_epochs: int = 4
    window: int = 5
    n_negative: int = 5
    learning_rate: float = 0.025
    sample: float = 1e-4
    table_size: int = 4_000_000

    def learn(self, words: Ids, indptr: Ints, n_words: int, seed: int) -> Floats:
        """Return the vectors of words.

        Parameters
        ----------
        words : ndarray of int32, shape (n,)
            The words of all documents, one after the other; those outside ``[0, n_words)`` are as if they were not
            there.
        indptr : ndarray of int64, shape (n_documents + 1,)
            Document ``i`` has ``words[indptr[i]:indptr[i + 1]]``.
        n_words : int
        seed : int

        Returns
        -------
        ndarray of float32, shape (n_words, n_dimensions)

        Raises
        ------
        ValueError
            If no word gets a vector.
        """
        known = words[(words >= 0) & (words < n_words)]
        if not len(known):
            raise ValueError(f"none of the {len(words)} words lies in [0, {n_words}); number words by frequency")
        frequency = np.maximum(np.bincount(known, minlength=n_words), 1) / len(known)
        rng = np.random.default_rng(seed)
        vectors = ((rng.random((n_words, self.n_dimensions)) - 0.5) / self.n_dimensions).astype(np.float32)
        _train(
            (words, indptr),
            (self.shares_kept(frequency), self.noise(frequency)),
            (vectors, np.zeros_like(vectors)),
            (self.n_epochs, self.window, self.n_negative, self.learning_rate, np.uint64(2 * seed + 1)),
            self._scratch(int(np.diff(indptr).max(initial=0))),
        )
        return vectors

    def shares_kept(self, frequency: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability with which each word is kept at a place."""
        return np.minimum(1.0, np.sqrt(self.sample / frequency) + self.sample / frequency)

    def noise(self, frequency: NDArray[np.float64]) -> Ids:
        """Return the table from which negative words are drawn; every word is in it."""
        power = frequency**0.75
        counts = np.maximum(1, np.round(power / power.sum() * self.table_size)).astype(np.int64)
        return np.repeat(np.arange(len(frequency), dtype=np.int32), counts)

    def _scratch(self, longest: int) -> tuple[Ids, Ints, Ints, Floats, Floats]:
        n = self.n_dimensions
        return (
            np.empty(longest, np.int32),
            np.empty(2 * self.window, np.int64),
            np.empty(self.n_negative + 1, np.int64),
            np.empty((2 * self.window, n), np.float32),
            np.empty((self.n_negative + 1, n), np.float32),
        )


@helper
def _next(state: np.uint64) -> np.uint64:
    """Step the linear congruential generator (Knuth's MMIX constants)."""
    return state * _MULTIPLIER + _INCREMENT


@helper
def _dot(x: Floats, y: Floats) -> np.float32:
    # Eight sums side by side: that is one instruction's worth, and the order of additions is written down.
    n = len(x)
    a, b, c, d, e, f, g, h = _ZERO, _ZERO, _ZERO, _ZERO, _ZERO, _ZERO, _ZERO, _ZERO
    for i in range(n // 8):
        q = 8 * i
        a += x[q] * y[q]
        b += x[q + 1] * y[q + 1]
        c += x[q + 2] * y[q + 2]
        d += x[q + 3] * y[q + 3]
        e += x[q + 4] * y[q + 4]
        f += x[q + 5] * y[q + 5]
        g += x[q + 6] * y[q + 6]
        h += x[q + 7] * y[q + 7]
    for q in range(n - n % 8, n):
        a += x[q] * y[q]
    return ((a + b) + (c + d)) + ((e + f) + (g + h))


@helper
def _keep(
    words: Ids, bounds: tuple[int, int], keep: NDArray[np.float64], kept: Ids, state: np.uint64
) -> tuple[int, np.uint64]:
    """Write the words of a document that stay, and return how many they are."""
    n = 0
    for i in range(bounds[0], bounds[1]):
        word = words[i]
        if word < 0 or word >= len(keep):
            continue
        state = _next(state)
        if np.float64(state >> _FRACTION) / 9007199254740992.0 < keep[word]:
            kept[n] = word
            n += 1
    return n, state


@helper
def _look_around(kept: Ids, n: int, i: int, reach: int, neighbours: Ints) -> int:
    m = 0
    for j in range(max(0, i - reach), min(n, i + reach + 1)):
        if j != i:
            neighbours[m] = kept[j]
            m += 1
    return m


@helper
def _learn_window(
    weights: tuple[Floats, Floats],
    neighbours: tuple[Ints, int],
    targets: Ints,
    gains: tuple[Floats, Floats],
    step: np.float32,
) -> None:
    """Move the vectors of a window's words and of the word between them, and of the words drawn against it."""
    vectors, contexts = weights
    into, onto = gains
    around, m = neighbours
    onto[:] = _ZERO
    for c in range(m):
        x, gain = vectors[around[c]], into[c]
        gain[:] = _ZERO
        for k in range(len(targets)):
            if k > 0 and targets[k] == targets[0]:
                continue
            y, back = contexts[targets[k]], onto[k]
            wanted = _ONE if k == 0 else _ZERO
            error = (wanted - _ONE / (_ONE + np.exp(-_dot(x, y)))) * step
            for q in range(len(x)):
                gain[q] += error * y[q]
            for q in range(len(x)):
                back[q] += error * x[q]
    for c in range(m):
        x, gain = vectors[around[c]], into[c]
        for q in range(len(x)):
            x[q] += gain[q]
    for k in range(len(targets)):
        y, back = contexts[targets[k]], onto[k]
        for q in range(len(y)):
            y[q] += back[q]


@kernel
def _train(
    documents: tuple[Ids, Ints],
    chances: tuple[NDArray[np.float64], Ids],
    weights: tuple[Floats, Floats],
    settings: tuple[int, int, int, float, np.uint64],
    scratch: tuple[Ids, Ints, Ints, Floats, Floats],
) -> None:
    """Run stochastic gradient descent over all documents, in place."""
    words, indptr = documents
    keep, table = chances
    n_epochs, window, n_negative, rate, state = settings
    kept, neighbours, targets, into, onto = scratch
    total, done = float(indptr[-1] * n_epochs), 0.0
    for _ in range(n_epochs):
        for d in range(len(indptr) - 1):
            step = np.float32(rate * max(1.0 - done / total, _SLOWEST))
            done += indptr[d + 1] - indptr[d]
            n, state = _keep(words, (indptr[d], indptr[d + 1]), keep, kept, state)
            for i in range(n):
                state = _next(state)
                reach = 1 + int((state >> _HIGH) % np.uint64(window))
                m = _look_around(kept, n, i, reach, neighbours)
                if m == 0:
                    continue
                targets[0] = kept[i]
                for k in range(1, n_negative + 1):
                    state = _next(state)
                    targets[k] = table[(state >> _HIGH) % np.uint64(len(table))]
                _learn_window(weights, (neighbours, m), targets, (into, onto), step)
