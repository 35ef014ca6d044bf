"""The words of a page."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.articles.test_word_numbers import PAGE, read, words_of
from vnnews.articles import load_rules
from vnnews.articles._line_numbers import OfLine
from vnnews.articles._word_marks import read_words
from vnnews.articles._word_numbers import Of


def test_words_signs_and_numbers() -> None:
    assert words_of(PAGE, read(PAGE))[:8] == ["Trang", "chủ", "|", "Thế", "giới", "|", "Kinh", "tế"]
    text = "Thế giớiNga và G20: USS Nimitz_2"
    assert words_of(text, read(text)) == ["Thế", "giới", "Nga", "và", "G", "20", ":", "USS", "Nimitz", "_", "2"]


def test_a_page_without_words() -> None:
    assert read_words(" \n\u00a0 ", load_rules()) is None
    assert len(read(".").starts) == 1


@given(st.text(max_size=200))
def test_words_cover_all_but_blanks(text: str) -> None:
    page = read_words(text, load_rules())
    covered = np.zeros(len(text), np.bool_)
    if page is not None:
        assert (page.starts < page.ends).all()
        assert (page.ends[:-1] <= page.starts[1:]).all()
        assert len(page.of_words) == len(page.starts)
        assert page.of_words.shape[1] == len(Of)
        assert page.of_lines.shape == (page.line_of[-1] + 1, len(OfLine))
        for start, end in zip(page.starts, page.ends, strict=True):
            covered[start:end] = True
    assert all(char.isspace() for char, is_covered in zip(text, covered, strict=True) if not is_covered)
