"""Tones as positions on a line: how far off a wrong one is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import spearmanr

TONE_SCORES: Mapping[str, float] = {"positive": 1.0, "negative": -1.0, "mixed": 0.0, "neutral": 0.0}
"""The positions that the taxonomy of the package gives its tones."""


def opposite_rate(y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Return the share of articles that got positive for negative or the reverse.

    Parameters
    ----------
    y_true, y_pred : array-like of str, shape (n_articles,)

    Returns
    -------
    float
        nan without articles.

    Examples
    --------
    >>> opposite_rate(["positive", "negative", "mixed", "neutral"], ["negative", "negative", "positive", "neutral"])
    0.25
    """
    truth, said = np.asarray(y_true), np.asarray(y_pred)
    if not len(truth):
        return float("nan")
    opposite = ((truth == "positive") & (said == "negative")) | ((truth == "negative") & (said == "positive"))
    return float(opposite.mean())


def ordinal_error(y_true: ArrayLike, y_pred: ArrayLike, scores: Mapping[str, float] = TONE_SCORES) -> float:
    """Return the mean distance between labelled and predicted tone on the line from negative to positive.

    Mixed and neutral stand at the same place, so that taking one for the other costs nothing here; one step off counts
    1, positive for negative 2.

    Parameters
    ----------
    y_true, y_pred : array-like of str, shape (n_articles,)
    scores : mapping of str to float
        The position of each tone; by default 1, -1 and twice 0.

    Returns
    -------
    float
        nan without articles.

    Raises
    ------
    ValueError
        If a tone has no position.

    Examples
    --------
    >>> ordinal_error(["positive", "negative", "mixed", "neutral"], ["negative", "negative", "positive", "mixed"])
    0.75
    """
    truth, said = _positions(y_true, scores), _positions(y_pred, scores)
    return float(np.abs(truth - said).mean()) if len(truth) else float("nan")


def tone_score_correlation(y_true: ArrayLike, score: ArrayLike, scores: Mapping[str, float] = TONE_SCORES) -> float:
    """Return Spearman's rank correlation between the labelled tones' positions and a continuous tone score.

    Parameters
    ----------
    y_true : array-like of str, shape (n_articles,)
    score : array-like of float, shape (n_articles,)
        Such as `ToneTag.score`.
    scores : mapping of str to float
        The position of each tone.

    Returns
    -------
    float
        nan where either side is constant or there are fewer than two articles: there is no rank to compare then.

    Examples
    --------
    >>> round(tone_score_correlation(["negative", "mixed", "positive"], [-0.9, 0.1, 0.3]), 6)
    1.0
    """
    truth, said = _positions(y_true, scores), np.asarray(score, dtype=np.float64)
    if len(truth) != len(said):
        raise ValueError(f"{len(said)} scores for {len(truth)} articles; give one for each")
    if len(truth) < 2 or np.ptp(truth) == 0 or np.ptp(said) == 0:
        return float("nan")
    return float(spearmanr(truth, said).statistic)


def _positions(tones: ArrayLike, scores: Mapping[str, float]) -> NDArray[np.float64]:
    named = np.asarray(tones).astype(str)
    unknown = sorted(set(named.tolist()) - set(scores))
    if unknown:
        raise ValueError(f"no position for the tones {unknown}; expected some of {sorted(scores)}, or pass scores")
    return np.array([scores[tone] for tone in named.tolist()], dtype=np.float64)
