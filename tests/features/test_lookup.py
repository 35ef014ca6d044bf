"""The hash table of n-grams, in cases that the vocabulary's tests leave out."""

import numpy as np

from vnnews.features import Vocabulary
from vnnews.features._lookup import make_table, plant
from vnnews.text import hash_word


def test_many_ngrams_are_found_and_no_others() -> None:
    random = np.random.default_rng(0)
    paths = sorted({tuple(path) for path in random.integers(0, 300, (20_000, 2)).tolist()})
    vocabulary = Vocabulary.from_names(f"t{a} t{b}" for a, b in paths)
    columns = {path: column for column, path in enumerate(paths)}
    queries = random.integers(0, 320, 50_000)
    hashes = {word: hash_word(f"t{word}") for word in range(320)}
    ids = vocabulary.find_words(np.array([hashes[word] for word in queries.tolist()], np.uint64))
    grid = vocabulary.find_ngrams(ids, np.array([0, len(ids)]), (2, 2))
    expected = [columns.get((a, b), -1) for a, b in zip(queries[:-1].tolist(), queries[1:].tolist(), strict=True)]
    assert grid[0].tolist() == [*expected, -1]


def test_a_beginning_is_no_ngram() -> None:
    vocabulary = Vocabulary.from_names(["a b c", "a b c d e"])
    assert [name in vocabulary for name in ("a", "a b", "b c", "a b c", "a b c d", "a b c d e")] == [
        *(False, False, False, True, False, True)
    ]


def test_no_ngrams_at_all() -> None:
    grid = Vocabulary.from_names([]).find_ngrams(np.array([-1, -1], np.int32), np.array([0, 2]), (1, 2))
    assert grid.tolist() == [[-1, -1], [-1, -1]]


def test_says_which_comes_twice() -> None:
    grams, offsets = np.array([0, 1, 1, 0, 1], np.int32), np.array([0, 2, 3, 5])
    assert plant(grams, offsets, np.full(2, -1, np.int32), make_table(2)) == 2
    assert plant(grams[:3], offsets[:3], np.full(2, -1, np.int32), make_table(2)) == -1
