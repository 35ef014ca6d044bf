"""What the tones of its sentences say of an article: sums and means over sentences (kernels)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

N_SUMMARIES = 6
"""How many numbers `summarize` gives for each tone."""

_FADING, _LAST = 0.8, 3


@kernel
def summarize_rows(p: Floats, indptr: Ints, rows: Floats) -> None:
    """Fill what `vnnews.tagging._sentence_tone.summarize` returns, shape (n_articles, 6, n_tones)."""
    n_tones = p.shape[1]
    for article in range(len(indptr) - 1):
        start = indptr[article]
        n = indptr[article + 1] - start
        for tone in range(n_tones):
            own = p[start : start + n, tone]
            _summarize(own, n, -1, 1.0 / n_tones, rows[article, :, tone])


@helper
def _summarize(p: Floats, n: int, without: int, default: float, row: Floats) -> None:
    """Summarize one tone of an article's sentences, all but one of them (or all: -1)."""
    left = n if without < 0 else n - 1
    if left == 0:
        row[:] = default
        return
    total = 0.0
    faded = 0.0
    weights = 0.0
    weight = 1.0
    last = 0.0
    largest = 0.0
    k = 0
    for i in range(n):
        if i == without:
            continue
        value = p[i]
        if k == 0:
            row[0] = value
            row[1] = value
        elif k == 1:
            row[1] = value
        total += value
        faded += weight * value
        weights += weight
        weight *= _FADING
        largest = max(largest, value)
        if k >= left - _LAST:
            last += value
        k += 1
    row[2] = total / left
    row[3] = faded / weights
    row[4] = largest
    row[5] = last / min(left, _LAST)


@kernel
def differ_without(p: Floats, indptr: Ints, factors: Floats, scratch: Floats, found: Floats) -> None:
    """Fill what each sentence changes in a weighted sum of the summaries.

    Parameters
    ----------
    p : float64, shape (n_sentences, n_tones)
    indptr : int64, shape (n_articles + 1,)
    factors : float64, shape (n_articles, 6, n_tones)
        What each article's summaries are multiplied by.
    scratch : float64, shape (6,)
    found : float64, shape (n_sentences,)
        The sum with all sentences less that without this one.
    """
    n_tones = p.shape[1]
    for article in range(len(indptr) - 1):
        start = indptr[article]
        n = indptr[article + 1] - start
        for without in range(-1, n):
            total = 0.0
            for tone in range(n_tones):
                _summarize(p[start : start + n, tone], n, without, 1.0 / n_tones, scratch)
                for k in range(N_SUMMARIES):
                    total += factors[article, k, tone] * scratch[k]
            if without < 0:
                found[start : start + n] = total
            else:
                found[start + without] -= total


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
