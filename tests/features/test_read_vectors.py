"""Means without some of their words, held against loops over the others."""

import numpy as np

from tests.features.conftest import ARTICLES
from tests.features.test_word_vectors import loop_mean
from vnnews.articles import sentences
from vnnews.features import Reading, VietnameseTfidfVectorizer, WordVectors
from vnnews.features._read_vectors import Changes, ReadVectors, scaled


def by_field(changes: Changes) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Return for each field which runs change its mean, how, and which of these means vanish."""
    found = []
    for places in changes.places:
        which = np.flatnonzero(places >= 0)
        rows = places[which]
        found.append((which, changes.differences[rows], np.flatnonzero(changes.vanished[rows])))
    return found


def test_without_a_sentence(vectors: WordVectors, reading: Reading) -> None:
    words = reading.words
    parts = [[(span.start, span.end) for span in sentences(article.text)] for article in ARTICLES[:8]] + [[]] * 3
    runs, indptr = reading.runs(parts)
    documents = np.repeat(np.arange(11), np.diff(indptr))
    read = ReadVectors(vectors, reading, runs)
    found = []
    changes = read.without(np.arange(len(documents)), documents)
    for field, (which, differences, vanished) in enumerate(by_field(changes)):
        before = read.documents[documents[which], 12 * field : 12 * field + 12]
        means = before + differences
        assert np.flatnonzero(~np.abs(means).max(axis=1, initial=0).astype(bool)).tolist() == vanished.tolist()
        found.append(dict(zip(which.tolist(), means, strict=True)))
    run = 0
    for i in range(8):
        inside = slice(words.indptr[i], words.indptr[i + 1])
        hashes, starts = words.hashes[inside], words.starts[inside]
        title_end, lead_end = (reading.fields[k][i] - words.indptr[i] for k in (1, 0))
        for start, end in parts[i]:
            stays = (starts < start) | (starts >= end)
            expected = [
                loop_mean(vectors, hashes[stays]),
                loop_mean(vectors, hashes[:title_end][stays[:title_end]]),
                loop_mean(vectors, hashes[:lead_end][stays[:lead_end]]),
            ]
            for means, end_of_field, mean in zip(found, (len(starts), title_end, lead_end), expected, strict=True):
                assert (run in means) == (not stays[:end_of_field].all())
                if run in means:
                    np.testing.assert_allclose(means[run], mean, atol=1e-4)
            run += 1


def test_nothing_is_left_of_an_article_of_one_sentence(vectors: WordVectors, reading: Reading) -> None:
    whole = reading.words.indptr[9:10], reading.words.indptr[10:11]
    read = ReadVectors(vectors, reading, whole)
    (which, differences, vanished), *others = by_field(read.without(np.array([0]), np.array([9])))
    assert which.tolist() == vanished.tolist() == [0]
    # Not even rounding errors.
    assert np.array_equal(differences[0], -read.documents[9, :12])
    assert not any(len(which) for which, _, _ in others)
    nothing = np.empty(0, np.int64)
    assert read.without(nothing, nothing).differences.shape == (0, 12)


def test_runs_are_asked_for_by_number(vectors: WordVectors, reading: Reading) -> None:
    parts = [[(span.start, span.end) for span in sentences(article.text)] for article in ARTICLES[:8]] + [[]] * 3
    runs, indptr = reading.runs(parts)
    read, own = ReadVectors(vectors, reading, runs), np.arange(indptr[3], indptr[4])
    everything = read.without(np.arange(indptr[-1]), np.repeat(np.arange(11), np.diff(indptr)))
    for some, every in zip(by_field(read.without(own, np.full(len(own), 3))), by_field(everything), strict=True):
        there = np.isin(every[0], own)
        assert (some[0] + indptr[3]).tolist() == every[0][there].tolist()
        assert np.array_equal(some[1], every[1][there])


def test_words_without_vectors(vectors: WordVectors) -> None:
    # The whole is nothing already: it can't vanish.
    vectorizer = VietnameseTfidfVectorizer(tone_marks="old").fit(ARTICLES)
    reading = vectorizer.read(["Qwxyz. Wqxyz."])
    runs, _ = reading.runs([[(0, 6), (7, 13)]])
    changes = ReadVectors(vectors, reading, runs).without(np.arange(1), np.zeros(1, np.int64))
    assert not changes.differences.any()
    assert not changes.vanished.any()


def test_scaled() -> None:
    rows = np.array([[3, 4], [0, 0]], np.float32)
    found, lengths = scaled(rows)
    np.testing.assert_allclose(found, [[0.6, 0.8], [0, 0]], atol=1e-7)
    assert lengths.tolist() == [5, 0]
