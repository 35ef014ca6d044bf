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
