"""What the kernel that finds captions looks up: classes of characters, the words that are known, the network."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._caption_model import CaptionModel, Network, load_caption_model
from vnnews.articles._caption_words import CLOSING as CLOSING_SIGNS
from vnnews.articles._caption_words import EDGE as EDGE_SIGNS
from vnnews.articles._caption_words import LIMIT, OPENERS, QUOTES, STOPS, lowered

Hashes = NDArray[np.uint64]

LOWER = 0xFFFF
"""Mask of the small letter."""
SPACE, EDGE, CAPITAL, DECIMAL, CLOSING, FULL_STOP, QUOTE, OPENER, ROUND = (1 << bit for bit in range(16, 25))
"""A space; a sign around words; a capital; a digit; what may stand behind a stop; a stop; a quotation mark; what a
quotation or an item of a list begins with; a round bracket."""

BASE, SPREAD = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
"""A word is known by its hash, the polynomial in `BASE` over its code points modulo 2^64; the upper half of
``hash * SPREAD`` tells where in the table it is looked for first (multiplicative hashing, Knuth 6.4)."""
NUMBER = 0xFFFF
"""Mask of the number of a word, which takes the place of the last bits of its hash."""
EXACT = 2.0**24
"""Whole numbers below it are exact in single precision, and so are sums of them, in whatever order."""
_ROOM = 2


class Table(NamedTuple):
    """What the kernel reads.

    Attributes
    ----------
    classes : uint32, shape (LIMIT,)
        The small letter of a character and what it is.
    known : uint64, shape (room,)
        The hash of a word, with its number, which counts from 1, for the last bits; 0 where there is none.
    values : int16, shape (n_words + 1, N_VALUES)
        Of a `vnnews.articles._caption_model.CaptionModel`.
    layers, together : float32, shape (n_numbers + 4, max(n_numbers, n_hidden))
        Of its networks for a candidate alone and for all together: low, high, the inner layer, its bias, the outer
        layer.
    limits : float64, shape (3,)
        The bias of the outer layers of both, and the least score of words.
    """

    classes: NDArray[np.uint32]
    known: Hashes
    values: NDArray[np.int16]
    layers: NDArray[np.float32]
    together: NDArray[np.float32]
    limits: NDArray[np.float64]


@functools.lru_cache(maxsize=1)
def load_table() -> Table:
    """Return the table of the weights that come with the package."""
    return table_of(load_caption_model())


def table_of(model: CaptionModel) -> Table:
    """Return the table of a model, all of which the cache of a processor's core has room for."""
    limits = np.array([model.alone.outer_bias, model.together.outer_bias, model.least])
    layers = _layers(model.alone), _layers(model.together)
    table = Table(_classes(), _known(model.numbers), model.values.astype(np.int16), *layers, limits)
    for array in table:
        array.setflags(write=False)
    return table


def _classes() -> NDArray[np.uint32]:
    kinds = (
        (EDGE, EDGE_SIGNS),
        (CLOSING, CLOSING_SIGNS),
        (FULL_STOP, STOPS),
        (QUOTE, QUOTES),
        (OPENER, OPENERS),
        (ROUND, "()"),
    )
    classes = np.zeros(LIMIT, np.uint32)
    for code, sign in enumerate(map(chr, range(LIMIT))):
        entry = ord(lowered(sign))
        entry |= SPACE if sign.isspace() else 0
        entry |= CAPITAL if sign.isupper() else 0
        entry |= DECIMAL if sign.isdecimal() else 0
        for kind, signs in kinds:
            entry |= kind if sign in signs else 0
        classes[code] = entry
    return classes


def hash_of(word: str) -> int:
    """Return the hash of a word."""
    value = 0
    for letter in word:
        value = (value * BASE + ord(letter) + 1) % 2**64
    return value


def _known(numbers: dict[str, int]) -> Hashes:
    if len(numbers) > NUMBER:
        raise ValueError(f"{len(numbers)} words, expected {NUMBER} or fewer")
    known = np.zeros(_ROOM * len(numbers), np.uint64)
    for word, number in numbers.items():
        value = hash_of(word)
        slot = (value * SPREAD % 2**64 >> 32) * len(known) >> 32
        while known[slot]:
            slot = (slot + 1) % len(known)
        known[slot] = value & ~NUMBER | number
    return known


def _layers(network: Network) -> NDArray[np.float32]:
    n_numbers, n_hidden = network.inner.shape
    if network.widest().max() >= EXACT:
        raise ValueError(
            f"sums may reach {network.widest().max():.2g}, expected less than 2 ** 24: make weights smaller"
        )
    layers = np.zeros((n_numbers + 4, max(n_numbers, n_hidden)), np.float32)
    layers[0, :n_numbers], layers[1, :n_numbers] = network.low, network.high
    layers[2 : 2 + n_numbers, :n_hidden] = network.inner
    layers[-2, :n_hidden], layers[-1, :n_hidden] = network.inner_bias, network.outer
    return layers
