from __future__ import annotations

import shutil

import pytest

from tests.text import processes
from vnnews import _jit


def test_nothing_heavy_is_imported():
    code = """
import sys
import vnnews.text
print([name for name in ("numba", "pyvi", "sklearn", "pycrfsuite") if name in sys.modules])
vnnews.text.tokenize("xin chào")
print([name for name in ("pyvi", "sklearn", "pycrfsuite") if name in sys.modules])
"""
    assert processes.run(code).split("\n")[:2] == ["[]", "[]"]


@pytest.mark.skipif(_jit.INTERPRETED, reason="needs numba")
def test_no_cache_can_be_written(tmp_path):
    """Nowhere to write: a file stands where each cache folder would be made."""
    shutil.copytree(
        processes.ROOT / "vnnews", tmp_path / "vnnews", ignore=shutil.ignore_patterns("__pycache__", "models")
    )
    (tmp_path / "vnnews" / "text" / "__pycache__").touch()
    nowhere = tmp_path / "nowhere"
    nowhere.touch()
    code = """
import vnnews.text
from vnnews import _jit
from vnnews.text import _split
print(vnnews.text.__file__)
print(vnnews.text.tokenize("Thủ tướng đến Hà Nội"))
print(type(_split.split._cache).__name__, _jit.is_kept(_split.split))
"""
    homes = dict.fromkeys(["HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"], str(nowhere))
    said = processes.run(code, root=tmp_path, PYTHONDONTWRITEBYTECODE="1", **homes).split("\n")
    assert said[0].startswith(str(tmp_path))
    assert said[1:3] == ["Thủ_tướng đến Hà_Nội", "NullCache False"]


@pytest.mark.skipif(_jit.INTERPRETED, reason="needs numba")
def test_what_is_compiled_is_counted(tmp_path):
    code = """
import vnnews.text
from vnnews import _jit
from vnnews.text import _spaced
before = _jit.n_compiled()
vnnews.text.split_words(["Hà Nội"])
print(before, _jit.n_compiled(), _jit.is_kept(_spaced.split_at_spaces))
"""
    folder = {"NUMBA_CACHE_DIR": str(tmp_path)}
    first, again = (processes.run(code, **folder).split() for _ in range(2))
    assert first[0] == "0"
    assert int(first[1]) > 0
    assert again == ["0", "0", "True"]


@pytest.mark.skipif(_jit.INTERPRETED, reason="needs numba")
def test_machine_code_is_made_anew_when_what_it_is_made_of_has_changed(tmp_path):
    """A constant and a helper stand in other files than the kernel, one of them behind a third."""
    package = tmp_path / "vnnews"
    package.mkdir()
    for name in ("_jit.py", "_sources.py"):
        shutil.copy(processes.ROOT / "vnnews" / name, package)
    files = {
        "__init__.py": "",
        "_limits.py": "LIMIT = 3",
        "_handed_on.py": "from vnnews._limits import LIMIT as MOST",
        "_double.py": "from vnnews._jit import helper\n@helper\ndef double(x):\n    return 2 * x",
        "_bounded.py": "from vnnews._jit import kernel\nfrom vnnews import _double as d\n"
        "from vnnews._handed_on import (\n    MOST,\n)\n@kernel\ndef bounded(x):\n    return min(d.double(x), MOST)",
    }

    def write(name, text):
        (package / name).write_text(text, encoding="utf-8")

    def result():
        code = "from vnnews import _bounded, _jit; print(_bounded.bounded(2), _jit.n_compiled())"
        return processes.run(code, root=tmp_path, NUMBA_CACHE_DIR=str(tmp_path / "kept")).split()

    for name, text in files.items():
        write(name, text)
    assert [result(), result()] == [["3", "1"], ["3", "0"]]
    write("_limits.py", "LIMIT = 9")
    assert [result(), result()] == [["4", "1"], ["4", "0"]]
    write("_double.py", files["_double.py"].replace("2", "3"))
    assert [result(), result()] == [["6", "1"], ["6", "0"]]
    write("_unrelated.py", "LIMIT = 1")
    assert result() == ["6", "0"]
