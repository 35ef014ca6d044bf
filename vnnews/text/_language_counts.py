"""Code points -> how many words a text has, and how many of them look Vietnamese (kernel).

Whether letters without marks have the form of a syllable, an automaton tells letter by letter: all such forms, with
what they end alike in shared. Where words end cannot be foreseen, so nothing is decided there: every character is
written to a number that stands for the letters of its word, and the automaton goes the same number of steps for each.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vnnews._jit import helper, kernel
from vnnews.articles._syllables import bare_letters, bare_syllables
from vnnews.text import _model
from vnnews.text._code_points import DECIMAL, IRREGULAR, UPPERCASE, WORD
from vnnews.text._tokens import Codes, Ints

_KINDS_END = 0x2100
"""No Latin letter that NFC leaves as it is stands beyond, and no sign that is frequent in news."""
_UNDERSCORE = 0x5F
_DEAD, _START = 0, 1
_WIDTH = 32
"""Entries of a state: nothing yet, the letters, and what is none of them."""
_MARKED_AT, _UPPER_AT, _WORD_AT = 5, 6, 7
_LETTER, _MARKED, _UPPER, _WORD, _IRREGULAR = _WIDTH - 1, 1 << _MARKED_AT, 1 << _UPPER_AT, 1 << _WORD_AT, 256
"""The letter without marks in the low bits of a kind; whether it has marks, and three classes of the code point."""
_NO_LETTER = 27
_BITS, _MOST = 5, 8
"""A letter's bits, and how many letters a syllable has at most."""
_ABOVE = _BITS * (_MOST + 1)
_LETTERS = np.int64((1 << _ABOVE) - 1)
"""Of the number of a word: its last letters, one more than a syllable has; above them what else is known of it."""
_SYLLABLE_AT = 20
_IS_SYLLABLE = 1 << _SYLLABLE_AT
_PLACE = _IS_SYLLABLE - 1


class Alphabet(NamedTuple):
    """What the kernel reads.

    Attributes
    ----------
    kinds : uint16, shape (0x2100,)
        Of every code point up to there the lower-cased letter without marks as 1 to 26, or 27 for what is none of
        them; `_MARKED`, `_UPPER`, `_WORD` (a letter, or what counts as one: no digit) and `_IRREGULAR` are added.
    steps : int32, shape (32 * n_states,)
        From where a state begins, and a letter behind it, to where the next one begins; ``_IS_SYLLABLE`` is added to
        one in which a syllable may end. From the first state, 0 leads back to it.
    """

    kinds: npt.NDArray[np.uint16]
    steps: npt.NDArray[np.int32]


@functools.cache
def alphabet() -> Alphabet:
    """Return the letters, and the automaton of all syllables without marks."""
    kinds = np.zeros(_KINDS_END, np.uint16)
    classes = _model.load().classes
    for code in range(_KINDS_END):
        kind = _class_kind(classes, code)
        lower = chr(code).lower()
        bare = bare_letters(lower)
        if len(bare) == 1 and "a" <= bare <= "z":
            kind += ord(bare) - ord("a") + 1 - _NO_LETTER + (_MARKED if bare != lower else 0)
        kinds[code] = kind
    rows: list[list[int]] = [[_DEAD] * _WIDTH, []]
    known: dict[tuple[int, ...], int] = {}

    @functools.cache  # most beginnings have the same endings
    def follow(endings: frozenset[str]) -> list[int]:
        row = [_DEAD] * _WIDTH
        behind = defaultdict[str, set[str]](set)
        for ending in filter(None, endings):
            behind[ending[0]].add(ending[1:])
        for letter in sorted(behind):
            rest = frozenset(behind[letter])
            following = follow(rest)
            state = known.setdefault((*following, "" in rest), len(rows))
            if state == len(rows):
                rows.append(following)
            row[ord(letter) - ord("a") + 1] = state * _WIDTH + (_IS_SYLLABLE if "" in rest else 0)
        return row

    rows[_START] = follow(bare_syllables())
    rows[_START][0] = _START * _WIDTH
    found = Alphabet(kinds, np.array(rows, np.int32).ravel())
    for array in found:
        array.setflags(write=False)
    return found


@helper
def _class_kind(classes: Codes, code: int) -> int:
    """Return the kind of a code point that is no letter of a syllable."""
    entry = np.int64(classes[code])
    kind = _NO_LETTER | (_WORD if entry & WORD and not entry & DECIMAL and code != _UNDERSCORE else 0)
    return kind | (_UPPER if entry & UPPERCASE else 0) | (_IRREGULAR if entry & IRREGULAR else 0)


@helper
def _kind(code: int, kinds: npt.NDArray[np.uint16], classes: Codes) -> int:
    return int(np.int64(kinds[code])) if code < _KINDS_END else _class_kind(classes, code)


@kernel
def count_telling(
    codes: Codes,
    bounds: Ints,
    tables: tuple[Codes, npt.NDArray[np.uint16], npt.NDArray[np.int32]],
    words: Ints,
    counts: Ints,
) -> None:
    """Count the words of every text.

    Parameters
    ----------
    codes : uint32
        Texts in NFC, one after the other.
    bounds : int64, shape (n + 1,)
    tables : (classes, kinds, steps)
        See `vnnews.text._code_points` and `Alphabet`.
    words : int64
        Scratch: half as long as the longest text, and one longer.
    counts : int64, shape (n, 4)
        Filled: words, telling words, those with marks, those of a syllable's form. The first is -1 where a character
        needs a closer look: it may change in NFC or grow when it is lowered.
    """
    classes, kinds, steps = tables
    for text in range(len(bounds) - 1):
        n_words, seen = _number_words(codes[bounds[text] : bounds[text + 1]], classes, kinds, words)
        n_telling = 0
        n_marked = 0
        n_syllables = 0
        for i in range(n_words):
            word = words[i]
            is_syllable = _is_syllable(word, steps)
            is_marked = is_syllable & word >> (_ABOVE + _MARKED_AT)
            is_telling = is_marked | (word >> (_ABOVE + _UPPER_AT) & 1 ^ 1)
            n_telling += is_telling
            n_marked += is_marked
            n_syllables += is_telling & is_syllable
        counts[text, 0] = -1 if seen & _IRREGULAR else n_words
        counts[text, 1] = n_telling
        counts[text, 2] = n_marked
        counts[text, 3] = n_syllables


@helper
def _number_words(codes: Codes, classes: Codes, kinds: npt.NDArray[np.uint16], words: Ints) -> tuple[int, int]:
    """Write the number of every word: its last letters, and above them whether it has marks and begins with a capital.

    Return how many words there are, and the kinds of all characters, OR-ed.
    """
    n = 0
    seen = 0
    letters = np.int64(0)
    known = 0
    was_word = 0
    for i in range(len(codes)):
        kind = _kind(codes[i], kinds, classes)
        seen |= kind
        is_word = kind >> _WORD_AT & 1
        n += was_word & ~is_word
        # Of a word ahead of its letters nothing is left; every step waits for the one before, so they are short.
        letters = letters << _BITS & -is_word | kind & _LETTER & -is_word
        known = (known | kind & (_MARKED | (_UPPER & (was_word - 1)))) & -is_word
        words[n] = letters & _LETTERS | known << _ABOVE
        was_word = is_word
    return n + was_word, seen


@helper
def _is_syllable(word: int, steps: npt.NDArray[np.int32]) -> int:
    """Return 1 if the letters of a word have the form of a syllable, else 0."""
    state = np.int64(_START * _WIDTH)
    for k in range(_MOST):
        letter = (word >> (_BITS * (_MOST - 1 - k))) & _LETTER
        state = np.int64(steps[(state & _PLACE) + letter])
    is_longer = (word >> (_BITS * _MOST)) & _LETTER
    return int(state >> _SYLLABLE_AT) & int(is_longer == 0)
