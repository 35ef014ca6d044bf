"""The parser without its second reading, whose weights are learnt from what the first one finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from vnnews.articles import _parse as parser_module
from vnnews.articles._context import Part


@contextmanager
def read_once() -> Iterator[Callable[[], bool]]:
    """Let the parser read pages once; yield what tells whether it would have read the last one again."""
    usual, last = parser_module.is_crowded, [False]

    def note(parts: Sequence[Part]) -> bool:
        last[0] = usual(parts)
        return False

    parser_module.is_crowded = note
    try:
        yield lambda: last[0]
    finally:
        parser_module.is_crowded = usual
