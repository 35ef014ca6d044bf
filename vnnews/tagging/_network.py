"""A small network that learns issues, tones and the tones of issues from dense features at once.

One hidden layer serves all tasks: what is known of an issue's tone helps to tell the article's. Plain numpy in single
precision, in one thread: the same data and seed give the same bits on one machine, however many cores it has.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax
from sklearn.base import BaseEstimator
from threadpoolctl import threadpool_limits

from vnnews.features._derived import Derived
from vnnews.features._fitted import check_fitted
from vnnews.tagging._adam import Adam
from vnnews.tagging._layers import Layers
from vnnews.tagging._low_rank import narrow_entry

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_SMALLEST = 1e-6


@dataclass(frozen=True)
class Targets:
    """What a network learns about texts.

    Attributes
    ----------
    flags : ndarray of float32, shape (n_texts, n_flags)
        0 and 1, each to be told by itself.
    flag_weights : ndarray of float32, shape (n_flags,)
        How much each counts in the loss.
    tones : ndarray of int64, shape (n_texts,)
        Columns of the tones, of which each text has one.
    n_tones : int
    """

    flags: Floats
    flag_weights: Floats
    tones: Ints
    n_tones: int


class Weights(NamedTuple):
    """The weights of one network, or of several along a first axis.

    Attributes
    ----------
    hidden : ndarray of float32, shape (n_features, n_hidden)
    hidden_constant : ndarray of float32, shape (n_hidden,)
    output : ndarray of float32, shape (n_hidden, n_flags + n_tones)
    output_constant : ndarray of float32, shape (n_flags + n_tones,)
    """

    hidden: Floats
    hidden_constant: Floats
    output: Floats
    output_constant: Floats


class MultiTaskNetwork(Derived, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Rectified hidden units under dropout, learnt by Adam with a falling rate; the mean of several seeds.

    Parameters
    ----------
    n_hidden : int, default=512
    n_epochs : int, default=20
    batch_size : int, default=128
    learning_rate : float, default=1.4e-3
        At the beginning; falls to 0 along half a cosine.
    weight_decay : float, default=1e-4
        Decoupled from the gradient (Loshchilov and Hutter 2019).
    input_dropout, hidden_dropout : float, default=0.3 and 0.5
        Shares of the values that are left out at each step (Srivastava et al. 2014).
    class_power : float, default=0.5
        Tones weigh in the loss by the inverse of their frequency to this power.
    n_networks : int, default=3
        Their outputs are averaged.
    rank : int, optional
        If given, and smaller than the number of features, the trained networks read that many sums of the features in
        place of these, which makes them faster; see ``vnnews.tagging._low_rank``.
    random_state : int, default=0

    Attributes
    ----------
    block_ends_ : ndarray of int64, shape (n_blocks,)
        Where each block of features ends.
    mean_, scale_ : ndarray of float32, shape (n_features,)
        By which features are standardised. A block of zeros stays zero: that is what an article without a title has.
    entry_ : ndarray of float32, shape (n_features, rank), or None
        The sums that all networks read.
    hidden_, hidden_constant_, output_, output_constant_ : ndarray of float32
        ``Weights`` of all networks, along a first axis.

    Examples
    --------
    >>> X = np.random.default_rng(0).normal(size=(200, 4)).astype(np.float32)
    >>> flags = (X[:, :1] > 0).astype(np.float32)
    >>> targets = Targets(flags, np.ones(1, np.float32), (X[:, 1] > 0).astype(np.int64), 2)
    >>> network = MultiTaskNetwork(n_hidden=16, n_networks=1).fit(X, targets)
    >>> network.decision_function(X).shape
    (200, 3)
    """

    def __init__(
        self,
        *,
        n_hidden: int = 512,
        n_epochs: int = 20,
        batch_size: int = 128,
        learning_rate: float = 1.4e-3,
        weight_decay: float = 1e-4,
        input_dropout: float = 0.3,
        hidden_dropout: float = 0.5,
        class_power: float = 0.5,
        n_networks: int = 3,
        rank: int | None = None,
        random_state: int = 0,
    ) -> None:
        self.n_hidden = n_hidden
        self.n_epochs = n_epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.input_dropout = input_dropout
        self.hidden_dropout = hidden_dropout
        self.class_power = class_power
        self.n_networks = n_networks
        self.rank = rank
        self.random_state = random_state

    def fit(self, X: Floats, targets: Targets, *, blocks: Sequence[int] | None = None) -> Self:
        """Train.

        Parameters
        ----------
        X : ndarray of float32, shape (n_texts, n_features)
        targets : Targets
        blocks : sequence of int, optional
            How many features belong together; by default all do.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If lengths differ, the blocks are not those of X, or the rank is below 1.
        """
        if len(targets.tones) != len(X) or len(targets.flags) != len(X):
            raise ValueError(f"targets of {len(targets.tones)} texts for {len(X)}; give one for each")
        self.block_ends_: Ints = np.cumsum(blocks or [X.shape[1]], dtype=np.int64)
        if self.block_ends_[-1] != X.shape[1]:
            raise ValueError(f"the blocks have {self.block_ends_[-1]} features, expected {X.shape[1]} as in X")
        if self.rank is not None and self.rank < 1:
            raise ValueError(f"rank={self.rank}: expected 1 or more, or None for all features")
        self.mean_, self.scale_ = self._moments(X)
        inputs = self._standardized(X)
        with threadpool_limits(1):
            networks = [self._train(inputs, targets, self.random_state + k) for k in range(self.n_networks)]
            self.hidden_, self.hidden_constant_, self.output_, self.output_constant_ = (
                np.stack(arrays) for arrays in zip(*networks, strict=True)
            )
            self.entry_: Floats | None = None
            if self.rank is not None and self.rank < X.shape[1]:
                hidden = self.hidden_, self.hidden_constant_
                self.entry_, self.hidden_, self.output_ = narrow_entry(inputs, hidden, self.output_, self.rank)
        return self

    def decision_function(self, X: Floats) -> Floats:
        """Return log-odds of the flags, then scores of the tones (their softmax are probabilities).

        Parameters
        ----------
        X : ndarray of float32, shape (n_texts, n_features)

        Returns
        -------
        ndarray of float32, shape (n_texts, n_flags + n_tones)
        """
        check_fitted(self, "hidden_")
        return self.layers().decide(X)

    def compact(self) -> MultiTaskNetwork:
        """Return a copy whose matrices are in half precision."""
        check_fitted(self, "hidden_")
        other = copy.copy(self)
        for name in ("entry_", "hidden_", "output_"):
            matrix = getattr(self, name)
            setattr(other, name, None if matrix is None else matrix.astype(np.float16))
        return other

    def layers(self) -> Layers:
        """Return the layers of all networks for use."""
        hidden, output = (self.hidden_, self.hidden_constant_), (self.output_, self.output_constant_)
        moments = self.mean_, self.scale_
        return self._derive(
            "layers",
            (self.entry_, *hidden, *output, *moments),
            lambda: Layers.join(self._blocks(), moments, self.entry_, hidden, output),
        )

    def _blocks(self) -> list[slice]:
        return [slice(a, b) for a, b in pairwise([0, *self.block_ends_.tolist()])]

    def _moments(self, X: Floats) -> tuple[Floats, Floats]:
        mean, scale = np.zeros(X.shape[1], np.float32), np.ones(X.shape[1], np.float32)
        for columns in self._blocks():
            there = X[X[:, columns].any(axis=1), columns]
            if len(there):
                mean[columns] = there.mean(axis=0)
                scale[columns] = X[:, columns].std(axis=0) + _SMALLEST
        return mean, scale

    def _standardized(self, X: Floats) -> Floats:
        centred = X - self.mean_
        centred /= self.scale_
        inputs = np.asarray(centred, dtype=np.float32)
        for columns in self._blocks():
            inputs[~X[:, columns].any(axis=1), columns] = 0
        return inputs

    def _train(self, X: Floats, targets: Targets, seed: int) -> Weights:
        rng = np.random.default_rng(seed)
        n, n_flags = targets.flags.shape
        rate = targets.flags.mean(axis=0)
        weights = Weights(
            _normal(rng, (X.shape[1], self.n_hidden), 2 / X.shape[1]),
            np.zeros(self.n_hidden, np.float32),
            _normal(rng, (self.n_hidden, n_flags + targets.n_tones), 1 / self.n_hidden),
            np.append(np.log((rate + 1e-3) / (1 - rate + 1e-3)), np.zeros(targets.n_tones)).astype(np.float32),
        )
        tone_weights = class_weights(targets.tones, targets.n_tones, self.class_power)
        adam = Adam(weights, self.weight_decay)
        n_steps = self.n_epochs * -(-n // self.batch_size)
        for _ in range(self.n_epochs):
            order = rng.permutation(n)
            for first in range(0, n, self.batch_size):
                rows = order[first : first + self.batch_size]
                x = X[rows] * _mask(rng, (len(rows), X.shape[1]), self.input_dropout)
                mask = _mask(rng, (len(rows), self.n_hidden), self.hidden_dropout)
                gradients = differentiate(weights, x, mask, _take(targets, rows), tone_weights)
                adam.step(gradients, self.learning_rate * 0.5 * (1 + np.cos(np.pi * (adam.n_steps + 1) / n_steps)))
        return weights


def differentiate(weights: Weights, x: Floats, mask: Floats, targets: Targets, tone_weights: Floats) -> Weights:
    """Return the gradient of the mean loss of a batch.

    The loss is the cross-entropy of each flag, times its weight, and that of the tone, times the weight of the right
    one.

    Parameters
    ----------
    weights : Weights
    x : ndarray of float32, shape (n, n_features)
    mask : ndarray of float32, shape (n, n_hidden)
        What hidden units are multiplied by.
    targets : Targets
    tone_weights : ndarray of float32, shape (n_tones,)

    Returns
    -------
    Weights
    """
    n_flags = len(targets.flag_weights)
    inner = x @ weights.hidden + weights.hidden_constant
    gate: Floats = mask * (inner > 0)
    hidden: Floats = inner * gate
    out = hidden @ weights.output + weights.output_constant
    error: Floats = np.empty_like(out)
    error[:, :n_flags] = (expit(out[:, :n_flags]) - targets.flags) * targets.flag_weights
    wanted = np.eye(targets.n_tones, dtype=np.float32)[targets.tones]
    error[:, n_flags:] = (softmax(out[:, n_flags:], axis=1) - wanted) * tone_weights[targets.tones][:, None]
    error /= len(x)
    back: Floats = (error @ weights.output.T) * gate
    return Weights(x.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0))


def class_weights(tones: Ints, n_tones: int, power: float) -> Floats:
    """Return the weight of every tone: the inverse of its frequency, times the number of tones, to a power."""
    counts = np.maximum(np.bincount(tones, minlength=n_tones), 1)
    return np.asarray((len(tones) / (n_tones * counts)) ** power, dtype=np.float32)


def _take(targets: Targets, rows: Ints) -> Targets:
    return Targets(targets.flags[rows], targets.flag_weights, targets.tones[rows], targets.n_tones)


def _normal(rng: np.random.Generator, shape: tuple[int, int], variance: float) -> Floats:
    return np.asarray(rng.standard_normal(shape) * np.sqrt(variance), dtype=np.float32)


def _mask(rng: np.random.Generator, shape: tuple[int, int], rate: float) -> Floats:
    return np.asarray((rng.random(shape, dtype=np.float32) >= rate) * np.float32(1 / (1 - rate)))
