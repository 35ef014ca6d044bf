"""What the search looks up is what the plain way asks Python and the rules."""

import numpy as np
import pytest

from vnnews.articles import _caption_table as tables
from vnnews.articles import load_rules
from vnnews.articles._caption_style import EDGE, KINDS, SENTENCE, SIGNS, load_style

RULES = load_rules()
TABLE = tables.load_table(RULES)
STYLE = load_style()


def number_of(word: str) -> int:
    value = 0
    for letter in word:
        value = (value * tables.BASE + ord(letter) + 1) % 2**64
    return int(TABLE.words[np.flatnonzero(TABLE.words[:, 0] == np.uint64(value)), 1].max(initial=0))


def test_classes_are_those_of_python() -> None:
    for code in range(tables.LIMIT):
        sign, entry = chr(code), int(TABLE.classes[code])
        assert bool(entry & tables.OPENS) == (sign.isupper() or sign.isdigit())
        assert bool(entry & tables.ENDS) == (sign.isalnum() or sign in ')”"')
        assert bool(entry & tables.BOUND) == (sign in EDGE)
        if not entry & tables.ODD:
            assert f"a{sign}a".lower() == f"a{chr(entry & tables.LOWER)}a"
            assert sign == " " or not sign.isspace()


def test_signs_have_a_bit_each() -> None:
    for bit, sign in enumerate(SIGNS):
        assert int(TABLE.classes[ord(sign.strip())]) >> tables.SIGNS_FROM == 1 << bit
    assert TABLE.signs[: tables.N_SIGNS].tolist() == [STYLE.form.get(name, 0.0) for name in SIGNS.values()]


def test_words_have_their_weights_and_roles() -> None:
    for words, column in ((STYLE.word, tables.WORD), (STYLE.first, tables.FIRST), (STYLE.last, tables.LAST)):
        for word, weight in words.items():
            assert TABLE.weights[number_of(word) >> tables.NUMBER, column] == weight
    for words, role in (
        (RULES.caption_stops, tables.STOP),
        (RULES.caption_joints, tables.JOINT),
        (RULES.seams, tables.SEAM),
    ):
        assert all(number_of(word) & role for word in words)
    assert number_of("xyzxyz") == 0
    assert not TABLE.weights[0].any()


def test_what_is_known_of_a_kind() -> None:
    row = TABLE.kinds[KINDS.index(SENTENCE)]
    assert row[tables.OPENING] == STYLE.form["opening sentence"]
    assert row[tables.NOWHERE] == 0
    assert row[tables.LONGEST] == 100
    # With the signs known, less is hopeless than without.
    assert (row[tables.HOPELESS :] > np.array(STYLE.hopeless(SENTENCE)) - 1e-5).all()


def test_tables_are_shared_and_read_only() -> None:
    assert tables.load_table(RULES) is TABLE
    with pytest.raises(ValueError, match="read-only"):
        TABLE.weights[0] = 1
