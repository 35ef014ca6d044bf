"""The marks of words, and their rows in the table of weights."""

from __future__ import annotations

import numpy as np

from vnnews.articles import load_rules
from vnnews.articles._line_numbers import OfLine
from vnnews.articles._word_marks import LINE_MARKS, N_BITS, WORD_MARKS, marks_of, read_words, recipes, rows_of
from vnnews.articles._word_numbers import Of


def test_marks_have_rows() -> None:
    page = read_words("Nga và Mỹ nối lại đàm phán\nHai bên gặp nhau.", load_rules())
    assert page is not None
    of_words, of_lines = marks_of(page)
    assert of_words.shape == (12, len(WORD_MARKS))
    assert of_lines.shape == (2, len(LINE_MARKS))
    for rows in (of_words, of_lines):
        assert ((rows >= 0) & (rows < 1 << N_BITS)).all()
    # The same words have the same rows, and other places other ones.
    again = read_words("Nga và Mỹ nối lại đàm phán\nHai bên gặp nhau.", load_rules())
    assert again is not None
    np.testing.assert_array_equal(marks_of(again)[0], of_words)
    assert len(np.unique(of_words[0])) > len(WORD_MARKS) // 2


def test_every_number_is_part_of_a_mark() -> None:
    for numbers, marks in ((Of, WORD_MARKS), (OfLine, LINE_MARKS)):
        assert {number for mark in marks for number, _ in mark} == set(numbers)
        assert len(set(marks)) == len(marks)


def test_a_mark_of_nothing_has_no_row() -> None:
    numbers = np.array([[0, 5], [0, 0]])
    rows = rows_of(numbers, (((0, 0),), ((0, 0), (1, 0)), ((1, 1),)), 7)
    assert (rows[:, 0] == 0).all()
    assert rows[0, 1] > 0 == rows[1, 1]
    # Before the first word and behind the last, something is told: that there is nothing.
    assert rows[0, 2] == 0 < rows[1, 2]


def test_recipes_are_the_marks() -> None:
    for table, marks in zip(recipes(), (WORD_MARKS, LINE_MARKS), strict=True):
        read = [tuple((a, b) for a, b in mark if a >= 0) for mark in table.tolist()]
        assert read == [tuple(map(tuple, mark)) for mark in marks]
