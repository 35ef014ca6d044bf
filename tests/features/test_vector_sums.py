"""What goes into the sums of vectors, held against numpy."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from vnnews.features._vector_sums import (
    find_places,
    lay_blocks,
    list_runs,
    make_table,
    pick_words,
    scale_rows,
    weigh_distinct,
)
from vnnews.features._word_topics import sublinear

N_WORDS = 9
RNG = np.random.default_rng(0)
FACTORS = RNG.random(N_WORDS).astype(np.float32)
WORDS = npst.arrays(np.int32, st.integers(0, 600), elements=st.integers(-1, N_WORDS - 1))


def known_counts(words: np.ndarray) -> np.ndarray:
    return np.bincount(words[words >= 0], minlength=N_WORDS)


@settings(deadline=None)
@given(WORDS, st.data())
def test_words_with_a_vector(words: np.ndarray, data: st.DataObject) -> None:
    rows, weights = np.full(len(words), -9, np.int32), np.empty(len(words), np.float32)
    before = np.empty(len(words) + 1, np.int64)
    places = st.lists(st.integers(0, len(words)), min_size=2, max_size=2).map(sorted)
    starts, ends = np.array(data.draw(st.lists(places, max_size=5)), np.int64).reshape(-1, 2).T
    bounds = np.empty_like(starts), np.empty_like(starts)
    pick_words(words, FACTORS, (starts, ends), (rows, weights, before), bounds)
    known = words[words >= 0]
    assert before.tolist() == [0, *np.cumsum(words >= 0).tolist()]
    for start, end, first, last in zip(starts, ends, *bounds, strict=True):
        assert rows[first:last].tolist() == [word for word in words[start:end].tolist() if word >= 0]
    assert rows[: len(known)].tolist() == known.tolist()
    assert weights[: len(known)].tolist() == FACTORS[known].tolist()


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), max_size=6).map(sorted), max_size=4), st.integers(1, 3))
def test_fields_and_runs_of_documents(documents: list[list[int]], n_fields: int) -> None:
    # Documents of ten words, and runs from one of the numbers to the next.
    indptr = np.arange(len(documents) + 1) * 10
    runs = [(10 * i + a, 10 * i + b) for i, own in enumerate(documents) for a, b in pairwise(own)]
    starts, ends = np.array(runs, np.int64).reshape(-1, 2).T
    field_ends = indptr[:-1] + np.arange(n_fields)[:, None]
    listed = np.empty((3, field_ends.size + len(runs)), np.int64)
    list_runs(indptr, field_ends, (starts, ends), tuple(listed))
    fields = [(10 * i, 10 * i + field) for field in range(n_fields) for i in range(len(documents))]
    assert list(zip(*listed[:2].tolist(), strict=True)) == fields + runs
    assert sorted(listed[2].tolist()) == list(range(listed.shape[1]))
    assert np.array_equal(listed[0][listed[2]] // 10, np.sort(listed[0] // 10))


@pytest.mark.parametrize("n_documents", [0, 1, 5])
def test_blocks_of_documents(n_documents: int) -> None:
    rng = np.random.default_rng(0)
    means = rng.normal(size=(3 * n_documents + 2, 4)).astype(np.float32)
    topics = rng.normal(size=(n_documents, 7)).astype(np.float32)
    topics[1:2] = 0
    lengths, found = np.empty(n_documents), np.empty((n_documents, 19), np.float32)
    lay_blocks(means, topics, lengths, found)
    units, expected = np.empty_like(topics), np.empty(n_documents)
    scale_rows(topics, expected, units)
    assert np.array_equal(lengths, expected)
    blocks = np.concatenate([*means[: 3 * n_documents].reshape(3, n_documents, 4), units], axis=1)
    assert np.array_equal(found, blocks)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=4))
def test_distinct_words(documents: list[np.ndarray]) -> None:
    words = np.concatenate([np.empty(0, np.int32), *documents])
    indptr = np.cumsum([0, *map(len, documents)])
    counts = np.zeros(N_WORDS, np.int32)
    logarithms = np.concatenate([[0.0], 1 + np.log(np.arange(1, 8))]).astype(np.float32)
    bounds, rows, weights = np.empty_like(indptr), np.empty_like(words), np.empty(len(words), np.float32)
    weigh_distinct((words, indptr), FACTORS, (counts, logarithms), (bounds, rows, weights))
    assert not counts.any()
    for own, start, end in zip(documents, bounds[:-1], bounds[1:], strict=True):
        distinct = list(dict.fromkeys(own[own >= 0].tolist()))
        assert rows[start:end].tolist() == distinct
        expected = sublinear(sp.csr_matrix(known_counts(own)), FACTORS).toarray()[0, distinct]
        np.testing.assert_allclose(weights[start:end], expected, rtol=1e-6)


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=60),
    st.lists(st.integers(0, 2**64 - 1), max_size=9),
    st.randoms(use_true_random=False),
)
def test_places_whatever_is_entered_first(hashes: list[int], others: list[int], any_: Random) -> None:
    asked = np.array([*hashes, *others], np.uint64)
    places = np.empty(len(asked), np.int32)
    order = np.array(any_.sample(range(len(hashes)), len(hashes)), np.int64)
    find_places(asked, make_table(np.array(hashes, np.uint64), order), places)
    assert places.tolist() == [hashes.index(one) if one in hashes else -1 for one in asked.tolist()]
