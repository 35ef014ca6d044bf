"""What may be captions without a credit among the sentences of a page (kernels).

It does what `vnnews.articles._caption_features` does in the plain way, and `likely_on` with it, to the last number:
whole numbers are added up, in float64, which is exact whatever their order.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.articles import _caption_context as _context
from vnnews.articles import _caption_features as _features
from vnnews.articles import _caption_model as _model
from vnnews.articles import _caption_words as _words
from vnnews.articles._caption_choice import HIGH, LOW, N_FOUND, PART, RESULT, SENTENCE, choose
from vnnews.articles._caption_reading import (
    BEGIN,
    END,
    FIRST,
    FLAGS,
    KNOWN,
    LATEST,
    N_COLUMNS,
    N_COUNTS,
    N_CREDITED,
    N_PARAGRAPHS,
    N_SENTENCES,
    N_TITLE,
    N_TOP,
    N_WORDS,
    NEXT,
    PARAGRAPH,
    PREVIOUS,
    SEVERAL,
    SIZE,
    START,
    STOP,
    read,
)
from vnnews.articles._caption_table import Table
from vnnews.articles._codes import Codes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_SCALE = _features.SCALE
_N_SHARES, _FIRST_OF_NAMES = len(_features.SHARES), _features.SHARES.index("names_before")


class Page(NamedTuple):
    """What all parts of the search read and write.

    Attributes
    ----------
    values : int32
        Of a `vnnews.articles._caption_table.Table`.
    rows : int32, shape (room, N_COLUMNS)
        The words and the sentences.
    counts : int64, shape (N_COUNTS,)
    numbers : float64, shape (N_FEATURES,)
        Those of a candidate.
    likeliest : float64, shape (N_FEATURES,)
        Those of the likeliest that begins at a place.
    hidden : float64, shape (n_hidden,)
        What the network's first layer makes of them.
    """

    values: NDArray[np.int32]
    rows: NDArray[np.int32]
    counts: Ints
    numbers: Floats
    likeliest: Floats
    hidden: Floats


class Layers(NamedTuple):
    """The network: what the numbers are clipped to, its weights, and the least score of its words."""

    low: Floats
    high: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: float
    least: float


def places(
    codes: Codes, table: Table, spans: Ints, n_parts: tuple[int, int, int], n_characters: int
) -> list[tuple[int, int, int]]:
    """Return which paragraphs of a page captions stand in, and where on the page they begin and end.

    Parameters
    ----------
    codes : uint16
        Those of the page.
    table : Table
    spans : int64, shape (2, n_parts)
        Where the title, the lead and the paragraphs begin and end.
    n_parts : tuple of int
        How many of the parts are titles, and titles or leads; how many captions of the page have a credit.
    n_characters : int
        Those of all parts.
    """
    n_rows = n_characters // 2 + spans.shape[1]  # words are parted by spaces
    rows, hashes = np.empty((n_rows, N_COLUMNS), np.int32), np.empty(n_rows, np.uint64)
    slots, counts = np.empty(2 << n_rows.bit_length(), np.int32), np.zeros(N_COUNTS, np.int64)
    counts[N_TITLE], counts[N_TOP], counts[N_CREDITED] = n_parts
    read(codes, table.classes, table.known, spans, counts, rows, hashes, slots)
    most = int(counts[N_WORDS]) // 2 + 1  # each has two words
    found, numbers = np.empty((most, N_FOUND), np.int32), np.empty((most, _features.N_FEATURES + _context.N_CONTEXT))
    room = np.empty(_features.N_FEATURES + table.layers.shape[1])
    n = search(table.values, table.layers, counts, rows, room, found, numbers)
    if n:
        of_sentences, hidden = np.zeros(int(counts[N_SENTENCES]), np.int64), np.empty(table.together.shape[1])
        n = choose(found[:n], numbers[:n], table.together, of_sentences, hidden)
    return [(part, low, high) for part, low, high in found[:n, PART : HIGH + 1].tolist()] if n else []


@kernel
def search(  # noqa: PLR0917  # numba takes no names
    values: NDArray[np.int32],
    layers: Floats,
    counts: Ints,
    rows: NDArray[np.int32],
    room: Floats,
    found: NDArray[np.int32],
    numbers: Floats,
) -> int:
    """Find what may be captions among the paragraphs of a page.

    Parameters
    ----------
    values, layers
        The arrays of a `vnnews.articles._caption_table.Table`.
    counts : int64, shape (N_COUNTS,)
    rows : int32, shape (room, N_COLUMNS)
        What `vnnews.articles._caption_reading.read` has noted.
    room : float64, shape (N_FEATURES + layers.shape[1],)
    found : int32, shape (n_words // 2 + 1, N_FOUND)
        What is found, in the columns of `vnnews.articles._caption_choice`.
    numbers : float64, shape (n_words // 2 + 1, N_FEATURES or more)
        In the first columns, the numbers of each.

    Returns
    -------
    int
        How much was found.
    """
    n_features = _features.N_FEATURES
    network = Layers(
        layers[0, :n_features],
        layers[1, :n_features],
        layers[2 : 2 + n_features],
        layers[2 + n_features],
        layers[3 + n_features],
        layers[4 + n_features, 0],
        layers[4 + n_features, 1],
    )
    count = 0
    for s in range(counts[N_SENTENCES]):
        start, stop = rows[s, BEGIN], rows[s, STOP]
        while start < stop:
            page = Page(values, rows, counts, room[:n_features], numbers[count], room[n_features:])
            score, end = _best_end(page, network, s, start)
            if end < 0:
                break
            found[count, SENTENCE], found[count, PART] = s, rows[s, PARAGRAPH]
            found[count, LOW], found[count, HIGH] = rows[start, START], rows[end - 1, END]
            found[count, RESULT] = int(min(np.floor(score / _context.RESULT_UNIT), _context.MOST_RESULT))
            count += 1
            start = end
    return count


@helper
def _best_end(page: Page, network: Layers, s: int, start: int) -> tuple[float, int]:
    """Return by how much the likeliest candidate that begins there may be a caption, and where it ends, or 0 and -1."""
    stop = page.rows[s, STOP]
    best, best_end = 0.0, -1
    # The words tell first: few candidates have some that speak for them.
    so_far = _score_before(page, s, start)
    for end in range(start + 1, min(stop, start + _features.LONGEST) + 1):
        if page.rows[end - 1, PREVIOUS] < start:
            so_far += _weight(page, end - 1, _model.WORD)
        if end < stop:
            may_end = end - start >= _features.SHORTEST_SEAM and end < stop - 1
            may_end = may_end and end < start + _features.LONGEST and _is_seam(page, start, end)
        else:
            may_end = end - start >= _features.SHORTEST
        if may_end and so_far + _score_behind(page, s, end) >= network.least:
            score = _score(page, network, s, start, end)
            if score > best or (score == best and end == stop and score > 0.0):
                best, best_end = score, end
                for i in range(len(page.numbers)):
                    page.likeliest[i] = page.numbers[i]
    return best, best_end


@helper
def _weight(page: Page, word: int, column: int) -> int:
    """Return a weight of a word, by all views together."""
    known = page.rows[word, KNOWN]
    weight = 0
    for view in range(_model.N_VIEWS):
        weight += page.values[known, column + view]
    return int(weight)


@helper
def _score_before(page: Page, s: int, start: int) -> int:
    """Return what the first word and the one before it add to the score of a candidate."""
    first, last = _preceding(page, s, start)
    return _weight(page, start, _model.FIRST) + (_weight(page, last - 1, _model.PRECEDING) if first < last else 0)


@helper
def _score_behind(page: Page, s: int, end: int) -> int:
    """Return what the last word and the one behind it add."""
    score = _weight(page, end - 1, _model.LAST)
    low, high = _following(page, s, end)
    if low < high:
        score += _weight(page, low, _model.SEAM if end < page.rows[s, STOP] else _model.FOLLOWING)
    return score


@helper
def _is_seam(page: Page, start: int, end: int) -> bool:
    words = page.rows
    flags = words[end, FLAGS]
    if not flags & _words.CAPITAL or flags & _words.BRACKET:
        return False
    before = words[end - 1, FLAGS]
    if before & (_words.STOP | _words.COMMA | _words.COLON):
        return False
    if before & _words.OPENS and words[end - 1, END] - words[end - 1, START] == 1:
        return False
    if flags & (_words.OPENS | _words.GAP):
        return True
    if flags & _words.SHOUTED:
        return False
    in_sentence = page.values[words[end, KNOWN], _model.IN_SENTENCE]
    return bool(in_sentence <= _features.MOST_IN_SENTENCE or words[end, PREVIOUS] >= start)


@helper
def _score(page: Page, network: Layers, s: int, start: int, end: int) -> float:
    """Return by how much the network holds something for a caption; 0 or less if it does not."""
    row, hidden = page.numbers, page.hidden
    _add_words(page, start, end)
    _add_place(page, s, start, end)
    _add_likeness(page, s, start, end)
    _add_scores(page, s, start, end)
    for j in range(len(hidden)):
        hidden[j] = network.inner_bias[j]
    for i in range(len(row)):
        value = min(max(row[i], network.low[i]), network.high[i])
        if value != 0.0:
            for j in range(len(hidden)):
                hidden[j] += value * network.inner[i, j]
    result = network.outer_bias
    for j in range(len(hidden)):
        result += max(hidden[j], 0.0) * network.outer[j]
    return result


@helper
def _following(page: Page, s: int, end: int) -> tuple[int, int]:
    """Return the rest of the sentence, else the next one."""
    sentences = page.rows
    if end < sentences[s, STOP]:
        return end, sentences[s, STOP]
    if s + 1 < page.counts[N_SENTENCES]:
        return sentences[s + 1, BEGIN], sentences[s + 1, STOP]
    return end, end


@helper
def _preceding(page: Page, s: int, start: int) -> tuple[int, int]:
    """Return the beginning of the sentence, else the one before."""
    sentences = page.rows
    if sentences[s, BEGIN] < start:
        return sentences[s, BEGIN], start
    if s > 0:
        return sentences[s - 1, BEGIN], sentences[s - 1, STOP]
    return start, start


@helper
def _add_words(page: Page, start: int, end: int) -> None:
    """Note what the words of a candidate are, in the order of `vnnews.articles._caption_features.OF_WORDS`."""
    words, row, n = page.rows, page.numbers, end - start
    any_of, n_capitals, n_commas = 0, 0, 0
    for i in range(start, end):
        flags = words[i, FLAGS]
        any_of |= flags
        n_capitals += flags & _words.CAPITAL != 0 and i > start
        n_commas += flags & _words.COMMA != 0
    last = words[end - 1, FLAGS]
    row[0] = n
    row[1] = n <= _features.SHORT
    row[2] = _SCALE * n_capitals // max(n - 1, 1)
    row[3] = n > 1 and words[start + 1, FLAGS] & _words.CAPITAL != 0
    row[4] = any_of & _words.DIGIT != 0
    row[5] = any_of & _words.QUOTED != 0
    row[6] = min(n_commas, _features.MOST_COMMAS)
    row[7] = any_of & _words.COLON != 0
    row[8] = any_of & _words.BRACKET != 0
    row[9] = last & _words.BRACKET_END != 0
    row[10] = last & _words.CAPITAL != 0
    row[11] = last & _words.DIGIT != 0
    row[12] = page.values[words[start, KNOWN], _model.IDF]
    row[13] = page.values[words[end - 1, KNOWN], _model.IDF]
    row[14] = any_of & _words.SIDE != 0


@helper
def _add_place(page: Page, s: int, start: int, end: int) -> None:
    """Note where a candidate stands, in the order of `vnnews.articles._caption_features.OF_PLACE`."""
    words, sentences, counts = page.rows, page.rows, page.counts
    row = page.numbers[_features.N_OF_WORDS :]
    n, n_words = counts[N_SENTENCES], counts[N_WORDS]
    is_seam = end < sentences[s, STOP]
    has_stop = words[end - 1, FLAGS] & _words.STOP != 0
    opening = words[start, FLAGS]
    after = words[end, FLAGS] if end < n_words else _words.BEGINS | _words.LINE
    size = sentences[sentences[s, PARAGRAPH], SIZE]
    low, high = _following(page, s, end)
    first, last = _preceding(page, s, start)
    before = words[last - 1, FLAGS] if last > first else _words.STOP
    in_sentence = page.values[words[end, KNOWN], _model.IN_SENTENCE] if end < n_words else _SCALE
    alone, line = size == 1 and not is_seam, opening & _words.LINE != 0
    row[0] = is_seam
    row[1] = has_stop and not is_seam
    row[2] = not has_stop and not is_seam
    row[3] = alone
    row[4] = line
    row[5] = alone and line
    row[6] = opening & _words.BEGINS != 0 and not line
    row[7] = after & _words.BEGINS != 0 and not after & _words.LINE
    row[8] = min(s, _features.MOST_INDEX)
    row[9] = _SCALE * s // n
    row[10] = s == 0
    row[11] = s == 1
    row[12] = s == n - 1
    row[13] = min(n, _features.MOST_SENTENCES)
    row[14] = min(counts[N_PARAGRAPHS], _features.MOST_PARAGRAPHS)
    row[15] = counts[SEVERAL]
    row[16] = in_sentence if is_seam else _SCALE
    row[17] = in_sentence
    row[18] = after & _words.GAP != 0
    row[19] = opening & _words.GAP != 0
    row[20] = end + 1 < n_words and words[end + 1, FLAGS] & _words.CAPITAL != 0
    row[21] = min(high - low, _features.LONGEST)
    row[22] = min(last - first, _features.LONGEST)
    row[23] = before & _words.STOP != 0
    row[24] = before & _words.COLON != 0
    row[25] = _begin_alike(page, start, low, high)
    row[26] = _begin_alike(page, start, first, last)
    row[27] = high > low and words[low, FLAGS] & _words.OPENS != 0
    row[28] = min(counts[N_CREDITED], _features.MOST_CREDITED)
    row[29] = min(size, _features.MOST_IN_PARAGRAPH)
    row[30] = min(sentences[s, STOP] - end, _features.LONGEST)
    row[31] = counts[N_TITLE] == 0
    row[32] = is_seam and words[end, PREVIOUS] >= start
    row[33] = start > sentences[s, BEGIN]


@helper
def _begin_alike(page: Page, start: int, low: int, high: int) -> bool:
    words = page.rows
    if high - low < 2:
        return False
    return bool(words[start, FIRST] == words[low, FIRST] and words[start + 1, FIRST] == words[low + 1, FIRST])


@helper
def _add_likeness(page: Page, s: int, start: int, end: int) -> None:
    """Note how like a candidate is to what stands around it, as `vnnews.articles._caption_features.SHARES` says."""
    words, counts = page.rows, page.counts
    row = page.numbers[_features.N_OF_WORDS + _features.N_OF_PLACE :]
    for i in range(_N_SHARES):
        row[i] = 0.0
    n_title, n_top = counts[N_TITLE], counts[N_TOP]
    low, high = _following(page, s, end)
    first, last = _preceding(page, s, start)
    total, of_names = 0, 0
    for i in range(start, end):
        before = words[i, PREVIOUS]
        if before >= start:
            continue
        idf = page.values[words[i, KNOWN], _model.IDF]
        total += idf
        head = words[i, FIRST]
        behind = words[i, NEXT]
        while 0 <= behind < end:
            behind = words[behind, NEXT]
        stands_before, stands_behind = before >= n_top, words[head, LATEST] >= high
        follows = low <= behind < high
        row[0] += idf * (head < n_title)
        row[1] += idf * _is_in_lead(page, i, n_title, n_top)
        row[2] += idf * (first <= before < last)
        row[3] += idf * follows
        row[4] += idf * stands_before
        row[5] += idf * stands_behind
        if i > start and words[i, FLAGS] & _words.CAPITAL:
            of_names += idf
            row[6] += idf * stands_before
            row[7] += idf * follows
            row[8] += idf * stands_behind
    # Whole numbers as small as these are divided exactly enough; `//` of floats takes ten times as long.
    for i in range(_N_SHARES):
        row[i] = np.floor(_SCALE * row[i] / max(of_names if i >= _FIRST_OF_NAMES else total, 1))
    row[_N_SHARES] = of_names > 0


@helper
def _add_scores(page: Page, s: int, start: int, end: int) -> None:
    """Note how like a caption a candidate is by its words, as each view has it."""
    words, values = page.rows, page.values
    row = page.numbers[_features.N_FEATURES - _model.N_VIEWS :]
    low, high = _following(page, s, end)
    first, last = _preceding(page, s, start)
    behind = _model.SEAM if end < page.rows[s, STOP] else _model.FOLLOWING
    for view in range(_model.N_VIEWS):
        score = values[words[start, KNOWN], _model.FIRST + view] + values[words[end - 1, KNOWN], _model.LAST + view]
        for i in range(start, end):
            if words[i, PREVIOUS] < start:
                score += values[words[i, KNOWN], _model.WORD + view]
        if low < high:
            score += values[words[low, KNOWN], behind + view]
        if first < last:
            score += values[words[last - 1, KNOWN], _model.PRECEDING + view]
        row[view] = score


@helper
def _is_in_lead(page: Page, i: int, n_title: int, n_top: int) -> bool:
    """Tell whether a word stands in the lead: what is the same in title and lead comes first."""
    words = page.rows
    at = words[i, FIRST]
    while 0 <= at < n_title:
        at = words[at, NEXT]
    return bool(n_title <= at < n_top)
