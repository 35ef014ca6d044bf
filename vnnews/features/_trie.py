"""`Trie`: n-grams of word ids as nodes with counts, while documents come.

A node is known by the key (node of its beginning, id of its last word), an exact integer; `vnnews.features._lookup`
has the same keys. Nodes are numbered as they come and stay where they are when the table grows.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from vnnews._jit import helper, kernel
from vnnews.features._lexicon import Hashes, Ids, Ints, grown

_ZERO, _ONE, _HALF = np.uint64(0), np.uint64(1), np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_NODE = np.uint64(1 << 31)
_NODES_MASK = np.uint64((1 << 31) - 1)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ROOM = 1.6
_MOST = 2**31 - 2


class Trie:
    """N-grams of two words or more, numbered in the order in which they came; each with its counts.

    Attributes
    ----------
    size : int
    nodes : ndarray of uint64, shape (room, 2)
        Key and value of every node.
    slots : ndarray of uint64
        Open-addressing table: the upper half of an entry is a part of the key's hash, the lower one the node plus one.
    """

    def __init__(self, nodes: Hashes | None = None) -> None:
        self.size = 0
        self.nodes: Hashes = np.zeros((0, 2), np.uint64)
        self.slots: Hashes = np.zeros(0, np.uint64)
        if nodes is not None:
            self.nodes, self.size = nodes, len(nodes)
            self.make_room(0)

    def __getstate__(self) -> dict[str, Any]:
        return {"nodes": self.nodes[: self.size]}

    def __setstate__(self, state: dict[str, Any]) -> None:
        Trie.__init__(self, **state)

    def make_room(self, n: int) -> None:
        """Provide for so many further nodes."""
        needed = self.size + n
        if needed > _MOST:
            raise ValueError(f"there are {needed} n-grams, expected at most {_MOST}; use VietnameseHashingVectorizer")
        if needed > len(self.nodes):
            self.nodes = grown(self.nodes, needed)
        if needed * _ROOM > len(self.slots):
            # The old table goes before the new one comes: the two together would be what memory is needed for.
            n_slots = max(16, int(needed * _ROOM), len(self.slots) * 3 // 2 if self.size else 0)
            self.slots = np.zeros(0, np.uint64)
            self.slots = np.zeros(n_slots, np.uint64)
            _index(self.nodes, self.size, self.slots)

    def paths(self, nodes: Ints, width: int) -> Ids:
        """Return the word ids of n-grams; shape (n, width), filled with -1 behind the last word."""
        words = np.full((len(nodes), width), -1, np.int32)
        _paths(nodes, self.nodes, words)
        return words

    def graft(self, other: Trie, word_ids: Ids) -> Ints:
        """Enter the n-grams of another trie, whose word i is ours word_ids[i]; return where each of its nodes went."""
        self.make_room(other.size)
        went = np.empty(other.size, np.int64)
        self.size = _graft((other.nodes, other.size), word_ids, went, (self.nodes, self.slots), self.size)
        return went


@helper
def _mixed(key: np.uint64) -> np.uint64:
    """Return a hash of the key (the finalizer of SplitMix64, Steele et al. 2014)."""
    key = (key ^ (key >> np.uint64(30))) * _MIX_1
    key = (key ^ (key >> np.uint64(27))) * _MIX_2
    return key ^ (key >> np.uint64(31))


@helper
def _first_slot(mixed: np.uint64, slots: Hashes) -> int:
    return int(np.int64(((mixed >> _HALF) * np.uint64(len(slots))) >> _HALF))


@helper
def _slot(key: np.uint64, nodes: Hashes, slots: Hashes) -> int:
    """Return the slot of the key, or the empty one where it would stand."""
    mixed = _mixed(key)
    print_ = mixed & _LOW
    slot = _first_slot(mixed, slots)
    while slots[slot] != _ZERO:
        if slots[slot] >> _HALF == print_ and nodes[np.int64(slots[slot] & _LOW) - 1, 0] == key:
            return slot
        slot += 1
        if slot == len(slots):
            slot = 0
    return slot


@helper
def _found_or_new(key: np.uint64, nodes: Hashes, slots: Hashes, size: int) -> int:
    """Return the node of the key, which is the last one if it had none yet."""
    slot = _slot(key, nodes, slots)
    if slots[slot] != _ZERO:
        return int(np.int64(slots[slot] & _LOW)) - 1
    slots[slot] = (_mixed(key) & _LOW) << _HALF | np.uint64(size + 1)
    nodes[size, 0] = key
    nodes[size, 1] = _ZERO
    return size


@kernel
def _index(nodes: Hashes, size: int, slots: Hashes) -> None:
    for node in range(size):
        mixed = _mixed(nodes[node, 0])
        slot = _first_slot(mixed, slots)
        while slots[slot] != _ZERO:
            slot += 1
            if slot == len(slots):
                slot = 0
        slots[slot] = (mixed & _LOW) << _HALF | np.uint64(node + 1)


@kernel
def _graft(other: tuple[Hashes, int], word_ids: Ids, went: Ints, trie: tuple[Hashes, Hashes], size: int) -> int:
    nodes, slots = trie
    theirs, n_theirs = other
    for node in range(n_theirs):
        key = theirs[node, 0]
        prefix = key >> _HALF
        if prefix & _NODE:
            prefix = _NODE | np.uint64(went[np.int64(prefix & _NODES_MASK)])
        else:
            prefix = np.uint64(word_ids[np.int64(prefix)])
        found = _found_or_new(prefix << _HALF | np.uint64(word_ids[np.int64(key & _LOW)]), nodes, slots, size)
        size = max(size, found + 1)
        went[node] = found
    return size


@kernel
def _paths(selected: Ints, nodes: Hashes, words: Ids) -> None:
    for i in range(len(selected)):
        key = nodes[selected[i], 0]
        depth = 1
        prefix = key >> _HALF
        while prefix & _NODE:
            prefix = nodes[np.int64(prefix & _NODES_MASK), 0] >> _HALF
            depth += 1
        while depth > 1:
            words[i, depth] = np.int32(key & _LOW)
            key = nodes[np.int64((key >> _HALF) & _NODES_MASK), 0]
            depth -= 1
        words[i, 1] = np.int32(key & _LOW)
        words[i, 0] = np.int32(key >> _HALF)


@helper
def _seen(value: np.uint64, stamp: np.uint64) -> np.uint64:
    """Return the value after it was seen in a document: counted, unless this is the last one that counted."""
    return value if value >> _HALF == stamp else stamp << _HALF | ((value & _LOW) + _ONE)


@helper
def _fetch(keys: Hashes, run: tuple[int, int], nodes: Hashes, slots: Hashes, fetched: Hashes) -> None:
    """Read the slots and nodes in which keys probably stand.

    The tables are larger than any cache. Loops that decide nothing let the processor wait for many lines at once; the
    loop that counts would wait for each by itself, twice.
    """
    for i in range(run[0], run[1]):
        fetched[i] = slots[_first_slot(_mixed(keys[i]), slots)] & _LOW
    for i in range(run[0], run[1]):
        node = int(np.int64(fetched[i]))
        fetched[i] = nodes[node - 1 if node else 0, 0]


@kernel
def count(
    documents: tuple[Ids, Ints, int],
    lengths: tuple[int, int],
    words: tuple[Hashes, Ints],
    trie: tuple[Hashes, Hashes, Ints, int],
    scratch: tuple[Hashes, Hashes],
) -> int:
    """Count the n-grams of documents; return the number of nodes.

    Parameters
    ----------
    documents : (ids, indptr, first)
        Word ids, where each document begins and ends, and the number of the first document, which is not 0.
    lengths : (smallest, largest)
    words : (values, totals)
        For every word id: the last document that has it in the upper half, the number of documents in the lower one;
        and how often it occurs. Totals may be empty if nobody asks for them.
    trie : (nodes, slots, totals, size)
        With values as those of the words, and with room for all n-grams; and the number of nodes so far.
    scratch : (keys, fetched)
        uint64, as long as `ids`.
    """
    ids, indptr, first = documents
    smallest, largest = lengths
    values, word_totals = words
    nodes, slots, totals, size = trie
    keys, fetched = scratch
    for document in range(len(indptr) - 1):
        start = indptr[document]
        stamp = np.uint64(first + document)
        for i in range(start, indptr[document + 1]):
            keys[i] = np.uint64(ids[i])
            if smallest == 1:
                values[ids[i]] = _seen(values[ids[i]], stamp)
                if len(word_totals):
                    word_totals[ids[i]] += 1
        for length in range(2, largest + 1):
            stop = indptr[document + 1] - length + 1
            for i in range(start, stop):
                keys[i] = keys[i] << _HALF | np.uint64(ids[i + length - 1])
            _fetch(keys, (start, stop), nodes, slots, fetched)
            for i in range(start, stop):
                node = _found_or_new(keys[i], nodes, slots, size)
                size = max(size, node + 1)
                keys[i] = _NODE | np.uint64(node)
                if length >= smallest:
                    nodes[node, 1] = _seen(nodes[node, 1], stamp)
                    if len(totals):
                        totals[node] += 1
    return size
