"""What both vectorizers are: parameters and their checks, stop words, and documents named in errors."""

from typing import Any

import numpy as np
import pytest
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils._param_validation import InvalidParameterError

from vnnews.features import VietnameseHashingVectorizer, VietnameseTfidfVectorizer
from vnnews.features._documents import Documents
from vnnews.features._stop_words import load_stop_words
from vnnews.features._vectorizer import VietnameseVectorizer, naming_document
from vnnews.text import normalize

BOTH = pytest.mark.parametrize("kind", [VietnameseTfidfVectorizer, VietnameseHashingVectorizer])


@BOTH
def test_what_they_are(kind: type) -> None:
    assert issubclass(kind, VietnameseVectorizer)
    assert issubclass(kind, TransformerMixin)
    assert issubclass(kind, BaseEstimator)
    assert set(VietnameseVectorizer._parameter_constraints) < set(kind._parameter_constraints)
    assert set(kind._parameter_constraints) | {"dtype"} == {*kind._get_param_names(), "dtype"}


@BOTH
@pytest.mark.parametrize(
    "good",
    [
        {"ngram_range": (np.int64(1), np.int32(3))},
        {"ngram_range": (2, 2)},
        {"n_jobs": -1},
        {"n_jobs": np.int64(2)},
        {"n_jobs": None},
        {"dtype": "float32"},
        {"dtype": np.dtype(np.float64)},
        {"normalize": normalize},
        {"stop_words": ()},
        {"stop_words": {"và": 1}},
        {"stop_words": np.array(["và", "của"])},
        {"segment": np.bool_(False)},
        {"norm": None},
    ],
)
def test_what_goes(kind: type, good: dict[str, Any]) -> None:
    kind(**good)._check_parameters()
    assert kind(**good).fit(["Nga và Mỹ hội đàm"]).transform(["Mỹ"]).shape[0] == 1


@BOTH
@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"ngram_range": (1,)}, r"ngram_range=\(1,\): expected \(smallest, largest\) numbers of words"),
        ({"ngram_range": ()}, r"ngram_range=\(\): expected"),
        ({"ngram_range": (1, 2.0)}, r"ngram_range=\(1, 2\.0\): expected .* 1 <= smallest <= largest"),
        ({"ngram_range": (1, None)}, r"ngram_range=\(1, None\): expected"),
        ({"ngram_range": (-1, 2)}, r"ngram_range=\(-1, 2\): expected"),
        ({"ngram_range": [1, 2]}, r"'ngram_range' parameter .* must be an instance of 'tuple'. Got \[1, 2\]"),
        ({"stop_words": "và"}, "stop_words='và': expected 'vietnamese', a collection .* or None; .* give a list"),
        ({"stop_words": ""}, "stop_words='': expected 'vietnamese'"),
        ({"n_jobs": 0}, "n_jobs=0: expected a number of threads, -1 for one per core, or None"),
        ({"dtype": "float16"}, "dtype='float16': expected float64 or float32"),
        ({"dtype": object}, "dtype=<class 'object'>: expected float64 or float32"),
        ({"norm": "L2"}, "'norm' parameter .* Got 'L2'"),
    ],
)
def test_what_does_not_go_is_told_with_what_was_expected(kind: type, bad: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        kind(**bad)._check_parameters()


@BOTH
def test_the_kind_of_error_for_a_wrong_type_is_that_of_scikit_learn(kind: type) -> None:
    with pytest.raises(InvalidParameterError):
        kind(lowercase="no")._check_parameters()
    with pytest.raises(TypeError, match="not understood"):
        kind(dtype="no type")._check_parameters()


@BOTH
def test_stop_words(kind: type) -> None:
    assert kind(stop_words=None).get_stop_words() is None
    assert kind(stop_words="vietnamese").get_stop_words() is load_stop_words()
    for given in (["và", "của", "và"], ("của", "và"), {"và": 1, "của": 2}, np.array(["và", "của"])):
        assert kind(stop_words=given).get_stop_words() == frozenset({"và", "của"})
    assert kind(stop_words=[]).get_stop_words() == frozenset()


@BOTH
def test_stop_words_are_left_out_in_either_spelling(kind: type) -> None:
    for marks, text in (("old", "hoà Nga"), ("new", "hòa Nga")):
        found = kind(stop_words=["hòa", "hoà"], tone_marks=marks).fit(["Nga Mỹ"]).transform([text, "Nga"])
        assert (found[0] != found[1]).nnz == 0
        assert found[1].nnz == 1


def documents(*texts: str) -> Documents:
    return Documents(7, list(texts), list(texts), [0] * len(texts), [0] * len(texts))


def test_the_document_with_a_lone_surrogate_is_named() -> None:
    told = naming_document(ValueError("text 1"), documents("Nga", "Mỹ \udc80 và \ud800", "\ud800"))
    assert str(told).startswith("document 8 has the lone surrogate '\\udc80' at character 3, which is no character;")
    assert "text.encode('utf-8', 'ignore').decode('utf-8')" in str(told)


def test_other_errors_stay_what_they_are() -> None:
    error = ValueError("something else")
    assert naming_document(error, documents("Nga", "😀")) is error
    assert naming_document(error, documents()) is error
