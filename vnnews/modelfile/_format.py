"""The model folder, format 1.

``config.json``
    What is small: format number, versions, taxonomy, parameters of the estimators, and the SHA-256 of the weights.
``weights.safetensors``
    What is large: the vocabulary as UTF-8 bytes with offsets, IDF, weights, thresholds. Safetensors holds named arrays
    and nothing that could run.
``metrics.json``, ``README.md``
    Figures and model card, for people; not needed to load.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = 1
CONFIG = "config.json"
WEIGHTS = "weights.safetensors"
METRICS = "metrics.json"
CARD = "README.md"

Arrays = dict[str, NDArray[Any]]


def pack_words(words: list[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return strings as their UTF-8 bytes, one behind the other, and the n + 1 offsets that part them.

    Examples
    --------
    >>> data, offsets = pack_words(["Nga", "Mỹ"])
    >>> offsets.tolist()
    [0, 3, 7]
    >>> unpack_words(data, offsets)
    ['Nga', 'Mỹ']
    """
    encoded = [word.encode("utf-8") for word in words]
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets


def unpack_words(data: NDArray[np.uint8], offsets: NDArray[np.int64]) -> list[str]:
    """Return the strings that `pack_words` packed.

    Raises
    ------
    ValueError
        If the offsets do not part the bytes, or the bytes are not UTF-8.
    """
    if (
        offsets.ndim != 1
        or not len(offsets)
        or offsets[0] != 0
        or offsets[-1] != len(data)
        or np.any(np.diff(offsets) < 0)
    ):
        raise ValueError("the offsets of the vocabulary do not part its bytes")
    raw = data.tobytes()
    return [raw[start:end].decode("utf-8") for start, end in pairwise(offsets.tolist())]


def to_json(value: Any) -> str:
    """Return JSON text whose bytes depend on the value only."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"
