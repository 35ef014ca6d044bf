"""Places where credits may begin, held against a search for every word everywhere."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles import Rules, load_rules
from vnnews.articles._credit_hints import credit_hints
from vnnews.articles._survey import survey

RULES = load_rules()


def hints(text: str, rules: Rules = RULES) -> dict[int, str]:
    return credit_hints(text, rules, survey(text, rules).places)


PIECES = [
    "Ảnh",
    "Hình ảnh",
    "Photo",
    ":",
    " :",
    ";",
    ". ",
    "(",
    ")",
    " ",
    "AP",
    "Hai bên gặp nhau",
    "\n",
    "xẢnh",
    "Nguồn",
]


def test_markers_before_their_signs() -> None:
    text = "Hai bên gặp nhau. Ảnh: AP. Photo ; Reuters (Nguồn. AFP)"
    found = hints(text)
    assert found[text.index("Ảnh")] == "Ảnh"
    assert all(text.startswith(word, place) for place, word in found.items())


def test_markers_behind_an_opening_bracket() -> None:
    text = "Hai bên gặp nhau (ảnh minh họa) ở Geneva (Nguồn Sina) hôm qua (nguồn VTC, ông nói (Ả"
    assert hints(text) == {text.index("ảnh"): "ảnh", text.index("Nguồn"): "Nguồn"}


def test_no_word_is_found_within_another() -> None:
    assert hints("xẢnh: AP") == {}
    assert hints("") == {}


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_every_marker_before_a_colon_is_found(text: str) -> None:
    found = hints(text)
    for word in RULES.marker_words:
        at = text.find(word)
        while at >= 0:
            begins = not at or not text[at - 1].isalnum()
            if begins and text[at + len(word) :].startswith((":", " :", ";")) and word in RULES.marker_ends:
                assert at in found
            at = text.find(word, at + len(word))
    assert all(word in RULES.marker_words and text.startswith(word, place) for place, word in found.items())


def test_of_two_words_at_a_place_the_longer_is_found_and_one_within_another() -> None:
    rules = replace(RULES, marker_words=("B/C", "A/B", "A/B/C"), marker_ends=("B", "C"), longest_marker=5)
    assert hints("A/B/C: AP", rules) == {0: "A/B/C", 2: "B/C"}
    assert hints("A/B/D: AP A/B: AP", rules) == {10: "A/B"}


def test_without_words_there_are_no_places() -> None:
    assert hints("Ảnh: AP (x.)", replace(RULES, marker_words=(), lone_markers=())) == {}
