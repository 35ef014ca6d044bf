"""pyvi itself, behind the same interface: slow, and what `vnnews.text` is held against."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vnnews.text._hashing import hash_word
from vnnews.text._model import PYVI_VERSION
from vnnews.text._nfc import nfc, places
from vnnews.text._words import Words


def tokenize(text: str) -> str:
    """Return ``pyvi.ViTokenizer.tokenize(text)``.

    Raises
    ------
    ImportError
        If pyvi is not installed.
    """
    try:
        from pyvi import ViTokenizer  # takes a second, and unpickles its model
    except ImportError as error:
        raise ImportError(
            f"engine='pyvi' needs pyvi, which is not installed: pip install pyvi=={PYVI_VERSION}"
        ) from error
    segmented: str = ViTokenizer.tokenize(text)
    return segmented


def hash_words(texts: Sequence[str]) -> Words:
    """Return the words of the texts, by way of the strings."""
    indptr, hashes, starts, ends = [0], [], [], []
    for text in texts:
        normalized = nfc(text)
        place_starts, place_ends = places(text, normalized)
        position = 0
        for word in tokenize(text).split():
            start, position = _find(word, normalized, position)
            starts.append(place_starts[start])
            ends.append(place_ends[position])
            hashes.append(hash_word(word))
        indptr.append(len(hashes))
    return Words(np.array(indptr), np.array(hashes, np.uint64), np.array(starts, np.int32), np.array(ends, np.int32))


def _find(word: str, text: str, position: int) -> tuple[int, int]:
    """Return where `word` stands in `text` from `position` on; an underscore may be one that pyvi put there."""
    start = -1
    for k, character in enumerate(word):
        at = position
        while at < len(text) and text[at].isspace():
            at += 1
        # An underscore that ends a word stood before a line break, which split() took off: it is none of the text's.
        ends_join = character == "_" and k == len(word) - 1 and at > position and start >= 0
        if text[at : at + 1] == character and not ends_join:
            start = at if start < 0 else start
            position = at + 1
    return (position if start < 0 else start), position
