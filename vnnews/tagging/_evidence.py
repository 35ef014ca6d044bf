"""Which sentences speak for a decision.

A linear decision value is a sum over n-grams. `VietnameseTfidfVectorizer.locate` tells where each occurrence stands and
what it adds to the row; times the weight of its column, that is what it adds to the decision. Summed by sentence, the
contributions add up to the decision value without its intercept, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vnnews.articles import Span
from vnnews.features import Occurrences
from vnnews.tagging._tags import Evidence

Floats = NDArray[np.float64]


def sentence_weights(occurrences: Occurrences, coef: Floats, spans: Sequence[Span]) -> Floats:
    """Return what every sentence adds to every decision value.

    Parameters
    ----------
    occurrences : Occurrences
        Of the document.
    coef : ndarray of shape (n_decisions, n_features)
    spans : sequence of Span
        The sentences, in order, covering every word. An n-gram belongs to the sentence of its first word.

    Returns
    -------
    ndarray of shape (n_sentences, n_decisions)
        Columns sum to ``x @ coef.T``.
    """
    starts = np.array([span.start for span in spans], dtype=np.int64)
    sentence = np.searchsorted(starts, occurrences.start, side="right") - 1
    contributions = occurrences.value[:, None] * coef[:, occurrences.column].T
    weights = np.zeros((len(spans), len(coef)))
    np.add.at(weights, sentence, contributions)
    return weights


def strongest(text: str, spans: Sequence[Span], weights: Floats, n: int) -> tuple[Evidence, ...]:
    """Return the sentences with the largest positive weights, strongest first.

    Parameters
    ----------
    text : str
    spans : sequence of Span
    weights : ndarray of shape (n_sentences,)
    n : int
        At most so many.

    Returns
    -------
    tuple of Evidence
    """
    order = np.argsort(-weights, kind="stable")[:n]
    return tuple(
        Evidence(text[spans[i].start : spans[i].end], spans[i].start, spans[i].end, float(weights[i]))
        for i in order
        if weights[i] > 0
    )
