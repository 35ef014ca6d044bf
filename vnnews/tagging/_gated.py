"""Gated recurrent units that read a batch of texts forwards and backwards, and the way back of the gradient.

Cho et al. 2014, "Learning phrase representations using RNN encoder-decoder", with the recurrent product inside of the
reset gate, as in the form of Chung et al. 2014 that needs one product a step.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class GatedWeights(NamedTuple):
    """The weights of one network, or of several along a first axis.

    Attributes
    ----------
    vectors : ndarray of float32, shape (n_words, n_dimensions)
    read : ndarray of float32, shape (2, n_dimensions, 3 * n_hidden)
        From a word to update gate, reset gate and candidate; forwards and backwards.
    constant : ndarray of float32, shape (2, 1, 3 * n_hidden)
    recur : ndarray of float32, shape (2, n_hidden, 3 * n_hidden)
        From the state before the word to the same.
    output : ndarray of float32, shape (4 * n_hidden + n_dimensions, n_outputs)
    output_constant : ndarray of float32, shape (n_outputs,)
    """

    vectors: Floats
    read: Floats
    constant: Floats
    recur: Floats
    output: Floats
    output_constant: Floats


class Batch(NamedTuple):
    """Texts of about the same length.

    Attributes
    ----------
    words : ndarray of int64, shape (n_places, n_texts)
        Rows of the vectors; 0 beyond the end of a text.
    there : ndarray of bool, shape (n_places, n_texts, 1)
        Whether there is a word. Every text has one at least.
    """

    words: Ints
    there: NDArray[np.bool_]

    @classmethod
    def of(cls, words: Ints, starts: Ints, ends: Ints) -> Batch:
        """Stand texts side by side, of which ``words[starts[i]:ends[i]]`` are the words."""
        places = np.arange(int((ends - starts).max()))[:, None] + starts
        there = places < ends
        return cls(np.where(there, words[np.minimum(places, len(words) - 1)], 0), there[:, :, None])


class Trace(NamedTuple):
    """What a network went through while it read; the first axis is the direction, the second the step.

    Attributes
    ----------
    inputs : ndarray of float32, shape (n_places, n_texts, n_dimensions)
    masks : ndarray of bool, shape (2, n_places, n_texts, 1)
        `Batch.there` in the order of the steps.
    states : ndarray of float32, shape (2, n_places + 1, n_texts, n_hidden)
        Before each step and after the last. Where there is no word, the state stays.
    gates : ndarray of float32, shape (2, n_places, n_texts, 2 * n_hidden)
        Update, which is the share of the state that is kept, and reset.
    candidates, recurrent : ndarray of float32, shape (2, n_places, n_texts, n_hidden)
        The state that each word would make, and what the state before says to it.
    best : ndarray of int64, shape (2, 1, n_texts, n_hidden)
        The step after which each unit was largest.
    pooled : ndarray of float32, shape (n_texts, 4 * n_hidden + n_dimensions)
        Largest states and mean states of both directions, mean input.
    """

    inputs: Floats
    masks: NDArray[np.bool_]
    states: Floats
    gates: Floats
    candidates: Floats
    recurrent: Floats
    best: Ints
    pooled: Floats


def read(weights: GatedWeights, batch: Batch, input_mask: Floats | None = None) -> Trace:
    """Read texts in both directions.

    Parameters
    ----------
    weights : GatedWeights
    batch : Batch
    input_mask : ndarray of float32, shape (n_texts, n_dimensions), optional
        What the vectors of a text's words are multiplied by.

    Returns
    -------
    Trace
    """
    inputs = weights.vectors[batch.words]
    if input_mask is not None:
        inputs = inputs * input_mask
    n_places, n_texts, n_dimensions = inputs.shape
    n = weights.recur.shape[1]
    masks = np.stack([batch.there, batch.there[::-1]])
    given = np.stack([inputs, inputs[::-1]]).reshape(2, -1, n_dimensions) @ weights.read + weights.constant
    given = given.reshape(2, n_places, n_texts, 3 * n)
    states = np.zeros((2, n_places + 1, n_texts, n), inputs.dtype)
    gates = np.empty((2, n_places, n_texts, 2 * n), inputs.dtype)
    candidates, recurrent = np.empty((2, 2, n_places, n_texts, n), inputs.dtype)
    for t in range(n_places):
        before = states[:, t]
        said = before @ weights.recur
        gates[:, t] = expit(given[:, t, :, : 2 * n] + said[:, :, : 2 * n])
        keep, reset = gates[:, t, :, :n], gates[:, t, :, n:]
        recurrent[:, t] = said[:, :, 2 * n :]
        candidates[:, t] = np.tanh(given[:, t, :, 2 * n :] + reset * recurrent[:, t])
        after = candidates[:, t] + keep * (before - candidates[:, t])
        states[:, t + 1] = np.where(masks[:, t], after, before)
    lengths = batch.there.sum(axis=0)
    seen = np.where(masks, states[:, 1:], -np.inf)
    best = seen.argmax(axis=1)[:, None]
    largest = np.take_along_axis(seen, best, axis=1)[:, 0]
    mean = (states[:, 1:] * masks).sum(axis=1) / lengths
    pooled = np.concatenate([*largest, *mean, (inputs * batch.there).sum(axis=0) / lengths], axis=1)
    return Trace(inputs, masks, states, gates, candidates, recurrent, best, pooled.astype(inputs.dtype, copy=False))


def differentiate(
    weights: GatedWeights, batch: Batch, trace: Trace, error: Floats, input_mask: Floats | None = None
) -> list[Floats]:
    """Return the gradients of all weights below the output.

    Parameters
    ----------
    weights : GatedWeights
    batch : Batch
    trace : Trace
    error : ndarray of float32, shape (n_texts, 4 * n_hidden + n_dimensions)
        The gradient of ``trace.pooled``.
    input_mask : ndarray of float32, shape (n_texts, n_dimensions), optional
        That with which the texts were read.

    Returns
    -------
    list of ndarray
        Of vectors, read, constant and recur.
    """
    n, (n_places, n_texts, n_dimensions) = weights.recur.shape[1], trace.inputs.shape
    lengths = batch.there.sum(axis=0)
    parts = error[:, : 4 * n].reshape(n_texts, 2, 2, n).transpose(1, 2, 0, 3)
    of_states: Floats = (parts[1] / lengths)[:, None] * trace.masks
    largest = np.take_along_axis(of_states, trace.best, axis=1) + parts[0][:, None]
    np.put_along_axis(of_states, trace.best, largest, axis=1)

    of_given = np.empty((2, n_places, n_texts, 3 * n), error.dtype)
    recur, back = np.zeros_like(weights.recur), np.zeros((2, n_texts, n), error.dtype)
    backwards = weights.recur.transpose(0, 2, 1)
    for t in range(n_places - 1, -1, -1):
        before, candidate, recurrent = trace.states[:, t], trace.candidates[:, t], trace.recurrent[:, t]
        keep, reset = trace.gates[:, t, :, :n], trace.gates[:, t, :, n:]
        whole = of_states[:, t] + back
        gain = whole * trace.masks[:, t]
        of_candidate = gain * (1 - keep) * (1 - candidate * candidate)
        of_keep = gain * (before - candidate) * keep * (1 - keep)
        of_reset = of_candidate * recurrent * reset * (1 - reset)
        of_given[:, t] = np.concatenate([of_keep, of_reset, of_candidate], axis=2)
        said = np.concatenate([of_keep, of_reset, of_candidate * reset], axis=2)
        recur += before.transpose(0, 2, 1) @ said
        back = whole - gain * (1 - keep) + said @ backwards

    flat = of_given.reshape(2, -1, 3 * n)
    both = np.stack([trace.inputs, trace.inputs[::-1]]).reshape(2, -1, n_dimensions)
    of_inputs = (flat @ weights.read.transpose(0, 2, 1)).reshape(2, n_places, n_texts, n_dimensions)
    of_vectors = of_inputs[0] + of_inputs[1][::-1] + error[:, 4 * n :] / lengths * batch.there
    if input_mask is not None:
        of_vectors = of_vectors * input_mask
    return [
        _sums_by_word(batch.words, of_vectors, len(weights.vectors)),
        both.transpose(0, 2, 1) @ flat,
        flat.sum(axis=1, keepdims=True),
        recur,
    ]


def _sums_by_word(words: Ints, rows: Floats, n_words: int) -> Floats:
    flat = rows.reshape(-1, rows.shape[-1])
    places = np.arange(len(flat))
    matrix = sp.csr_matrix((np.ones(len(flat), flat.dtype), (words.ravel(), places)), shape=(n_words, len(flat)))
    return np.asarray(matrix @ flat)
