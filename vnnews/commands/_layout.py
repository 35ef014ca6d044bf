"""Columns of text on the terminal, without the spaces at line ends that a table leaves."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

_GAP = 2


def print_text(console: Console, text: Text, width: int) -> None:
    """Print a paragraph, wrapped."""
    for line in text.wrap(console, width):
        line.rstrip()
        console.print(line, soft_wrap=True)


def print_columns(
    console: Console, rows: Sequence[Sequence[Text]], width: int, *, indent: int = 0, most: int = 0
) -> None:
    """Print rows of cells: every column as wide as its widest cell, the last one wrapped into what is left.

    Parameters
    ----------
    console : Console
    rows : sequence of sequences of Text
        As many cells in each.
    width : int
        Columns of the terminal to use.
    indent : int, default=0
    most : int, default=0
        The width that the first column may have at most; 0 for any. Longer cells are wrapped.
    """
    if not rows:
        return
    widths = [max(cell_len(str(row[i])) for row in rows) for i in range(len(rows[0]) - 1)]
    if most:
        widths[0] = min(widths[0], most)
    last = max(width - indent - sum(widths) - _GAP * len(widths), 8)
    for row in rows:
        cells = [cell.wrap(console, size) for cell, size in zip(row, [*widths, last], strict=True)]
        for i in range(max(map(len, cells))):
            line = Text(" " * indent)
            for lines, size in zip(cells, [*widths, 0], strict=True):
                part = lines[i].copy() if i < len(lines) else Text()
                part.rstrip()
                part.pad_right(max(size - cell_len(str(part)), 0) + (_GAP if size else 0))
                line.append_text(part)
            line.rstrip()
            console.print(line, soft_wrap=True)
