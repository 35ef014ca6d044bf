"""Which sentences of a page may be captions without a credit, as far as their words, signs and lengths tell (kernel).

Nearly none may. The kernel passes over a page once and names those few, and whatever it cannot tell: what it names is
judged in the plain way (`vnnews.articles._caption_candidates`), and what it leaves out is hopeless there too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.articles import _caption_candidates as _candidates
from vnnews.articles import _caption_style as _style
from vnnews.articles import _caption_table as _table
from vnnews.articles._caption_candidates import Place
from vnnews.articles._caption_table import Hashes, Reading, Table
from vnnews.articles._codes import Codes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Span = tuple[int, int]

N_COLUMNS = 10
_START, _END, _NEXT, _NEXT_END, _KIND, _PLACE = range(4, N_COLUMNS)
"""Columns of what is tried, behind those of `vnnews.articles._caption_candidates.Place`: where on the page it begins
and ends; what follows; its kind; where it stands."""

_BASE, _SPREAD = np.uint64(_table.BASE), np.uint64(_table.SPREAD)
_HALF = np.uint64(32)
_ZERO, _ONE = np.uint64(0), np.uint64(1)
_UNREAD = -2
_BLANK, _STOP, _NEWLINE, _RETURN = ord(" "), ord("."), ord("\n"), ord("\r")
_SENTENCE, _LONE_SENTENCE, _FRAGMENT, _LONE_FRAGMENT, _TAIL = range(len(_style.KINDS))


@kernel
def search(  # noqa: PLR0917  # numba takes no names
    codes: Codes,
    classes: NDArray[np.uint32],
    known: Hashes,
    weights: Floats,
    kinds: Floats,
    signs: Floats,
    headline: Floats,
    room: Hashes,
    spans: Ints,
    n_top: int,
    lead: int,
    place: int,
    tries: Ints,
) -> int:
    """Find what may be a caption on a page.

    Parameters
    ----------
    codes : uint16
    classes, known, weights, kinds, signs, headline
        The arrays of a `vnnews.articles._caption_table.Table`: numba takes single arrays in half the time.
    room : uint64, shape (2, room)
        Room for the hashes of the words of the headline and of a sentence.
    spans : int64, shape (2, n_top + n)
        Where the parts of the headline and the paragraphs behind them begin, and where they end.
    n_top : int
    lead : int
        Which of the paragraphs may be a caption only as a whole; -1 for none.
    place : int
        That of the first paragraph: `OPENING` or `UNTITLED`.
    tries : int64, shape (room, N_COLUMNS)
        In its first four columns, what is found.

    Returns
    -------
    int
        How much was found; -1 if there was no room.
    """
    reading = Reading(codes, Table(classes, known, weights, kinds, signs, headline), room[0], room[1])
    paragraphs = spans[:, n_top:]
    n_tries = _try_all(reading, paragraphs, (lead, place), tries)
    if n_tries > len(tries):
        return -1
    n_headline, count = _UNREAD, 0
    for k in range(n_tries):
        weight, n_distinct = _weight(reading, tries[k])
        if weight > 0.0 and n_headline == _UNREAD:
            n_headline = _hash_headline(reading, spans[:, :n_top])
        if weight > 0.0 and n_headline >= 0 and n_distinct > 0:
            weight += headline[_likeness(reading, n_distinct, n_headline)]
        if weight > 0.0:
            for column in range(_START):
                tries[count, column] = tries[k, column]
            count += 1
    return count


@helper
def _try_all(reading: Reading, paragraphs: Ints, first: tuple[int, int], tries: Ints) -> int:
    """Note what begins and ends as captions do; return how much that is, also where there is no room for all."""
    codes = reading.codes
    lead, place = first
    keeps_lines = _keeps_lines(codes, paragraphs)
    count = 0
    for p in range(paragraphs.shape[1]):
        start, end, is_body = paragraphs[0, p], paragraphs[1, p], p != lead
        following = end, end
        if p + 1 < paragraphs.shape[1]:
            following = paragraphs[0, p + 1], paragraphs[1, p + 1]
        fills_line = _fills_line(codes, start, end)
        at = start
        while at < end:
            stop = _full_stop(codes, at, end)
            row = (p, at - start, stop - start, _candidates.LINE)
            if at == start and stop == end and fills_line:
                kind = _LONE_SENTENCE if codes[end - 1] == _STOP else _LONE_FRAGMENT
                if kind == _LONE_SENTENCE or is_body:
                    count = _note(reading, (tries, count), row, (start, end, kind, place), following)
                break
            if not is_body or keeps_lines:
                break
            if stop - at >= _candidates.SHORTEST:
                where = place if at == start else _table.NOWHERE
                behind = (stop + 2, end) if stop + 2 < end else following
                count = _try_sentence(reading, row, (start, end, where), behind, (tries, count))
            at = stop + 2
        place = _table.NOWHERE
    return count


@helper
def _try_sentence(
    reading: Reading, row: Place, paragraph: tuple[int, int, int], following: Span, noted: tuple[Ints, int]
) -> int:
    """Note what stands in a sentence before a missing full stop, and the sentence."""
    codes = reading.codes
    start, end, place = paragraph
    tries, count = noted
    begin, stop = start + row[1], start + row[2]
    begin += codes[begin] == _BLANK
    if not _begins(reading, begin, end):
        return count
    if stop - begin >= _candidates.SHORTEST_SEAM and place != _table.UNTITLED:
        limit = min(stop, begin + _candidates.SEAM_WINDOW)
        seam = (row[0], begin - start, row[2], _candidates.SEAMS)
        n_blanks = 0
        for first in range(begin, limit):
            if codes[first] == _BLANK:
                n_blanks += 1
            elif n_blanks > 1 and codes[first - 1] == _BLANK and _begins_sentence(reading, first, limit):
                count = _note(reading, (tries, count), seam, (begin, first, _FRAGMENT, place), (first, stop))
    kind = _SENTENCE if stop < end or codes[stop - 1] == _STOP else _TAIL
    if kind == _SENTENCE or begin > start:
        whole = (row[0], begin - start, row[2], _candidates.WHOLE)
        count = _note(reading, (tries, count), whole, (begin, stop, kind, place), following)
    return count


@helper
def _begins_sentence(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the word there is one with which a sentence begins where the full stop before it is missing."""
    if not _classes_in(reading, start, start + 1) & _table.BEGINS_SEAM:
        return False
    _, stop = _next_word(reading.codes, start, end)
    return _entry(reading, _hash(reading, start, stop, 0)) & _table.SEAM != 0


@helper
def _note(
    reading: Reading, noted: tuple[Ints, int], place: Place, candidate: tuple[int, int, int, int], following: Span
) -> int:
    """Note what may be a caption by its length, which is told first: most sentences are too long."""
    codes, (tries, row), (start, end, kind, where) = reading.codes, noted, candidate
    while end > start and codes[end - 1] == _BLANK:
        end -= 1
    figures = reading.table.kinds[kind]
    # The full stop counts.
    size = end - start + (kind == _SENTENCE and codes[end - 1] != _STOP)
    if not figures[_table.SHORTEST] <= size <= figures[_table.LONGEST]:
        return row
    if row < len(tries):
        tries[row, 0], tries[row, 1], tries[row, 2], tries[row, 3] = place
        tries[row, _START], tries[row, _END], tries[row, _KIND], tries[row, _PLACE] = start, end, kind, where
        tries[row, _NEXT], tries[row, _NEXT_END] = following
    return row + 1


@helper
def _keeps_lines(codes: Codes, paragraphs: Ints) -> bool:
    n_lines = 0
    for p in range(paragraphs.shape[1]):
        n_lines += _fills_line(codes, paragraphs[0, p], paragraphs[1, p])
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
    if not _classes_in(reading, start, start + 1) & (_table.OPENS | _table.ODD):
        return False
    _, stop = _next_word(reading.codes, start, end)
    return _entry(reading, _hash(reading, start, stop if stop < end else end - 1, 0)) & _table.STOP == 0


@helper
def _may_end(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the last sign and word may be those of a caption without a full stop."""
    if not _classes_in(reading, end - 1, end) & (_table.ENDS | _table.ODD):
        return False
    begin = end
    while begin > start and reading.codes[begin - 1] != _BLANK:
        begin -= 1
    return _entry(reading, _hash(reading, begin, end, 0)) & _table.JOINT == 0


@helper
def _weight(reading: Reading, tried: Ints) -> tuple[float, int]:
    """Tell by how much words, signs and the next word exceed what is hopeless, and how many different words there are.

    That number is 0 where the headline does not matter: the plain way is to tell.
    """
    codes, table = reading.codes, reading.table
    start, end, kind = tried[_START], tried[_END], tried[_KIND]
    figures = table.kinds[kind]
    if kind != _SENTENCE and kind != _LONE_SENTENCE and not _may_end(reading, start, end):  # noqa: PLR1714  # no sets
        return 0.0, 0
    low, high = tried[_NEXT], min(tried[_NEXT_END], tried[_NEXT] + _style.MOST_FOLLOWING)
    least = figures[tried[_PLACE]] + (figures[_table.GAP] if low < high and codes[low] == _BLANK else 0.0)
    low, high = _next_word(codes, low, high)
    classes = _classes_in(reading, start, end)
    if (classes | _classes_in(reading, low, high)) & _table.ODD:
        return 1.0, 0
    weight, n_words, n_distinct = _weigh(reading, start, end)
    if n_words == 0:
        return 1.0, 0  # a line of signs: the plain way knows it is none
    low, high = _bare(reading, low, high)
    word = _entry(reading, _hash(reading, low, high, 1)) >> _table.NUMBER
    weight += table.weights[word, _table.AFTER_SEAM if kind == _FRAGMENT else _table.FOLLOWING]
    weight += least - figures[_table.HOPELESS + min(n_words, _style.LONGEST_COUNTED)]
    if weight + table.signs[_table.MOST] > 0.0:
        return weight + _weight_of_signs(reading, (start, end), classes, n_words, kind), n_distinct
    return 0.0, 0


@helper
def _classes_in(reading: Reading, start: int, end: int) -> int:
    """Return what is true of any character in a stretch."""
    codes, classes = reading.codes, reading.table.classes
    found = 0
    for k in range(start, end):
        found |= int(np.int64(classes[codes[k]])) if codes[k] < _table.LIMIT else _table.ODD
    return found


@helper
def _hash(reading: Reading, start: int, end: int, is_lowered: int) -> np.uint64:
    """Return the hash of a word as it is, or in small letters."""
    value = _ZERO
    for k in range(start, end):
        code = np.int64(reading.codes[k])
        if is_lowered:
            code = np.int64(reading.table.classes[code]) & _table.LOWER
        value = value * _BASE + np.uint64(code) + _ONE
    return value


@helper
def _entry(reading: Reading, value: np.uint64) -> int:
    words = reading.table.words
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
def _weigh(reading: Reading, start: int, end: int) -> tuple[float, int, int]:
    """Return the weight of the words, their number, and how many different ones there are."""
    weights, words = reading.table.weights, reading.words
    start, end = _bare(reading, start, end)
    weight, n_words, n_distinct, word = 0.0, 0, 0, 0
    i = start
    while i < end:
        first, i = _next_word(reading.codes, i, end)
        if first == i:
            break
        low, high = _bare(reading, first, i)
        value = _hash(reading, low, high, 1)
        word = _entry(reading, value) >> _table.NUMBER
        if n_words == 0:
            weight += weights[word, _table.FIRST]
        n_words += 1
        # What may be a caption has fewer words than there is room for.
        if not _holds(words, n_distinct, value) and n_distinct < len(words):
            words[n_distinct] = value
            n_distinct += 1
            weight += weights[word, _table.WORD]
    return weight + weights[word, _table.LAST], n_words, n_distinct


@helper
def _holds(hashes: Hashes, n: int, value: np.uint64) -> bool:
    found = False
    for k in range(n):
        found |= hashes[k] == value
    return found


@helper
def _hash_headline(reading: Reading, top: Ints) -> int:
    """Note the hashes of the words of the headline; return how many there are, or -1 where that cannot be told."""
    count = 0
    for part in range(top.shape[1]):
        i = top[0, part]
        end = min(top[1, part], i + _candidates.LONGEST_FOLLOWING)
        if _classes_in(reading, i, end) & _table.ODD:
            return -1
        while i < end:
            first, i = _next_word(reading.codes, i, end)
            if first < i and count < len(reading.headline):
                reading.headline[count] = _hash(reading, first, i, 1)
                count += 1
    return count


@helper
def _likeness(reading: Reading, n_distinct: int, n_headline: int) -> int:
    """Tell how many of the words stand in the headline, as `vnnews.articles._caption_style.likeness` does."""
    common = 0
    for k in range(n_distinct):
        common += _holds(reading.headline, n_headline, reading.words[k])
    return min(3, 5 * common // n_distinct)


@helper
def _weight_of_signs(reading: Reading, span: Span, classes: int, n_words: int, kind: int) -> float:
    """Return the weight of what `vnnews.articles._caption_style.signs` names, but for what stands behind a seam."""
    codes, signs = reading.codes, reading.table.signs
    start, end = span
    weight = 0.0
    for sign in range(_table.N_SIGNS):
        if classes >> (_table.SIGNS_FROM + sign) & 1:
            weight += signs[sign]
    if classes & _table.DECIMAL:
        weight += signs[_table.DIGIT]
    n_tokens, n_capitals, is_capital = 0, 0, False
    i = start
    while i < end:
        first, i = _next_word(codes, i, end)
        if first < i:
            is_capital = _classes_in(reading, first, first + 1) & _table.UPPER != 0
            n_capitals += is_capital and n_tokens > 0
            if n_tokens == 1 and is_capital:
                weight += signs[_table.BEGINS_NAME]
            n_tokens += 1
    if kind == _FRAGMENT and is_capital:
        weight += signs[_table.SEAM_AFTER_NAME]
    return float(weight + signs[_table.CAPITALS + min(3, 6 * n_capitals // n_words)])
