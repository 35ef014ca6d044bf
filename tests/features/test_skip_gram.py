"""The kernel, held against the same algorithm written with whole arrays."""

from itertools import pairwise

import numpy as np
import pytest

from vnnews.features._skip_gram import SkipGram

MASK = 2**64 - 1


def words(n: int = 300, n_words: int = 12) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    return rng.integers(-1, n_words + 2, n).astype(np.int32), np.array([0, 0, 120, 121, n])


def learn_slowly(model: SkipGram, ids: np.ndarray, indptr: np.ndarray, n_words: int, seed: int) -> np.ndarray:
    known = ids[(ids >= 0) & (ids < n_words)]
    frequency = np.maximum(np.bincount(known, minlength=n_words), 1) / len(known)
    keep, table = model.shares_kept(frequency), model.noise(frequency)
    size = (n_words, model.n_dimensions)
    vectors = ((np.random.default_rng(seed).random(size) - 0.5) / size[1]).astype(np.float32)
    contexts = np.zeros_like(vectors)
    state = 2 * seed + 1

    def draw() -> int:
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        return state

    done = 0
    for _ in range(model.n_epochs):
        for start, end in pairwise(indptr):
            step = model.learning_rate * max(1 - done / (indptr[-1] * model.n_epochs), 1e-4)
            done += end - start
            inside = [word for word in ids[start:end] if 0 <= word < n_words]
            kept = [word for word in inside if (draw() >> 11) / 2**53 < keep[word]]
            for i, word in enumerate(kept):
                reach = 1 + (draw() >> 33) % model.window
                around = kept[max(0, i - reach) : i] + kept[i + 1 : i + reach + 1]
                if not around:
                    continue
                drawn = [table[(draw() >> 33) % len(table)] for _ in range(model.n_negative)]
                targets = [word, *(other for other in drawn if other != word)]
                wanted = np.array([1.0] + [0.0] * (len(targets) - 1))
                x, y = vectors[around].astype(float), contexts[targets].astype(float)
                error = (wanted - 1 / (1 + np.exp(-x @ y.T))) * step
                np.add.at(vectors, around, (error @ y).astype(np.float32))
                np.add.at(contexts, targets, (error.T @ x).astype(np.float32))
    return vectors


@pytest.mark.parametrize("n_dimensions", [3, 8, 21])
def test_kernel_is_the_algorithm(n_dimensions: int) -> None:
    ids, indptr = words()
    model = SkipGram(n_dimensions, n_epochs=3, window=3, learning_rate=0.3, sample=0.05, table_size=100)
    found = model.learn(ids, indptr, 12, seed=5)
    np.testing.assert_allclose(found, learn_slowly(model, ids, indptr, 12, seed=5), atol=2e-5)
    assert np.array_equal(found, model.learn(ids, indptr, 12, seed=5))
    assert not np.array_equal(found, model.learn(ids, indptr, 12, seed=6))


def test_words_of_the_same_places_get_similar_vectors() -> None:
    rng = np.random.default_rng(1)
    # Words 0 and 1 stand between 2 and 3, words 4 and 5 between 6 and 7.
    phrases = [[2, 0, 3], [2, 1, 3], [6, 4, 7], [6, 5, 7]]
    ids = np.array([phrases[i] for i in rng.integers(0, 4, 4000)], np.int32)
    vectors = SkipGram(8, n_epochs=10, window=1, sample=1.0, table_size=1000).learn(
        ids.ravel(), np.arange(0, ids.size + 1, 3), 8, seed=1
    )
    near = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosine = near @ near.T
    assert cosine[0, 1] > 0.9
    assert cosine[4, 5] > 0.9
    assert cosine[0, 4] < 0.5


def test_every_word_is_drawn_and_rare_words_are_kept() -> None:
    frequency = np.array([0.9, 0.0999, 0.0001])
    model = SkipGram(table_size=100)
    assert set(model.noise(frequency)) == {0, 1, 2}
    assert model.shares_kept(frequency)[2] == 1.0
    assert np.all(np.diff(model.shares_kept(frequency)) > 0)


def test_no_known_word() -> None:
    with pytest.raises(ValueError, match=r"none of the 2 words lies in \[0, 3\)"):
        SkipGram().learn(np.array([-1, 3], np.int32), np.array([0, 2]), 3, seed=0)
