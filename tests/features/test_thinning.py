"""What is left out of documents, held against a loop, and the vectors of what is left."""

import numpy as np
import pytest

from tests.features.test_word_vectors import loop_mean, loop_place
from vnnews.features import Reading, WordVectors
from vnnews.features._thinning import thin

MANY = np.random.default_rng(0).integers(-1, 3_000, size=40_000).astype(np.int32)
BOUNDS = np.arange(0, 40_001, 400)
ALL = 2**64 - 1


def mix(value: int) -> int:
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & ALL
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & ALL
    return value ^ (value >> 31)


def test_as_a_loop_leaves_them_out() -> None:
    words, indptr = MANY[:1_000], np.array([0, 400, 400, 1_000])
    expected = words.copy()
    for document in range(3):
        own = mix((17 + document * 0x9E3779B97F4A7C15) & ALL)
        for i in range(indptr[document], indptr[document + 1]):
            word = int(words[i])
            if word >= 0 and mix(own ^ (word * 0x9E3779B97F4A7C15 & ALL)) < 0.3 * 2**64:
                expected[i] = -1
    np.testing.assert_array_equal(thin(words, indptr, 0.3, 17), expected)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.9])
def test_about_the_share_is_left_out(share: float) -> None:
    versions = [thin(MANY, BOUNDS, share, seed) for seed in range(4)]
    known = MANY >= 0
    for version in versions:
        assert ((version == MANY) | (version == -1)).all()
        assert abs((version[known] < 0).mean() - share) < 0.01
    # Versions are drawn independently of each other, and so are documents.
    both = (versions[0][known] < 0) & (versions[1][known] < 0)
    assert abs(both.mean() - share**2) < 0.01
    pairs = thin(np.tile(np.arange(200, dtype=np.int32), 100), np.arange(0, 20_001, 200), share, 0).reshape(100, 200)
    assert abs(((pairs[:-1] < 0) & (pairs[1:] < 0)).mean() - share**2) < 0.01


def test_a_word_is_left_out_wherever_it_stands_in_a_document() -> None:
    thinned = thin(np.tile(np.arange(50, dtype=np.int32), 4), np.array([0, 100, 200]), 0.5, 3).reshape(4, 50)
    np.testing.assert_array_equal(thinned[0], thinned[1])
    np.testing.assert_array_equal(thinned[2], thinned[3])
    assert (thinned[0] != thinned[2]).any()


def test_what_is_left_out_depends_on_nothing_but_word_document_and_seed() -> None:
    whole = thin(MANY, BOUNDS, 0.3, 2**64 - 1)
    np.testing.assert_array_equal(thin(MANY[:800], BOUNDS[:3], 0.3, 2**64 - 1), whole[:800])
    assert (thin(MANY, BOUNDS, 0.3, 2**64 - 2) != whole).any()
    np.testing.assert_array_equal(thin(MANY, BOUNDS, 0.0, 5), MANY)
    assert not len(thin(MANY[:0], BOUNDS[:1], 0.3, 0))


def test_vectors_of_what_is_left(vectors: WordVectors, reading: Reading) -> None:
    found, words = vectors.thinned_vectors(reading, 0.4, 11), reading.words
    assert found.dtype == np.float32
    left = thin(vectors.find(words.hashes), words.indptr, 0.4, 11) >= 0
    for i, row in enumerate(found):
        start, end = words.indptr[i : i + 2]
        parts = [
            words.hashes[start:stop][left[start:stop]] for stop in (end, reading.fields[1][i], reading.fields[0][i])
        ]
        expected = np.concatenate([*(loop_mean(vectors, part) for part in parts), loop_place(vectors, parts[0])])
        np.testing.assert_allclose(row, expected, atol=1e-5)
    whole = vectors.document_vectors(reading)
    assert np.abs(found[:8] - whole[:8]).max(axis=1).min() > 0.01
    np.testing.assert_array_equal(vectors.thinned_vectors(reading, 0.0, 11), whole)
