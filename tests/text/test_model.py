from __future__ import annotations

import unicodedata
import zipfile
from importlib import resources

import numpy as np
import pytest

from vnnews.text import _code_points, _model, hash_word
from vnnews.text._model import FORM, NO_FORM, PAIR, SLOT_BITS, SPREAD

MODEL = _model.load()


def find(form: str) -> np.void:
    """Look a form up as `SPREAD` says."""
    wanted = hash_word(form)
    slot = wanted * SPREAD % 2**64 >> (64 - SLOT_BITS)
    while MODEL.forms[slot]["hash"] not in (wanted, NO_FORM):
        slot = (slot + 1) % 2**SLOT_BITS
    return MODEL.forms[slot] if MODEL.forms[slot]["hash"] == wanted else MODEL.forms[-1]


def test_arrays_are_as_declared():
    declared = [np.uint32, FORM, PAIR, np.int32, np.float64, np.float64, np.float64]
    assert [array.dtype for array in MODEL] == declared
    shapes = [MODEL.classes.shape, MODEL.forms.shape, MODEL.case.shape, MODEL.dictionary_weights.shape]
    assert shapes == [(0x110000,), (2**SLOT_BITS + 1,), (3, 8), (4,)]
    assert MODEL.transitions.shape == (2, 2)
    assert all(np.isfinite(array).all() for array in MODEL[4:])


def test_one_model_that_nobody_can_change():
    assert _model.load() is MODEL
    for array in MODEL:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = array[1]


def test_every_form_is_found_and_no_other():
    taken = np.flatnonzero(MODEL.forms["hash"] != NO_FORM)
    home = (MODEL.forms["hash"][taken] * np.uint64(SPREAD) >> np.uint64(64 - SLOT_BITS)).astype(np.int64)
    steps = (taken - home) % 2**SLOT_BITS
    is_taken = MODEL.forms["hash"][:-1] != NO_FORM
    assert all(is_taken[(at + np.arange(n)) % 2**SLOT_BITS].all() for at, n in zip(home, steps, strict=True))
    assert len(set(MODEL.forms["hash"][taken].tolist())) == len(taken) < 2**SLOT_BITS
    assert find("không có trong bảng") == MODEL.forms[-1]
    assert MODEL.forms[-1].tolist() == (NO_FORM, 0.0, 0.0, 0.0, 0, 0)


@pytest.mark.parametrize(
    ("entry", "is_entry"), [("thủ tướng", True), ("hợp tác", True), ("hợp tác xã", True), ("tướng thủ", False)]
)
def test_dictionary(entry, is_entry):
    first, second, *rest = (find(syllable) for syllable in entry.split())
    at = first["base"] + second["syllable"]
    pair = MODEL.pairs[at]
    assert bool(pair["owner"] == first["syllable"] and pair["is_entry"]) is is_entry
    assert all(MODEL.triples[pair["base"] + third["syllable"]] == at for third in rest)


def test_the_file_holds_no_pickle():
    with resources.files("vnnews.text").joinpath(_model.FILE).open("rb") as file, zipfile.ZipFile(file) as arrays:
        assert len(arrays.namelist()) > len(MODEL)
        for name in arrays.namelist():
            with arrays.open(name) as array:
                assert np.lib.format.read_magic(array) == (1, 0)
                assert not np.lib.format.read_array_header_1_0(array)[2].hasobject


def test_the_shipped_table(monkeypatch):
    """The table of the file and the one that another version of Unicode gets are the same where versions agree."""
    np.testing.assert_array_equal(MODEL.classes, _code_points.build())
    monkeypatch.setattr(unicodedata, "unidata_version", "0")
    np.testing.assert_array_equal(_model.load.__wrapped__().classes, _code_points.build())
