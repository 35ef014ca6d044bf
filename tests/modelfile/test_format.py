import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.modelfile._format import pack_words, to_json, unpack_words


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=8), max_size=20))
def test_words_round_trip(words: list[str]) -> None:
    assert unpack_words(*pack_words(words)) == words


@pytest.mark.parametrize("offsets", [[], [0], [0, 2], [0, 3, 2, 3], [1, 3], [0, 9], [[0, 3]]])
def test_offsets_that_point_elsewhere(offsets: list[int]) -> None:
    with pytest.raises(ValueError, match="offsets"):
        unpack_words(np.frombuffer(b"Nga", np.uint8), np.array(offsets, dtype=np.int64))


def test_cut_characters_are_no_words() -> None:
    data, _ = pack_words(["Mỹ"])
    with pytest.raises(UnicodeDecodeError):
        unpack_words(data, np.array([0, 2, 4]))


def test_json_depends_on_the_value_only() -> None:
    assert to_json({"b": 1, "a": "Mỹ"}) == to_json({"a": "Mỹ", "b": 1})
    assert json.loads(to_json({"a": "Mỹ"})) == {"a": "Mỹ"}
    with pytest.raises(ValueError, match="JSON compliant"):
        to_json({"a": float("nan")})
