"""Tokens -> which of them continue a word: a linear-chain CRF with two labels.

The model is a conditional random field (Lafferty, McCallum and Pereira 2001) as CRFsuite stores it, with the labels
B_W (begins a word) and I_W (continues it). A token's features are its form and case, those of its two neighbours, and
whether it forms a dictionary entry of two or three syllables with them. As every feature belongs to a form, a case or a
dictionary entry, the score of a token is a handful of additions.

With two labels, Viterbi's algorithm (1967) needs one running number: how much better the best path ends in I_W than in
B_W. Going back, each label is one comparison. All weights stand as differences, I_W minus B_W, in float64: the smallest
margin seen in 13 million syllables of news is 4e-7.

The dictionary is two double arrays (Aoe 1989) over syllable ids, one for the pairs and one that continues them to triples:
a pair is looked up with one addition and one comparison.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vnnews.text._jit import kernel
from vnnews.text._split import CAPITALISED, IS_DIGIT, IS_TITLE, IS_UPPER, SOLITARY

_CASE = IS_UPPER | IS_TITLE | IS_DIGIT
OWN, PREVIOUS, NEXT = 0, 1, 2
"""Rows of `case`: the token itself, the token before it, the token after it."""
PAIR_BEFORE, PAIR_AFTER, TRIPLE_BEFORE, TRIPLE_AFTER = 0, 1, 2, 3
"""Entries of `dictionary_weights`."""


@kernel
def label(
    indptr: npt.NDArray[np.int64],
    slots: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    forms: npt.NDArray[np.void],
    pairs: npt.NDArray[np.void],
    triples: npt.NDArray[np.int32],
    case: npt.NDArray[np.float64],
    dictionary_weights: npt.NDArray[np.float64],
    transitions: npt.NDArray[np.float64],
    margins: npt.NDArray[np.float64],
    joined: npt.NDArray[np.bool_],
) -> None:
    """Decide for each token whether it is joined to the token before it.

    Parameters
    ----------
    indptr : int64, shape (d + 1,)
        Where each document's tokens start and end.
    slots, flags : shape (t,)
        See `vnnews.text._split.split`.
    forms, pairs, triples, case, dictionary_weights, transitions
        See `vnnews.text._model.Model`.
    margins : float64, shape (t,)
        Scratch.
    joined : bool, shape (t,)
        Filled.
    """
    for document in range(len(indptr) - 1):
        start = indptr[document]
        stop = indptr[document + 1]
        _score(start, stop, slots, flags, forms, pairs, triples, case, dictionary_weights, margins)
        _decode(start, stop, flags, transitions, margins, joined)


@kernel
def _score(
    start: int,
    stop: int,
    slots: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    forms: npt.NDArray[np.void],
    pairs: npt.NDArray[np.void],
    triples: npt.NDArray[np.int32],
    case: npt.NDArray[np.float64],
    dictionary_weights: npt.NDArray[np.float64],
    scores: npt.NDArray[np.float64],
) -> None:
    """Fill in each token's own score, I_W minus B_W."""
    pair = -1
    for t in range(start, stop):
        form = forms[slots[t]]
        shape = flags[t] & _CASE
        score = form["own"] + case[OWN, shape]
        if t > start:
            before = flags[t - 1] & _CASE
            score += forms[slots[t - 1]]["previous"] + case[PREVIOUS, before]
        if t + 1 < stop:
            after = flags[t + 1] & _CASE
            score += forms[slots[t + 1]]["following"] + case[NEXT, after]
        scores[t] = score
        syllable = form["syllable"]
        if pair >= 0 and triples[pairs[pair]["base"] + syllable] == pair:
            scores[t] += dictionary_weights[TRIPLE_BEFORE]
            scores[t - 2] += dictionary_weights[TRIPLE_AFTER]
        pair = -1
        if t > start:
            owner = forms[slots[t - 1]]
            entry = owner["base"] + syllable
            if pairs[entry]["owner"] == owner["syllable"]:
                pair = entry
                if pairs[entry]["is_entry"]:
                    scores[t] += dictionary_weights[PAIR_BEFORE]
                    scores[t - 1] += dictionary_weights[PAIR_AFTER]


@kernel
def _decode(
    start: int,
    stop: int,
    flags: npt.NDArray[np.uint8],
    transitions: npt.NDArray[np.float64],
    margins: npt.NDArray[np.float64],
    joined: npt.NDArray[np.bool_],
) -> None:
    """Replace the scores by Viterbi's margins, then read the best labels off from the end and refuse some of them."""
    if start == stop:
        return
    b_to_b, b_to_i = transitions[0, 0], transitions[0, 1]
    i_to_b, i_to_i = transitions[1, 0], transitions[1, 1]
    for t in range(start + 1, stop):
        before = margins[t - 1]
        margins[t] += max(b_to_i, before + i_to_i) - max(b_to_b, before + i_to_b)
    continues = margins[stop - 1] > 0.0
    for t in range(stop - 1, start, -1):
        here = flags[t]
        before_flags = flags[t - 1]
        joined[t] = (
            continues
            and not (here | before_flags) & SOLITARY
            and not (here & CAPITALISED and not before_flags & CAPITALISED)
        )
        threshold = b_to_i - i_to_i if continues else b_to_b - i_to_b
        continues = margins[t - 1] > threshold
    joined[start] = False
