"""Documents without some of their words, which are drawn by lot (kernel).

No generator of random numbers is asked: whether a word is left out follows from the word, the document and the seed by
mixing their bits, so the same word has the same lot wherever it stands in the document, and no document waits for the
draws of those before it.
"""

from __future__ import annotations

import numpy as np

from vnnews._jit import helper, kernel
from vnnews.features._lexicon import Ids, Ints

_NEXT = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ALL = 2.0**64


def thin(words: Ids, indptr: Ints, share: float, seed: int) -> Ids:
    """Return the words of documents without about a share of each document's distinct ones.

    Parameters
    ----------
    words : ndarray of int32, shape (n_words,)
        Rows of a table, negative for words without one.
    indptr : ndarray of int64, shape (n_documents + 1,)
        Where each document begins and ends.
    share : float
        From 0 to below 1.
    seed : int
        From 0 to below 2**64; others give other words.

    Returns
    -------
    ndarray of int32, shape (n_words,)
        -1 for each place of a word that is left out.
    """
    thinned = np.empty_like(words)
    _leave_out(words, indptr, np.uint64(int(share * _ALL)), np.uint64(seed), thinned)
    return thinned


@helper
def _mix(value: np.uint64) -> np.uint64:
    """Return the value mixed by the finalizer of SplitMix64 (Steele et al. 2014)."""
    value = (value ^ (value >> np.uint64(30))) * _MIX_1
    value = (value ^ (value >> np.uint64(27))) * _MIX_2
    return value ^ (value >> np.uint64(31))


@kernel
def _leave_out(words: Ids, indptr: Ints, below: np.uint64, seed: np.uint64, thinned: Ids) -> None:
    for document in range(len(indptr) - 1):
        own = _mix(seed + np.uint64(document) * _NEXT)
        for i in range(indptr[document], indptr[document + 1]):
            thinned[i] = words[i]
            if words[i] >= 0 and _mix(own ^ (np.uint64(words[i]) * _NEXT)) < below:
                thinned[i] = -1
