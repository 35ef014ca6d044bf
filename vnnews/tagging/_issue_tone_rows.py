"""What tells the tones in which articles show issues, side by side (kernel)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

N_SIDES = 7
"""How many numbers are made of what the network says of an issue."""
_SMALL_SHARE = 0.02


@kernel
def fill_issue_tone_rows(pairs: tuple[Ints, Ints], told: tuple[Floats, Floats, Floats], rows: Floats) -> None:
    """Fill what `vnnews.tagging._members.Scores.issue_tone` returns.

    Parameters
    ----------
    pairs : (articles, issues)
    told : (tone, network, attended)
        Log-probabilities of the articles' tones, and two attributes of `Scores`.
    rows : float64, shape (n_pairs, 4 * n_tones + n_issues + N_SIDES)
    """
    articles, issues = pairs
    tone, network, attended = told
    n_issues, n_tones = attended.shape[1], attended.shape[2]
    sides = 2 * n_tones + n_issues
    for i in range(len(articles)):
        row, issue = rows[i], issues[i]
        own, said, shown = tone[articles[i]], network[articles[i]], attended[articles[i], issue]
        row[:] = 0.0
        for k in range(n_tones):
            row[k] = own[k]
            row[n_tones + k] = math.exp(own[k])
            row[sides + N_SIDES + k] = shown[k]
            row[sides + N_SIDES + n_tones + k] = math.log(shown[k] + _SMALL_SHARE)
        row[2 * n_tones + issue] = 1.0
        there, good, bad = said[issue], said[n_issues + issue], said[2 * n_issues + issue]
        share = _probability(there) + _SMALL_SHARE
        row[sides] = good - there
        row[sides + 1] = bad - there
        row[sides + 2] = good
        row[sides + 3] = bad
        row[sides + 4] = there
        row[sides + 5] = _probability(good) / share
        row[sides + 6] = _probability(bad) / share


@helper
def _probability(log_odds: float) -> float:
    # The exponential of what is large would overflow.
    small: float = math.exp(-abs(log_odds))
    return (1.0 if log_odds >= 0.0 else small) / (1.0 + small)
