"""The hashing vectorizer, held against its documented hash in plain Python."""

from collections import defaultdict
from typing import Any

import numpy as np
import pytest

from vnnews.datasets import load_sample
from vnnews.features import VietnameseHashingVectorizer
from vnnews.text import hash_word, segment

TEXTS = [article.text for article in load_sample().articles[:12]]
MASK = 2**64 - 1


def hashed(words: list[str], n_features: int) -> tuple[int, int]:
    """Return column and sign as the class documents them."""
    z = 0
    for word in words:
        z = (z * 0x9E3779B97F4A7C15 + hash_word(word, lowercase=False)) & MASK
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
    z ^= z >> 31
    return ((z >> 32) * n_features) >> 32, -1 if z % 2 else 1


@pytest.mark.parametrize("ngram_range", [(1, 1), (1, 3), (2, 2)])
@pytest.mark.parametrize("alternate_sign", [True, False])
@pytest.mark.parametrize("n_features", [7, 1000, 2**20, 2**31 - 1])
def test_as_documented(ngram_range: tuple[int, int], alternate_sign: bool, n_features: int) -> None:
    vectorizer = VietnameseHashingVectorizer(
        ngram_range=ngram_range, alternate_sign=alternate_sign, n_features=n_features, norm=None
    )
    matrix = vectorizer.transform(["", *TEXTS])
    assert matrix.shape == (len(TEXTS) + 1, n_features)
    for row, text in enumerate(["", *TEXTS]):
        words, expected = [word.lower() for word in segment(text)], defaultdict[int, int](int)
        for length in range(ngram_range[0], ngram_range[1] + 1):
            for i in range(len(words) - length + 1):
                column, sign = hashed(words[i : i + length], n_features)
                expected[column] += sign if alternate_sign else 1
        its = slice(matrix.indptr[row], matrix.indptr[row + 1])
        assert matrix.indices[its].tolist() == sorted(expected)
        assert matrix.data[its].tolist() == [expected[column] for column in sorted(expected)]


@pytest.mark.parametrize(("norm", "order"), [("l1", 1), ("l2", 2)])
def test_norms(norm: Any, order: int) -> None:
    matrix = VietnameseHashingVectorizer(norm=norm, n_features=500).transform(TEXTS).toarray()
    np.testing.assert_allclose(np.linalg.norm(matrix, ord=order, axis=1), 1.0)


def test_binary() -> None:
    matrix = VietnameseHashingVectorizer(binary=True, norm=None).transform(TEXTS)
    assert set(matrix.data) == {1.0}


def test_fit_reads_nothing() -> None:
    vectorizer = VietnameseHashingVectorizer()
    assert vectorizer.fit() is vectorizer
    assert vectorizer.partial_fit(TEXTS) is vectorizer
    assert (vectorizer.fit_transform(TEXTS) != vectorizer.transform(TEXTS)).nnz == 0
