from __future__ import annotations

import sys

import pytest

from vnnews.text import tokenize


def test_missing_pyvi_names_the_install_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyvi", None)
    with pytest.raises(ImportError, match=r"pip install pyvi==0\.1\.1"):
        tokenize("xin chào", engine="pyvi")
