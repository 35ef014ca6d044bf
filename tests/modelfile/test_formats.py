"""Models of every format that was ever released load, and say what they said."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.modelfile.small_models import FORMATS, numbers, predictions
from vnnews import load_tagger
from vnnews.modelfile._load import _LOADERS

PATHS = sorted(path for path in FORMATS.iterdir() if path.stem.isdigit() and path.suffix != ".json")


def test_every_format_has_its_models() -> None:
    assert {path.name for path in PATHS} == {f"{n}{end}" for n in _LOADERS for end in ("", ".zip")}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_says_what_it_said(path: Path) -> None:
    expected = json.loads((FORMATS / f"{path.stem}.json").read_text(encoding="utf-8"))
    tagger = load_tagger(path)
    found = numbers(tagger)
    assert set(found) == set(expected)
    for name in ("labels", "words"):
        assert found.pop(name) == expected.pop(name)
    for name, values in found.items():
        # Other machines add in another order.
        np.testing.assert_allclose(values, expected[name], rtol=1e-9, err_msg=name)
    assert [tags["error"] for tags in predictions(tagger)] == [None] * 3
