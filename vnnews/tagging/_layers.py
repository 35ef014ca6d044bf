"""Trained networks at work: all of them as one, in single precision, in which alone matrices are multiplied fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vnnews.features._read_vectors import Change
from vnnews.tagging._panels import Panels, add_product, product
from vnnews.text._jit import kernel

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_BLOCK = 128
"""So many texts at a time that their hidden units stay in the processor's cache."""


@dataclass(frozen=True)
class Layers:
    """The layers of several networks side by side; features are standardised by the weights.

    Attributes
    ----------
    blocks : tuple of slice
        Which features belong together.
    hidden : Panels of shape (n_features, n_hidden)
        Of all networks.
    hidden_constant : ndarray of float32, shape (n_hidden,)
    absent : ndarray of float32, shape (n_blocks, n_hidden)
        What is added where all features of a block are 0, which is neutral and not what the weights would make of it.
    output : Panels of shape (n_hidden, n_outputs)
        The outputs are the mean of all networks.
    output_constant : ndarray of float32, shape (n_outputs,)
    """

    blocks: tuple[slice, ...]
    hidden: Panels
    hidden_constant: Floats
    absent: Floats
    output: Panels
    output_constant: Floats

    @classmethod
    def join(
        cls,
        blocks: Sequence[slice],
        moments: tuple[Floats, Floats],
        hidden: tuple[NDArray[np.floating], Floats],
        output: tuple[NDArray[np.floating], Floats],
    ) -> Layers:
        """Put networks together.

        Parameters
        ----------
        blocks : sequence of slice
        moments : (mean, scale)
            By which features are standardised.
        hidden, output : (weights, constants)
            Of all networks along a first axis.
        """
        mean, scale = (one.astype(np.float64)[:, None] for one in moments)
        n_networks, n_features, n_hidden = hidden[0].shape
        weights = hidden[0].astype(np.float64).transpose(1, 0, 2).reshape(n_features, n_networks * n_hidden) / scale
        absent = np.array([(mean[block] * weights[block]).sum(axis=0) for block in blocks])
        return cls(
            tuple(blocks),
            Panels.of(weights),
            (hidden[1].reshape(-1) - absent.sum(axis=0)).astype(np.float32),
            absent.astype(np.float32),
            Panels.of(output[0].astype(np.float32).reshape(n_networks * n_hidden, -1) / np.float32(n_networks)),
            output[1].mean(axis=0),
        )

    def decide(self, X: Floats) -> Floats:
        """Return the outputs for texts.

        Parameters
        ----------
        X : ndarray of float32, shape (n_texts, n_features)

        Returns
        -------
        ndarray of float32, shape (n_texts, n_outputs)
        """
        found = np.empty((len(X), len(self.output_constant)), np.float32)
        for first in range(0, len(X), _BLOCK):
            rows = slice(first, first + _BLOCK)
            found[rows] = self.outputs(self.inner(X[rows]))
        return found

    def inner(self, X: Floats) -> Floats:
        """Return what comes to the hidden units.

        Parameters
        ----------
        X : ndarray of float32, shape (n_texts, n_features)

        Returns
        -------
        ndarray of float32, shape (n_texts, n_hidden)
        """
        found: Floats = product(X, self.hidden, self.hidden_constant)
        are_absent = np.empty((len(X), len(self.blocks)), np.bool_)
        _find_zeros(X, np.array([(block.start, block.stop) for block in self.blocks]), are_absent)
        for text, block in np.argwhere(are_absent).tolist():
            found[text] += self.absent[block]
        return found

    def outputs(self, inner: Floats) -> Floats:
        """Return the outputs, from what `inner` returned."""
        return product(np.maximum(inner, 0), self.output, self.output_constant)

    def only(self, columns: Ints) -> Layers:
        """Return the same layers with some outputs only."""
        return replace(
            self, output=Panels.of(self.output.matrix[:, columns]), output_constant=self.output_constant[columns]
        )

    def without(self, inner: Floats, texts: Ints, changes: Sequence[Change]) -> Floats:
        """Return what texts would be given if some features were others.

        Parameters
        ----------
        inner : ndarray of float32
            What `inner` returned for the texts.
        texts : ndarray of int64, shape (n_changed,)
            Which text is changed.
        changes : sequence of Change
            Of each block of features, from the first on; `Change.which` counts the changed texts.

        Returns
        -------
        ndarray of float32, shape (n_changed, n_outputs)
        """
        found = np.empty((len(texts), len(self.output_constant)), np.float32)
        n_hidden = inner.shape[1]
        for first in range(0, len(texts), _BLOCK):
            own = texts[first : first + _BLOCK]
            hidden = np.zeros((len(own), self.hidden.width), np.float32)
            hidden[:, :n_hidden] = inner[own]
            for k, (which, differences, vanished) in enumerate(changes):
                start, end = np.searchsorted(which, (first, first + _BLOCK)).tolist()
                if start == end:
                    continue
                rows = which[start:end] - first
                # All sentences change the first block; few are in the title and the lead.
                changed = hidden if len(rows) == len(hidden) else hidden[rows]
                add_product(differences[start:end], self.hidden, self.blocks[k].start, changed)
                gone = vanished[(vanished >= start) & (vanished < end)] - start
                if len(gone):
                    changed[gone, :n_hidden] += self.absent[k]
                if changed is not hidden:
                    hidden[rows] = changed
            found[first : first + _BLOCK] = self.outputs(hidden[:, :n_hidden])
        return found


@kernel
def _find_zeros(X: Floats, blocks: Ints, are_zeros: NDArray[np.bool_]) -> None:
    """Fill which blocks of each row are all zeros; nearly always the first feature tells."""
    for i in range(len(X)):
        for k in range(len(blocks)):
            j = blocks[k, 0]
            while j < blocks[k, 1] and X[i, j] == 0.0:
                j += 1
            are_zeros[i, k] = j == blocks[k, 1]
