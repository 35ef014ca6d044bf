"""The numbers of what may be a caption without a credit, as the kernels that find captions reckon them.

They are those of `vnnews.articles._caption_features`, whole numbers, to the last one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper
from vnnews.articles import _caption_features as _features
from vnnews.articles import _caption_model as _model
from vnnews.articles import _caption_words as _words
from vnnews.articles._caption_reading import (
    BEGIN,
    FIRST,
    FLAGS,
    KNOWN,
    LATEST,
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
    STOP,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_SCALE = _features.SCALE
_N_SHARES, _FIRST_OF_NAMES = len(_features.SHARES), _features.SHARES.index("names_before")


class Page(NamedTuple):
    """What all parts of the search read and write.

    Attributes
    ----------
    values : int16
        Of a `vnnews.articles._caption_table.Table`.
    rows : int32, shape (room, N_COLUMNS)
        The words and the sentences.
    counts : int64, shape (N_COUNTS,)
    numbers : float64, shape (N_FEATURES,)
        Those of a candidate.
    likeliest : float64, shape (N_FEATURES,)
        Those of the likeliest that begins at a place.
    hidden : float32, shape (n_hidden,)
        What the network's first layer makes of them.
    """

    values: NDArray[np.int16]
    rows: NDArray[np.int32]
    counts: Ints
    numbers: Floats
    likeliest: Floats
    hidden: NDArray[np.float32]


@helper
def reckon(page: Page, s: int, start: int, end: int) -> None:
    """Fill ``page.numbers`` with those of the words from `start` to `end` of sentence `s`."""
    _add_words(page, start, end)
    _add_place(page, s, start, end)
    _add_likeness(page, s, start, end)
    _add_scores(page, s, start, end)


@helper
def following(page: Page, s: int, end: int) -> tuple[int, int]:
    """Return the rest of the sentence, else the next one."""
    sentences = page.rows
    if end < sentences[s, STOP]:
        return end, sentences[s, STOP]
    if s + 1 < page.counts[N_SENTENCES]:
        return sentences[s + 1, BEGIN], sentences[s + 1, STOP]
    return end, end


@helper
def preceding(page: Page, s: int, start: int) -> tuple[int, int]:
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
    low, high = following(page, s, end)
    first, last = preceding(page, s, start)
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
    low, high = following(page, s, end)
    first, last = preceding(page, s, start)
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
    low, high = following(page, s, end)
    first, last = preceding(page, s, start)
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
