"""A vocabulary as two arrays: the UTF-8 bytes of its words, one behind the other, and the offsets that part them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from vnnews.features import Vocabulary


def pack_vocabulary(vocabulary: Mapping[str, int]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Return the words of a vocabulary in the order of their columns, as bytes and n + 1 offsets.

    Examples
    --------
    >>> data, offsets = pack_vocabulary({"Mỹ": 1, "Nga": 0})
    >>> offsets.tolist()
    [0, 3, 7]
    >>> dict(unpack_vocabulary(data, offsets))
    {'Nga': 0, 'Mỹ': 1}
    """
    data, offsets = Vocabulary.from_mapping(vocabulary).to_utf8()
    if offsets[-1] >= 1 << 32:
        raise ValueError(f"the words of the vocabulary have {offsets[-1]:,} bytes; expected less than 2**32")
    # Half a surrogate pair has bytes of its own there, and they are no UTF-8.
    data.tobytes().decode("utf-8")
    return data, offsets.astype(np.uint32)


def unpack_vocabulary(data: NDArray[np.uint8], offsets: NDArray[np.uint32]) -> Vocabulary:
    """Return the vocabulary that `pack_vocabulary` packed.

    Raises
    ------
    ValueError
        If the offsets point elsewhere, a word is not UTF-8, or one stands twice.
    """
    return Vocabulary.from_utf8(data, offsets.astype(np.int64))
