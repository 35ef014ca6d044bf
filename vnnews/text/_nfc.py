"""NFC, and the way back from places in the NFC text to places in the text as given.

NFC (Unicode Standard Annex 15) works on clusters: a character and those after it that may combine with it or trade
places among themselves. The way back compares lengths cluster by cluster.
"""

from __future__ import annotations

import functools
import re
import unicodedata

import numpy as np
import numpy.typing as npt

_END_OF_MARKS = 0x20000
_LONG = 32


def nfc(text: str) -> str:
    """Return `text` in NFC, in time that is linear in its length.

    ``unicodedata.normalize`` sorts a run of combining marks by insertion, which takes minutes for a megabyte of them.
    Long runs are therefore sorted before; the result is the same, because the sort is the one that NFC asks for.

    Examples
    --------
    >>> nfc("Vie" + chr(0x323) + chr(0x302) + "t")
    'Việt'
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _patterns()[1].sub(_sorted_marks, text))


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
    clusters = _patterns()[0].findall(given)
    before = np.array([len(cluster) for cluster in clusters], np.int64)
    after = np.array([1 if cluster.isascii() else len(nfc(cluster)) for cluster in clusters], np.int64)
    inside = np.arange(len(normalized)) - np.repeat(np.cumsum(after) - after, after)
    origin = np.repeat(np.cumsum(before) - before, after)
    length = np.repeat(before, after)
    starts = np.append(origin + np.minimum(inside, length - 1), len(given))
    ends = np.append(origin + np.minimum(inside, length), len(given))
    return starts, ends


@functools.cache
def marks_and_joining() -> tuple[str, str]:
    """Return the characters that begin with a combining mark, and those that can be second in a composition."""
    decomposed = unicodedata.normalize("NFD", "\0".join(map(chr, range(_END_OF_MARKS)))).split("\0")
    firsts = [parts[:1] for parts in decomposed[2:]]
    seconds = set(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))  # Hangul composes by arithmetic
    seconds.update(*(parts[1:] for parts in decomposed if len(parts) > 1))
    characters = list(zip(map(chr, range(1, _END_OF_MARKS)), firsts, strict=True))
    marks = "".join(character for character, first in characters if unicodedata.combining(first))
    return marks, "".join(character for character, first in characters if first in seconds)


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what matches a cluster, and what matches a long run of marks."""
    marks, joining = marks_and_joining()
    return re.compile(f"(?s:.)[{marks}{joining}]*"), re.compile(f"[{marks}]{{{_LONG},}}")


def _sorted_marks(run: re.Match[str]) -> str:
    decomposed = "".join(unicodedata.normalize("NFD", mark) for mark in run[0])
    return "".join(sorted(decomposed, key=unicodedata.combining))
