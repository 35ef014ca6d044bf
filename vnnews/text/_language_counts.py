"""Code points -> how many words a text has, and how many of them look Vietnamese (kernel).

Whether letters without marks have the form of a syllable, an automaton tells letter by letter: all such forms, with
what they end alike in shared.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vnnews._jit import kernel
from vnnews.articles._syllables import bare_letters, bare_syllables
from vnnews.text._code_points import DECIMAL, IRREGULAR, UPPERCASE, WORD
from vnnews.text._tokens import Codes, Ints

_LETTERS_END = 0x1F00
"""No Latin letter that NFC leaves as it is stands beyond."""
_UNDERSCORE = 0x5F
_DEAD, _START = 0, 1
_MARKED = 32
"""Added to a letter that has marks."""
_IS_SYLLABLE = 1 << 14


class Alphabet(NamedTuple):
    """What the kernel reads.

    Attributes
    ----------
    letters : uint8, shape (0x1F00,)
        The lower-cased letter without marks as 1 to 26, and `_MARKED`; 0 for what is none of them.
    steps : int16, shape (n_states, 27)
        From state and letter to state; ``_IS_SYLLABLE`` is added to one in which a syllable may end.
    """

    letters: npt.NDArray[np.uint8]
    steps: npt.NDArray[np.int16]


@functools.cache
def alphabet() -> Alphabet:
    """Return the letters, and the automaton of all syllables without marks."""
    letters = np.zeros(_LETTERS_END, np.uint8)
    for code in range(_LETTERS_END):
        lower = chr(code).lower()
        bare = bare_letters(lower)
        if len(bare) == 1 and "a" <= bare <= "z":
            letters[code] = ord(bare) - ord("a") + 1 + (_MARKED if bare != lower else 0)
    rows: list[list[int]] = [[_DEAD] * 27, []]
    known: dict[tuple[int, ...], int] = {}

    @functools.cache  # most beginnings have the same endings
    def follow(endings: frozenset[str]) -> list[int]:
        row = [_DEAD] * 27
        behind = defaultdict[str, set[str]](set)
        for ending in filter(None, endings):
            behind[ending[0]].add(ending[1:])
        for letter in sorted(behind):
            rest = frozenset(behind[letter])
            following = follow(rest)
            state = known.setdefault((*following, "" in rest), len(rows))
            if state == len(rows):
                rows.append(following)
            row[ord(letter) - ord("a") + 1] = state + (_IS_SYLLABLE if "" in rest else 0)
        return row

    rows[_START] = follow(bare_syllables())
    found = Alphabet(letters, np.array(rows, np.int16))
    for array in found:
        array.setflags(write=False)
    return found


@kernel
def count_telling(
    codes: Codes, bounds: Ints, tables: tuple[Codes, npt.NDArray[np.uint8], npt.NDArray[np.int16]], counts: Ints
) -> None:
    """Count the words of every text.

    Parameters
    ----------
    codes : uint32
        Texts in NFC, one after the other.
    bounds : int64, shape (n + 1,)
    tables : (classes, letters, steps)
        See `vnnews.text._code_points` and `Alphabet`.
    counts : int64, shape (n, 4)
        Filled: words, telling words, those with marks, those of a syllable's form. The first is -1 where a character
        needs a closer look: it may change in NFC or grow when it is lowered.
    """
    classes, letters, steps = tables
    for text in range(len(bounds) - 1):
        end = bounds[text + 1]
        seen = np.uint32(0)
        n_words = 0
        n_telling = 0
        n_marked = 0
        n_syllables = 0
        i = bounds[text]
        while i < end:
            code = codes[i]
            kind = classes[code]
            seen |= kind
            i += 1
            if not kind & WORD or kind & DECIMAL or code == _UNDERSCORE:
                continue
            is_upper = kind & UPPERCASE
            state = np.int64(_START)
            marks = np.int64(0)
            while True:
                letter = np.int64(letters[code] if code < _LETTERS_END else 0)
                marks |= letter & _MARKED
                state = np.int64(steps[state & (_IS_SYLLABLE - 1), letter & (_MARKED - 1)])
                if i == end:
                    break
                code = codes[i]
                kind = classes[code]
                if not kind & WORD or kind & DECIMAL or code == _UNDERSCORE:
                    break
                seen |= kind
                i += 1
            is_syllable = 1 if state & _IS_SYLLABLE else 0
            is_marked = is_syllable if marks else 0
            n_words += 1
            if is_marked or not is_upper:
                n_telling += 1
                n_marked += is_marked
                n_syllables += is_syllable
        counts[text, 0] = -1 if seen & IRREGULAR else n_words
        counts[text, 1] = n_telling
        counts[text, 2] = n_marked
        counts[text, 3] = n_syllables
