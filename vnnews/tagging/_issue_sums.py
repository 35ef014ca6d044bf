"""What its sentences say of the issues of an article (kernels).

An issue that is told in the title, or from the first sentences on, is what an article is about; one that a late
sentence mentions often is not. The members that read an article as a whole can't tell the two apart.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

N_ISSUE_SUMMARIES = 4
"""How many numbers `summarize_issues` gives for each issue."""

_FADING = 0.8
_LEAST = 0.01
"""Added to what logarithms are taken of: below this a sentence does not tell of an issue."""


def summarize_issues(evidence: Floats, indptr: Ints) -> Floats:
    """Return what the sentences say of the issues of each article.

    Parameters
    ----------
    evidence : ndarray of shape (n_sentences, n_issues)
        Log-odds that a sentence is evidence for an issue; the sentences of the first article, then those of the second,
        and so on.
    indptr : ndarray of int64, shape (n_articles + 1,)
        Where each article's sentences begin.

    Returns
    -------
    ndarray of shape (n_articles, n_issues, 4)
        Logarithms of the probability in the first sentence, in the second, of the mean, and of the mean with weights
        that fall by a fifth from each sentence to the next. An article of one sentence has the first as the second, one
        without any is like one in which no sentence tells of an issue.
    """
    found = np.empty((len(indptr) - 1, evidence.shape[1], N_ISSUE_SUMMARIES))
    summarize_issue_rows(evidence, indptr, found)
    return found


@kernel
def summarize_issue_rows(evidence: Floats, indptr: Ints, found: Floats) -> None:
    """Fill what `summarize_issues` returns."""
    for article in range(len(indptr) - 1):
        start = indptr[article]
        n = indptr[article + 1] - start
        for issue in range(evidence.shape[1]):
            first = second = total = faded = 0.0
            weights = 0.0
            weight = 1.0
            for i in range(n):
                p = _probability(evidence[start + i, issue])
                if i == 0:
                    first = p
                if i <= 1:
                    second = p
                total += p
                faded += weight * p
                weights += weight
                weight *= _FADING
            row = found[article, issue]
            row[0] = _log(first)
            row[1] = _log(second)
            row[2] = _log(total / max(n, 1))
            row[3] = _log(faded / max(weights, 1.0))


@kernel
def add_issue_losses(
    evidence: Floats, indptr: Ints, pairs: tuple[Ints, Ints, Ints], factors: Floats, found: Floats
) -> None:
    """Add what a weighted sum of the summaries loses without each sentence.

    Parameters
    ----------
    evidence, indptr
        As for `summarize_issues`.
    pairs : tuple of int64 arrays
        Articles, an issue of each, and where the sentences of each one's article begin in ``found``.
    factors : float64, shape (n_pairs, 4)
        What the summaries of each pair are multiplied by.
    found : float64, shape (n,)
        The sum with all sentences less that without one is added.
    """
    articles, issues, starts = pairs
    for pair in range(len(factors)):
        start = indptr[articles[pair]]
        n = indptr[articles[pair] + 1] - start
        own = evidence[start : start + n, issues[pair]]
        total = faded = weights = 0.0
        weight = 1.0
        for i in range(n):
            p = _probability(own[i])
            total += p
            faded += weight * p
            weights += weight
            weight *= _FADING
        # One sentence less is one weight less, the last.
        left = weights - weight / _FADING
        whole = _weighted(factors[pair], own, -1, total / max(n, 1), faded / max(weights, 1.0))
        before = 0.0
        weight = 1.0
        for i in range(n):
            p = _probability(own[i])
            mean = (total - p) / max(n - 1, 1)
            # Those that follow a sentence move up, and count for more.
            moved = (before + (faded - before - weight * p) / _FADING) / max(left, 1.0)
            found[starts[pair] + i] += whole - _weighted(factors[pair], own, i, max(mean, 0.0), max(moved, 0.0))
            before += weight * p
            weight *= _FADING


@helper
def _weighted(factors: Floats, own: Floats, without: int, mean: float, faded: float) -> float:
    """Weigh the summaries of the sentences of an article but one of them (or all: -1)."""
    n = len(own)
    first = 1 if without == 0 else 0
    second = first + 1
    if second == without:
        second += 1
    if second >= n:
        second = first
    weighted: float = factors[2] * _log(mean) + factors[3] * _log(faded)
    weighted += factors[0] * _log(_probability(own[first]) if first < n else 0.0)
    weighted += factors[1] * _log(_probability(own[second]) if second < n else 0.0)
    return weighted


@helper
def _probability(log_odds: float) -> float:
    # The exponential of what is large would overflow.
    small: float = math.exp(-abs(log_odds))
    return (1.0 if log_odds >= 0.0 else small) / (1.0 + small)


@helper
def _log(p: float) -> float:
    return math.log(p + _LEAST)
