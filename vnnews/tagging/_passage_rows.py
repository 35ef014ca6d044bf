"""The passages of articles as rows of a matrix, and the scores that an issue is decided by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class PassageRows:
    """The passages of articles as rows of one matrix.

    Attributes
    ----------
    rows : csr_matrix of shape (n_passages, n_features)
        The passages of the first article, then those of the second, and so on; at least one for each.
    indptr : ndarray of int64, shape (n_articles + 1,)
        ``rows[indptr[i]:indptr[i + 1]]`` are those of article ``i``.
    """

    rows: sp.csr_matrix
    indptr: Ints


def strongest_passages(scores: Floats) -> Ints:
    """Return the two passages of one article with the highest scores, for every issue.

    Parameters
    ----------
    scores : ndarray of shape (n_passages, n_issues)
        At least one passage.

    Returns
    -------
    ndarray of shape (2, n_issues)
        Indices, the strongest first; twice the same where there is but one passage.
    """
    order = np.argsort(-scores, axis=0, kind="stable")
    return np.asarray(order[[0, min(1, len(order) - 1)]])


def three_scores(whole: Floats, parts: Floats, indptr: Ints) -> Floats:
    """Return the scores (n_articles, n_issues, 3) of the whole, the strongest passage and the second strongest."""
    scores = np.empty((*whole.shape, 3))
    scores[:, :, 0] = whole
    for i in range(len(whole)):
        own = parts[indptr[i] : indptr[i + 1]]
        scores[i, :, 1:] = np.take_along_axis(own, strongest_passages(own), axis=0).T
    return scores


def choose(passages: PassageRows, articles: Ints) -> PassageRows:
    """Return the passages of some articles."""
    counts = np.diff(passages.indptr)[articles]
    index = np.concatenate([np.arange(passages.indptr[i], passages.indptr[i + 1]) for i in articles])
    return PassageRows(passages.rows[index], np.concatenate([[0], np.cumsum(counts)]))


def checked_passages(X: sp.csr_matrix, passages: PassageRows | None) -> PassageRows:
    """Return the passages of articles, which are whole articles where none are given; raise ValueError if some lack."""
    if passages is None:
        return PassageRows(X, np.arange(X.shape[0] + 1))
    if len(passages.indptr) != X.shape[0] + 1 or np.any(np.diff(passages.indptr) < 1):
        raise ValueError(
            f"the passages are those of {len(passages.indptr) - 1} articles, at least one each expected for "
            f"{X.shape[0]} articles"
        )
    return passages
