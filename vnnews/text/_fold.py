"""Words -> the form in which they are counted: lower-cased or not, tone marks in one placement or as typed."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from vnnews._jit import helper, kernel
from vnnews.text import _hashing, _model, _tone_marks
from vnnews.text._code_points import LOWER, WORD
from vnnews.text._normalize import ToneMarks
from vnnews.text._segmenter import WordForms
from vnnews.text._tokens import Codes, Hashes, Ints, Tokens

_BASE = np.uint64(_hashing.BASE)
_ZERO, _ONE = np.uint64(0), np.uint64(1)
_DOTTED_I, _SIGMA, _UNDERSCORE, _q, _Q = 0x130, 0x3A3, 0x5F, 0x71, 0x51
_MARKS, _MARKS_END = 0x300, 0x370
_PAIRS_MASK = 255
_SECOND, _FIRST, _UNUSUAL = 1, 2, 4
_KINDS_END = 0x2000
"""No letter of a pair stands beyond, unless some code is lowered to it."""
Rules = tuple[Codes, Hashes, npt.NDArray[np.uint8]]
_MOVE = {"old": _tone_marks.old_tone_marks, "new": _tone_marks.new_tone_marks}


def fold(forms: WordForms, *, lowercase: bool, tone_marks: ToneMarks) -> tuple[npt.NDArray[np.uint64], WordForms]:
    """Return the folded words and their hashes: what `vnnews.text.fold_words` documents."""
    codes = np.empty(int((forms.ends - forms.starts).sum()), np.uint32)
    folded = WordForms(codes, np.empty_like(forms.starts), np.empty_like(forms.ends))
    hashes = np.empty(len(forms.starts), np.uint64)
    unusual = np.empty(len(forms.starts), np.int64)
    n_unusual = _fold(
        (forms.codes, forms.starts, forms.ends),
        (_model.load().classes, lowercase, _pairs(tone_marks)),
        (folded.codes, folded.starts, folded.ends),
        hashes,
        unusual,
    )
    if not n_unusual:
        return hashes, folded
    pieces, position = [codes], len(codes)
    for word in unusual[:n_unusual].tolist():
        spelled = forms.codes[forms.starts[word] : forms.ends[word]].tobytes().decode("utf-32-le").lower()
        if tone_marks != "keep":
            spelled = _MOVE[tone_marks](spelled)
        pieces.append(np.frombuffer(spelled.encode("utf-32-le"), "<u4").astype(np.uint32))
        folded.starts[word] = position
        position += len(spelled)
        folded.ends[word] = position
        hashes[word] = _hashing.hash_word(spelled, lowercase=False)
    return hashes, WordForms(np.concatenate(pieces), folded.starts, folded.ends)


def fold_tokens(codes: Codes, tokens: Tokens, tone_marks: ToneMarks) -> bool:
    """Bring the tone marks of tokens to one placement, in their hashes alone.

    A joined word's tokens stand apart, so that what folds the word folds each of them; and no length changes.

    Parameters
    ----------
    codes : uint32
    tokens : Tokens
        Their hashes are changed.
    tone_marks : {"keep", "old", "new"}

    Returns
    -------
    bool
        False where a token has İ or Σ, which are not lowered one by one: the hashes are then of no use, and `fold` is
        to be called with the words.
    """
    return tone_marks == "keep" or bool(change_tokens(codes, fold_rules(tone_marks), tokens))


@functools.cache
def fold_rules(tone_marks: ToneMarks) -> Rules:
    """Return classes, pairs and kinds of code points, as `change_tokens` takes them; no kinds if nothing changes."""
    return _model.load().classes, _pairs(tone_marks), _kinds(tone_marks)


@functools.cache
def _pairs(tone_marks: ToneMarks) -> npt.NDArray[np.uint64]:
    """Return the open-addressing table of vowel pairs and of what they become; empty if nothing changes."""
    if tone_marks == "keep":
        return np.zeros((0, 2), np.uint64)
    table = np.zeros((_PAIRS_MASK + 1, 2), np.uint64)
    for before, after in _tone_marks.TONE_PAIRS[tone_marks].items():
        first, second = map(ord, before)
        slot = (first * 31 + second) & _PAIRS_MASK
        while table[slot, 0]:
            slot = (slot + 1) & _PAIRS_MASK
        table[slot] = first << 32 | second, ord(after[0]) << 32 | ord(after[1])
    return table


@functools.cache
def _kinds(tone_marks: ToneMarks) -> npt.NDArray[np.uint8]:
    """Return of every code point whether it may begin a pair of `_pairs`, or end it, or is not lowered by itself.

    The last entry is that of all code points that have none. There are none if nothing changes.
    """
    if tone_marks == "keep":
        return np.zeros(0, np.uint8)
    firsts, seconds = zip(*_tone_marks.TONE_PAIRS[tone_marks], strict=True)
    lower = _model.load().classes[:_KINDS_END] & LOWER
    kinds = _FIRST * np.isin(lower, [ord(one) for one in firsts]) + _SECOND * np.isin(
        lower, [ord(one) for one in seconds]
    )
    kinds[[_DOTTED_I, _SIGMA]] = _UNUSUAL
    return np.append(kinds, _FIRST + _SECOND).astype(np.uint8)


@kernel
def _fold(
    forms: tuple[Codes, Ints, Ints],
    rules: tuple[Codes, bool, Hashes],
    folded: tuple[Codes, Ints, Ints],
    hashes: Hashes,
    unusual: Ints,
) -> int:
    """Write the folded words and their hashes; return how many are unusual and to be done again.

    İ and Σ are not lowered one by one; `unusual` is filled with the words that hold them.
    """
    codes, starts, ends = forms
    classes, lowercase, pairs = rules
    out, out_starts, out_ends = folded
    position = 0
    n_unusual = 0
    for word in range(len(starts)):
        start = position
        is_unusual = False
        for k in range(starts[word], ends[word]):
            code = codes[k]
            if lowercase:
                is_unusual |= code in (_DOTTED_I, _SIGMA)
                code = np.uint32(classes[code] & np.uint32(LOWER))
            out[position] = code
            position += 1
        for k in range(start, position - 1 if len(pairs) else start):
            after = _UNDERSCORE if k + 2 == position else int(out[k + 2])
            if _ends_before(after, classes) and (k == start or (out[k - 1] != _q and out[k - 1] != _Q)):
                slot = _find_pair(pairs, np.uint64(out[k]), np.uint64(out[k + 1]))
                if pairs[slot, 0] != _ZERO:
                    out[k] = np.uint32(pairs[slot, 1] >> np.uint64(32))
                    out[k + 1] = np.uint32(pairs[slot, 1] & np.uint64(0xFFFFFFFF))
        value = _ZERO
        for k in range(start, position):
            value = value * _BASE + np.uint64(out[k]) + _ONE
        hashes[word] = value
        out_starts[word] = start
        out_ends[word] = position
        if is_unusual:
            unusual[n_unusual] = word
            n_unusual += 1
    return n_unusual


@kernel
def change_tokens(codes: Codes, rules: Rules, tokens: Tokens) -> bool:
    """Do what `fold_tokens` says, if anything changes."""
    classes, pairs, kinds = rules
    n_tokens = tokens.indptr[len(tokens.indptr) - 1]
    t = 0
    before = 0
    # Few characters may end a pair behind one that may begin it: only there it is asked which token they stand in.
    for k in range(len(codes)):
        kind = int(kinds[min(codes[k], _KINDS_END)])
        if before >> 1 & kind & _SECOND or kind & _UNUSUAL:
            if kind & _UNUSUAL:
                return False
            while t < n_tokens and tokens.ends[t] <= k:
                t += 1
            if t < n_tokens and tokens.starts[t] < k:
                end = tokens.ends[t]
                change = _pair_change(codes, (tokens.starts[t], k, end), (classes, pairs))
                if change != _ZERO:
                    for _ in range(k + 1, end):
                        change = change * _BASE
                    tokens.hashes[t] += change
        before = kind
    return True


@helper
def _pair_change(codes: Codes, place: tuple[int, int, int], rules: tuple[Codes, Hashes]) -> np.uint64:
    """Return what moving the mark of a letter and the one before it changes in the hash of what ends with them."""
    start, k, end = place
    classes, pairs = rules
    after = _UNDERSCORE if k + 1 == end else int(np.int64(classes[codes[k + 1]] & np.uint32(LOWER)))
    if not _ends_before(after, classes):
        return _ZERO
    if k - 1 > start and (codes[k - 2] == _q or codes[k - 2] == _Q):
        return _ZERO
    first = np.uint64(classes[codes[k - 1]] & np.uint32(LOWER))
    second = np.uint64(classes[codes[k]] & np.uint32(LOWER))
    slot = _find_pair(pairs, first, second)
    if pairs[slot, 0] == _ZERO:
        return _ZERO
    moved = (pairs[slot, 1] >> np.uint64(32)) - first
    return np.uint64(moved * _BASE + (pairs[slot, 1] & np.uint64(0xFFFFFFFF)) - second)


@helper
def _ends_before(after: int, classes: Codes) -> bool:
    """Tell whether a syllable ends before a character."""
    return bool(after == _UNDERSCORE or not (classes[after] & WORD or _MARKS <= after < _MARKS_END))


@helper
def _find_pair(pairs: Hashes, first: np.uint64, second: np.uint64) -> int:
    """Return where two letters stand in the table, or where nothing does if they are not there."""
    key = first << np.uint64(32) | second
    slot = (int(np.int64(first)) * 31 + int(np.int64(second))) & _PAIRS_MASK
    while pairs[slot, 0] != _ZERO and pairs[slot, 0] != key:
        slot = (slot + 1) & _PAIRS_MASK
    return slot
