from __future__ import annotations

import random
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.text import (
    Segmenter,
    hash_word,
    segment,
    segment_many,
    segment_with_offsets,
    tokenize,
    tokenize_many,
)

from .strategies import SYLLABLES, texts


@pytest.fixture(scope="module")
def pyvi():
    return pytest.importorskip("pyvi.ViTokenizer", reason="needs pyvi: pip install pyvi==0.1.1")


def check_against(pyvi, batch):
    expected = [pyvi.tokenize(text) for text in batch]
    assert tokenize_many(batch) == expected
    ours, reference = Segmenter().hash_words(batch), Segmenter(engine="pyvi").hash_words(batch)
    assert ours.hashes.tolist() == [hash_word(word) for text in expected for word in text.split()]
    for name in ("indptr", "hashes", "starts", "ends"):
        np.testing.assert_array_equal(getattr(ours, name), getattr(reference, name), name)


@settings(max_examples=100, deadline=None)
@given(batch=st.lists(texts, min_size=20, max_size=20))
def test_awkward_strings_as_pyvi(pyvi, batch):
    check_against(pyvi, batch)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(batch=st.lists(texts, min_size=20, max_size=20))
def test_20000_awkward_strings_as_pyvi(pyvi, batch):
    check_against(pyvi, batch)


def test_random_code_points_as_pyvi(pyvi):
    """Any code point, a million of them over the runs of the generator's seed."""
    generator = random.Random(3)
    points = [*range(0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE0200)]
    batch = ["".join(map(chr, generator.choices(points, k=40))) for _ in range(1000)]
    assert tokenize_many(batch) == [pyvi.tokenize(text) for text in batch]


@settings(deadline=None)
@given(texts)
def test_offsets(text):
    words, starts, ends = segment_with_offsets(text)
    assert words == segment(text) == tokenize(text).split()
    assert starts.dtype == ends.dtype == np.int64
    assert len(words) == len(starts) == len(ends)
    assert (starts <= ends).all()
    assert (np.diff(starts) >= 0).all()
    assert (starts[:1] >= 0).all()
    assert (ends[-1:] <= len(text)).all()


@given(st.lists(texts, max_size=6), st.integers(1, 3))
@settings(deadline=None, max_examples=30)
def test_many_texts_are_one_after_the_other(batch, n_jobs):
    segmenter = Segmenter(n_jobs=n_jobs)
    assert segmenter.tokenize_many(batch) == [tokenize(text) for text in batch]
    assert segment_many(batch, n_jobs=n_jobs) == [segment(text) for text in batch]
    words = segmenter.hash_words(iter(batch))
    assert len(words.indptr) == len(batch) + 1
    assert words.indptr[-1] == len(words.hashes)
    for i, text in enumerate(batch):
        alone = segmenter.hash_words([text])
        its = slice(words.indptr[i], words.indptr[i + 1])
        np.testing.assert_array_equal(words.hashes[its], alone.hashes)
        np.testing.assert_array_equal(words.starts[its], alone.starts)
        np.testing.assert_array_equal(words.ends[its], alone.ends)


def sample(n_texts: int, n_syllables: int = 300, seed: int = 0) -> list[str]:
    generator = random.Random(seed)
    return [" ".join(generator.choices(SYLLABLES, k=n_syllables)) for _ in range(n_texts)]


def test_threads_share_one_segmenter():
    segmenter = Segmenter()
    batches = [sample(20, seed=seed) for seed in range(40)]
    expected = [segmenter.hash_words(batch).hashes.tolist() for batch in batches]
    with ThreadPoolExecutor(8) as pool:
        found = [words.hashes.tolist() for words in pool.map(segmenter.hash_words, batches)]
    assert found == expected


def test_chunks_do_not_show():
    batch = sample(300)
    words = Segmenter(n_jobs=2).hash_words(batch)
    assert tokenize_many(batch, n_jobs=2) == [tokenize(text) for text in batch]
    assert words.hashes.tolist() == [hash_word(word) for text in batch for word in segment(text)]


def test_nothing_grows_with_new_syllables():
    segmenter = Segmenter()

    def stream(start: int) -> None:
        for i in range(start, start + 20_000, 1000):
            segmenter.hash_words(" ".join(f"x{k}y" for k in range(j, j + 100)) for j in range(i, i + 1000, 100))

    stream(0)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    stream(10**6)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 20_000


@settings(deadline=None, max_examples=30)
@given(st.lists(texts, max_size=5))
def test_spelling(batch):
    segmenter = Segmenter()
    words = segmenter.hash_words(batch)
    backwards = np.arange(len(words.hashes))[::-1]
    expected = [word for text in batch for word in segment(text)]
    assert segmenter.spell(batch, words, backwards) == expected[::-1]


def test_one_string_is_not_texts():
    with pytest.raises(TypeError, match="put it in a list"):
        tokenize_many("xin chào")


@pytest.mark.parametrize("text", [None, b"xin", 3])
def test_not_a_text(text):
    with pytest.raises(TypeError, match="expected a text"):
        tokenize(text)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"engine": "vncorenlp"}, "'vnnews' or 'pyvi'"),
        ({"engine": "pyvi", "keep_urls": True}, "use engine='vnnews'"),
        ({"n_jobs": 0}, "1 or more"),
    ],
)
def test_options_that_cannot_be(options, message):
    with pytest.raises(ValueError, match=message):
        Segmenter(**options)


def test_reference_engine(pyvi):
    text = "Thủ tướng đến Hà Nội."
    assert tokenize(text, engine="pyvi") == pyvi.tokenize(text) == "Thủ_tướng đến Hà_Nội ."
    assert segment_with_offsets(text, engine="pyvi")[1].tolist() == [0, 10, 14, 20]
