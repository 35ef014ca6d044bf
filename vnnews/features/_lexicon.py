"""`Lexicon`: distinct words and their ids, found by hash, checked by spelling."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import helper, kernel
from vnnews.text import WordForms
from vnnews.text._hashing import BASE

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Ids = NDArray[np.int32]
Ints = NDArray[np.int64]

UNKNOWN = -1
"""The id of a word that the lexicon does not have."""

_BASE = np.uint64(BASE)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_ZERO, _ONE = np.uint64(0), np.uint64(1)
_WORDS, _CODES = 1 << 11, 1 << 14
_BLOCK = 256
_ROOM = 1.6
"""Slots to a word: a search of an open-addressing table then ends after two steps or so (Knuth 6.4)."""


class Lexicon:
    """Words numbered in the order in which they came.

    A word is known by the polynomial hash of its code points (`vnnews.text.hash_word`). Whenever a word is added, its
    spelling is compared with the one that has its hash already, so two words are never taken for one.
    """

    def __init__(self) -> None:
        self._size = 0
        self._table: Hashes = np.zeros((0, 2), np.uint64)
        self._codes: Codes = np.empty(0, np.uint32)
        self._offsets: Ints = np.zeros(1, np.int64)

    def __len__(self) -> int:
        return self._size

    def __getstate__(self) -> dict[str, Any]:
        lengths = np.diff(self.offsets)
        return {"text": _decode(self.codes), "lengths": lengths.astype(np.min_scalar_type(lengths.max(initial=0)))}

    def __setstate__(self, state: dict[str, Any]) -> None:
        Lexicon.__init__(self)
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(state["lengths"], dtype=np.int64)])
        codes = np.frombuffer(state["text"].encode("utf-32-le", "surrogatepass"), "<u4")
        self.add(WordForms(codes, offsets[:-1], offsets[1:]))

    @property
    def codes(self) -> Codes:
        """The code points of all words, one word after the other."""
        return self._codes[: self._offsets[self._size]]

    @property
    def offsets(self) -> Ints:
        """Where each word begins and ends in `codes`; shape (n + 1,)."""
        return self._offsets[: self._size + 1]

    def add(self, forms: WordForms, hashes: Hashes | None = None) -> Ids:
        """Return the ids of words, new ones included.

        Parameters
        ----------
        forms : WordForms
        hashes : ndarray of uint64, shape (n,), optional
            Theirs, if known.

        Returns
        -------
        ndarray of int32, shape (n,)

        Raises
        ------
        ValueError
            If two words have the same hash.
        """
        if hashes is None:
            hashes = np.empty(len(forms.starts), np.uint64)
            _hash(_read_only(forms.codes), forms.starts, forms.ends, hashes)
        ids = np.empty(len(hashes), np.int32)
        given, position, other = (_read_only(forms.codes), forms.starts, forms.ends), 0, -1
        while position < len(hashes) and other < 0:
            self._make_room(int(forms.ends[position] - forms.starts[position]))
            known = (self._table, self._codes, self._offsets)
            self._size, position, other = _add(hashes, given, known, (self._size, position), ids)
        if other >= 0:
            new = _decode(forms.codes[forms.starts[other] : forms.ends[other]])
            old = self.spell(int(ids[other]))
            raise ValueError(
                f"the words {old!r} and {new!r} have the same 64-bit hash, so they can't be told apart; expected words "
                "with hashes of their own; take one of the two out of the texts"
            )
        return ids

    def find(self, hashes: Hashes) -> Ids:
        """Return the ids of words; `UNKNOWN` for one that the lexicon does not have."""
        ids = np.empty(len(hashes), np.int32)
        _find(hashes, self._table, ids)
        return ids

    def find_spelled(self, word: str, word_hash: int) -> int:
        """Return the id of one word, compared by its letters."""
        found = int(self.find(np.array([word_hash], np.uint64))[0])
        return found if found >= 0 and self.spell(found) == word else UNKNOWN

    def spell(self, word: int) -> str:
        """Return one word."""
        return _decode(self._codes[self._offsets[word] : self._offsets[word + 1]])

    def spell_all(self) -> list[str]:
        """Return the words in the order of their ids."""
        text, offsets = _decode(self.codes), self.offsets.tolist()
        return [text[offsets[i] : offsets[i + 1]] for i in range(self._size)]

    def _make_room(self, length: int) -> None:
        """Provide for one more word of this length, and, so that it need not be done for each, for many."""
        codes = int(self._offsets[self._size]) + length
        if codes > len(self._codes):
            self._codes = grown(self._codes, codes + _CODES)
        if self._size + 1 >= len(self._offsets):
            self._offsets = grown(self._offsets, self._size + _WORDS)
        if (self._size + 1) * _ROOM > len(self._table):
            old = self._table
            self._table = np.zeros((max(_WORDS, 2 * len(old)), 2), np.uint64)
            _move(old, self._table)


def grown(array: NDArray[Any], n: int) -> NDArray[Any]:
    """Return a longer copy of an array, of at least `n` rows and half as many again as before."""
    longer = np.empty((max(n, len(array) * 3 // 2), *array.shape[1:]), array.dtype)
    longer[: len(array)] = array
    return longer


def _read_only(codes: Codes) -> Codes:
    view = codes.view()
    view.setflags(write=False)
    return view


def _decode(codes: Codes) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


@helper
def _first_slot(word_hash: np.uint64, table: Hashes) -> int:
    return int(np.int64((((word_hash * _SPREAD) >> _HALF) * np.uint64(len(table))) >> _HALF))


@helper
def _slot(word_hash: np.uint64, table: Hashes) -> int:
    """Return where the word stands in the table, or the empty place where it would."""
    size = len(table)
    slot = _first_slot(word_hash, table)
    while table[slot, 1] != _ZERO and table[slot, 0] != word_hash:
        slot += 1
        if slot == size:
            slot = 0
    return slot


@kernel
def _hash(codes: Codes, starts: Ints, ends: Ints, hashes: Hashes) -> None:
    for word in range(len(starts)):
        value = _ZERO
        for k in range(starts[word], ends[word]):
            value = value * _BASE + np.uint64(codes[k]) + _ONE
        hashes[word] = value


@kernel
def _find(hashes: Hashes, table: Hashes, ids: Ids) -> None:
    for i in range(len(hashes)):
        ids[i] = int(np.int64(table[_slot(hashes[i], table), 1])) - 1 if len(table) else -1


@kernel
def _move(old: Hashes, table: Hashes) -> None:
    for i in range(len(old)):
        if old[i, 1] != _ZERO:
            slot = _slot(old[i, 0], table)
            table[slot, 0] = old[i, 0]
            table[slot, 1] = old[i, 1]


@helper
def _fetch(hashes: Hashes, run: tuple[int, int], known: tuple[Hashes, Codes, Ints], ids: Ids) -> None:
    """Read the slots and spellings where words probably stand; `ids` is scratch.

    Loops that decide nothing let the processor wait for many lines of memory at once.
    """
    table, arena, offsets = known
    for word in range(run[0], run[1]):
        ids[word] = np.int64(table[_first_slot(hashes[word], table), 1])
    for word in range(run[0], run[1]):
        ids[word] = offsets[ids[word] - 1 if ids[word] else 0]
    # An empty word may stand behind the last letter.
    for word in range(run[0], run[1] if len(arena) else run[0]):
        ids[word] = np.int64(arena[min(ids[word], len(arena) - 1)]) & 1  # any bit: where no word is, any code stands


@kernel
def _add(
    hashes: Hashes,
    forms: tuple[Codes, Ints, Ints],
    known: tuple[Hashes, Codes, Ints],
    state: tuple[int, int],
    ids: Ids,
) -> tuple[int, int, int]:
    """Fill the ids from a position on, as long as there is room for new words.

    Returns
    -------
    size : int
        How many words are known now.
    position : int
        How many ids are filled.
    other : int
        The word whose hash is that of a word spelled otherwise; -1 if there is none.
    """
    codes, starts, ends = forms
    table, arena, offsets = known
    size, position = state
    room = min(len(offsets) - 1, int(len(table) / _ROOM))
    for word in range(position, len(hashes)):
        if (word - position) % _BLOCK == 0:
            _fetch(hashes, (word, min(word + _BLOCK, len(hashes))), known, ids)
        slot = _slot(hashes[word], table)
        length = ends[word] - starts[word]
        if table[slot, 1] == _ZERO:
            if size == room or offsets[size] + length > len(arena):
                return size, word, -1
            table[slot, 0] = hashes[word]
            table[slot, 1] = np.uint64(size + 1)
            ids[word] = size
            for k in range(length):
                arena[offsets[size] + k] = codes[starts[word] + k]
            offsets[size + 1] = offsets[size] + length
            size += 1
            continue
        found = int(np.int64(table[slot, 1])) - 1
        ids[word] = found
        is_same = offsets[found + 1] - offsets[found] == length
        if is_same:
            for k in range(length):
                is_same &= arena[offsets[found] + k] == codes[starts[word] + k]
        if not is_same:
            return size, word, word
    return size, len(hashes), -1
