"""The words and sentences of a page, as the search for captions reads them (kernel).

It does what `vnnews.articles._caption_words` does in the plain way.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.articles import _caption_features as _features
from vnnews.articles import _caption_table as _table
from vnnews.articles import _caption_words as _words
from vnnews.articles._codes import Codes

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

START, END, FLAGS, KNOWN, PREVIOUS, NEXT, FIRST, LATEST = range(8)
"""Columns of a word: where it begins and ends; its flags; its number in the model; the word before and the next one
that is the same, or -1; the first that is the same, and there the last one."""
BEGIN, STOP, PARAGRAPH, SIZE = range(8, 12)
"""Columns of a sentence: the first word, that behind the last; the paragraph, and in the row of that how many sentences
it has."""
N_COLUMNS = 12

N_TITLE, N_TOP, N_WORDS, N_SENTENCES, N_PARAGRAPHS, SEVERAL, N_CREDITED = range(7)
"""How many words the title has, title and lead, and all; how many sentences there are, and paragraphs; the share of
paragraphs with several sentences; how many captions have a credit."""
N_COUNTS = 7

_BASE, _SPREAD = np.uint64(_table.BASE), np.uint64(_table.SPREAD)
_ZERO, _ONE, _HALF = np.uint64(0), np.uint64(1), np.uint64(32)
_LAST_BITS = np.uint64(_table.NUMBER)
_NUMBER = np.uint64(_table.hash_of(_words.NUMBER))
_LEFT, _RIGHT, _MIDDLE = (np.uint64(_table.hash_of(word)) for word in _words.SIDES)
_COMMA, _SEMICOLON, _COLON, _CLOSE, _NEWLINE = map(ord, ",;:)\n")
_SCALE = _features.SCALE


class Page(NamedTuple):
    """What all parts of the reading read and write.

    Attributes
    ----------
    codes : uint16
    classes : uint32
    known : uint64
        Of a `vnnews.articles._caption_table.Table`.
    rows : int32, shape (room, N_COLUMNS)
        The words and the sentences.
    hashes : uint64, shape (room,)
        Those of the words.
    slots : int32, shape (power of two,)
        Hash table of the words that are different; -1 where there is none.
    counts : int64, shape (N_COUNTS,)
    """

    codes: Codes
    classes: NDArray[np.uint32]
    known: Hashes
    rows: NDArray[np.int32]
    hashes: Hashes
    slots: NDArray[np.int32]
    counts: Ints


@kernel
def read(  # noqa: PLR0917  # numba takes no names
    codes: Codes,
    classes: NDArray[np.uint32],
    known: Hashes,
    spans: Ints,
    counts: Ints,
    rows: NDArray[np.int32],
    hashes: Hashes,
    slots: NDArray[np.int32],
) -> None:
    """Note the words of a page, and where its sentences begin and end.

    Parameters
    ----------
    codes : uint16
    classes, known
        The arrays of a `vnnews.articles._caption_table.Table`: numba takes single arrays in half the time.
    spans : int64, shape (2, n_parts)
        Where the title, the lead and the paragraphs begin and end.
    counts : int64, shape (N_COUNTS,)
        In the first two places, how many of the parts are titles, and titles or leads; what is counted.
    rows, hashes, slots
        What is noted, and room, as `Page` says.
    """
    page = Page(codes, classes, known, rows, hashes, slots, counts)
    for slot in range(len(slots)):
        slots[slot] = -1
    _read(page, spans)
    _part_sentences(page)


# Words


@helper
def _read(page: Page, spans: Ints) -> None:
    """Note the words of all parts, and what they have in common."""
    counts = page.counts
    n_titles, n_tops = counts[N_TITLE], counts[N_TOP]
    counts[N_TITLE] = counts[N_TOP] = 0
    n = 0
    for part in range(spans.shape[1]):
        begin, end = spans[0, part], spans[1, part]
        opening = _words.BEGINS
        if begin == 0 or page.codes[begin - 1] == _NEWLINE:
            opening |= _words.LINE
        at = last = begin
        while at < end:
            if _class(page, at) & _table.SPACE:
                at += 1
                continue
            gap = _words.GAP if not opening and at - last > 1 else 0
            at = last = _note(page, n, at, end, opening | gap)
            opening = 0
            n += 1
        if part < n_titles:
            counts[N_TITLE] = n
        if part < n_tops:
            counts[N_TOP] = n
    counts[N_WORDS] = n


@helper
def _class(page: Page, at: int) -> int:
    """Return the small letter of a character and what it is."""
    code = np.int64(page.codes[at])
    return int(np.int64(page.classes[code])) if code < _words.LIMIT else int(code)


@helper
def _note(page: Page, n: int, start: int, limit: int, flags: int) -> int:
    """Note the word that begins at a place; return where it ends."""
    codes, words = page.codes, page.rows
    value = whole = _ZERO
    first, any_of, of_word, shared, shouted = 0, 0, 0, _table.CAPITAL, 0
    k = closed = start
    n_letters = n_bare = 0
    while k < limit:
        classes = _class(page, k)
        if classes & _table.SPACE:
            break
        any_of |= classes
        if not classes & _table.CLOSING:
            closed = k
        # Signs around a word are not part of it, those within are.
        if n_letters or not classes & _table.EDGE:
            first = classes if n_letters == 0 else first
            n_letters += 1
            value = value * _BASE + np.uint64(classes & _table.LOWER) + _ONE
            of_word |= classes
            shared &= classes
            if not classes & _table.EDGE:
                whole, n_bare, shouted = value, n_letters, shared
        k += 1
    last = codes[k - 1]
    if of_word & _table.DECIMAL:
        flags |= _words.DIGIT
        whole = _NUMBER
    flags |= _words.CAPITAL if first & _table.CAPITAL else 0
    flags |= _words.SHOUTED if shouted and n_bare > 1 else 0
    flags |= _words.COMMA if last == _COMMA or last == _SEMICOLON else 0  # noqa: PLR1714, SIM109  # no sets
    flags |= _words.COLON if last == _COLON else 0
    flags |= _words.BRACKET_END if last == _CLOSE else 0
    flags |= _words.BRACKET if any_of & _table.ROUND else 0
    flags |= _words.QUOTED if any_of & _table.QUOTE else 0
    flags |= _words.OPENS if _class(page, start) & _table.OPENER else 0
    flags |= _words.STOP if k - start > 1 and _class(page, closed) & _table.FULL_STOP else 0
    if flags & _words.BRACKET and (whole == _LEFT or whole == _RIGHT or whole == _MIDDLE):  # noqa: PLR1714, SIM109
        flags |= _words.SIDE
    words[n, START], words[n, END], words[n, FLAGS] = start, k, flags
    _link(page, n, whole)
    return k


@helper
def _number(page: Page, value: np.uint64) -> int:
    known = page.known
    size = len(known)
    slot = int(np.int64((((value * _SPREAD) >> _HALF) * np.uint64(size)) >> _HALF))
    while known[slot] != _ZERO and (known[slot] ^ value) > _LAST_BITS:
        slot = slot + 1 if slot + 1 < size else 0
    return int(np.int64(known[slot] & _LAST_BITS))


@helper
def _link(page: Page, n: int, value: np.uint64) -> None:
    """Link a word with those before it that are the same."""
    words, slots, hashes = page.rows, page.slots, page.hashes
    mask = len(slots) - 1
    hashes[n] = value
    slot = int(np.int64((value * _SPREAD) >> _HALF)) & mask
    while slots[slot] >= 0 and hashes[slots[slot]] != value:
        slot = (slot + 1) & mask
    words[n, NEXT] = -1
    if slots[slot] < 0:
        slots[slot] = n
        words[n, PREVIOUS], words[n, FIRST], words[n, LATEST] = -1, n, n
        words[n, KNOWN] = _number(page, value)
        return
    first = int(slots[slot])
    before = words[first, LATEST]
    words[n, PREVIOUS], words[n, FIRST], words[n, KNOWN] = before, first, words[first, KNOWN]
    words[before, NEXT] = n
    words[first, LATEST] = n


# Sentences


@helper
def _part_sentences(page: Page) -> None:
    """Note where sentences begin and end, and how many each paragraph has."""
    words, sentences, counts = page.rows, page.rows, page.counts
    start, n, n_words = counts[N_TOP], 0, counts[N_WORDS]
    paragraph, n_several = -1, 0
    for i in range(start, n_words):
        flags = words[i, FLAGS]
        if flags & _words.BEGINS:
            paragraph += 1
            sentences[paragraph, SIZE] = 0
        following = words[i + 1, FLAGS] if i + 1 < n_words else _words.BEGINS
        if following & _words.BEGINS or (flags & _words.STOP and following & _words.OPENING):
            sentences[n, BEGIN], sentences[n, STOP], sentences[n, PARAGRAPH] = start, i + 1, paragraph
            sentences[paragraph, SIZE] += 1
            n_several += sentences[paragraph, SIZE] == 2
            n += 1
            start = i + 1
    counts[N_SENTENCES], counts[N_PARAGRAPHS] = n, paragraph + 1
    counts[SEVERAL] = _SCALE * n_several // max(paragraph + 1, 1)
