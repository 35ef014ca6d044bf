"""What pyvi made of strings of ours, held also where pyvi is not installed."""

from __future__ import annotations

import json

import pytest

from vnnews.text import segment, tokenize, tokenize_many

from . import golden, processes

CASES = json.loads(golden.FILE.read_text(encoding="utf-8"))["cases"]


def test_one_by_one():
    assert [tokenize(text) for text, _ in CASES] == [segmented for _, segmented in CASES]


def test_together():
    assert tokenize_many(text for text, _ in CASES) == [segmented for _, segmented in CASES]


def test_segment():
    assert [segment(text) for text, _ in CASES] == [segmented.split() for _, segmented in CASES]


def test_file_is_what_its_command_writes():
    pytest.importorskip("pyvi", reason="needs pyvi: pip install pyvi==0.1.1")
    assert json.loads(golden.FILE.read_text(encoding="utf-8")) == golden.build()


@pytest.mark.parametrize("how", ["NUMBA_DISABLE_JIT", "not installed"])
def test_interpreted(how):
    """The kernels are plain functions: they give the same without numba, and say once that they are slow."""
    script = """
import json, sys, warnings
if sys.argv[2] == "not installed":
    sys.modules["numba"] = None
from vnnews.text import hash_word, Segmenter, tokenize
cases = json.load(open(sys.argv[1], encoding="utf-8"))["cases"]
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    assert [tokenize(text) for text, _ in cases] == [segmented for _, segmented in cases]
    hashes = Segmenter().hash_words([text for text, _ in cases]).hashes.tolist()
    assert hashes == [hash_word(word) for _, segmented in cases for word in segmented.split()]
print([str(warning.message) for warning in caught])
"""
    disabled = "1" if how == "NUMBA_DISABLE_JIT" else "0"
    said = processes.run(script, str(golden.FILE), how, NUMBA_DISABLE_JIT=disabled)
    assert said.count("word segmentation runs in the interpreter") == 1
    assert how in said
