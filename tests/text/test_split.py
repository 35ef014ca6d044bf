from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import example, given, settings

from vnnews.text import _model, hash_word
from vnnews.text._code_points import IRREGULAR
from vnnews.text._hashing import BASE
from vnnews.text._nfc import nfc
from vnnews.text._split import split
from vnnews.text._tokens import CAPITALISED, IS_DIGIT, IS_TITLE, IS_UPPER, NEWLINE, SOLITARY, Chunk, Tokens

from .strategies import texts

MODEL = _model.load()
EXPRESSION = re.compile(
    r"[A-ZĐ]+\.|Tp\.|Mrs?\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n|\w+://\S+"
    r"|[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+|\d+(?:[.,_]\d+)+|[^\w\s]|\w+"
)


def run(*texts: str, kept: tuple[tuple[int, int], ...] = ()) -> tuple[Tokens, int]:
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), "<u4")
    bounds = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    spans = np.array(kept, np.int64).reshape(-1, 2)
    dtypes = [np.int32, np.int32, np.uint64, np.uint64, np.int32, np.uint8]
    tokens = Tokens(np.empty(len(bounds), np.int64), *(np.empty(len(codes), dtype) for dtype in dtypes))
    seen = split(Chunk(codes, bounds, spans[:, 0].copy(), spans[:, 1].copy()), MODEL, tokens)
    return Tokens(tokens.indptr, *(array[: tokens.indptr[-1]] for array in tokens[1:])), seen


def pieces(tokens: Tokens, text: str) -> list[str]:
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


@settings(deadline=None, max_examples=300)
@given(texts.map(nfc))
@example("TP.HCM Tp. ThS. aMr. Mrs. ĐH. x://y, a.b+c@d.e.f. a@b. 1.234,5_6. ==> -> .... >>> _ \n\n")
def test_as_the_regular_expression(text):
    tokens, seen = run(text)
    assert pieces(tokens, text) == EXPRESSION.findall(text)
    points = [ord(character) for piece in pieces(tokens, text) for character in piece]
    assert seen == np.bitwise_or.reduce(MODEL.classes[points], initial=0)


@settings(deadline=None, max_examples=200)
@given(texts.map(nfc))
@example("THỦ Tướng ǅ ǅA İ ΑΣ 1² ½ _ , 2a\n")
def test_what_is_known_of_a_token(text):
    tokens, _ = run(text)
    for piece, token_hash, power, slot, flags in zip(pieces(tokens, text), *tokens[3:], strict=True):
        assert (token_hash, power) == (hash_word(piece), pow(BASE, len(piece.lower()), 2**64))
        if "\0" not in piece:
            assert MODEL.forms[slot]["hash"] == token_hash or slot == len(MODEL.forms) - 1
        assert bool(flags & IS_UPPER) == piece.isupper()
        assert bool(flags & IS_TITLE) == piece.istitle()
        assert bool(flags & IS_DIGIT) == piece.isdigit()
        assert bool(flags & CAPITALISED) == (piece[0].isupper() or piece[0].istitle())
        assert bool(flags & SOLITARY) == (piece[0].isdigit() or re.fullmatch(r"[!-/:-@\[-`{-~]", piece) is not None)
        assert bool(flags & NEWLINE) == (piece == "\n")


@pytest.mark.parametrize("form", ["tướng", "TƯỚNG", "nội", ","])
def test_a_form_that_the_model_knows(form):
    assert MODEL.forms[run(form)[0].slots[0]]["hash"] == hash_word(form)


def test_kept_spans():
    first, second = "gửi a.vn/x-1 nhé", "a@b.vn 1/2"
    tokens, _ = run(first, second, kept=((4, 12), (23, 26)))
    assert pieces(tokens, first + second) == ["gửi", "a.vn/x-1", "nhé", "a@b.vn", "1/2"]
    assert tokens.indptr.tolist() == [0, 3, 5]
    assert [bool(flag & SOLITARY) for flag in tokens.flags] == [False, True, False, False, True]
    assert run("e\u0302 a", kept=((0, 2),))[1] & IRREGULAR
