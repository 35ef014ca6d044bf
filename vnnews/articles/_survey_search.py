"""The pass over a page that `vnnews.articles._survey` makes, without the places where nothing begins (kernel)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.articles import _survey
from vnnews.articles._codes import Codes
from vnnews.articles._survey import Classes

Ints = NDArray[np.int64]
Letters = NDArray[np.uint8]
Folded = NDArray[np.uint16]

_BLANK, _TAB, _HARD_BLANK = ord(" "), ord("\t"), 0xA0
_COLON, _SEMICOLON, _STROKE, _STOP = ord(":"), ord(";"), ord("/"), ord(".")
_ASCII_END = 0x80
_NEWLINE, _RETURN = ord("\n"), ord("\r")
_OPENING, _CLOSING, _ANGLE, _SQUARE = ord("("), ord(")"), ord(">"), ord("[")
_ZERO, _ONE, _TWO, _NINE = map(ord, "0129")


@kernel
def search(  # noqa: PLR0917  # numba takes no names
    codes: Codes, classes: Classes, letters: Letters, folded: Folded, places: Ints, lines: Ints
) -> tuple[int, int, int]:
    """Pass over a page.

    Parameters
    ----------
    codes : uint16
    classes : uint16
    letters : uint8
    folded : uint16
        As `vnnews.articles._survey.load_known` gives them.
    places : int64
    lines : int64, shape (room, 3)
        Filled with those of `vnnews.articles._survey.Survey`.

    Returns
    -------
    held : int
    n_places, n_lines : int
        How many there are, also where there is no room for all.
    """
    held, n_places, n_lines = 0, 0, 0
    tables = (classes, letters, folded)
    stop, opening, start, kind = -1, -1, 0, 0
    n_seams = 0
    for at in range(len(codes)):
        code = codes[at]
        found = _class(code, classes)
        held |= found
        if not found & (_survey.CALL | _survey.WATCHED | _survey.CAPITAL):
            continue
        n_seams += _is_seam(codes, classes, at)
        if code == _NEWLINE or found & _survey.LINE_END:
            # The second of the two signs that end a line together ends none.
            if start < at or code != _NEWLINE or at == 0 or codes[at - 1] != _RETURN:
                n_lines, kind = _note(codes, tables, (start, at, kind), (lines, n_lines))
            start = at + 1
            continue
        if code == _STOP:
            stop = at
        elif code == _OPENING:
            opening = at
        if found & (_survey.CALL | _survey.WATCHED) and _opens_list(codes, classes, letters, at):
            kind |= _survey.LIST
        # A marker with a full stop may stand in the bracket that ends there.
        is_place = (code == _CLOSING and stop > opening) or _begins_marker(codes, classes, at)
        if is_place or (found & _survey.CALL and _parts(codes, classes, letters, at)):
            if n_places < len(places):
                places[n_places] = at
            n_places += 1
    n_lines, _ = _note(codes, tables, (start, len(codes), kind), (lines, n_lines))
    held |= _survey.SEAM * int(n_seams >= _survey.FEWEST_SEAMS)
    return held, n_places, n_lines


@helper
def _note(
    codes: Codes, tables: tuple[Classes, Letters, Folded], line: tuple[int, int, int], noted: tuple[Ints, int]
) -> tuple[int, int]:
    """Note a line, given its ends and its kind so far; return how many there are and the kind of the next so far."""
    begin, end, kind = line
    classes = tables[0]
    lines, count = noted
    while begin < end and _class(codes[begin], classes) & _survey.NO_ROOM:
        begin += 1
    while begin < end and _class(codes[end - 1], classes) & _survey.NO_ROOM:
        end -= 1
    first = begin
    while first < end and _class(codes[first], classes) & _survey.SPACE:
        first += 1
    if first == end:
        return count, _survey.AFTER_BLANK
    if end - begin >= _survey.SHORTEST_SENTENCE and _class(codes[end - 1], classes) & _survey.PROSE_END:
        # From the very beginning: white space that takes room is outside of ASCII too.
        first = begin
        while first < end and codes[first] < _ASCII_END:
            first += 1
        kind |= _survey.SENTENCE if first < end else 0
    elif end - begin > _survey.LONGEST_WEEKDAY and _is_of_words(codes, tables, begin, end):
        kind |= _survey.WORDS
    if count < len(lines):
        lines[count, 0], lines[count, 1], lines[count, 2] = begin, end, kind
    return count + 1, 0


@helper
def _is_of_words(codes: Codes, tables: tuple[Classes, Letters, Folded], begin: int, end: int) -> bool:
    """Tell whether a line is one of `vnnews.articles._survey.WORDS`, its length aside."""
    classes, letters, folded = tables
    if not _class(codes[begin], classes) & _survey.LETTER:
        return False
    blank, before, is_ascii, value = -1, 0, True, 0
    for k in range(begin, end):
        code = codes[k]
        if code == _BLANK:
            blank, value = k, 0
        elif _class(code, classes) & _survey.SPACE or _is_telling(code, before):
            return False
        else:
            # Of the last word only letters may be left; what is no letter makes the hash negative for good.
            letter = folded[code] if code < _survey.LIMIT else 0
            value = -1 if value < 0 or letter == 0 else (value * _survey.SPREAD + int(letter)) % _survey.N_HASHES
        is_ascii = is_ascii and code < _ASCII_END
        before = code
    return not is_ascii and blank >= 0 and value >= 0 and not letters[value] & _survey.PHRASE_END


@helper
def _is_telling(code: int, before: int) -> bool:
    """Tell whether a sign parts a line or explains it, or ends what years begin with."""
    if code == _COLON or code == _OPENING:  # noqa: PLR1714, SIM109  # no sets in kernels
        return True
    return (code == _ZERO and before == _TWO) or (code == _NINE and before == _ONE)


@helper
def _is_seam(codes: Codes, classes: Classes, at: int) -> int:
    """Return 1 where a capital stands right behind two small letters, in what is not a word of ASCII."""
    if at < 2 or not _class(codes[at - 1], classes) & _survey.SMALL or not _class(codes[at], classes) & _survey.CAPITAL:
        return 0
    if not _class(codes[at - 2], classes) & _survey.SMALL:
        return 0
    k = at - 1
    while k >= 0 and codes[k] != _BLANK:
        if codes[k] >= _ASCII_END:
            return 1
        k -= 1
    k, end = at, min(at + _survey.SEAM_REACH, len(codes))
    while k < end and not _class(codes[k], classes) & _survey.SPACE:
        if codes[k] >= _ASCII_END:
            return 1
        k += 1
    return 0


@helper
def _class(code: int, classes: Classes) -> int:
    return int(np.int64(classes[code]))


@helper
def _begins_marker(codes: Codes, classes: Classes, at: int) -> bool:
    """Tell whether a word stands at a place whose first two letters are those of a marker without a sign behind it."""
    if not _class(codes[at], classes) & _survey.FIRST or (at > 0 and _class(codes[at - 1], classes) & _survey.LETTER):
        return False
    return at + 1 == len(codes) or _class(codes[at + 1], classes) & _survey.SECOND != 0


@helper
def _opens_list(codes: Codes, classes: Classes, letters: Letters, at: int) -> bool:
    """Tell whether the two letters behind a sign and a blank are those of a heading."""
    if at + 3 >= len(codes) or not _class(codes[at + 1], classes) & _survey.SPACE:
        return False
    return bool(letters[_hash(codes, at + 2, at + 4)] & _survey.LIST_OPENING)


@helper
def _parts(codes: Codes, classes: Classes, letters: Letters, at: int) -> bool:
    """Tell whether a sign stands where one does that parts a credit or a teaser from something."""
    code = codes[at]
    behind = codes[at + 1] if at + 1 < len(codes) else 0
    if code == _OPENING:
        return at + 2 >= len(codes) or letters[_hash(codes, at + 1, at + 3)] & _survey.MARKER_START != 0
    if code == _COLON or code == _SEMICOLON:  # noqa: PLR1714, SIM109  # no sets in kernels
        end = at
        while end > 0 and at - end < 2 and _is_blank(codes[end - 1]):
            end -= 1
        return behind == _STROKE or _ends_marker(codes, letters, end)
    if code == _ANGLE:
        return behind == _ANGLE
    is_set_off = behind == _BLANK and at > 0 and codes[at - 1] == _BLANK
    return code == _SQUARE or (is_set_off and _may_follow_outlet(codes, classes, letters, at - 1))


@helper
def _may_follow_outlet(codes: Codes, classes: Classes, letters: Letters, end: int) -> bool:
    """Tell whether the word before a place may end an outlet, as `vnnews.articles._inline` asks of it."""
    low, begin, held = max(0, end - _survey.LONGEST_OUTLET), end, 0
    while begin > low and codes[begin - 1] != _BLANK:
        begin -= 1
        held |= _class(codes[begin], classes)
    if held & _survey.UNPRINTABLE or (begin == low and low > 0):
        return True
    while begin < end and (codes[begin] == _OPENING or codes[begin] == _CLOSING):
        begin += 1
    while begin < end and (codes[end - 1] == _OPENING or codes[end - 1] == _CLOSING):
        end -= 1
    return bool(letters[_hash(codes, begin, end)] & _survey.OUTLET_END)


@helper
def _ends_marker(codes: Codes, letters: Letters, end: int) -> bool:
    """Tell whether the last two letters before a place may be those of what introduces a credit."""
    return end == 1 or (end > 1 and letters[_hash(codes, end - 2, end)] & _survey.MARKER_END != 0)


@helper
def _hash(codes: Codes, start: int, end: int) -> int:
    value = 0
    for k in range(start, end):
        value = (value * _survey.SPREAD + int(np.int64(codes[k]))) % _survey.N_HASHES
    return value


@helper
def _is_blank(code: int) -> bool:
    return code == _BLANK or code == _TAB or code == _HARD_BLANK  # noqa: PLR1714
