"""Columns and paragraphs that fit."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from vnnews.commands._layout import print_columns, print_text


def shown(rows: list[list[str]], width: int, **options: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    print_columns(console, [[Text(cell) for cell in row] for row in rows], width, **options)
    return console.file.getvalue().splitlines()


def test_the_last_column_is_wrapped() -> None:
    assert shown([["Nga", "một hai ba bốn"], ["Triều Tiên", "năm"]], 20) == [
        "Nga         một hai",
        "            ba bốn",
        "Triều Tiên  năm",
    ]


def test_a_first_column_that_is_too_wide() -> None:
    assert shown([["một hai", "ba"]], 20, most=4, indent=2) == ["  một   ba", "  hai"]


def test_nothing() -> None:
    assert shown([], 20) == []


@pytest.mark.parametrize("width", [20, 40, 80])
def test_paragraphs(width: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    print_text(console, Text("Tổng thống Nga và Tổng thống Mỹ hội đàm tại Geneva " * 5), width)
    lines = console.file.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
