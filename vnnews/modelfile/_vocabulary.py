"""A vocabulary as two arrays: the UTF-8 bytes of its words, one behind the other, and the offsets that part them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def pack_vocabulary(vocabulary: Mapping[str, int]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Return the words of a vocabulary in the order of their columns, as bytes and n + 1 offsets.

    Examples
    --------
    >>> data, offsets = pack_vocabulary({"Mỹ": 1, "Nga": 0})
    >>> offsets.tolist()
    [0, 3, 7]
    >>> unpack_vocabulary(data, offsets)
    {'Nga': 0, 'Mỹ': 1}
    """
    encoded = [word.encode("utf-8") for word in sorted(vocabulary, key=vocabulary.__getitem__)]
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    if offsets[-1] >= 1 << 32:
        raise ValueError(f"the words of the vocabulary have {offsets[-1]:,} bytes; expected less than 2**32")
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets.astype(np.uint32)


def unpack_vocabulary(data: NDArray[np.uint8], offsets: NDArray[np.uint32]) -> dict[str, int]:
    """Return the vocabulary that `pack_vocabulary` packed.

    Parameters
    ----------
    data : ndarray of uint8, shape (n_bytes,)
    offsets : ndarray of uint32, shape (n_words + 1,)
        Ascending, from 0 to ``n_bytes``.

    Raises
    ------
    ValueError
        If the offsets point elsewhere, a word is not UTF-8, or one stands twice.
    """
    if not len(offsets) or offsets[0] != 0 or offsets[-1] != len(data) or np.any(offsets[1:] < offsets[:-1]):
        raise ValueError(f"the offsets of its words do not part its {len(data):,} bytes")
    # Decoded at once and cut between characters: much faster than word by word.
    text = data.tobytes().decode("utf-8")
    inner = np.append(np.flatnonzero((data & 0xC0) == 0x80), len(data) + 1)
    n_inner = np.searchsorted(inner, offsets)
    if np.any(inner[n_inner] == offsets):
        raise ValueError("the offsets of its words cut characters")
    places = (offsets - n_inner).tolist()
    words = [text[start:end] for start, end in pairwise(places)]
    vocabulary = dict(zip(words, range(len(words)), strict=True))
    if len(vocabulary) < len(words):
        raise ValueError(f"{len(words) - len(vocabulary)} of its {len(words)} words stand there twice")
    return vocabulary
