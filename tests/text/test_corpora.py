"""The words of real news are pyvi's.

The full run takes about ten minutes::

    VNNEWS_DATA=... python -m pytest tests/text/test_corpora.py -m slow -s
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest

from vnnews.text import Segmenter, hash_word, tokenize_many

from . import corpora

pytestmark = pytest.mark.corpus


def mismatches(texts: Iterable[str]) -> tuple[int, list[str]]:
    """Return the number of texts, and those that pyvi segments differently."""
    pyvi = pytest.importorskip("pyvi.ViTokenizer", reason="needs pyvi: pip install pyvi==0.1.1")
    count = 0
    found = []
    batches = iter(texts)
    while batch := list(itertools.islice(batches, 500)):
        segmented = tokenize_many(batch)
        found += [text for text, ours in zip(batch, segmented, strict=True) if pyvi.tokenize(text) != ours]
        hashes = Segmenter().hash_words(batch).hashes.tolist()
        assert hashes == [hash_word(word) for text in segmented for word in text.split()]
        count += len(batch)
    return count, found


@pytest.mark.parametrize("archive", corpora.ARCHIVES)
def test_articles(archive):
    count, found = mismatches(itertools.islice(corpora.articles(archive), 0, 2000, 5))
    assert (count, found) == (400, [])


def test_treebank():
    count, found = mismatches(corpora.treebank())
    assert count == 3323
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("archive", corpora.ARCHIVES)
def test_all_articles(archive):
    count, found = mismatches(corpora.articles(archive))
    print(f"{archive}: {count} articles, {len(found)} mismatches")
    assert found == []
