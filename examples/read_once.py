"""The parser without its second reading, whose weights are learnt from what the first one finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from vnnews.articles import _parse as parser_module
from vnnews.articles._context import Part
from vnnews.articles._second_reading import has_many


@contextmanager
def read_once() -> Iterator[Callable[[], bool]]:
    """Let the parser read pages once; yield what tells whether the last one had many parts around its article."""
    usual, last = parser_module.is_crowded, [False]

    def note(source: str, parts: Sequence[Part]) -> bool:
        last[0] = has_many(parts)
        return False

    parser_module.is_crowded = note
    try:
        yield lambda: last[0]
    finally:
        parser_module.is_crowded = usual
