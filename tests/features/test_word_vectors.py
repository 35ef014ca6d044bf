"""Means and places, held against loops over the words."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from tests.features.conftest import ARTICLES
from vnnews.articles import sentences
from vnnews.features import Reading
from vnnews.features._word_vectors import WordVectors, quantize
from vnnews.text import hash_word


def loop_mean(vectors: WordVectors, hashes: np.ndarray) -> np.ndarray:
    total = np.zeros(vectors.vectors_.shape[1])
    for value in hashes.tolist():
        row = int(vectors.find(np.array([value], np.uint64))[0])
        if row >= 0:
            total += vectors.weights_[row] * vectors.vector_scales_[row] * vectors.vectors_[row]
    return total / (np.linalg.norm(total) or 1.0)


def loop_place(vectors: WordVectors, hashes: np.ndarray) -> np.ndarray:
    total = np.zeros(vectors.topics_.shape[1])
    for value, count in zip(*np.unique(hashes, return_counts=True), strict=True):
        row = int(vectors.find(np.array([value], np.uint64))[0])
        if row >= 0:
            weight = (1 + np.log(count)) * vectors.idf_[row]
            total += weight * vectors.topic_scales_[row] * vectors.topics_[row]
    return total / (np.linalg.norm(total) or 1.0)


def test_documents(vectors: WordVectors, reading: Reading) -> None:
    found, words = vectors.document_vectors(reading), reading.words
    assert found.dtype == np.float32
    assert found.shape == (len(reading), vectors.n_features) == (len(reading), sum(vectors.blocks))
    for i, row in enumerate(found):
        start, end = words.indptr[i : i + 2]
        lead_end, title_end = reading.fields[0][i], reading.fields[1][i]
        parts = [loop_mean(vectors, words.hashes[start:stop]) for stop in (end, title_end, lead_end)]
        expected = np.concatenate([*parts, loop_place(vectors, words.hashes[start:end])])
        np.testing.assert_allclose(row, expected, atol=1e-5)
    # An empty article, and the title of those that have none.
    assert not found[-3].any()
    assert not found[-2:, 12:24].any()


def test_parts(vectors: WordVectors, reading: Reading) -> None:
    parts = [[(s.start, s.end) for s in sentences(article.text)] for article in ARTICLES[:8]] + [[], [(0, 3)], [(4, 3)]]
    found, indptr = vectors.part_vectors(reading, parts)
    assert np.diff(indptr).tolist() == [len(own) for own in parts]
    words, k = reading.words, 0
    for i, own in enumerate(parts):
        inside = slice(words.indptr[i], words.indptr[i + 1])
        for start, end in own:
            there = (words.starts[inside] >= start) & (words.ends[inside] <= end)
            np.testing.assert_allclose(found[k], loop_mean(vectors, words.hashes[inside][there]), atol=1e-5)
            k += 1
    assert not found[-1].any()


def test_sums_of_sentences_add_up(vectors: WordVectors, reading: Reading) -> None:
    ids = vectors.find(reading.words.hashes)
    parts = [[(s.start, s.end) for s in sentences(article.text)] for article in ARTICLES[:8]] + [[]] * 3
    runs, indptr = reading.runs(parts)
    by_sentence = vectors.run_sums(ids, runs)
    whole = vectors.run_sums(ids, (reading.words.indptr[:-1], reading.words.indptr[1:]))
    for i in range(8):
        np.testing.assert_allclose(by_sentence[indptr[i] : indptr[i + 1]].sum(axis=0), whole[i], atol=1e-4)


def test_the_most_frequent_words_are_known(vectors: WordVectors) -> None:
    assert len(vectors.hashes_) == 400
    assert vectors.find(np.array([hash_word("nga"), hash_word("khúc_khuỷu")], np.uint64)).tolist()[1] == -1
    assert vectors.find(np.array([hash_word("nga")], np.uint64))[0] >= 0
    # Frequent words count less.
    rows = vectors.find(np.array([hash_word("."), hash_word("geneva")], np.uint64))
    assert vectors.weights_[rows[0]] < vectors.weights_[rows[1]]


def test_the_same_whatever_the_threads(vectors: WordVectors) -> None:
    again = clone(vectors).set_params(n_jobs=2).fit(iter(ARTICLES))
    for name in ("hashes_", "vectors_", "topics_", "vector_scales_", "topic_scales_", "idf_", "weights_"):
        assert np.array_equal(getattr(again, name), getattr(vectors, name))


def test_quantized_rows_are_near() -> None:
    table = np.random.default_rng(0).normal(size=(20, 7)).astype(np.float32)
    table[3] = 0
    codes, scales = quantize(table)
    assert codes.dtype == np.int8
    assert np.all(np.abs(codes * scales[:, None] - table) <= scales[:, None] / 2 + 1e-7)


def test_errors(reading: Reading) -> None:
    with pytest.raises(NotFittedError):
        WordVectors().document_vectors(reading)
    with pytest.raises(ValueError, match="no word in 1 documents"):
        WordVectors().fit([""])
    with pytest.raises(ValueError, match="n_epochs=0"):
        WordVectors(n_epochs=0).fit(["Nga và Mỹ"])
    with pytest.raises(TypeError, match="document 1 is of type int"):
        WordVectors().fit(["Nga", 3])  # type: ignore[list-item]  # the point
    with pytest.raises(ValueError, match="document 1 has the lone surrogate"):
        WordVectors().fit(["Nga", "Nga \ud800"])
