"""What the kernel looks up is what the plain way asks Python and the model."""

from __future__ import annotations

import pytest

from tests.articles.captions import MODEL
from vnnews.articles import _caption_table as table_module
from vnnews.articles._caption_table import EXACT, LOWER, NUMBER, SPREAD, hash_of, load_table, table_of
from vnnews.articles._caption_words import LIMIT, lowered


def test_characters() -> None:
    classes = load_table().classes
    for code, sign in enumerate(map(chr, range(LIMIT))):
        assert chr(classes[code] & LOWER) == lowered(sign)
        assert bool(classes[code] & table_module.CAPITAL) == sign.isupper()
        assert bool(classes[code] & table_module.SPACE) == sign.isspace()
        assert bool(classes[code] & table_module.DECIMAL) == sign.isdecimal()


@pytest.mark.parametrize("word", ["nga", "tại", "geneva"])
def test_words_are_found_by_their_hash(word: str) -> None:
    known = table_of(MODEL).known
    value = hash_of(word)
    slot = (value * SPREAD % 2**64 >> 32) * len(known) >> 32
    while int(known[slot]) & ~NUMBER != value & ~NUMBER:
        slot = (slot + 1) % len(known)
    assert int(known[slot]) & NUMBER == MODEL.numbers[word]


def test_too_many_words() -> None:
    numbers = {str(number): number for number in range(1, NUMBER + 2)}
    with pytest.raises(ValueError, match="65536 words, expected 65535 or fewer"):
        table_of(MODEL._replace(numbers=numbers))


@pytest.mark.parametrize("name", ["alone", "together"])
def test_sums_that_would_be_rounded(name: str) -> None:
    network = getattr(MODEL, name)
    wide = network._replace(inner_bias=network.inner_bias + EXACT)
    with pytest.raises(ValueError, match="expected less than 2 \\*\\* 24"):
        table_of(MODEL._replace(**{name: wide}))


def test_a_network_of_any_size_fits() -> None:
    alone = MODEL.alone
    for n_hidden in (1, 8, 200):
        network = alone._replace(
            inner=alone.inner[:, :1].repeat(n_hidden, axis=1),
            inner_bias=alone.inner_bias[:1].repeat(n_hidden),
            outer=alone.outer[:1].repeat(n_hidden),
        )
        table = table_of(MODEL._replace(alone=network))
        assert table.layers.shape[1] >= n_hidden
        assert table.limits.tolist() == [network.outer_bias, MODEL.together.outer_bias, MODEL.least]
