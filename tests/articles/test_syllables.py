import pytest

from vnnews.articles._syllables import bare_letters, is_bare_syllable, is_syllable, syllable_ranks


@pytest.mark.parametrize(
    "word", ["việt", "nam", "nghiêng", "hoà", "hòa", "quý", "quỳnh", "khuỷu", "giếng", "gì", "đường", "yêu", "oái", "à"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["viêt", "các̀", "vịệt", "café", "erdoğan", "đn", "", "ngiêngh", "ộc̣", "x" * 1000])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_the_frequent_ones_are_syllables() -> None:
    ranks = syllable_ranks()
    assert len(ranks) == 1000
    assert all(is_syllable(syllable) and not syllable.isascii() for syllable in ranks)


def test_without_marks() -> None:
    assert bare_letters("đường") == "duong"
    assert is_bare_syllable("duong")
    assert not is_bare_syllable("street")
