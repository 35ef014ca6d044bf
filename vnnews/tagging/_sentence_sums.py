"""What its sentences say of an article's tone and issues: sums and means over sentences (kernels)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

N_SUMMARIES = 6
"""How many numbers `summarize` gives for each tone."""
N_ISSUE_SUMMARIES = 4
"""How many `summarize_issues` gives for each issue."""

_FADING, _LAST = 0.8, 3
_BEFORE = 2
"""What the linear members and the network weigh stands before the weights of summaries."""
_LEAST = 0.01
"""Added to the probabilities of issues before logarithms are taken: below this a sentence does not tell of one."""


@kernel
def summarize_rows(p: Floats, indptr: Ints, rows: Floats) -> None:
    """Fill what `vnnews.tagging._sentence_tone.summarize` returns, shape (n_articles, 6, n_tones)."""
    n_tones = p.shape[1]
    for article in range(len(indptr) - 1):
        start = indptr[article]
        n = indptr[article + 1] - start
        for tone in range(n_tones):
            own = p[start : start + n, tone]
            _summarize(own, n, 1.0 / n_tones, rows[article, :, tone])


@helper
def _summarize(p: Floats, n: int, default: float, row: Floats) -> None:
    """Summarize one tone of an article's sentences."""
    if n == 0:
        row[:] = default
        return
    total = 0.0
    faded = 0.0
    weights = 0.0
    weight = 1.0
    last = 0.0
    largest = 0.0
    for i in range(n):
        total += p[i]
        faded += weight * p[i]
        weights += weight
        weight *= _FADING
        largest = max(largest, p[i])
        if i >= n - _LAST:
            last += p[i]
    row[0] = p[0]
    row[1] = p[min(1, n - 1)]
    row[2] = total / n
    row[3] = faded / weights
    row[4] = largest
    row[5] = last / min(n, _LAST)


@kernel
def differ_without(
    p: Floats, indptr: Ints, weights: tuple[Ints, Floats], scratch: tuple[Floats, Floats], found: Floats
) -> None:
    """Add what each sentence changes in a weighted sum of the summaries.

    Parameters
    ----------
    p : float64, shape (n_sentences, n_tones)
    indptr : int64, shape (n_articles + 1,)
    weights : (kinds, table)
        int64, shape (n_articles,): which entry of the table is that of each article; float64, shape
        (n_kinds, 2 + 6, n_tones): what summaries are multiplied by, behind two that are not used here.
    scratch : (row, losses)
        float64, shape (6,) and (n_sentences,).
    found : float64, shape (n_sentences,)
        The sum with all sentences less that without this one is added.
    """
    kinds, table = weights
    row, losses = scratch
    n_tones = p.shape[1]
    losses[:] = 0.0
    for article in range(len(indptr) - 1):
        start = indptr[article]
        n = indptr[article + 1] - start
        for tone in range(n_tones):
            own = p[start : start + n, tone]
            _summarize(own, n, 1.0 / n_tones, row)
            factors = table[kinds[article], _BEFORE:, tone]
            _add_losses_of_tone(own, 1.0 / n_tones, factors, row, losses[start : start + n])
    for i in range(len(losses)):
        found[i] += losses[i]


@helper
def _add_losses_of_tone(p: Floats, default: float, factors: Floats, row: Floats, found: Floats) -> None:
    """Add what a weighted sum of the summaries of one tone loses without each sentence; ``row`` are those of all."""
    n = len(p)
    if n == 1:
        for k in range(N_SUMMARIES):
            found[0] += factors[k] * (row[k] - default)
        return
    largest_at = 0
    next_largest = 0.0
    weights = 0.0
    weight = 1.0
    for i in range(n):
        if i and p[i] > p[largest_at]:
            next_largest = p[largest_at]
            largest_at = i
        elif i:
            next_largest = max(next_largest, p[i])
        weights += weight
        weight *= _FADING
    # One sentence less is one weight less, the last.
    left = weights - weight / _FADING
    faded = row[3] * weights
    last = row[5] * min(n, _LAST)
    before = 0.0
    weight = 1.0
    for i in range(n):
        value = p[i]
        first, second = _first_two_without(p, n, i)
        total = row[2] * n - value
        # Those that follow a sentence move up, and count for more.
        moved = before + (faded - before - weight * value) / _FADING
        of_last = last
        if i >= n - _LAST:
            of_last += (p[n - _LAST - 1] if n > _LAST else 0.0) - value
        found[i] += (
            factors[0] * (row[0] - first)
            + factors[1] * (row[1] - second)
            + factors[2] * (row[2] - total / (n - 1))
            + factors[3] * (row[3] - moved / left)
            + factors[4] * (row[4] - (next_largest if i == largest_at else row[4]))
            + factors[5] * (row[5] - of_last / min(n - 1, _LAST))
        )
        before += weight * value
        weight *= _FADING


@helper
def _first_two_without(p: Floats, n: int, without: int) -> tuple[float, float]:
    """Return the first two sentences but one of them, of two or more; the first again if there is no second."""
    first = p[1] if without == 0 else p[0]
    if n == 2:
        return first, first
    return first, p[2] if without <= 1 else p[1]


@kernel
def attend_rows(p: Floats, evidence: Floats, indptr: Ints, found: Floats) -> None:
    """Fill what `vnnews.tagging._sentence_tone.attend` returns."""
    n_issues = evidence.shape[1]
    n_tones = p.shape[1]
    for article in range(len(indptr) - 1):
        start = indptr[article]
        end = indptr[article + 1]
        if start == end:
            found[article] = 1.0 / n_tones
            continue
        for issue in range(n_issues):
            largest = evidence[start, issue]
            for i in range(start + 1, end):
                largest = max(largest, evidence[i, issue])
            row = found[article, issue]
            row[:] = 0.0
            total = 0.0
            for i in range(start, end):
                weight = math.exp(evidence[i, issue] - largest)
                total += weight
                for tone in range(n_tones):
                    row[tone] += weight * p[i, tone]
            for tone in range(n_tones):
                row[tone] /= total


@kernel
def summarize_issue_rows(evidence: Floats, indptr: Ints, found: Floats) -> None:
    """Fill what `vnnews.tagging._sentence_tone.summarize_issues` returns."""
    for article in range(len(indptr) - 1):
        start = indptr[article]
        n = indptr[article + 1] - start
        for issue in range(evidence.shape[1]):
            _summarize_issue(evidence[start : start + n, issue], n, found[article, issue])


@helper
def _summarize_issue(log_odds: Floats, n: int, row: Floats) -> None:
    """Summarize one issue in an article's sentences."""
    if n == 0:
        row[:] = math.log(_LEAST)
        return
    total, faded, weights = _sums_of_issue(log_odds)
    row[0] = math.log(_probability(log_odds[0]) + _LEAST)
    row[1] = math.log(_probability(log_odds[min(1, n - 1)]) + _LEAST)
    row[2] = math.log(total / n + _LEAST)
    row[3] = math.log(faded / weights + _LEAST)


@kernel
def add_issue_losses(
    evidence: Floats, indptr: Ints, pairs: tuple[Ints, Ints, Ints], weights: Floats, found: Floats
) -> None:
    """Add what a weighted sum of the summaries of an issue loses without each sentence.

    Parameters
    ----------
    evidence : float64, shape (n_sentences, n_issues)
        Log-odds.
    indptr : int64, shape (n_articles + 1,)
    pairs : tuple of int64 arrays
        Articles, an issue of each, and where the sentences of each one's article begin in ``found``.
    weights : float64, shape (n_issues, 2 + 4)
        What the summaries of each issue are multiplied by, behind two that are not used here.
    found : float64, shape (n,)
        The sum with all sentences less that without one is added.
    """
    articles, issues, starts = pairs
    for pair in range(len(articles)):
        start = indptr[articles[pair]]
        n = indptr[articles[pair] + 1] - start
        own = evidence[start : start + n, issues[pair]]
        _add_losses_of_issue(own, weights[issues[pair], _BEFORE:], found[starts[pair] : starts[pair] + n])


@helper
def _add_losses_of_issue(log_odds: Floats, factors: Floats, found: Floats) -> None:
    """Do so for one pair."""
    n = len(log_odds)
    total, faded, weights = _sums_of_issue(log_odds)
    left = weights - _FADING ** (n - 1)
    before = 0.0
    weight = 1.0
    for i in range(n):
        p = _probability(log_odds[i])
        first = 0.0
        second = 0.0
        mean = 0.0
        moved = 0.0
        if n > 1:
            first, second = _first_two_without(log_odds, n, i)
            first, second = _probability(first), _probability(second)
            # Rounding must not lead below 0.
            mean = max(total - p, 0.0) / (n - 1)
            moved = max(before + (faded - before - weight * p) / _FADING, 0.0) / left
        found[i] += (
            factors[0] * _log_ratio(_probability(log_odds[0]), first)
            + factors[1] * _log_ratio(_probability(log_odds[min(1, n - 1)]), second)
            + factors[2] * _log_ratio(total / n, mean)
            + factors[3] * _log_ratio(faded / weights, moved)
        )
        before += weight * p
        weight *= _FADING


@helper
def _sums_of_issue(log_odds: Floats) -> tuple[float, float, float]:
    """Return the sum of the probabilities, the sum with falling weights, and that of the weights."""
    total = 0.0
    faded = 0.0
    weights = 0.0
    weight = 1.0
    for i in range(len(log_odds)):
        p = _probability(log_odds[i])
        total += p
        faded += weight * p
        weights += weight
        weight *= _FADING
    return total, faded, weights


@helper
def _log_ratio(p: float, other: float) -> float:
    return math.log((p + _LEAST) / (other + _LEAST))


@helper
def _probability(log_odds: float) -> float:
    # The exponential of what is large would overflow.
    small: float = math.exp(-abs(log_odds))
    return (1.0 if log_odds >= 0.0 else small) / (1.0 + small)
