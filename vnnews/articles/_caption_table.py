"""What the search for captions without a credit looks up: classes of characters, the words that tell something.

Characters from `LIMIT` on, and the few below that are not lowered one by one, are left to the plain way.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.articles import _caption_candidates as _candidates
from vnnews.articles._caption_style import (
    DASHES,
    EDGE,
    FRAGMENT,
    KINDS,
    LONE_FRAGMENT,
    LONE_SENTENCE,
    SIGNS,
    Style,
    load_style,
)
from vnnews.articles._codes import Codes
from vnnews.articles._rules import Rules

Hashes = NDArray[np.uint64]

LIMIT = 0x2100
LOWER = 0xFFFF
"""Mask of the lower-case mapping."""
OPENS, ENDS, BOUND, ODD, BEGINS_SEAM, UPPER, DECIMAL = (1 << bit for bit in range(16, 23))
"""What a sentence begins with; what stands before a missing full stop; a sign around words; what is left to the plain
way; what a word begins with that begins a sentence where the full stop is missing; a capital; a digit."""
SIGNS_FROM = 23
"""The bits from here on are the signs of `vnnews.articles._caption_style.SIGNS`."""

STOP, JOINT, SEAM = 1, 2, 4
"""A word with which no caption begins, one with which none without a full stop ends, one that begins a sentence."""
NUMBER = 3
"""The bits from here on are the number of a word."""
WORD, FIRST, LAST, FOLLOWING, AFTER_SEAM = range(5)
"""Columns of the weights."""
OPENING, UNTITLED, GAP, NOWHERE, SHORTEST, LONGEST, HOPELESS = range(7)
"""Columns of what is known of a kind. The first three are what it may gain by its place: the first paragraph below a
headline, that of a page without one, before a second blank. In all four a line has what it gains below a caption.
`HOPELESS` and as many as there are words: with this sum of weights or less, nothing else makes a caption."""
N_SIGNS = len(SIGNS)
DIGIT, BEGINS_NAME, SEAM_AFTER_NAME, MOST, CAPITALS = range(N_SIGNS, N_SIGNS + 5)
"""Weights of signs: the signs themselves come first, `CAPITALS` are four; `MOST` is what all add up to at most."""

BASE, SPREAD = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
"""A word is known by its hash, the polynomial in `BASE` over its code points modulo 2^64; the upper half of
``hash * SPREAD`` tells where in the table it is looked for first (multiplicative hashing, Knuth 6.4)."""
_ROOM = 4
_TOLERANCE = 1e-6
"""Sums in another order end in other last bits: what is as near to a threshold as this is left to the plain way."""


class Table(NamedTuple):
    """What the kernel reads; words as written and, for the weights, in small letters.

    Attributes
    ----------
    classes : uint32, shape (LIMIT,)
        The lower case of a character and what it is.
    words : uint64, shape (room, 2)
        The hash of a word, and its number, which counts from 1, above a sum of `STOP`, `JOINT` and `SEAM`.
    weights : float64, shape (n_words + 1, 5)
        By number.
    kinds : float64, shape (n_kinds, HOPELESS + LONGEST_COUNTED + 1)
    signs : float64, shape (CAPITALS + 4,)
    headline : float64, shape (4,)
        By how many words stand in the headline: how far what is added for it falls short of the most.
    """

    classes: NDArray[np.uint32]
    words: NDArray[np.uint64]
    weights: NDArray[np.float64]
    kinds: NDArray[np.float64]
    signs: NDArray[np.float64]
    headline: NDArray[np.float64]


class Reading(NamedTuple):
    """What all parts of the search read, and room for the hashes of the words of a headline and of a sentence."""

    codes: Codes
    table: Table
    headline: Hashes
    words: Hashes


@functools.lru_cache(maxsize=4)
def load_table(rules: Rules) -> Table:
    """Return the table of some rules, with the weights that come with the package."""
    style = load_style()
    roles: dict[str, int] = {}
    for role, members in ((STOP, rules.caption_stops), (JOINT, rules.caption_joints), (SEAM, rules.seam_words)):
        for word in members:
            roles[word] = roles.get(word, 0) | role
    columns = (style.word, style.first, style.last, style.following, style.seam)
    known = sorted({*roles, *(word for column in columns for word in column)})
    table = Table(
        classes=_classes({word[:1] for word in rules.seam_words}),
        words=_words({word: number << NUMBER | roles.get(word, 0) for number, word in enumerate(known, start=1)}),
        weights=np.array([[column.get(word, 0.0) for column in columns] for word in ["", *known]]),
        kinds=np.array([_kind(kind, style) for kind in KINDS]),
        signs=np.array(_signs(style)),
        headline=np.array([style.form.get(f"headline {n}", 0.0) - style.most_of("headline") for n in range(4)]),
    )
    for array in table:
        array.setflags(write=False)
    return table


def _classes(firsts: set[str]) -> NDArray[np.uint32]:
    classes = np.zeros(LIMIT, np.uint32)
    marks = [sign.strip() for sign in SIGNS]
    for code, sign in enumerate(map(chr, range(LIMIT))):
        lower = sign.lower()
        entry = ord(lower) if len(lower) == 1 else code
        entry |= OPENS if sign.isupper() or sign.isdigit() else 0
        entry |= ENDS if sign.isalnum() or sign in ')”"' else 0
        entry |= BOUND if sign in EDGE else 0
        entry |= UPPER if sign.isupper() else 0
        entry |= DECIMAL if sign.isdecimal() else 0
        entry |= BEGINS_SEAM if sign in firsts else 0
        entry |= 1 << SIGNS_FROM + marks.index(sign) if sign in marks else 0
        # Σ is lowered by what stands around it; white space other than a blank parts words in some places only.
        entry |= ODD if len(lower) > 1 or sign == "Σ" or (sign.isspace() and sign != " ") else 0
        classes[code] = entry
    return classes


def _words(entries: dict[str, int]) -> NDArray[np.uint64]:
    words = np.zeros((_ROOM * len(entries), 2), np.uint64)
    for word, entry in entries.items():
        value = 0
        for letter in word:
            value = (value * BASE + ord(letter) + 1) % 2**64
        slot = (value * SPREAD % 2**64 >> 32) * len(words) >> 32
        while words[slot, 1]:
            slot = (slot + 1) % len(words)
        words[slot] = value, entry
    return words


def _kind(kind: str, style: Style) -> list[float]:
    lone = kind in (LONE_SENTENCE, LONE_FRAGMENT)
    run = _candidates.RUN if lone else 0.0
    shortest = _candidates.SHORTEST if lone or kind == FRAGMENT else 0
    # The signs of a candidate are known, but for a name behind a seam.
    known = style.most - style.most_of_likeness - max(0.0, style.form.get("seam before name", 0.0))
    hopeless = [weight + known - _TOLERANCE for weight in style.hopeless(kind)]
    places = [favour + run for favour in (*style.favours(kind), 0.0)]
    return [*places, shortest, _candidates.LONGEST[kind], *hopeless]


def _signs(style: Style) -> list[float]:
    single = [style.form.get(name, 0.0) for name in (*SIGNS.values(), "digit", "begins with name", "seam after name")]
    # Whether blanks stand around a dash is not looked at: it counts where it speaks for a caption.
    for dash in DASHES:
        single[dash] = max(0.0, single[dash])
    capitals = [style.form.get(f"capitals {n}", 0.0) for n in range(4)]
    return [*single, sum(weight for weight in single if weight > 0) + max(capitals), *capitals]
