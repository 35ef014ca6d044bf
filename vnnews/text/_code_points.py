"""One 32-bit entry per code point: its lower case and the classes the segmenter asks about.

The low 21 bits hold the simple lower-case mapping, the high bits the classes below. They are read off the running
Python itself (``re``, ``str.isupper``, ``str.lower`` ...), because the reference segmenter uses those and their answers
change with the version of Unicode. Building takes about 0.1 s, so the table of one version is shipped, see
`vnnews.text._model`.

Three kinds of characters need a second look and carry ``IRREGULAR``: İ (U+0130), the only one that grows when lowered;
Σ (U+03A3), whose lower case depends on what stands around it (Unicode 3.13, condition Final_Sigma); and all that NFC
may change or combine with what stands before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from vnnews.text import _nfc

LOWER = 0x1FFFFF
"""Mask of the lower-case mapping."""
WORD = 1 << 21
r"""``\w``."""
SPACE = 1 << 22
r"""``\s``."""
DECIMAL = 1 << 23
r"""``\d``."""
DIGIT = 1 << 24
"""``str.isdigit``: also ² and ①."""
UPPERCASE = 1 << 25
LOWERCASE = 1 << 26
TITLECASE = 1 << 27
"""Neither upper nor lower: ǅ and its kind."""
IGNORABLE = 1 << 28
"""Case_Ignorable: looked through when Final_Sigma is decided."""
CAPITAL = 1 << 29
"""``[A-ZĐ]``: what abbreviations are made of."""
LOCAL = 1 << 30
"""``[a-zA-Z0-9_.+-]``: what stands before the @ of an e-mail address."""
IRREGULAR = 1 << 31

CASED = UPPERCASE | LOWERCASE | TITLECASE

_ALL = 0x110000
# In every version of Unicode so far the last word character stands in plane 3 and the last cased one in plane 1, and
# plane 14 has marks. Reading no further halves the time; the tests look at all planes.
_WORDS_END = 0x40000
_CASED_END = 0x20000
_PLANE_14 = (0xE0000, 0xE1000)
_COMPATIBILITY_IDEOGRAPHS = (0x2F800, 0x2FA20)


def build() -> npt.NDArray[np.uint32]:
    """Return the table for the running Python.

    Returns
    -------
    numpy.ndarray of uint32, shape (0x110000,)

    Examples
    --------
    >>> table = build()
    >>> chr(table[ord("Đ")] & LOWER), bool(table[ord("Đ")] & CAPITAL), bool(table[ord("½")] & DECIMAL)
    ('đ', True, False)
    """
    table = np.arange(_ALL, dtype=np.uint32)
    points = _decode(table[:_WORDS_END])
    table[:_CASED_END] = _encode(points[:_CASED_END].replace("İ", "i").lower())
    table[ord("Σ")] = ord("σ")
    for bit, pattern in ((WORD, r"\w+"), (SPACE, r"\s+"), (DECIMAL, r"\d+")):
        for run in re.finditer(pattern, points):
            table[run.start() : run.end()] |= np.uint32(bit)
    tests: tuple[tuple[int, Callable[[str], bool]], ...] = (
        (DIGIT, str.isdigit),
        (UPPERCASE, str.isupper),
        (LOWERCASE, str.islower),
        (TITLECASE, _is_titlecase),
    )
    cased = points[:_CASED_END]
    for bit, test in tests:
        table[: len(cased)] |= np.fromiter(map(test, cased), np.uint32, len(cased)) * np.uint32(bit)
    for start, end in ((0, _CASED_END), _PLANE_14):
        table[start:end] |= _ignorable(np.arange(start, end, dtype=np.uint32)) * np.uint32(IGNORABLE)
    for bit, members in (
        (CAPITAL, "ABCDEFGHIJKLMNOPQRSTUVWXYZĐ"),
        (LOCAL, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-"),
        (IRREGULAR, "İΣ"),
        (IRREGULAR, "".join(_nfc.marks_and_joining()) + _changed_by_nfc(points)),
    ):
        table[[ord(member) for member in members]] |= np.uint32(bit)
    return table


def _changed_by_nfc(points: str) -> str:
    places = (*range(_CASED_END), *range(*_COMPATIBILITY_IDEOGRAPHS))
    return "".join(points[place] for place in places if unicodedata.normalize("NFC", points[place]) != points[place])


def _is_titlecase(character: str) -> bool:
    return character.istitle() and not character.isupper()


def _ignorable(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    # Before what is looked through, Σ is σ if a letter comes after that, and not if nothing does.
    points[points == ord("İ")] = ord("I")  # cased alike, and does not shift the columns
    return _sigma_before(points, "A") & ~_sigma_before(points, " ")


def _sigma_before(points: npt.NDArray[np.uint32], last: str) -> npt.NDArray[np.bool_]:
    probe = np.empty((len(points), 5), np.uint32)
    probe[:] = [ord("A"), ord("Σ"), 0, ord(last), ord(" ")]
    probe[:, 2] = points
    return np.equal(_encode(_decode(probe).lower()).reshape(-1, 5)[:, 1], ord("σ"))


def _decode(points: npt.NDArray[np.uint32]) -> str:
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _encode(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32)
