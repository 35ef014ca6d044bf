"""Each in a process of its own: what is imported stays imported."""

import importlib
import subprocess
import sys

import pytest

from vnnews import _postponed

BEGIN = """
import gc, sys
from vnnews._postponed import begin
begin()
assert not gc.isenabled()
import scipy.stats, sklearn.base, vnnews.tagging
assert not {"scipy.stats._stats_py", "scipy.optimize", "pandas.core"} & set(sys.modules)
"""


@pytest.mark.parametrize(
    "code",
    [
        "print(scipy.stats.mode([1, 2, 2]).mode)",
        "from scipy import stats; print(stats.mode([1, 2, 2]).mode)",
        "from scipy.stats import mode; print(mode([1, 2, 2]).mode)",
        "import scipy.stats._stats_py as own; print(own.mode([1, 2, 2]).mode)",
    ],
)
def test_is_imported_when_it_is_used(code: str) -> None:
    again = "\nimport scipy.stats; assert scipy.stats.__spec__ and sys.modules['scipy.stats'] is scipy.stats"
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code + again], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stdout.strip() == "2", done.stderr


def test_what_is_imported_already_stays() -> None:
    before = sys.modules["pathlib"]
    _postponed.postpone("pathlib")
    assert sys.modules["pathlib"] is before


def test_a_module_that_is_not_installed_is_missed_at_once() -> None:
    _postponed.postpone("vnnews_has_no_such_module")
    with pytest.raises(ModuleNotFoundError, match="vnnews_has_no_such_module"):
        importlib.import_module("vnnews_has_no_such_module")
