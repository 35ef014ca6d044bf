"""What goes into the sums of vectors, held against numpy."""

from random import Random

import numpy as np
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from vnnews.features._vector_sums import find_places, make_table, pick_words, weigh_distinct
from vnnews.features._word_topics import sublinear

N_WORDS = 9
RNG = np.random.default_rng(0)
FACTORS = RNG.random(N_WORDS).astype(np.float32)
WORDS = npst.arrays(np.int32, st.integers(0, 600), elements=st.integers(-1, N_WORDS - 1))


def known_counts(words: np.ndarray) -> np.ndarray:
    return np.bincount(words[words >= 0], minlength=N_WORDS)


@settings(deadline=None)
@given(WORDS)
def test_words_with_a_vector(words: np.ndarray) -> None:
    rows, weights = np.full(len(words), -9, np.int32), np.empty(len(words), np.float32)
    before = np.empty(len(words) + 1, np.int64)
    pick_words(words, FACTORS, (rows, weights, before))
    known = words[words >= 0]
    assert before.tolist() == [0, *np.cumsum(words >= 0).tolist()]
    assert rows[: len(known)].tolist() == known.tolist()
    assert weights[: len(known)].tolist() == FACTORS[known].tolist()


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
