"""The characters of a text as the kernels of this room read them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint16]

_CODES = np.dtype("<u2")


def codes_of(text: str) -> Codes | None:
    """Return the code points of a text; None where one lies beyond the basic plane and takes two numbers."""
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), _CODES)
    return codes if len(codes) == len(text) else None
