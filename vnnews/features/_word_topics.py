"""Latent semantic analysis of words: those that stand in the same articles get similar vectors."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

Floats = NDArray[np.float32]


def sublinear(counts: sp.csr_matrix, idf: Floats) -> sp.csr_matrix:
    """Return counts as ``(1 + log count) * idf``, in single precision.

    Parameters
    ----------
    counts : csr_matrix of shape (n_documents, n_words)
        Without duplicates.
    idf : ndarray of float32, shape (n_words,)

    Returns
    -------
    csr_matrix of float32, shape (n_documents, n_words)
    """
    data = (1 + np.log(counts.data.astype(np.float32))) * idf[counts.indices]
    return sp.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def word_topics(counts: sp.csr_matrix, n_topics: int, seed: int) -> tuple[Floats, Floats]:
    """Return the topics of words (Deerwester et al. 1990), by a randomized decomposition (Halko et al. 2011).

    Parameters
    ----------
    counts : csr_matrix of shape (n_documents, n_words)
        How often each document has each word.
    n_topics : int
        At most; not more than there are documents or words.
    seed : int

    Returns
    -------
    topics : ndarray of float32, shape (n_words, n_topics)
        A document's place among the topics is its row of `sublinear`, times this.
    idf : ndarray of float32, shape (n_words,)
    """
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = (np.log((1 + counts.shape[0]) / (1 + frequency)) + 1).astype(np.float32)
    # In several threads the sums come in another order, and the last bits with it.
    with threadpool_limits(1):
        _, _, axes = randomized_svd(
            normalize(sublinear(counts, idf)),
            min(n_topics, *counts.shape),
            n_oversamples=20,
            n_iter=2,
            power_iteration_normalizer="QR",
            random_state=seed,
        )
    return np.ascontiguousarray(axes.T, dtype=np.float32), idf
