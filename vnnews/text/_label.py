"""Tokens -> which of them continue a word: a linear-chain CRF with two labels.

The model is a conditional random field (Lafferty, McCallum and Pereira 2001) as CRFsuite stores it, with the labels
B_W (begins a word) and I_W (continues it). A token's features are its form and case, those of its two neighbours, and
whether it forms a dictionary entry of two or three syllables with them. Every feature belongs to a form, a case or a
dictionary entry, so the score of a token is a handful of additions.

With two labels, Viterbi's algorithm (1967) needs one running number, the margin: how much better the best path ends in
I_W than in B_W. Going back, each label is one comparison. All weights stand as differences, I_W minus B_W, in float64:
the smallest margin seen in 13 million syllables of news is 4e-7.

The dictionary is two double arrays (Aoe 1989) over syllable ids, one for the pairs and one that continues them to
triples: a pair is looked up with one addition and one comparison.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vnnews._jit import helper, kernel
from vnnews.text._model import NEXT, OWN, PAIR_AFTER, PAIR_BEFORE, PREVIOUS, TRIPLE_AFTER, TRIPLE_BEFORE, Model
from vnnews.text._tokens import CAPITALISED, IS_DIGIT, IS_TITLE, IS_UPPER, JOINED, SOLITARY, Tokens

_CASE = IS_UPPER | IS_TITLE | IS_DIGIT

Margins = npt.NDArray[np.float64]


@kernel
def label(model: Model, tokens: Tokens, margins: Margins) -> None:
    """Set ``JOINED`` in the flags of the tokens that are joined to the token before.

    Parameters
    ----------
    model : Model
    tokens : Tokens
    margins : float64, shape (number of tokens,)
        Scratch.
    """
    for document in range(len(tokens.indptr) - 1):
        start, stop = tokens.indptr[document], tokens.indptr[document + 1]
        if start < stop:
            _forward(model, tokens, start, stop, margins)
            _backward(model, tokens, start, stop, margins)


@helper
def _forward(model: Model, tokens: Tokens, start: int, stop: int, margins: Margins) -> None:
    """Compute the margins. A score is complete two tokens later, when the triple that begins with it has been seen."""
    forms, pairs, triples, case = model.forms, model.pairs, model.triples, model.case
    weights, transitions = model.dictionary_weights, model.transitions
    pair_before, pair_after = weights[PAIR_BEFORE], weights[PAIR_AFTER]
    triple_before, triple_after = weights[TRIPLE_BEFORE], weights[TRIPLE_AFTER]
    margin = 0.0
    two_back = 0.0
    one_back = 0.0
    from_previous = 0.0
    syllable = 0
    base = 0
    pair = -1
    for t in range(start, stop):
        form = forms[tokens.slots[t]]
        shape = tokens.flags[t] & _CASE
        score = form["own"] + case[OWN, shape] + from_previous
        one_back += form["following"] + case[NEXT, shape]
        from_previous = form["previous"] + case[PREVIOUS, shape]
        if pair >= 0 and triples[pairs[pair]["base"] + form["syllable"]] == pair:
            score += triple_before
            two_back += triple_after
        pair = base + form["syllable"]
        if pairs[pair]["owner"] != syllable:
            pair = -1
        elif pairs[pair]["is_entry"]:
            score += pair_before
            one_back += pair_after
        if t >= start + 2:
            margin = two_back + (_best_step(margin, transitions) if t > start + 2 else 0.0)
            margins[t - 2] = margin
        two_back = one_back
        one_back = score
        syllable = form["syllable"]
        base = form["base"]
    if stop >= start + 2:
        margin = two_back + (_best_step(margin, transitions) if stop > start + 2 else 0.0)
        margins[stop - 2] = margin
        one_back += _best_step(margin, transitions)
    margins[stop - 1] = one_back


@helper
def _best_step(margin: float, transitions: npt.NDArray[np.float64]) -> float:
    """Return how much better the best step into I_W is than that into B_W."""
    to_i: float = max(transitions[0, 1], margin + transitions[1, 1])
    to_b: float = max(transitions[0, 0], margin + transitions[1, 0])
    return to_i - to_b


@helper
def _backward(model: Model, tokens: Tokens, start: int, stop: int, margins: Margins) -> None:
    """Read the best labels off from the end; refuse the joins that pyvi refuses."""
    transitions, flags = model.transitions, tokens.flags
    if_b = transitions[0, 0] - transitions[1, 0]
    if_i = transitions[0, 1] - transitions[1, 1]
    continues = margins[stop - 1] > 0.0
    for t in range(stop - 1, start, -1):
        here, before = flags[t], flags[t - 1]
        is_refused = ((here | before) & SOLITARY) | (here & ~before & CAPITALISED)
        flags[t] = here | (JOINED if continues and is_refused == 0 else 0)
        continues = margins[t - 1] > (if_i if continues else if_b)
