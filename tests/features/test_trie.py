"""N-grams as nodes, held against tuples of word ids."""

import pickle

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.features._trie import Trie, count

DOCUMENTS = st.lists(st.lists(st.integers(0, 5), max_size=12), max_size=8)


def counted(documents: list[list[int]], longest: int) -> tuple[Trie, dict[tuple[int, ...], tuple[int, int]]]:
    """Return the trie of the documents, and document frequency and total of each of its n-grams."""
    ids = np.array([word for own in documents for word in own], np.int32)
    trie = Trie()
    trie.make_room(len(ids) * (longest - 1))
    totals = np.zeros(len(trie.nodes), np.int64)
    words = (np.zeros(6, np.uint64), np.zeros(6, np.int64))
    indptr = np.cumsum([0, *map(len, documents)], dtype=np.int64)
    state = (trie.nodes, trie.slots, totals, trie.size)
    trie.size = count(
        (ids, indptr, 1), (1, longest), words, state, (np.empty(len(ids), np.uint64), np.empty(len(ids), np.uint64))
    )
    frequencies = trie.nodes[: trie.size, 1] & np.uint64(0xFFFFFFFF)
    paths = trie.paths(np.arange(trie.size), longest).tolist()
    names = [tuple(word for word in path if word >= 0) for path in paths]
    return trie, dict(zip(names, zip(frequencies.tolist(), totals.tolist(), strict=False), strict=True))


@settings(deadline=None)  # the first example may compile
@given(DOCUMENTS, st.integers(2, 4))
def test_counts(documents: list[list[int]], longest: int) -> None:
    expected: dict[tuple[int, ...], list[int]] = {}
    for number, own in enumerate(documents):
        for length in range(2, longest + 1):
            for i in range(len(own) - length + 1):
                expected.setdefault(tuple(own[i : i + length]), []).append(number)
    _, found = counted(documents, longest)
    assert found == {name: (len(set(numbers)), len(numbers)) for name, numbers in expected.items()}


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_grafted(first: list[list[int]], second: list[list[int]]) -> None:
    (trie, own), (other, others) = counted(first, 3), counted(second, 3)
    word_ids = np.array([3, 1, 5, 0, 2, 4], np.int32)
    went = trie.graft(pickle.loads(pickle.dumps(other)), word_ids)
    paths = [tuple(word for word in path if word >= 0) for path in trie.paths(np.arange(trie.size), 3).tolist()]
    moved = [tuple(word_ids[list(name)].tolist()) for name in others]
    assert len(paths) == len(set(paths)) == trie.size
    assert set(paths) == {*own, *moved}
    assert [paths[node] for node in went] == moved
