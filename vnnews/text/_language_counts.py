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
"""Entries of a state: the letters, and what is none of them."""
_LETTER, _MARKED, _UPPER, _WORD, _IRREGULAR = _WIDTH - 1, 32, 64, 128, 256
"""The letter without marks in the low bits of a kind; whether it has marks, and three classes of the code point."""
_IS_SYLLABLE = 1 << 20
_PLACE = _IS_SYLLABLE - 1


class Alphabet(NamedTuple):
    """What the kernel reads.

    Attributes
    ----------
    kinds : uint16, shape (0x2100,)
        Of every code point up to there the lower-cased letter without marks as 1 to 26, or 0 for what is none of them;
        `_MARKED`, `_UPPER`, `_WORD` (a letter, or what counts as one: no digit) and `_IRREGULAR` are added.
    steps : int32, shape (32 * n_states,)
        From where a state begins, and a letter behind it, to where the next one begins; ``_IS_SYLLABLE`` is added to
        one in which a syllable may end.
    """

    kinds: npt.NDArray[np.uint16]
    steps: npt.NDArray[np.int32]


@functools.cache
def alphabet() -> Alphabet:
    """Return the letters, and the automaton of all syllables without marks."""
    kinds = np.zeros(_KINDS_END, np.uint16)
    classes = _model.load().classes
    for code in range(_KINDS_END):
        kinds[code] = _class_kind(classes, code)
        lower = chr(code).lower()
        bare = bare_letters(lower)
        if len(bare) == 1 and "a" <= bare <= "z":
            kinds[code] |= ord(bare) - ord("a") + 1 + (_MARKED if bare != lower else 0)
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
    found = Alphabet(kinds, np.array(rows, np.int32).ravel())
    for array in found:
        array.setflags(write=False)
    return found


@helper
def _class_kind(classes: Codes, code: int) -> int:
    """Return the kind of a code point that is no letter of a syllable."""
    entry = np.int64(classes[code])
    kind = _WORD if entry & WORD and not entry & DECIMAL and code != _UNDERSCORE else 0
    return kind | (_UPPER if entry & UPPERCASE else 0) | (_IRREGULAR if entry & IRREGULAR else 0)


@helper
def _kind(code: int, kinds: npt.NDArray[np.uint16], classes: Codes) -> int:
    return int(np.int64(kinds[code])) if code < _KINDS_END else _class_kind(classes, code)


@kernel
def count_telling(
    codes: Codes, bounds: Ints, tables: tuple[Codes, npt.NDArray[np.uint16], npt.NDArray[np.int32]], counts: Ints
) -> None:
    """Count the words of every text.

    Parameters
    ----------
    codes : uint32
        Texts in NFC, one after the other.
    bounds : int64, shape (n + 1,)
    tables : (classes, kinds, steps)
        See `vnnews.text._code_points` and `Alphabet`.
    counts : int64, shape (n, 4)
        Filled: words, telling words, those with marks, those of a syllable's form. The first is -1 where a character
        needs a closer look: it may change in NFC or grow when it is lowered.
    """
    classes, kinds, steps = tables
    for text in range(len(bounds) - 1):
        end = bounds[text + 1]
        seen = 0
        n_words = 0
        n_telling = 0
        n_marked = 0
        n_syllables = 0
        i = bounds[text]
        while i < end:
            kind = _kind(codes[i], kinds, classes)
            seen |= kind
            i += 1
            if not kind & _WORD:
                continue
            is_upper = kind & _UPPER
            state = np.int64(_START * _WIDTH)
            marks = 0
            while True:
                marks |= kind & _MARKED
                state = np.int64(steps[(state & _PLACE) + (kind & _LETTER)])
                if i == end:
                    break
                kind = _kind(codes[i], kinds, classes)
                seen |= kind
                i += 1
                if not kind & _WORD:
                    break
            is_syllable = 1 if state & _IS_SYLLABLE else 0
            is_marked = is_syllable if marks else 0
            is_telling = 1 if is_marked or not is_upper else 0
            n_words += 1
            n_telling += is_telling
            n_marked += is_marked
            n_syllables += is_telling & is_syllable
        counts[text, 0] = -1 if seen & _IRREGULAR else n_words
        counts[text, 1] = n_telling
        counts[text, 2] = n_marked
        counts[text, 3] = n_syllables
