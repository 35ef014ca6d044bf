"""When kernels begin to work: not before they are worth what they cost."""

import pytest

from tests.text import processes
from vnnews._jit import INTERPRETED

CODE = """
import sys
{before}
from vnnews.articles._patience import Patience
patience = Patience("vnnews.articles._sentence_search", "find_sentences"{enough})
print([patience.end() is not None for _ in range({n_calls})].count(True), "numba" in sys.modules)
"""
numba = pytest.mark.skipif(INTERPRETED, reason="needs numba")


@numba
def test_one_article_does_not_wait_for_numba() -> None:
    code = "import sys, vnnews; vnnews.parse_article('Hai bên gặp nhau. ' * 50); print('numba' in sys.modules)"
    assert processes.run(code).strip() == "False"


@numba
@pytest.mark.parametrize(
    ("before", "enough", "n_calls", "expected"),
    [
        ("", "", 2000, "0 False"),
        ("", "", 2010, "10 True"),
        ("import numba", "", 210, "10 True"),
        ("", ", some=3, many=7", 7, "0 False"),
        ("", ", some=3, many=7", 9, "2 True"),
        ("import numba", ", some=3, many=7", 9, "6 True"),
    ],
)
def test_many_calls_are_worth_a_kernel(before: str, enough: str, n_calls: int, expected: str) -> None:
    assert processes.run(CODE.format(before=before, enough=enough, n_calls=n_calls)).strip() == expected


@numba
def test_what_runs_in_the_interpreter_is_not_worth_it() -> None:
    code = CODE.format(before="import numba", enough="", n_calls=300)
    assert processes.run(code, NUMBA_DISABLE_JIT="1").strip() == "0 True"


@numba
def test_parsing_comes_to_use_them() -> None:
    code = """
import numba
from vnnews import parse_article
from vnnews.articles import _bare_captions, _sentences, _survey
LINE = "Hai bên cho biết việc đó còn phải chờ thêm một thời gian nữa mới có thể bàn đến được. "
PAGE = "Hai bên gặp nhau\\n" + LINE * 8
first = parse_article(PAGE)
found = [_sentences.sentences(PAGE) for _ in range(300)]
assert all(parse_article(PAGE) == first for _ in range(300)) and all(one == found[0] for one in found)
print(*(room._patience.end().__name__ for room in (_bare_captions, _sentences, _survey)))
"""
    kernels = "vnnews.articles._caption_search vnnews.articles._sentence_search vnnews.articles._survey_search"
    assert processes.run(code).strip() == kernels
