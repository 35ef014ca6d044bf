"""What is learnt: set from outside, learnt bit by bit, merged."""

import pickle
import threading
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from vnnews.datasets import load_sample
from vnnews.features import VietnameseTfidfVectorizer, Vocabulary

TEXTS = [article.text for article in load_sample().articles]

PARAMETERS: list[dict[str, Any]] = [
    {"ngram_range": (1, 2), "min_df": 2, "max_df": 0.6},
    {"max_features": 100, "ngram_range": (1, 2), "stop_words": "vietnamese"},
    {"max_features": 50, "binary": True},
    {"stop_words": {"và", "của", "nga"}, "normalize": str.title, "dtype": "float64"},
    {"vocabulary": ["nga", "mỹ", "tổng_thống", "không có"]},
]


def assert_same(one: VietnameseTfidfVectorizer, other: VietnameseTfidfVectorizer) -> None:
    assert one.vocabulary_ == other.vocabulary_
    assert np.array_equal(one.idf_, other.idf_)
    assert (one.transform(TEXTS[:9]) != other.transform(TEXTS[:9])).nnz == 0


@pytest.mark.parametrize("parameters", PARAMETERS)
def test_bit_by_bit_and_merged(parameters: dict[str, Any]) -> None:
    vectorizer = VietnameseTfidfVectorizer(**parameters)
    whole = clone(vectorizer).fit(iter(TEXTS))
    bits = clone(vectorizer)
    for start in range(0, len(TEXTS), 20):
        assert bits.partial_fit(TEXTS[start : start + 20]) is bits
    assert_same(bits, whole)
    parts = [clone(vectorizer).partial_fit(TEXTS[i::3]) for i in range(3)]
    sent = [pickle.loads(pickle.dumps(part)) for part in parts]
    assert_same(VietnameseTfidfVectorizer.merge(sent), whole)
    assert_same(VietnameseTfidfVectorizer.merge(parts[:1]), clone(vectorizer).fit(TEXTS[::3]))


def test_usable_after_each_call() -> None:
    vectorizer = VietnameseTfidfVectorizer(ngram_range=(1, 2))
    for end in (1, 5, 40):
        start = {1: 0, 5: 1, 40: 5}[end]
        vectorizer.partial_fit(TEXTS[start:end])
        assert_same(vectorizer, VietnameseTfidfVectorizer(ngram_range=(1, 2)).fit(TEXTS[:end]))


def test_threads_that_ask_first_get_the_same() -> None:
    vectorizer = VietnameseTfidfVectorizer().partial_fit(TEXTS)
    expected = VietnameseTfidfVectorizer().fit(TEXTS).transform(TEXTS)
    rows: list[Any] = []
    threads = [threading.Thread(target=lambda: rows.append(vectorizer.transform(TEXTS))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rows) == 8
    assert all((own != expected).nnz == 0 for own in rows)


def test_no_counts_to_go_on_from() -> None:
    with pytest.raises(ValueError, match="partial_fit after fit"):
        VietnameseTfidfVectorizer().fit(TEXTS).partial_fit(TEXTS)
    with pytest.raises(ValueError, match="vectorizer 1 has no counts"):
        VietnameseTfidfVectorizer.merge([VietnameseTfidfVectorizer().partial_fit(TEXTS), VietnameseTfidfVectorizer()])
    with pytest.raises(ValueError, match="no vectorizer to merge"):
        VietnameseTfidfVectorizer.merge([])
    with pytest.raises(ValueError, match="vectorizer 1 has other parameters"):
        VietnameseTfidfVectorizer.merge([VietnameseTfidfVectorizer(min_df=n).partial_fit(TEXTS) for n in (1, 2)])


def test_an_error_changes_nothing() -> None:
    vectorizer = VietnameseTfidfVectorizer().partial_fit(TEXTS[:9])
    with pytest.raises(TypeError, match="document 40"):
        vectorizer.partial_fit([*(TEXTS[9:] * 9)[:40], None])  # type: ignore[list-item]  # the point
    with pytest.raises(ValueError, match="counts are of other n-grams"):
        vectorizer.set_params(ngram_range=(1, 2)).partial_fit(TEXTS)
    vectorizer.set_params(ngram_range=(1, 1))
    assert_same(vectorizer, VietnameseTfidfVectorizer().fit(TEXTS[:9]))
    fitted = VietnameseTfidfVectorizer().fit(TEXTS)
    with pytest.raises(ValueError, match="empty vocabulary"):
        fitted.fit([""])
    assert_same(fitted, VietnameseTfidfVectorizer().fit(TEXTS))


def test_fit_begins_anew() -> None:
    vectorizer = VietnameseTfidfVectorizer().partial_fit(TEXTS).fit(["Nga"])
    assert list(vectorizer.vocabulary_) == ["nga"]


def test_state_from_outside() -> None:
    fitted = VietnameseTfidfVectorizer(ngram_range=(1, 2), min_df=2).fit(TEXTS)
    for vocabulary in (dict(fitted.vocabulary_), Vocabulary.from_utf8(*fitted.vocabulary_.to_utf8())):
        other = VietnameseTfidfVectorizer(ngram_range=(1, 2))
        other.vocabulary_ = vocabulary
        assert isinstance(other.vocabulary_, Vocabulary)
        with pytest.raises(NotFittedError, match="idf_"):
            other.transform(TEXTS)
        other.idf_ = fitted.idf_
        assert_same(other, fitted)


def test_single_precision_and_read_only_state() -> None:
    fitted = VietnameseTfidfVectorizer().fit(TEXTS)
    rows = fitted.transform(TEXTS)
    single = fitted.idf_.astype(np.float32)
    single.setflags(write=False)
    fitted.idf_ = single
    assert fitted.idf_.dtype == np.float32
    np.testing.assert_allclose(fitted.transform(TEXTS).data, rows.data, rtol=1e-6)
    with pytest.raises(ValueError, match="read-only"):
        fitted.idf_[0] = 3.0


def test_idf_of_another_length() -> None:
    fitted = VietnameseTfidfVectorizer().fit(["Nga và Mỹ"])
    fitted.idf_ = np.ones(7)
    with pytest.raises(ValueError, match="idf_ has 7 values, expected 3"):
        fitted.transform(["Nga"])


def test_not_fitted() -> None:
    vectorizer = VietnameseTfidfVectorizer()
    assert not hasattr(vectorizer, "vocabulary_")
    assert not hasattr(vectorizer, "idf_")
    for use in (vectorizer.transform, vectorizer.read):
        with pytest.raises(NotFittedError, match="not fitted yet"):
            use(TEXTS)
    with pytest.raises(NotFittedError):
        vectorizer.locate("Nga")
    with pytest.raises(NotFittedError):
        vectorizer.get_feature_names_out()


def test_vocabulary_in_upper_case() -> None:
    with pytest.warns(UserWarning, match="lowercase=True"):
        vectorizer = VietnameseTfidfVectorizer(vocabulary=["Nga", "mỹ"]).fit(["Nga và Mỹ"])
    assert vectorizer.transform(["Nga và Mỹ"]).indices.tolist() == [1]


@pytest.mark.parametrize("vocabulary", [{"mỹ": 1, "nga": 0}, ("nga", "mỹ"), {"nga", "mỹ"}])
def test_ways_to_give_a_vocabulary(vocabulary: Any) -> None:
    vectorizer = VietnameseTfidfVectorizer(vocabulary=vocabulary).fit(["Nga"])
    expected = ["mỹ", "nga"] if isinstance(vocabulary, set) else ["nga", "mỹ"]
    assert vectorizer.get_feature_names_out().tolist() == expected


def test_empty_vocabulary() -> None:
    with pytest.raises(ValueError, match="vocabulary is empty"):
        VietnameseTfidfVectorizer(vocabulary=[]).fit(TEXTS)
