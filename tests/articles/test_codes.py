import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles._codes import codes_of


@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=()), max_size=30))
def test_every_character_has_its_place(text: str) -> None:
    codes = codes_of(text)
    assert codes is not None
    assert codes.tolist() == list(map(ord, text))


@pytest.mark.parametrize("text", ["\U0001f600", "Rồi. \U0001d400"])
def test_two_numbers_for_a_character_shift_the_places(text: str) -> None:
    assert codes_of(text) is None
