"""What may be captions on a page -> those that are: each is told what else on the page may be one.

A page with one caption often has others, and two that follow each other are rarely text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._caption_features import Reader
from vnnews.articles._caption_model import Network

RESULT_UNIT, MOST_RESULT = 2.0**17, 1 << 20
"""What a network gives is told to the other one in so large steps, 64 of which are one of log odds, and so many at
most."""
MOST_TOLD, STEP = 384, 6
"""Of a result so much counts at most where several are added up, in steps of so much."""
REACH = 8
"""Sentences nearer than this are near."""
CONTEXT = ("result", "of_sentence", "before", "behind", "strongest", "others", "share_of_others", "near")
N_CONTEXT = len(CONTEXT)


class Likely(NamedTuple):
    """What may be captions on a page, in order; of all that begin at a place, the likeliest.

    Attributes
    ----------
    places : sequence of sequences of int
        First the number of the sentence, then whatever the caller knows the place by.
    results : list of int
        By how much, in steps of `RESULT_UNIT`, the network for a candidate alone holds it for a caption.
    numbers : float64, shape (n, N_FEATURES)
    n_sentences : int
        Of the page.
    """

    places: Sequence[Sequence[int]]
    results: list[int]
    numbers: NDArray[np.float64]
    n_sentences: int


def likely_on(reader: Reader) -> Likely:
    """Return what may be captions on a page, in the plain way: their first words, and those behind the last."""
    model = reader.model
    places, results, numbers = [], [], []
    for sentence, (begin, stop, _) in enumerate(reader.sentences.spans):
        start = begin
        while start < stop:
            ends = [end for end in reader.ends(start, stop) if sum(reader.scores(sentence, start, end)) >= model.least]
            rows = [reader.features(sentence, start, end) for end in ends]
            scores = [float(model.alone.score(row)) for row in rows]
            best = max(range(len(ends)), key=scores.__getitem__, default=-1)
            if best < 0 or scores[best] <= 0:
                break
            places.append((sentence, start, ends[best]))
            results.append(min(int(scores[best] // RESULT_UNIT), MOST_RESULT))
            numbers.append(rows[best])
            start = ends[best]
    return Likely(places, results, np.array(numbers), len(reader.sentences.spans))


def choose(likely: Likely, network: Network) -> list[int]:
    """Return which of those that may be captions are.

    What begins behind one within its sentence is none unless that is.
    """
    if not likely.results:
        return []
    scores = network.score(np.hstack([likely.numbers, contexts(likely)])).tolist()
    chosen: list[int] = []
    last = -1
    for i, ((sentence, *_), score) in enumerate(zip(likely.places, scores, strict=True)):
        if score > 0 and (sentence != last or chosen[-1:] == [i - 1]):
            chosen.append(i)
        last = sentence
    return chosen


def contexts(likely: Likely) -> NDArray[np.float64]:
    """Return what each is told of the others, as `CONTEXT` names it, shape (n, N_CONTEXT)."""
    n, of_sentences = likely.n_sentences, dict[int, int]()
    for (sentence, *_), result in zip(likely.places, likely.results, strict=True):
        of_sentences.setdefault(sentence, result)
    weights = {sentence: min(result, MOST_TOLD) // STEP for sentence, result in of_sentences.items()}
    total, told = sum(weights.values()), of_sentences.get
    first, second = (*sorted(of_sentences.values(), reverse=True)[:2], 0, 0)[:2]
    rows = []
    for (sentence, *_), result in zip(likely.places, likely.results, strict=True):
        own, others = told(sentence, 0), total - weights[sentence]
        beside = [s for s in range(sentence - REACH + 1, sentence + REACH) if s in weights and s != sentence]
        near = sum(weights[s] * (REACH - abs(s - sentence)) for s in beside) // REACH
        strongest = second if own == first else first
        rows.append((result, own, told(sentence - 1, 0), told(sentence + 1, 0), strongest, others, others // n, near))
    return np.array(rows, np.float64)
