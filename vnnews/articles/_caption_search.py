"""What may be captions without a credit among the sentences of a page (kernels).

It does what `vnnews.articles._caption_features` does in the plain way, and `likely_on` with it, to the last number:
whole numbers are added up, in float64, which is exact whatever their order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.articles import _caption_context as _context
from vnnews.articles import _caption_features as _features
from vnnews.articles import _caption_model as _model
from vnnews.articles import _caption_words as _words
from vnnews.articles._caption_choice import HIGH, LOW, N_FOUND, PART, RESULT, SENTENCE, choose
from vnnews.articles._caption_network import Layers, layers_of, result_of
from vnnews.articles._caption_numbers import Page, following, preceding, reckon
from vnnews.articles._caption_reading import (
    BEGIN,
    END,
    FLAGS,
    KNOWN,
    N_COLUMNS,
    N_COUNTS,
    N_CREDITED,
    N_SENTENCES,
    N_TITLE,
    N_TOP,
    N_WORDS,
    PARAGRAPH,
    PREVIOUS,
    START,
    STOP,
    read,
)
from vnnews.articles._caption_table import Table
from vnnews.articles._codes import Codes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


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
    row, hidden = np.empty(_features.N_FEATURES), np.empty(table.layers.shape[1], np.float32)
    n = search(table.values, table.layers, table.limits, counts, rows, row, hidden, found, numbers)
    if n:
        of_sentences = np.zeros(int(counts[N_SENTENCES]), np.int64)
        hidden = np.empty(table.together.shape[1], np.float32)
        n = choose(found[:n], numbers[:n], table.together, table.limits[1], of_sentences, hidden)
    return [(part, low, high) for part, low, high in found[:n, PART : HIGH + 1].tolist()] if n else []


@kernel
def search(  # noqa: PLR0917  # numba takes no names
    values: NDArray[np.int16],
    layers: Singles,
    limits: Floats,
    counts: Ints,
    rows: NDArray[np.int32],
    row: Floats,
    hidden: Singles,
    found: NDArray[np.int32],
    numbers: Floats,
) -> int:
    """Find what may be captions among the paragraphs of a page.

    Parameters
    ----------
    values, layers, limits
        The arrays of a `vnnews.articles._caption_table.Table`.
    counts : int64, shape (N_COUNTS,)
    rows : int32, shape (room, N_COLUMNS)
        What `vnnews.articles._caption_reading.read` has noted.
    row : float64, shape (N_FEATURES,)
        Room for the numbers of a candidate.
    hidden : float32, shape (layers.shape[1],)
        Room for what the network's first layer makes of them.
    found : int32, shape (n_words // 2 + 1, N_FOUND)
        What is found, in the columns of `vnnews.articles._caption_choice`.
    numbers : float64, shape (n_words // 2 + 1, N_FEATURES or more)
        In the first columns, the numbers of each.

    Returns
    -------
    int
        How much was found.
    """
    network, least = layers_of(layers, limits[0]), limits[2]
    count = 0
    for s in range(counts[N_SENTENCES]):
        start, stop = rows[s, BEGIN], rows[s, STOP]
        while start < stop:
            page = Page(values, rows, counts, row, numbers[count], hidden)
            score, end = _best_end(page, network, least, s, start)
            if end < 0:
                break
            found[count, SENTENCE], found[count, PART] = s, rows[s, PARAGRAPH]
            found[count, LOW], found[count, HIGH] = rows[start, START], rows[end - 1, END]
            found[count, RESULT] = int(min(np.floor(score / _context.RESULT_UNIT), _context.MOST_RESULT))
            count += 1
            start = end
    return count


@helper
def _best_end(page: Page, network: Layers, least: float, s: int, start: int) -> tuple[float, int]:
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
        if may_end and so_far + _score_behind(page, s, end) >= least:
            reckon(page, s, start, end)
            score = result_of(network, page.numbers, page.hidden)
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
    first, last = preceding(page, s, start)
    return _weight(page, start, _model.FIRST) + (_weight(page, last - 1, _model.PRECEDING) if first < last else 0)


@helper
def _score_behind(page: Page, s: int, end: int) -> int:
    """Return what the last word and the one behind it add."""
    score = _weight(page, end - 1, _model.LAST)
    low, high = following(page, s, end)
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
