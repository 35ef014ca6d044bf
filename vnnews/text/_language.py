"""Whether a text is Vietnamese, judged by its letters; no dictionary, no model."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

import numpy as np

from vnnews._frozen import quick_init
from vnnews.articles._nfc import nfc
from vnnews.articles._syllables import bare_letters, is_bare_syllable

_WORD = re.compile(r"[^\W\d_]+")
_MARKED_SHARE = 0.35
_FEW_MARKED = 0.2
_SOME_SYLLABLES = 0.6
_SYLLABLE_SHARE = 0.8
_ENOUGH_WORDS = 4
_LONGEST = 20_000


@quick_init
@dataclass(frozen=True)
class Language:
    """What the letters of a text say.

    Attributes
    ----------
    n_words : int
        Number of runs of letters.
    marked : float
        Share of the telling words, which are all but capitalised ones without marks, that are Vietnamese syllables
        with a tone mark or a letter such as ``ơ``.
    syllables : float
        Share of the telling words that, without their marks, have the form of a Vietnamese syllable.
    """

    n_words: int
    marked: float
    syllables: float

    @property
    def is_vietnamese(self) -> bool:
        """True where marks are about as frequent as in Vietnamese prose."""
        if self.n_words < _ENOUGH_WORDS:
            return self.marked > 0
        # Headlines full of foreign names have fewer marks, but syllables between the names.
        return self.marked >= _MARKED_SHARE or (self.marked >= _FEW_MARKED and self.syllables >= _SOME_SYLLABLES)

    @property
    def is_unaccented(self) -> bool:
        """True where nearly all words could be Vietnamese syllables whose marks were left out."""
        return not self.is_vietnamese and self.n_words >= _ENOUGH_WORDS and self.syllables >= _SYLLABLE_SHARE


def judge_language(text: str) -> Language:
    """Judge whether a text is Vietnamese.

    Parameters
    ----------
    text : str
        Its first 20,000 characters are looked at.

    Returns
    -------
    Language

    Examples
    --------
    >>> judge_language("Tổng thống Nga và Tổng thống Mỹ hội đàm tại Geneva").is_vietnamese
    True
    >>> judge_language("Les présidents russe et américain se sont entretenus à Genève").is_vietnamese
    False
    >>> judge_language("Tong thong Nga va Tong thong My hoi dam tai Geneva").is_unaccented
    True
    """
    words = _WORD.findall(nfc(text[:_LONGEST]))
    n_telling = n_marked = n_syllables = 0
    for word in words:
        is_syllable, has_marks = _judge_word(word.lower())
        # é, à, ô stand in many languages; a Vietnamese syllable around them in few.
        is_marked = is_syllable and has_marks
        # Foreign names fill headlines in every language: a capitalised word tells something only by its marks.
        if is_marked or not word[0].isupper():
            n_telling += 1
            n_marked += is_marked
            n_syllables += is_syllable
    return Language(len(words), n_marked / max(n_telling, 1), n_syllables / max(n_telling, 1))


def judge_languages(texts: Sequence[str]) -> list[Language]:
    """Judge many texts, as `judge_language` judges one; an order of magnitude faster.

    Parameters
    ----------
    texts : sequence of str
        Without lone surrogates.

    Returns
    -------
    list of Language

    Examples
    --------
    >>> [judged.is_vietnamese for judged in judge_languages(["Mỹ rút quân", "The army withdraws"])]
    [True, False]
    """
    count_telling, tables = _counter()
    beginnings = [text[:_LONGEST] for text in texts]
    bounds = np.array([0, *accumulate(map(len, beginnings))], np.int64)
    codes = np.frombuffer("".join(beginnings).encode("utf-32-le"), "<u4")
    counts = np.empty((len(texts), 4), np.int64)
    words = np.empty(max(map(len, beginnings), default=0) // 2 + 2, np.int64)
    count_telling(codes, bounds, tables, words, counts)
    return [
        Language(n_words, n_marked / max(n_telling, 1), n_syllables / max(n_telling, 1))
        if n_words >= 0
        else judge_language(text)
        for text, (n_words, n_telling, n_marked, n_syllables) in zip(texts, counts.tolist(), strict=True)
    ]


@cache
def _counter() -> tuple[Callable[..., None], tuple[Any, ...]]:
    """Return the kernel that counts words, and its tables."""
    from vnnews.text import _language_counts, _model  # numba takes 0.3 s to import: not before it is needed

    return _language_counts.count_telling, (_model.load().classes, *_language_counts.alphabet())


@lru_cache(maxsize=1 << 15)
def _judge_word(word: str) -> tuple[bool, bool]:
    """Return whether a word has the form of a Vietnamese syllable, and whether it has marks."""
    bare = bare_letters(word)
    return is_bare_syllable(bare), bare != word
