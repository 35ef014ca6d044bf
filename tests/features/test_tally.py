"""Counting documents as they come, held against counting in plain Python and scikit-learn's choice."""

import pickle
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from vnnews.features._tally import Limits, Tally
from vnnews.features._words import WordReader

READER = WordReader(False, True, "keep", None)
WORD = st.sampled_from([*"abcdeg", "a\x01", "\x02", "ab", "a_b", "đ", "😀"])
DOCUMENTS = st.lists(st.lists(WORD, max_size=12).map(" ".join), min_size=1, max_size=12)
EVERYTHING = Limits(1, 1.0, None, np.float64)


def tally(documents: list[str], ngram_range: tuple[int, int], count_totals: bool = True) -> Tally:
    counts = Tally(ngram_range, count_totals=count_totals)
    for i in range(0, len(documents), 3):
        words, forms = READER.spell(documents[i : i + 3])
        counts.add(words.indptr, forms, words.hashes)
    return counts


def learnt(counts: Tally, limits: Limits) -> list[tuple[str, int]]:
    vocabulary, df, _ = counts.learn(limits)
    return list(zip(vocabulary.names(), df.tolist(), strict=True))


@settings(deadline=None)  # the first example may compile
@given(DOCUMENTS, st.sampled_from([(1, 1), (1, 2), (2, 2), (1, 3), (2, 4)]))
def test_document_frequencies(documents: list[str], ngram_range: tuple[int, int]) -> None:
    expected: Counter[str] = Counter()
    for document in documents:
        words = document.split()
        lengths = range(ngram_range[0], ngram_range[1] + 1)
        expected.update({" ".join(words[i : i + n]) for n in lengths for i in range(len(words) - n + 1)})
    counts = tally(documents, ngram_range)
    if not expected:
        with pytest.raises(ValueError, match="empty vocabulary"):
            counts.learn(EVERYTHING)
        return
    assert learnt(counts, EVERYTHING) == sorted(expected.items())


LIMITS = st.fixed_dictionaries(
    {
        "min_df": st.sampled_from([1, 2, 0.3]),
        "max_df": st.sampled_from([1.0, 0.5, 4]),
        "max_features": st.sampled_from([None, 1, 5, 20]),
        "ngram_range": st.sampled_from([(1, 1), (1, 2), (2, 3)]),
    }
)


@settings(deadline=None, max_examples=200)
@given(DOCUMENTS, LIMITS)
def test_keeps_what_scikit_learn_keeps(documents: list[str], parameters: dict[str, Any]) -> None:
    theirs = CountVectorizer(tokenizer=str.split, token_pattern=None, dtype=np.float64, **parameters)
    limits = Limits(parameters["min_df"], parameters["max_df"], parameters["max_features"], np.float64)
    counts = tally(documents, parameters["ngram_range"])
    try:
        theirs.fit(documents)
    except ValueError:
        with pytest.raises(ValueError, match=r"empty vocabulary|no terms remain|max_df="):
            counts.learn(limits)
        return
    assert [name for name, _ in learnt(counts, limits)] == theirs.get_feature_names_out().tolist()


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS, DOCUMENTS, st.sampled_from([(1, 1), (1, 3), (2, 2)]))
def test_merging_is_counting_everything(
    first: list[str], second: list[str], third: list[str], ngram_range: tuple[int, int]
) -> None:
    together = tally([*first, *second, "a b c d", *third], ngram_range)
    merged = tally(first, ngram_range)
    merged.merge(pickle.loads(pickle.dumps(tally([*second, "a b c d"], ngram_range))))
    words, forms = READER.spell(third)
    merged.add(words.indptr, forms, words.hashes)
    assert merged.n_documents == together.n_documents
    for limits in (EVERYTHING, Limits(1, 1.0, 7, np.float64)):
        assert learnt(merged, limits) == learnt(together, limits)


def test_what_becomes_of_the_words() -> None:
    counts = Tally((2, 2), count_totals=False)
    words, forms = READER.spell(["c b a", "b a d"])
    ids = counts.add(words.indptr, forms, words.hashes)
    vocabulary, _, word_ids = counts.learn(Limits(2, 1.0, None, np.float64))
    grid = vocabulary.find_ngrams(word_ids[ids], words.indptr, (2, 2))
    assert vocabulary.names() == ["b a"]
    assert grid.tolist() == [[-1, 0, -1, 0, -1, -1]]


def test_many_ngrams() -> None:
    random = np.random.default_rng(0)
    documents = [" ".join(f"t{i}" for i in random.integers(0, 3_000, 400)) for _ in range(150)]
    theirs = CountVectorizer(tokenizer=str.split, token_pattern=None, ngram_range=(1, 3)).fit(documents)
    names = [name for name, _ in learnt(tally(documents, (1, 3)), EVERYTHING)]
    assert names == theirs.get_feature_names_out().tolist()
