"""The vocabulary, held against a dictionary."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.features import Vocabulary

WORDS = st.sampled_from(["nga", "mỹ", "", "Nga", "tổng_thống", "\x00", "a\tb", "😀", "\x01x"])
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=20, unique=True)


@settings(deadline=None)  # the first example may compile
@given(NAMES)
def test_as_a_dictionary(names: list[str]) -> None:
    vocabulary, expected = Vocabulary.from_names(names), {name: column for column, name in enumerate(names)}
    assert vocabulary == expected
    assert list(vocabulary) == names
    assert dict(vocabulary.items()) == expected
    assert len(vocabulary) == len(names)
    assert [vocabulary[name] for name in names] == list(range(len(names)))
    assert vocabulary.get("không có") is None
    assert 7 not in vocabulary
    shuffled = dict(sorted(expected.items()))
    for same in (
        Vocabulary.from_utf8(*vocabulary.to_utf8()),
        Vocabulary.from_mapping(shuffled),
        pickle.loads(pickle.dumps(vocabulary)),
    ):
        assert same == vocabulary
        assert list(same) == names


@settings(deadline=None)
@given(NAMES, st.lists(st.lists(WORDS, max_size=8), max_size=4))
def test_finds_the_ngrams_of_documents(names: list[str], documents: list[list[str]]) -> None:
    from vnnews.text import hash_word

    vocabulary = Vocabulary.from_names(names)
    hashes = np.array([hash_word(word, lowercase=False) for own in documents for word in own], np.uint64)
    indptr = np.cumsum([0, *map(len, documents)])
    grid = vocabulary.find_ngrams(vocabulary.find_words(hashes), indptr, (1, 3))
    for own, start in zip(documents, indptr, strict=False):
        for length in (1, 2, 3):
            for i in range(len(own)):
                name = " ".join(own[i : i + length]) if i + length <= len(own) else "không có"
                assert grid[length - 1, start + i] == vocabulary.get(name, -1)
    assert np.array_equal(vocabulary.find_ngrams(vocabulary.find_words(hashes), indptr, (2, 2))[0], grid[1])


def test_wrong_names() -> None:
    for twice in (["a", "b", "a"], ["a b", "a b"]):
        with pytest.raises(ValueError, match="twice"):
            Vocabulary.from_names(twice)
    with pytest.raises(TypeError, match="type int"):
        Vocabulary.from_names(["a", 3])  # type: ignore[list-item]  # the point
    with pytest.raises(ValueError, match="has the column 2, expected 1"):
        Vocabulary.from_mapping({"a": 0, "b": 2})


@pytest.mark.parametrize(
    ("data", "offsets", "reason"),
    [
        (b"nga", [0, 9], "do not part"),
        (b"nga", [1, 3], "do not part"),
        (b"nga", [0, 2, 1, 3], "do not part"),
        (b"nga", [], "do not part"),
        ("mỹ".encode(), [0, 2, 4], "part a character"),
        (b"\xff", [0, 1], "utf-8"),
    ],
)
def test_damaged_bytes(data: bytes, offsets: list[int], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Vocabulary.from_utf8(np.frombuffer(data, np.uint8), np.array(offsets, np.int64))


def test_is_shown_short() -> None:
    names = [f"từ{i}" for i in range(9)]
    assert repr(Vocabulary.from_names(names)) == "<Vocabulary of 9 n-grams: {'từ0': 0, 'từ1': 1, 'từ2': 2, …}>"


def test_is_immutable() -> None:
    with pytest.raises(TypeError):
        Vocabulary.from_names(["a"])["b"] = 1  # type: ignore[index]  # the point
    with pytest.raises(TypeError, match="unhashable"):
        hash(Vocabulary.from_names(["a"]))
