"""The hash of a word; the kernels compute the same from its tokens."""

from __future__ import annotations

BASE = 0x9E3779B97F4A7C15
"""Base of the polynomial; odd, so that it can be inverted modulo 2^64."""

_MASK = 2**64 - 1


def hash_word(word: str, *, lowercase: bool = True) -> int:
    """Return the 64-bit hash of a word's lower-cased form, or of the word as it is.

    The polynomial ``sum((c + 1) * BASE ** (n - 1 - i))`` over the code points c of the form, modulo 2^64.

    Parameters
    ----------
    word : str
        As `vnnews.text.segment` gives it.
    lowercase : bool, default=True
        Lower-case it first.

    Returns
    -------
    int
        In ``[0, 2**64)``. The same in every process and on every machine.

    Examples
    --------
    >>> hash_word("Hà_Nội") == hash_word("hà_nội")
    True
    """
    value = 0
    for character in word.lower() if lowercase else word:
        value = (value * BASE + ord(character) + 1) & _MASK
    return value
