"""What is told of the lines of a page."""

from __future__ import annotations

from pathlib import Path

from tests.articles.test_word_numbers import PAGE, read
from vnnews.articles import load_rules
from vnnews.articles._line_numbers import OfLine
from vnnews.articles._word_marks import read_words


def test_numbers_of_lines() -> None:
    page = read(PAGE)
    assert page.line_of.max() + 1 == len(page.of_lines) == 6
    assert page.of_lines[:, OfLine.IS_PROSE].tolist() == [1, 1, 1, 2, 1, 1]
    assert page.of_lines[:, OfLine.ZONE].tolist() == [1, 1, 1, 2, 3, 3]
    assert page.of_lines[:, OfLine.TOLD].tolist() == [2, 1, 5, 1, 1, 4]
    assert page.of_lines[:, OfLine.IS_BEHIND_BLANK].tolist() == [0, 0, 0, 0, 0, 1]
    again = read("Nga và Mỹ gặp nhau\nMột hai ba bốn.\nNga và Mỹ gặp nhau - Ảnh 1\nMột hai ba bốn.")
    assert again.of_lines[:, OfLine.STANDS_AGAIN].tolist() == [1, 1, 2, 1]
    assert again.of_lines[:, OfLine.IS_REPEATED].tolist() == [0, 0, 0, 1]


def test_rules_of_a_users_own_count(tmp_path: Path) -> None:
    text, own = "Hộp quà mùa xuân năm nay\nHai bên gặp nhau.", tmp_path / "own.toml"
    own.write_text('[furniture]\nlines = ["hộp quà mùa xuân năm nay"]', encoding="utf-8")
    page = read_words(text, load_rules(own))
    assert page is not None
    assert (page.of_lines[0, OfLine.TOLD], read(text).of_lines[0, OfLine.TOLD]) == (2, 1)
