from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.text import _model, hash_word, segment
from vnnews.text._label import label
from vnnews.text._tokens import CAPITALISED, IS_DIGIT, IS_TITLE, IS_UPPER, JOINED, SOLITARY, Tokens

from .strategies import SYLLABLES

MODEL = _model.load()
ROWS = {int(row["hash"]): i for i, row in enumerate(MODEL.forms[:-1])}
UNKNOWN = len(MODEL.forms) - 1
forms = st.sampled_from([*SYLLABLES, ",", ".", "2.000", "không có trong bảng"]).map(
    lambda form: ROWS.get(hash_word(form), UNKNOWN)
)


def best_labels(slots: list[int], flags: list[int]) -> list[bool]:
    """Try all labellings: what Viterbi's algorithm finds, without it."""
    n = len(slots)
    rows = [MODEL.forms[slot] for slot in slots]
    case = [flag & (IS_UPPER | IS_TITLE | IS_DIGIT) for flag in flags]

    def pair(i: int) -> int:
        at = rows[i]["base"] + rows[i + 1]["syllable"]
        known = rows[i]["syllable"] and rows[i + 1]["syllable"]
        return int(at) if known and MODEL.pairs[at]["owner"] == rows[i]["syllable"] else -1

    def is_pair(i: int) -> bool:
        return 0 <= i < n - 1 and pair(i) >= 0 and bool(MODEL.pairs[pair(i)]["is_entry"])

    def is_triple(i: int) -> bool:
        if not 0 <= i < n - 2 or pair(i) < 0 or not rows[i + 2]["syllable"]:
            return False
        return bool(MODEL.triples[MODEL.pairs[pair(i)]["base"] + rows[i + 2]["syllable"]] == pair(i))

    scores = []
    for i in range(n):
        score = rows[i]["own"] + MODEL.case[0, case[i]]
        if i > 0:
            score += rows[i - 1]["previous"] + MODEL.case[1, case[i - 1]]
        if i < n - 1:
            score += rows[i + 1]["following"] + MODEL.case[2, case[i + 1]]
        score += MODEL.dictionary_weights @ [is_pair(i - 1), is_pair(i), is_triple(i - 2), is_triple(i)]
        scores.append(score)

    def total(labels: tuple[int, ...]) -> float:
        steps = sum(MODEL.transitions[a, b] for a, b in itertools.pairwise(labels))
        return float(steps + sum(s for s, y in zip(scores, labels, strict=True) if y))

    return [bool(y) for y in max(itertools.product([0, 1], repeat=n), key=total)]


@settings(deadline=None)
@given(st.lists(st.tuples(forms, st.integers(0, 31)), min_size=1, max_size=7))
def test_the_best_of_all_labellings(pairs):
    slots, flags = ([pair[i] for pair in pairs] for i in (0, 1))
    n = len(slots)
    unused = np.zeros(n, np.uint64)
    tokens = Tokens(
        np.array([0, n]),
        np.arange(n),
        np.arange(n),
        unused,
        unused,
        np.array(slots, np.int32),
        np.array(flags, np.uint8),
    )
    label(MODEL, tokens, np.empty(n))
    expected = [
        y
        and i > 0
        and not (flags[i] | flags[i - 1]) & SOLITARY
        and not (flags[i] & CAPITALISED and not flags[i - 1] & CAPITALISED)
        for i, y in enumerate(best_labels(slots, flags))
    ]
    assert [bool(flag & JOINED) for flag in tokens.flags] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("thủ tướng", ["thủ_tướng"]),
        ("Thủ tướng", ["Thủ_tướng"]),
        ("thủ Tướng", ["thủ", "Tướng"]),
        ("hợp tác xã", ["hợp_tác_xã"]),
        ("thủ . tướng", ["thủ", ".", "tướng"]),
        ("1 tướng", ["1", "tướng"]),
    ],
)
def test_joins(text, words):
    assert segment(text) == words
