"""Stop words: a Vietnamese list, or the user's own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from importlib import resources
from typing import Literal

import numpy as np

from vnnews.features._lexicon import Lexicon
from vnnews.text import WordForms, new_tone_marks, old_tone_marks

_FILE = "stop_words.txt"
_TONE_MARKS: dict[str, Callable[[str], str]] = {"keep": str, "old": old_tone_marks, "new": new_tone_marks}


@functools.cache
def load_stop_words() -> frozenset[str]:
    """Return the Vietnamese stop words: function words, as pyvi's segmentation writes them, in lower case.

    The file says how the list was made.

    Examples
    --------
    >>> {"của", "những", "tuy_nhiên"} <= load_stop_words()
    True
    """
    text = resources.files("vnnews.features").joinpath(_FILE).read_text(encoding="utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


def choose_stop_words(
    stop_words: str | Iterable[str] | None, tone_marks: Literal["keep", "old", "new"]
) -> Lexicon | None:
    """Return what the parameters of a vectorizer ask for; None for no stop words."""
    if stop_words is None:
        return None
    return _lexicon(chosen_words(stop_words), tone_marks)


def chosen_words(stop_words: str | Iterable[str]) -> frozenset[str]:
    """Return our list, which goes by its name, or the words of another collection."""
    # An array compares itself with a string word by word.
    ours = isinstance(stop_words, str) and stop_words == "vietnamese"
    return load_stop_words() if ours else frozenset(stop_words)


@functools.lru_cache(maxsize=16)
def _lexicon(words: frozenset[str], tone_marks: str) -> Lexicon:
    lexicon = Lexicon()
    spelled = [_TONE_MARKS[tone_marks](word) for word in words]
    offsets = np.cumsum([0, *map(len, spelled)], dtype=np.int64)
    codes = np.frombuffer("".join(spelled).encode("utf-32-le", "surrogatepass"), "<u4")
    lexicon.add(WordForms(codes, offsets[:-1].copy(), offsets[1:].copy()))
    return lexicon
