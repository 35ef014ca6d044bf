"""When the kernel begins to look for captions: not before it is worth what it costs."""

import pytest

from tests.text import processes
from vnnews._jit import INTERPRETED

CODE = """
import numba
from vnnews import parse_article
from vnnews.articles import _caption_places
LINE = "Hai bên cho biết việc đó còn phải chờ thêm một thời gian nữa mới có thể bàn đến được. "
PAGE = "Hai bên gặp nhau\\n" + LINE * 8
calls = []
hopeful_places = _caption_places.hopeful_places
_caption_places.hopeful_places = lambda page: calls.append(page) or hopeful_places(page)
first = parse_article(PAGE)
print(len(calls))
for _ in range({n_pages}):
    assert parse_article(PAGE) == first
print(len(calls))
"""


@pytest.mark.skipif(INTERPRETED, reason="needs numba")
def test_one_article_does_not_wait_for_numba() -> None:
    code = "import sys, vnnews; vnnews.parse_article('Hai bên gặp nhau. ' * 50); print('numba' in sys.modules)"
    assert processes.run(code).strip() == "False"


@pytest.mark.skipif(INTERPRETED, reason="needs numba")
def test_many_articles_are_worth_a_kernel() -> None:
    assert processes.run(CODE.format(n_pages=300)).split() == ["0", "101"]


@pytest.mark.skipif(INTERPRETED, reason="needs numba")
def test_in_the_interpreter_the_plain_way_is_the_fast_one() -> None:
    assert processes.run(CODE.format(n_pages=300), NUMBA_DISABLE_JIT="1").split() == ["0", "0"]
