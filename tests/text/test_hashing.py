from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from vnnews.text import Segmenter, hash_word
from vnnews.text._hashing import BASE

characters = st.characters(exclude_categories=["Cs"])


def test_the_polynomial():
    assert hash_word("") == 0
    assert hash_word("A") == ord("a") + 1
    assert hash_word("A", lowercase=False) == ord("A") + 1
    assert hash_word("aB") == ((ord("a") + 1) * BASE + ord("b") + 1) % 2**64


@given(st.text(characters), st.text(characters))
@example("ΑΣ", "Α")
@example("İ", "İ")
def test_a_join_follows_from_its_parts(a, b):
    lowered = b.lower()
    joined = (hash_word(a) * BASE + ord("_") + 1) * pow(BASE, len(lowered), 2**64) + hash_word(b)
    assert hash_word(f"{a}_{b}") == joined % 2**64


@settings(deadline=None)  # the first example loads the kernels
@given(st.text(st.sampled_from("aAđĐΣσςİıǅßŉ\u0307\u0345\xadʰ'")).map(lambda word: f"x://{word}"))
@example("x://ΑΣ.Α")
@example("x://Α\xad\u0345Σ\xad")
def test_kernels_lower_as_python_does(word):
    words = Segmenter().hash_words([word])
    spelled = Segmenter().segment(word)
    assert words.hashes.tolist() == [hash_word(one) for one in spelled]
