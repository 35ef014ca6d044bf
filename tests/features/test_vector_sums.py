"""The kernels for sums of vectors, held against sparse products."""

import numpy as np
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from vnnews.features._vector_sums import add_topics, add_words, find_places, make_table
from vnnews.features._word_topics import sublinear

N_WORDS, N_DIMENSIONS = 9, 5
RNG = np.random.default_rng(0)
TABLE = RNG.integers(-127, 128, (N_WORDS, N_DIMENSIONS)).astype(np.int8)
FACTORS = RNG.random(N_WORDS).astype(np.float32)
WORDS = npst.arrays(np.int32, st.integers(0, 600), elements=st.integers(-1, N_WORDS - 1))


def known_counts(words: np.ndarray) -> np.ndarray:
    return np.bincount(words[words >= 0], minlength=N_WORDS)


@settings(deadline=None)
@given(WORDS, st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=5))
def test_runs(words: np.ndarray, bounds: list[tuple[int, int]]) -> None:
    runs = np.minimum(np.array([sorted(pair) for pair in bounds], np.int64).reshape(-1, 2), len(words))
    sums = np.full((len(runs), N_DIMENSIONS), np.nan, np.float32)
    add_words(words, (runs[:, 0].copy(), runs[:, 1].copy()), FACTORS, TABLE, sums)
    for found, (start, end) in zip(sums, runs, strict=True):
        expected = (known_counts(words[start:end]) * FACTORS) @ TABLE.astype(np.float64)
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-2)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=4))
def test_topics(documents: list[np.ndarray]) -> None:
    words = np.concatenate([np.empty(0, np.int32), *documents])
    indptr = np.cumsum([0, *map(len, documents)])
    counts, distinct = np.zeros(N_WORDS, np.int32), np.empty(max(map(len, documents), default=0), np.int32)
    logarithms = np.concatenate([[0.0], 1 + np.log(np.arange(1, 8))]).astype(np.float32)
    sums = np.full((len(documents), N_DIMENSIONS), np.nan, np.float32)
    add_topics((words, indptr), FACTORS, TABLE, (counts, distinct, logarithms), sums)
    assert not counts.any()
    matrix = sp.csr_matrix(np.array([known_counts(own) for own in documents]).reshape(-1, N_WORDS))
    np.testing.assert_allclose(sums, sublinear(matrix, FACTORS) @ TABLE.astype(np.float32), rtol=1e-4, atol=1e-3)


@settings(deadline=None)
@given(st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=60), st.lists(st.integers(0, 2**64 - 1), max_size=9))
def test_places(hashes: list[int], others: list[int]) -> None:
    asked = np.array([*hashes, *others], np.uint64)
    places = np.empty(len(asked), np.int32)
    find_places(asked, make_table(np.array(hashes, np.uint64)), places)
    assert places.tolist() == [hashes.index(one) if one in hashes else -1 for one in asked.tolist()]
