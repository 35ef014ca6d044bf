"""Labels that are likely wrong: what a model, which never saw the article's label, firmly contradicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DoubtfulLabel:
    """A label to look at again.

    Attributes
    ----------
    index : int
        The article's position.
    kind : {"missing", "superfluous", "other"}
        An issue that seems to be missing, one that seems not to belong, or another tone than the labelled one.
    label : object
        The issue in question, or the tone that was labelled.
    suggested : object
        The tone that seems right; for issues the same as ``label``.
    probability : float
        What the model gives to the suggestion being right.
    score : float
        By how much more the suggestion exceeds what the model usually gives to such labels than the label in question
        does; the larger the more doubtful. Comparable between issues and between tones.
    reason : str
        The same in words.
    """

    index: int
    kind: Literal["missing", "superfluous", "other"]
    label: Any
    suggested: Any
    probability: float
    score: float
    reason: str


def doubtful_labels(
    labels: ArrayLike, probabilities: ArrayLike, n: int = 20, *, label_names: Sequence[Any] | None = None
) -> tuple[DoubtfulLabel, ...]:
    """Return the labels that the model contradicts most firmly, the most doubtful first.

    The idea is that of confident learning (Northcutt, Jiang and Chuang 2021): what the model gives to a label on
    average over the articles that carry it is usual, for each label something else. A label is doubtful when another
    one gets more, measured by what is usual for each. With several labels per article each is a question of its own,
    yes or no.

    Parameters
    ----------
    labels : array-like of shape (n_articles,) or (n_articles, n_labels)
        One label per article, or indicators.
    probabilities : array-like of shape (n_articles, n_labels)
        From models that did not see the article: out of fold. A model that did agrees with any label.
    n : int, default=20
        Return at most so many; fewer where the model contradicts fewer.
    label_names : sequence, optional
        The columns; by default the sorted labels, or the columns' numbers.

    Returns
    -------
    tuple of DoubtfulLabel

    Raises
    ------
    ValueError
        If shapes differ, or a label has no column.

    Examples
    --------
    >>> p = [[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.95, 0.05], [0.2, 0.8]]
    >>> tones = ["negative", "negative", "positive", "positive", "positive"]
    >>> for doubt in doubtful_labels(tones, p):
    ...     print(doubt.index, doubt.reason)
    3 labelled positive, but the model gives it 0.05 (0.58 is usual) and negative 0.95 (0.85 is usual)
    """
    p, given = np.asarray(probabilities, dtype=np.float64), np.asarray(labels)
    if label_names is None:
        label_names = list(range(p.shape[1])) if given.ndim == 2 else np.unique(given).tolist()
    if p.ndim != 2 or len(p) != len(given) or p.shape[1] != len(label_names):
        raise ValueError(
            f"probabilities of shape {p.shape} for labels of shape {given.shape}; expected one row per article and a "
            f"column for each of {len(label_names)} labels"
        )
    if n < 1:
        raise ValueError(f"n={n}: expected at least 1")
    found = _issues(given, p, label_names, n) if given.ndim == 2 else _tones(given, p, label_names, n)
    return tuple(found)


def _issues(given: NDArray[Any], p: Floats, names: Sequence[Any], n: int) -> list[DoubtfulLabel]:
    if given.shape != p.shape:
        raise ValueError(f"labels of shape {given.shape}, probabilities of {p.shape}; expected the same shape")
    has = given.astype(bool)
    usual, usual_not = _mean_where(p, has), _mean_where(1.0 - p, ~has)
    for_it = (p - usual) - ((1.0 - p) - usual_not)
    score = np.where(has, -for_it, for_it)
    doubts = []
    for flat in _largest(score.ravel(), n):
        i, k = divmod(int(flat), p.shape[1])
        labelled = bool(has[i, k])
        mean = float(1.0 - usual_not[k] if not labelled else usual[k])
        doubts.append(
            DoubtfulLabel(
                index=i,
                kind="superfluous" if labelled else "missing",
                label=names[k],
                suggested=names[k],
                probability=float(1.0 - p[i, k] if labelled else p[i, k]),
                score=float(score[i, k]),
                reason=f"{'' if labelled else 'not '}labelled {names[k]}, but the model gives it {p[i, k]:.2f} "
                f"({mean:.2f} is usual)",
            )
        )
    return doubts


def _tones(given: NDArray[Any], p: Floats, names: Sequence[Any], n: int) -> list[DoubtfulLabel]:
    column = {name: k for k, name in enumerate(names)}
    unknown = sorted(set(given.tolist()) - set(column))
    if unknown:
        raise ValueError(f"labels {unknown} have no column; expected some of {list(names)}")
    own = np.array([column[label] for label in given.tolist()], dtype=np.int64)
    rows = np.arange(len(own))
    usual = _mean_where(p, own[:, None] == np.arange(p.shape[1]))
    excess = p - usual
    others = excess.copy()
    others[rows, own] = -np.inf
    best = others.argmax(axis=1)
    score = others[rows, best] - excess[rows, own]
    return [
        DoubtfulLabel(
            index=i,
            kind="other",
            label=names[own[i]],
            suggested=names[best[i]],
            probability=float(p[i, best[i]]),
            score=float(score[i]),
            reason=f"labelled {names[own[i]]}, but the model gives it {p[i, own[i]]:.2f} ({usual[own[i]]:.2f} is usual)"
            f" and {names[best[i]]} {p[i, best[i]]:.2f} ({usual[best[i]]:.2f} is usual)",
        )
        for i in map(int, _largest(score, n))
    ]


def _mean_where(values: Floats, where: NDArray[np.bool_]) -> Floats:
    """Return the means of the columns over some of their rows; beyond reach where there are none."""
    count = where.sum(axis=0)
    total = np.where(where, values, 0.0).sum(axis=0)
    return np.asarray(np.divide(total, count, out=np.full(len(total), np.inf), where=count > 0))


def _largest(score: Floats, n: int) -> NDArray[np.int64]:
    """Return the places of the largest scores above 0, descending."""
    order = np.argsort(-score, kind="stable")[:n]
    return np.asarray(order[score[order] > 0])
