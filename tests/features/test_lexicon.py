"""Words and their ids, held against a dictionary; two words with one hash are not taken for one."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.features import VietnameseTfidfVectorizer
from vnnews.features._lexicon import UNKNOWN, Lexicon
from vnnews.text import WordForms, hash_word

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=30)


def forms(words: list[str]) -> WordForms:
    bounds = np.cumsum([0, *map(len, words)])
    return WordForms(np.frombuffer("".join(words).encode("utf-32-le"), "<u4"), bounds[:-1], bounds[1:])


def one_hash() -> tuple[str, str]:
    """Return two words with the same polynomial hash modulo 2^64, whatever its base (Thue and Morse)."""
    parity = [bin(i).count("1") % 2 for i in range(2048)]
    return "".join("ab"[p] for p in parity), "".join("ba"[p] for p in parity)


@settings(deadline=None)  # the first example may compile
@given(WORDS, WORDS)
def test_as_a_dictionary(first: list[str], second: list[str]) -> None:
    lexicon, expected = Lexicon(), dict[str, int]()
    for words in (first, second):
        ids = [expected.setdefault(word, len(expected)) for word in words]
        assert lexicon.add(forms(words)).tolist() == ids
    assert lexicon.spell_all() == list(expected)
    hashes = np.array([hash_word(word, lowercase=False) for word in [*expected, "không có"]], np.uint64)
    assert lexicon.find(hashes).tolist() == [*range(len(expected)), UNKNOWN]
    again = pickle.loads(pickle.dumps(lexicon))
    assert again.spell_all() == lexicon.spell_all()
    assert again.add(forms(first)).tolist() == [expected[word] for word in first]


def test_grows() -> None:
    words = [f"từ{i}" for i in range(20_000)]
    lexicon = Lexicon()
    assert lexicon.add(forms(words)).tolist() == list(range(20_000))
    assert lexicon.add(forms(words[::-1])).tolist() == list(range(20_000))[::-1]
    assert lexicon.spell_all() == words


def test_two_words_with_one_hash_are_refused() -> None:
    first, second = one_hash()
    assert hash_word(first) == hash_word(second)
    with pytest.raises(ValueError, match="have the same 64-bit hash"):
        Lexicon().add(forms([first, second]))
    with pytest.raises(ValueError, match="take one of the two out"):
        VietnameseTfidfVectorizer(segment=False).fit([f"{first} a", f"{second} b"])


def test_found_by_its_letters() -> None:
    first, second = one_hash()
    lexicon = Lexicon()
    lexicon.add(forms([first]))
    assert lexicon.find_spelled(first, hash_word(first)) == 0
    assert lexicon.find_spelled(second, hash_word(second)) == UNKNOWN
