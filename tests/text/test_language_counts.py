"""The kernel that counts words, held against regular expressions and strings."""

import re
import string
import sys

from hypothesis import example, given, settings
from hypothesis import strategies as st

from vnnews.articles._syllables import bare_letters, bare_syllables, is_bare_syllable
from vnnews.datasets import iter_sample
from vnnews.text import judge_language, judge_languages
from vnnews.text._language_counts import _MOST, alphabet

PIECES = (
    "Nghiêng",
    "nghiêngg",
    "xnghiêng",
    "quốcnghiêngnghiêngquốc",
    "quốc",
    "ĐƯỜNG",
    "gia",
    "the",
    "École",
    "x_y",
    "số1",
    "20²",
    " ",
    ".",
    "İ",
    "Σ",
    "e\u0301",
    "\n",
    "ǅ",
)
TEXTS = (
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30)
    .map("".join)
    .map(lambda text: re.sub("[\ud800-\udfff]", "", text))
)


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=4))
@example([])
@example(["", "Hà Nội" * 4_000, "a" * 19_999 + "́nh"])
def test_counts_are_those_of_one_text(texts: list[str]) -> None:
    assert judge_languages(texts) == [judge_language(text) for text in texts]


def test_sample() -> None:
    texts = [document.text for document in iter_sample()]
    assert judge_languages(texts) == [judge_language(text) for text in texts]


def test_every_character() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    # In a word that is a syllable, so that it matters what is taken for a letter.
    texts = [f" {one} {one}a th{one}ng" for one in characters if one.isalnum() or one == "_"]
    assert judge_languages(texts) == [judge_language(text) for text in texts]


def test_automaton_knows_the_syllables() -> None:
    kinds, steps = alphabet()

    def accepts(word: str) -> bool:
        state = 32
        for letter in word:
            state = steps[(state & 0xFFFFF) + (kinds[ord(letter)] & 31)]
        return bool(state & 0x100000)

    syllables = bare_syllables()
    assert max(map(len, syllables)) == _MOST
    assert all(accepts(one) for one in syllables)
    near = {one[:i] + letter + one[i:] for one in sorted(syllables)[::7] for i in (0, 1, len(one)) for letter in "aghz"}
    assert all(accepts(one) == is_bare_syllable(one) for one in near | set(string.ascii_lowercase))
    assert accepts(bare_letters("nghiêng"))
    words = sorted(near | syllables)
    assert judge_languages(words) == [judge_language(word) for word in words]
