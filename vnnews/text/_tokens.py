"""What passes between the kernels: texts as code points, and their tokens as parallel arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]

IS_UPPER = 1
"""``str.isupper``, a feature of the CRF."""
IS_TITLE = 2
"""``str.istitle``, likewise."""
IS_DIGIT = 4
"""``str.isdigit``, likewise."""
SOLITARY = 8
"""Never joined to a neighbour: punctuation, or starts with a digit, or kept whole by an option."""
CAPITALISED = 16
"""The first character is in upper or title case."""
NEWLINE = 32
"""A line break: a token for the CRF, white space in the result."""
JOINED = 64
"""Joined to the token before it; set by `vnnews.text._label`."""


class Chunk(NamedTuple):
    """Texts, one after the other.

    Attributes
    ----------
    codes : uint32, shape (n,)
        Code points in NFC.
    bounds : int64, shape (d + 1,)
        Where each text starts and ends in `codes`.
    kept_starts, kept_ends : int64
        Spans of `codes` that are tokens as they stand, in order, each within one text.
    """

    codes: Codes
    bounds: Ints
    kept_starts: Ints
    kept_ends: Ints


class Tokens(NamedTuple):
    """The tokens of a chunk.

    Attributes
    ----------
    indptr : int64, shape (d + 1,)
        Where each text's tokens start and end in the other arrays.
    starts, ends : int32, shape (n,)
        Where each token stands in the chunk's code points.
    hashes, powers : uint64, shape (n,)
        The hash of the lower-cased form; the base of the hash to the power of that form's length.
    slots : int32, shape (n,)
        The form's row in ``Model.forms``.
    flags : uint8, shape (n,)
        Sums of the flags above.
    """

    indptr: Ints
    starts: Places
    ends: Places
    hashes: Hashes
    powers: Hashes
    slots: npt.NDArray[np.int32]
    flags: npt.NDArray[np.uint8]
