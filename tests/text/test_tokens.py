from __future__ import annotations

import numpy as np
import pytest

from vnnews.text import _pipeline
from vnnews.text._tokens import CAPITALISED, IS_DIGIT, IS_TITLE, IS_UPPER, JOINED, NEWLINE, SOLITARY, Chunk, Tokens

TEXTS = ["Thủ tướng đến Đ\n", "", "HÀ NỘI 20 a.vn ²"]
FLAGS = [
    *(IS_TITLE | CAPITALISED, JOINED, 0, IS_UPPER | IS_TITLE | CAPITALISED, NEWLINE),
    *(IS_UPPER | CAPITALISED, IS_UPPER | CAPITALISED, IS_DIGIT | SOLITARY, SOLITARY, IS_DIGIT | SOLITARY),
]


@pytest.fixture(scope="module")
def passed() -> tuple[Chunk, Tokens]:
    """What the kernels have passed on when all but the last of them have run."""
    chunk, arrays, _ = _pipeline._segmented(TEXTS, _pipeline.Keep(numbers=False, urls=True))
    return chunk, arrays.tokens


def test_chunk(passed):
    chunk, _ = passed
    assert [array.dtype for array in chunk] == [np.uint32, np.int64, np.int64, np.int64]
    assert "".join(map(chr, chunk.codes)) == "".join(TEXTS)
    assert chunk.bounds.tolist() == [0, 16, 16, 32]
    assert (chunk.kept_starts.tolist(), chunk.kept_ends.tolist()) == ([26], [30])


def test_tokens(passed):
    _, tokens = passed
    dtypes = [np.int64, np.int32, np.int32, np.uint64, np.uint64, np.int32, np.uint8]
    assert [array.dtype for array in tokens] == dtypes
    assert tokens.indptr.tolist() == [0, 5, 5, 10]
    text = "".join(TEXTS)
    found = [text[a:b] for a, b in zip(tokens.starts[:10], tokens.ends[:10], strict=True)]
    assert found == ["Thủ", "tướng", "đến", "Đ", "\n", "HÀ", "NỘI", "20", "a.vn", "²"]
    assert tokens.flags[:10].tolist() == FLAGS


def test_flags_can_be_summed():
    flags = [IS_UPPER, IS_TITLE, IS_DIGIT, SOLITARY, CAPITALISED, NEWLINE, JOINED]
    assert len({sum(flag for k, flag in enumerate(flags) if n >> k & 1) for n in range(2**7)}) == 2**7
    assert sum(flags) <= np.iinfo(np.uint8).max
    assert IS_UPPER | IS_TITLE | IS_DIGIT < 8  # a column of Model.case
