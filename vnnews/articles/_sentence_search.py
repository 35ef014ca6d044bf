"""Where the sentences of a long text begin and end, from its code points (kernel).

The same sentences as those of `vnnews.articles._sentences`, whose patterns it follows sign by sign.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.articles._codes import Codes
from vnnews.articles._sentences import ABBREVIATIONS

Ints = NDArray[np.int64]

LIMIT = 0x2100
SPACE, LINE_END, SIGN, CLOSING, OPENING, WORD, BEGINS, BEFORE, CAPITAL = (1 << bit for bit in range(9))
r"""White space; a line break; ``.!?…``; what closes a quotation; what opens one; ``\w``; an upper-case letter or a
digit; what stands before an abbreviation; an initial."""
UNSURE = -1
"""A character from `LIMIT` on decides: the kernel does not know it."""

_WIDE_SPACE = 0x3000
"""The only white space from `LIMIT` on."""
_STOP, _STROKE, _RETURN, _NEWLINE = ord("."), ord("/"), ord("\r"), ord("\n")
_ROW = 4
"""A sign with as many before it, itself counted, is not looked at: a long row of signs is read once."""
_NEAR = 40


class Signs(NamedTuple):
    """What the kernel reads.

    Attributes
    ----------
    classes : uint16, shape (LIMIT,)
        What a character is.
    names : uint16, shape (n, longest)
        The abbreviations from their last letter on, filled up with zeros.
    """

    classes: NDArray[np.uint16]
    names: NDArray[np.uint16]


@functools.cache
def load_signs() -> Signs:
    """Return the classes of characters and the abbreviations."""
    members = {
        SPACE: str.isspace,
        LINE_END: lambda char: len(f"a{char}a".splitlines()) > 1,
        SIGN: lambda char: char in ".!?…",
        CLOSING: lambda char: char in "\"'”’»)]",
        OPENING: lambda char: char in "\"'“‘«([–—-",
        WORD: lambda char: re.match(r"\w", char) is not None,
        BEGINS: lambda char: char.isupper() or char.isdigit(),
        BEFORE: lambda char: char.isspace() or char in "([“\"'/-",
        CAPITAL: lambda char: char in "ABCDEFGHIJKLMNOPQRSTUVWXYZĐ",
    }
    characters = list(map(chr, range(LIMIT)))
    classes = np.zeros(LIMIT, np.uint16)
    for bit, is_member in members.items():
        classes |= np.fromiter(map(is_member, characters), bool, LIMIT) * np.uint16(bit)
    names = np.zeros((len(ABBREVIATIONS), max(map(len, ABBREVIATIONS))), np.uint16)
    for row, name in zip(names, ABBREVIATIONS, strict=True):
        row[: len(name)] = [ord(letter) for letter in reversed(name)]
    return Signs(classes, names)


@kernel
def find_sentences(codes: Codes, signs: Signs, spans: Ints) -> int:
    """Find the sentences of a text.

    Parameters
    ----------
    codes : uint16
    signs : Signs
    spans : int64, shape (room, 2)
        Filled with where they begin and end.

    Returns
    -------
    int
        How many there are, also where there is no room for all; or `UNSURE`.
    """
    classes = signs.classes
    size = len(codes)
    count = 0
    begin = 0
    for i in range(size):
        stop = _stop_behind(codes, signs, i)
        if stop == UNSURE:
            return UNSURE
        if stop <= begin:
            continue
        end = stop
        while begin < end and _is_space(codes[begin], classes):
            begin += 1
        while end > begin and _is_space(codes[end - 1], classes):
            end -= 1
        if begin < end:
            if count < len(spans):
                spans[count, 0] = begin
                spans[count, 1] = end
            count += 1
        begin = stop
    return count


@helper
def _stop_behind(codes: Codes, signs: Signs, at: int) -> int:
    """Return where a line or a sentence ends that ends with the character there; 0 if none does."""
    size = len(codes)
    code = codes[at]
    stop = 0
    if _is(code, SIGN | LINE_END, signs.classes):
        if signs.classes[code] & SIGN:
            stop = _sentence_end(codes, signs, at)
        elif code != _RETURN or at + 1 == size or codes[at + 1] != _NEWLINE:
            stop = at + 1
    return size if stop == 0 and at + 1 == size else stop


@helper
def _is_space(code: int, classes: NDArray[np.uint16]) -> bool:
    return code == _WIDE_SPACE if code >= LIMIT else classes[code] & SPACE != 0


@helper
def _is(code: int, what: int, classes: NDArray[np.uint16]) -> bool:
    return code < LIMIT and classes[code] & what != 0


@helper
def _is_before(code: int, classes: NDArray[np.uint16]) -> bool:
    return code == _WIDE_SPACE or _is(code, BEFORE, classes)


@helper
def _sentence_end(codes: Codes, signs: Signs, at: int) -> int:
    """Return where a sentence ends that ends with the sign there; 0 if none does."""
    classes = signs.classes
    size = len(codes)
    if codes[at] == _STOP and at + 2 < size and codes[at + 1] == _STROKE and codes[at + 2] == _STOP:
        end = at + 3
        while end < size and _is(codes[end], CLOSING, classes):
            end += 1
        if end < size and _is_space(codes[end], classes):
            return _if_begins(codes, signs, at, end)
    row = 1
    while row < _ROW and at >= row and _is(codes[at - row], SIGN, classes):
        row += 1
    end = at + 1
    if row == _ROW:
        return 0
    while end < size and _is(codes[end], SIGN, classes):
        end += 1
    while end < size and _is(codes[end], CLOSING, classes):
        end += 1
    if end == size or not _is_space(codes[end], classes):
        return 0
    return _if_begins(codes, signs, at, end)


@helper
def _if_begins(codes: Codes, signs: Signs, at: int, end: int) -> int:
    """Return the end of what a sign ends if a sentence begins behind it, else 0."""
    classes = signs.classes
    size = len(codes)
    is_plain = end == at + 1 and codes[at] == _STOP
    k = end + 1
    while k < size and _is_space(codes[k], classes) and not _is(codes[k], LINE_END, classes):
        k += 1
    while k < size and _is(codes[k], OPENING, classes):
        k += 1
    if k < size and _is_space(codes[k], classes) and not _is(codes[k], LINE_END, classes):
        k += 1
    if k < size and codes[k] >= LIMIT:
        return UNSURE
    if k == size or not classes[codes[k]] & WORD:
        # Nothing but signs follows: they stay with this sentence.
        if not is_plain:
            for near in range(end, min(size, end + _NEAR)):
                if not _is_space(codes[near], classes):
                    return end
        return 0
    if not classes[codes[k]] & BEGINS or (is_plain and _is_abbreviated(codes, signs, at)):
        return 0
    return end


@helper
def _is_abbreviated(codes: Codes, signs: Signs, at: int) -> bool:
    """Tell whether an abbreviation or an initial stands before a full stop."""
    classes, names = signs.classes, signs.names
    if at > 0 and _is(codes[at - 1], CAPITAL, classes) and (at == 1 or _is_before(codes[at - 2], classes)):
        return True
    for name in range(len(names)):
        k = 0
        while k < names.shape[1] and k < at and names[name, k] != 0 and names[name, k] == codes[at - 1 - k]:
            k += 1
        if (k == names.shape[1] or names[name, k] == 0) and (k == at or _is_before(codes[at - 1 - k], classes)):
            return True
    return False
