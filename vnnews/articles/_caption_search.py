"""Which sentences of a page may be captions without a credit, as far as their words, signs and lengths tell (kernel).

Nearly none may. The kernel passes over a page once and names those few, and whatever it cannot tell: what it names is
judged in the plain way (`vnnews.articles._caption_candidates`), and what it leaves out is hopeless there too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.articles import _caption_candidates as _candidates
from vnnews.articles import _caption_style as _style
from vnnews.articles import _caption_table as _table

Codes = NDArray[np.uint16]
Ints = NDArray[np.int64]
Span = tuple[int, int]

N_COLUMNS = 9
_PARAGRAPH, _AT, _STOP_AT, _WHAT, _END, _NEXT, _NEXT_END, _KIND, _PLACE = range(N_COLUMNS)
"""Columns of what is tried: the first four are those of `vnnews.articles._caption_candidates.Place`, counted from the
beginning of the page; where the candidate ends; what follows; its kind; where it stands."""

_BASE, _SPREAD = np.uint64(_table.BASE), np.uint64(_table.SPREAD)
_HALF = np.uint64(32)
_ZERO, _ONE = np.uint64(0), np.uint64(1)
_BLANK, _STOP, _NEWLINE, _RETURN = ord(" "), ord("."), ord("\n"), ord("\r")
_SENTENCE, _LONE_SENTENCE, _FRAGMENT, _LONE_FRAGMENT, _TAIL = range(len(_style.KINDS))


class Reading(NamedTuple):
    """What all parts of the search read, and room for the words of a sentence that the table knows."""

    codes: Codes
    table: _table.Table
    known: Ints


@kernel
def search(reading: Reading, paragraphs: Ints, place: int, tries: Ints) -> int:
    """Find what may be a caption on a page.

    Parameters
    ----------
    reading : Reading
    paragraphs : int64, shape (3 * n,)
        Where each paragraph begins, where it ends, and whether it is part of the body.
    place : int
        That of the first paragraph: `OPENING` or `UNTITLED`.
    tries : int64, shape (room, N_COLUMNS)
        In its first four columns, what is found.

    Returns
    -------
    int
        How much was found; -1 if there was no room.
    """
    n_tries = _try_all(reading, paragraphs, place, tries)
    if n_tries > len(tries):
        return -1
    count = 0
    for k in range(n_tries):
        if not _may_be(reading, tries[k]):
            continue
        start = paragraphs[3 * tries[k, _PARAGRAPH]]
        at = tries[k, _AT] - start
        if count and tries[count - 1, _PARAGRAPH] == tries[k, _PARAGRAPH] and tries[count - 1, _AT] == at:
            tries[count - 1, _WHAT] |= tries[k, _WHAT]
            continue
        tries[count, _PARAGRAPH] = tries[k, _PARAGRAPH]
        tries[count, _AT] = at
        tries[count, _STOP_AT] = tries[k, _STOP_AT] - start
        tries[count, _WHAT] = tries[k, _WHAT]
        count += 1
    return count


@helper
def _try_all(reading: Reading, paragraphs: Ints, place: int, tries: Ints) -> int:
    """Note what begins and ends as captions do; return how much that is, also where there is no room for all."""
    codes = reading.codes
    keeps_lines = _keeps_lines(codes, paragraphs)
    count = 0
    for p in range(0, len(paragraphs), 3):
        start, end, is_body = paragraphs[p], paragraphs[p + 1], paragraphs[p + 2] != 0
        following = end, end
        if p + 3 < len(paragraphs):
            following = paragraphs[p + 3], paragraphs[p + 4]
        fills_line = _fills_line(codes, start, end)
        at = start
        while at < end:
            stop = _full_stop(codes, at, end)
            if at == start and stop == end and fills_line:
                kind = _LONE_SENTENCE if codes[end - 1] == _STOP else _LONE_FRAGMENT
                if kind == _LONE_SENTENCE or is_body:
                    count = _note(tries, count, (p // 3, start, end, _candidates.LINE), following, (end, kind, place))
                break
            if not is_body or keeps_lines:
                break
            begin = at + (codes[at] == _BLANK)
            if stop - at >= _candidates.SHORTEST and _begins(reading, begin, end):
                where = place if begin == start else _table.NOWHERE
                if stop - begin >= _candidates.SHORTEST_SEAM and where != _table.UNTITLED:
                    count = _try_seams(reading, (p // 3, begin, stop, _candidates.SEAMS), where, tries, count)
                kind = _SENTENCE if stop < end or codes[stop - 1] == _STOP else _TAIL
                if kind == _SENTENCE or begin > start:
                    row = (p // 3, begin, stop, _candidates.WHOLE)
                    behind = (stop + 2, end) if stop + 2 < end else following
                    count = _note(tries, count, row, behind, (stop, kind, where))
            at = stop + 2
        place = _table.NOWHERE
    return count


@helper
def _try_seams(reading: Reading, row: tuple[int, int, int, int], place: int, tries: Ints, count: int) -> int:
    """Note what stands in a sentence before a missing full stop."""
    start, stop = row[1], row[2]
    limit = min(stop, start + _candidates.SEAM_WINDOW)
    n_blanks = 0
    i = start
    while i < limit:
        first, last = _next_word(reading.codes, i, limit)
        n_blanks += first - i
        i = last
        may_be_seam = n_blanks > 1 and first < last and _class(reading, first) & _table.BEGINS_SEAM
        if may_be_seam and _find(reading, first, last, 0) & _table.SEAM:
            count = _note(tries, count, row, (first, stop), (first, _FRAGMENT, place))
    return count


@helper
def _note(
    tries: Ints, row: int, place: tuple[int, int, int, int], following: Span, candidate: tuple[int, int, int]
) -> int:
    if row < len(tries):
        tries[row, _PARAGRAPH], tries[row, _AT], tries[row, _STOP_AT], tries[row, _WHAT] = place
        tries[row, _NEXT], tries[row, _NEXT_END] = following
        tries[row, _END], tries[row, _KIND], tries[row, _PLACE] = candidate
    return row + 1


@helper
def _keeps_lines(codes: Codes, paragraphs: Ints) -> bool:
    n_lines = 0
    for p in range(0, len(paragraphs), 3):
        n_lines += _fills_line(codes, paragraphs[p], paragraphs[p + 1])
    return n_lines > _candidates.MANY_LINES


@helper
def _fills_line(codes: Codes, start: int, end: int) -> bool:
    begins = start == 0 or bool(codes[start - 1] == _NEWLINE)
    return begins and (end >= len(codes) or codes[end] == _NEWLINE or codes[end] == _RETURN)


@helper
def _full_stop(codes: Codes, start: int, end: int) -> int:
    """Return where the next full stop before a blank stands, else the end."""
    for k in range(start, end - 1):
        if codes[k] == _STOP and codes[k + 1] == _BLANK:
            return k
    return end


@helper
def _begins(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a caption may begin with the first letter and word."""
    if not _class(reading, start) & (_table.OPENS | _table.ODD):
        return False
    _, stop = _next_word(reading.codes, start, end)
    return _find(reading, start, stop if stop < end else end - 1, 0) & _table.STOP == 0


@helper
def _may_end(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the last sign and word may be those of a caption without a full stop."""
    if not _class(reading, end - 1) & (_table.ENDS | _table.ODD):
        return False
    begin = end
    while begin > start and reading.codes[begin - 1] != _BLANK:
        begin -= 1
    return _find(reading, begin, end, 0) & _table.JOINT == 0


@helper
def _may_be(reading: Reading, tried: Ints) -> bool:
    """Tell whether a stretch is not hopeless by its length, words and signs and the next word."""
    codes, table = reading.codes, reading.table
    start, end, kind = tried[_AT], tried[_END], tried[_KIND]
    figures = table.kinds[kind]
    while end > start and codes[end - 1] == _BLANK:
        end -= 1
    # The full stop counts.
    size = end - start + (kind == _SENTENCE and codes[end - 1] != _STOP)
    if not figures[_table.SHORTEST] <= size <= figures[_table.LONGEST]:
        return False
    if kind != _SENTENCE and kind != _LONE_SENTENCE and not _may_end(reading, start, end):  # noqa: PLR1714  # no sets
        return False
    low, high = tried[_NEXT], min(tried[_NEXT_END], tried[_NEXT] + _style.MOST_FOLLOWING)
    least = figures[tried[_PLACE]] + (figures[_table.GAP] if low < high and codes[low] == _BLANK else 0.0)
    low, high = _next_word(codes, low, high)
    classes = _classes_in(reading, start, end)
    if (classes | _classes_in(reading, low, high)) & _table.ODD:
        return True
    weight, n_words = _weigh(reading, start, end)
    low, high = _bare(reading, low, high)
    weight += table.weights[
        _find(reading, low, high, 1) >> _table.NUMBER, _table.AFTER_SEAM if kind == _FRAGMENT else _table.FOLLOWING
    ]
    weight += least - figures[_table.HOPELESS + min(n_words, _style.LONGEST_COUNTED)]
    if weight + table.signs[_table.MOST] > 0.0:
        weight += _weight_of_signs(reading, (start, end), classes, n_words, kind)
        return bool(weight > 0.0)
    return False


@helper
def _class(reading: Reading, at: int) -> int:
    code = reading.codes[at]
    return int(np.int64(reading.table.classes[code])) if code < _table.LIMIT else _table.ODD


@helper
def _classes_in(reading: Reading, start: int, end: int) -> int:
    """Return what is true of any character in a stretch."""
    found = 0
    for k in range(start, end):
        found |= _class(reading, k)
    return found


@helper
def _find(reading: Reading, start: int, end: int, is_lowered: int) -> int:
    """Return the entry of a word, as it is or in small letters; 0 for one that the table does not have."""
    words = reading.table.words
    value = _ZERO
    for k in range(start, end):
        code = np.int64(reading.codes[k])
        if is_lowered:
            code = np.int64(reading.table.classes[code]) & _table.LOWER
        value = value * _BASE + np.uint64(code) + _ONE
    size = len(words)
    slot = int(np.int64((((value * _SPREAD) >> _HALF) * np.uint64(size)) >> _HALF))
    while words[slot, 1] != _ZERO and words[slot, 0] != value:
        slot = slot + 1 if slot + 1 < size else 0
    return int(np.int64(words[slot, 1]))


@helper
def _next_word(codes: Codes, at: int, end: int) -> Span:
    """Return where the next word begins and ends, both the end if there is none."""
    while at < end and codes[at] == _BLANK:
        at += 1
    stop = at
    while stop < end and codes[stop] != _BLANK:
        stop += 1
    return at, stop


@helper
def _bare(reading: Reading, start: int, end: int) -> Span:
    """Return a stretch without the signs around it."""
    codes, classes = reading.codes, reading.table.classes
    while start < end and classes[codes[start]] & _table.BOUND:
        start += 1
    while start < end and classes[codes[end - 1]] & _table.BOUND:
        end -= 1
    return start, end


@helper
def _weigh(reading: Reading, start: int, end: int) -> tuple[float, int]:
    """Return the weight of the words, and their number."""
    weights, known = reading.table.weights, reading.known
    start, end = _bare(reading, start, end)
    weight, n_words, n_known, word = 0.0, 0, 0, 0
    i = start
    while i < end:
        first, i = _next_word(reading.codes, i, end)
        if first == i:
            break
        low, high = _bare(reading, first, i)
        word = _find(reading, low, high, 1) >> _table.NUMBER
        if n_words == 0:
            weight += weights[word, _table.FIRST]
        n_words += 1
        is_new = word > 0
        for k in range(n_known):
            is_new &= known[k] != word
        # What may be a caption has fewer words than there is room for.
        if is_new and n_known < len(known):
            known[n_known] = word
            n_known += 1
            weight += weights[word, _table.WORD]
    return weight + weights[word, _table.LAST], n_words


@helper
def _weight_of_signs(reading: Reading, span: Span, classes: int, n_words: int, kind: int) -> float:
    """Return the weight of what `vnnews.articles._caption_style.signs` names, but for what stands behind a seam."""
    codes, signs = reading.codes, reading.table.signs
    start, end = span
    weight = 0.0
    for sign in range(_table.N_SIGNS):
        if classes >> (_table.SIGNS_FROM + sign) & 1 and (sign not in _style.DASHES or _has_dash(reading, span, sign)):
            weight += signs[sign]
    if classes & _table.DECIMAL:
        weight += signs[_table.DIGIT]
    n_tokens, n_capitals, is_capital = 0, 0, False
    i = start
    while i < end:
        first, i = _next_word(codes, i, end)
        if first < i:
            is_capital = _class(reading, first) & _table.UPPER != 0
            n_capitals += is_capital and n_tokens > 0
            if n_tokens == 1 and is_capital:
                weight += signs[_table.BEGINS_NAME]
            n_tokens += 1
    if kind == _FRAGMENT and is_capital:
        weight += signs[_table.SEAM_AFTER_NAME]
    return float(weight + signs[_table.CAPITALS + min(3, 6 * n_capitals // n_words)])


@helper
def _has_dash(reading: Reading, span: Span, sign: int) -> bool:
    codes = reading.codes
    for k in range(span[0] + 1, span[1] - 1):
        is_dash = _class(reading, k) >> (_table.SIGNS_FROM + sign) & 1
        if is_dash and codes[k - 1] == _BLANK and codes[k + 1] == _BLANK:
            return True
    return False
