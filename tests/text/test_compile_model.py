from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.text import _compile_model, _model
from vnnews.text._compile_model import double_array, read_crf, read_dictionary

rows = st.dictionaries(st.integers(1, 50), st.sets(st.integers(1, 60), min_size=1).map(sorted), min_size=1)


@given(rows)
def test_double_array_finds_what_was_put_in_and_nothing_else(rows):
    bases, owners = double_array(rows, width=61)
    for row, columns in rows.items():
        found = [column for column in range(61) if owners[bases[row] + column] == row]
        assert found == columns


def test_a_dictionary_line_that_no_lower_cased_text_can_match_is_left_out():
    pairs, triples = read_dictionary("thủ tướng\nhợp tác xã\nViệt Nam\nnhà\na b c d\nthủ tướng")
    assert (pairs, triples) == ([("thủ", "tướng")], [("hợp", "tác", "xã")])


def test_not_a_crfsuite_model():
    with pytest.raises(ValueError, match="expected a CRFsuite model"):
        read_crf(bytes(48))


def test_the_shipped_file_is_the_installed_pyvi(tmp_path):
    pytest.importorskip("pyvi", reason="needs pyvi: pip install pyvi==0.1.1")
    _compile_model.main(tmp_path / "model.npz")
    with np.load(tmp_path / "model.npz", allow_pickle=False) as compiled:
        shipped = _model.load()
        for name in _model.Model._fields[1:]:
            np.testing.assert_array_equal(compiled[name], getattr(shipped, name), name)


def test_weights_as_crfsuite_reads_them():
    pycrfsuite = pytest.importorskip("pycrfsuite", reason="needs pyvi: pip install pyvi==0.1.1")
    pytest.importorskip("pyvi", reason="needs pyvi: pip install pyvi==0.1.1")
    crf, _ = _compile_model.installed()
    weights, transitions = read_crf(crf)
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(crf)
    labels = ["B_W", "I_W"]
    for attribute, weight in list(weights.items())[:500]:
        tagger.set([{attribute: 1.0}] if ":" not in attribute else [[attribute]])
        odds = np.log(tagger.marginal("I_W", 0)) - np.log(tagger.marginal("B_W", 0))
        assert odds == pytest.approx(weight, abs=1e-9)
    tagger.set([["none"], ["none"]])
    scores = {(a, b): np.log(tagger.probability([a, b])) for a in labels for b in labels}
    for a, b in scores:
        difference = transitions[labels.index(a), labels.index(b)] - transitions[0, 0]
        assert scores[a, b] - scores["B_W", "B_W"] == pytest.approx(difference, abs=1e-9)


def test_importable_without_pyvi(monkeypatch):
    monkeypatch.setattr(_compile_model.metadata, "version", lambda name: "0.1.2")
    with pytest.raises(ValueError, match=r"pip install pyvi==0\.1\.1"):
        _compile_model.installed()
