import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.modelfile._vocabulary import pack_vocabulary, unpack_vocabulary

WORDS = st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=8), unique=True, min_size=1, max_size=20)


@settings(deadline=None)
@given(WORDS)
def test_round_trip(words: list[str]) -> None:
    vocabulary = {word: column for column, word in enumerate(words)}
    shuffled = dict(sorted(vocabulary.items()))
    again = unpack_vocabulary(*pack_vocabulary(shuffled))
    assert again == vocabulary
    assert list(again) == words


@pytest.mark.parametrize("offsets", [[], [0], [0, 2], [0, 3, 2, 3], [1, 3], [0, 9]])
def test_offsets_that_point_elsewhere(offsets: list[int]) -> None:
    with pytest.raises(ValueError, match="offsets"):
        unpack_vocabulary(np.frombuffer(b"Nga", np.uint8), np.array(offsets, dtype=np.uint32))


def test_cut_characters_are_no_words() -> None:
    data, _ = pack_vocabulary({"Mỹ": 0})
    with pytest.raises(ValueError, match="character"):
        unpack_vocabulary(data, np.array([0, 2, 4], dtype=np.uint32))


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UnicodeDecodeError):
        unpack_vocabulary(np.array([0xFF], dtype=np.uint8), np.array([0, 1], dtype=np.uint32))


def test_a_word_that_stands_there_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        unpack_vocabulary(np.frombuffer(b"NgaNgaNa", np.uint8), np.array([0, 3, 6, 8], dtype=np.uint32))


def test_half_a_surrogate_pair_is_no_text() -> None:
    with pytest.raises(ValueError, match=r"surrogates|utf-8"):
        pack_vocabulary({"\ud800": 0})
