"""Code points -> hashed words in one call: splitting, labelling, folding and joining, one behind the other (kernel).

A kernel takes some microseconds to be handed two dozen arrays. Of a chunk that is nothing, of a single text it is a
tenth of what reading it takes.
"""

from __future__ import annotations

from vnnews._jit import kernel
from vnnews.text._code_points import IRREGULAR
from vnnews.text._fold import Rules, change_tokens
from vnnews.text._label import Margins, label
from vnnews.text._model import Model
from vnnews.text._split import split
from vnnews.text._tokens import Chunk, Tokens
from vnnews.text._words import Words, hash_words

UNREAD = -1
"""Returned where a character needs a closer look: it may change in NFC, or is not lowered by itself. The chunk is split
then, and no more."""


@kernel
def read_words(chunk: Chunk, model: Model, rules: Rules, filled: tuple[Tokens, Margins, Words]) -> int:
    """Find the words of a chunk, their tone marks in one placement, and write them to `words`.

    Parameters
    ----------
    chunk, model
        See `vnnews.text._tokens` and `vnnews.text._model`.
    rules
        What `vnnews.text._fold.fold_rules` returns.
    filled : (tokens, margins, words)
        See `split`, `label` and `hash_words`.

    Returns
    -------
    int
        How many words there are, or `UNREAD`.
    """
    tokens, margins, words = filled
    if split(chunk, model, tokens) & IRREGULAR:
        return UNREAD
    label(model, tokens, margins)
    if len(rules[2]):
        change_tokens(chunk.codes, rules, tokens)  # which can do without İ and Σ only: both are irregular
    return hash_words(chunk.bounds, tokens, words)
