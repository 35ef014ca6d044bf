"""The way back from places in the NFC text to places in the text as given.

NFC (Unicode Standard Annex 15) works on clusters: a character and those after it that may combine with it or trade
places among themselves. The way back compares lengths cluster by cluster.
"""

from __future__ import annotations

import functools
import re

import numpy as np
import numpy.typing as npt

from vnnews.articles._nfc import marks_and_joining, nfc

__all__ = ["marks_and_joining", "nfc", "places"]


def places(given: str, normalized: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Map places in the normalized text to places in the given one.

    Parameters
    ----------
    given : str
    normalized : str
        ``nfc(given)``.

    Returns
    -------
    starts, ends : numpy.ndarray of int64, shape (len(normalized) + 1,)
        ``given[starts[i]:ends[j]]`` is what became ``normalized[i:j]``. Inside of a cluster of several characters the
        places are counted from its beginning; no span becomes empty.

    Examples
    --------
    >>> given = "e" + chr(0x302) + chr(0x323) + "!"
    >>> starts, ends = places(given, nfc(given))
    >>> starts.tolist(), ends.tolist()
    ([0, 3, 4], [0, 3, 4])
    """
    clusters = _cluster().findall(given)
    before = np.array([len(cluster) for cluster in clusters], np.int64)
    after = np.array([1 if cluster.isascii() else len(nfc(cluster)) for cluster in clusters], np.int64)
    inside = np.arange(len(normalized)) - np.repeat(np.cumsum(after) - after, after)
    origin = np.repeat(np.cumsum(before) - before, after)
    length = np.repeat(before, after)
    starts = np.append(origin + np.minimum(inside, length - 1), len(given))
    ends = np.append(origin + np.minimum(inside, length), len(given))
    return starts, ends


@functools.cache
def _cluster() -> re.Pattern[str]:
    marks, joining = marks_and_joining()
    return re.compile(f"(?s:.)[{marks}{joining}]*")
