from __future__ import annotations

import sys

import pytest

from vnnews.text import Segmenter, tokenize


def test_missing_pyvi_names_the_install_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyvi", None)
    with pytest.raises(ImportError, match=r"pip install pyvi==0\.1\.1"):
        tokenize("xin chào", engine="pyvi")


def test_an_underscore_before_a_line_break_is_none_of_the_text():
    pytest.importorskip("pyvi")
    text = "BẤT\n\n_ "
    assert tokenize(text, engine="pyvi") == "BẤT_\n \n _"
    for engine in ("pyvi", "vnnews"):
        words = Segmenter(engine=engine).hash_words([text])
        assert words.starts.tolist() == [0, 5]
        assert words.ends.tolist() == [3, 6]
