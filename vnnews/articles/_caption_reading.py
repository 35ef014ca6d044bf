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
_NUMBER = np.uint64(_table.hash_of(_words.NUMBER))
_LEFT, _RIGHT, _MIDDLE = (np.uint64(_table.hash_of(word)) for word in _words.SIDES)
_COMMA, _SEMICOLON, _COLON, _CLOSE, _NEWLINE = map(ord, ",;:)\n")
_SCALE = _features.SCALE
_MOST_WORDS = np.uint64(_table.MOST_WORDS)
_LOWER, _SPACE = np.uint64(_table.LOWER), np.uint64(_table.SPACE)
_KIND_BIT = np.uint64(_table.SPACE.bit_length() - 1)
"""What a character is begins with this bit; it is a space if it has that."""
_SIGNS = (
    _table.EDGE | _table.DECIMAL | _table.CLOSING | _table.FULL_STOP | _table.QUOTE | _table.OPENER | _table.ROUND
) >> int(_KIND_BIT)


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
    counts, codes, words = page.counts, page.codes, page.rows
    n_titles, n_tops = counts[N_TITLE], counts[N_TOP]
    counts[N_TITLE] = counts[N_TOP] = 0
    n = 0
    for part in range(spans.shape[1]):
        begin, end = spans[0, part], spans[1, part]
        opening = _words.BEGINS
        if begin == 0 or codes[begin - 1] == _NEWLINE:
            opening |= _words.LINE
        n_words = _part_words(page, n, begin, end)
        at = last = begin
        while n < n_words:
            while page.classes[codes[at]] & _table.SPACE:
                at += 1
            gap = _words.GAP if not opening and at - last > 1 else 0
            words[n, START], last = at, words[n, END]
            _note(page, n, opening | gap)
            _link(page, n)
            at, opening = last, 0
            n += 1
        if part < n_titles:
            counts[N_TITLE] = n
        if part < n_tops:
            counts[N_TOP] = n
    counts[N_WORDS] = n
    _look_up(page)


@helper
def _part_words(page: Page, n_before: int, begin: int, end: int) -> int:
    """Note where each word of a part ends, what its characters are, and its hash, as if no sign were around it.

    Which character ends a word cannot be foretold. So nothing depends on it but numbers: all is noted at each
    character, and the next one of the word overwrites it.
    """
    codes, classes, words, hashes = page.codes, page.classes, page.rows, page.hashes
    n, value, any_of, is_within = np.uint64(n_before), _ZERO, _ZERO, _ZERO
    for k in range(np.uint64(begin), np.uint64(end)):
        entry = np.uint64(classes[codes[k]])
        is_space = (entry & _SPACE) >> _KIND_BIT
        kept = is_space - _ONE  # all bits, or none
        n += is_space & is_within
        is_within = is_space ^ _ONE
        value = value * (_BASE & kept) + (((entry & _LOWER) + _ONE) & kept)
        any_of = (any_of | (entry >> _KIND_BIT)) & kept
        words[n, END], words[n, FLAGS], hashes[n] = k + 1, any_of, value
    return int(np.int64(n + is_within))


@helper
def _note(page: Page, n: int, flags: int) -> None:
    """Note the flags of a word, and its hash if that is another than it seemed."""
    classes, codes, words = page.classes, page.codes, page.rows
    start, end, any_of = words[n, START], words[n, END], words[n, FLAGS]
    if any_of & _SIGNS:
        flags |= _read_signs(page, n, start, end)
    elif any_of and classes[codes[start]] & _table.CAPITAL:
        if end - start > 1 and classes[codes[start + 1]] & _table.CAPITAL:
            flags |= _read_signs(page, n, start, end)
        else:
            flags |= _words.CAPITAL
    words[n, FLAGS] = flags


@helper
def _read_signs(page: Page, n: int, start: int, end: int) -> int:
    """Return the flags of a word that has signs, digits or several capitals, and note its hash."""
    codes, hashes = page.codes, page.hashes
    value = whole = _ZERO
    flags, first, any_of, of_word, shared, shouted = 0, 0, 0, 0, _table.CAPITAL, 0
    closed = start
    n_letters = n_bare = 0
    for k in range(start, end):
        entry = int(page.classes[codes[k]])
        any_of |= entry
        if not entry & _table.CLOSING:
            closed = k
        # Signs around a word are not part of it, those within are.
        if n_letters or not entry & _table.EDGE:
            first = entry if n_letters == 0 else first
            n_letters += 1
            value = value * _BASE + np.uint64(entry & _table.LOWER) + _ONE
            of_word |= entry
            shared &= entry
            if not entry & _table.EDGE:
                whole, n_bare, shouted = value, n_letters, shared
    last = codes[end - 1]
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
    flags |= _words.OPENS if page.classes[codes[start]] & _table.OPENER else 0
    flags |= _words.STOP if end - start > 1 and page.classes[codes[closed]] & _table.FULL_STOP else 0
    if flags & _words.BRACKET and (whole == _LEFT or whole == _RIGHT or whole == _MIDDLE):  # noqa: PLR1714, SIM109
        flags |= _words.SIDE
    hashes[n] = whole
    return flags


@helper
def _link(page: Page, n: int) -> None:
    """Link a word with those before it that are the same.

    Whether there are some cannot be foretold, and a wrong guess costs as much as all this: a word that is new is
    linked with itself in the same steps.
    """
    words, slots, hashes = page.rows, page.slots, page.hashes
    mask = len(slots) - 1
    value = hashes[n]
    slot = int(np.int64((value * _SPREAD) >> _HALF)) & mask
    first = n if slots[slot] < 0 else slots[slot]
    while hashes[first] != value:
        slot = (slot + 1) & mask
        first = n if slots[slot] < 0 else slots[slot]
    slots[slot] = first
    words[n, LATEST] = -1
    before = words[first, LATEST]
    words[n, PREVIOUS], words[n, FIRST], words[first, LATEST] = before, first, n
    words[n if before < 0 else before, NEXT] = n
    words[n, NEXT] = -1


@helper
def _look_up(page: Page) -> None:
    """Note the numbers of all words in the model."""
    words, hashes, known = page.rows, page.hashes, page.known
    size = np.uint64(len(known))
    for n in range(page.counts[N_WORDS]):
        value = hashes[n]
        slot = (((value * _SPREAD) >> _HALF) * size) >> _HALF
        entry = known[slot]
        while entry != _ZERO and (entry ^ value) > _MOST_WORDS:
            slot = slot + _ONE if slot + _ONE < size else _ZERO
            entry = known[slot]
        words[n, KNOWN] = entry & _MOST_WORDS


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
