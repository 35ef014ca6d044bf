"""Damaged and forged models are refused, or are models; see `mutate.py`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.modelfile import forge
from tests.modelfile.mutate import KINDS, Judge, places

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="limits and measures memory as Linux does")
@pytest.mark.parametrize("n", [480, pytest.param(12_000, marks=pytest.mark.slow)])
def test_every_mutant_is_refused_or_a_model(n: int) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.modelfile.mutate", str(n)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=3600,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    print(result.stdout)
    found = json.loads(result.stdout)
    assert {kind: sum(counts.values()) for kind, counts in found["outcomes"].items()} == dict.fromkeys(KINDS, n // 6)
    assert all(counts["refused"] for counts in found["outcomes"].values())
    assert found["slowest, s"] < 5
    assert found["more memory, kB"] < 100e3


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forged") / "model"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def check_forged_config(judge: Judge, place: Path, data: st.DataObject) -> None:
    config: dict[str, Any] = json.loads(judge.files["config.json"])
    holder, key = data.draw(st.sampled_from(list(places(config))))
    holder[key] = data.draw(JSON)
    forge.write(place, forge.with_config(config, judge.files))
    assert judge.outcome(place, forged=True) in ("refused", "same", "other")


def check_forged_bytes(judge: Judge, place: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(judge.files)))
    raw = judge.files[name]
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 50)))
    forge.write(place, {**judge.files, name: raw[:start] + data.draw(st.binary(max_size=50)) + raw[end:]})
    assert judge.outcome(place, forged=False) in ("refused", "same")


few, many = settings(max_examples=60, deadline=None), settings(max_examples=2000, deadline=None)


@few
@given(st.data())
def test_drawn_configs(judge: Judge, place: Path, data: st.DataObject) -> None:
    check_forged_config(judge, place, data)


@pytest.mark.filterwarnings("ignore:.*was not saved with the model")
@few
@given(st.data())
def test_drawn_bytes(judge: Judge, place: Path, data: st.DataObject) -> None:
    check_forged_bytes(judge, place, data)


@pytest.mark.slow
@many
@given(st.data())
def test_many_drawn_configs(judge: Judge, place: Path, data: st.DataObject) -> None:
    check_forged_config(judge, place, data)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*was not saved with the model")
@many
@given(st.data())
def test_many_drawn_bytes(judge: Judge, place: Path, data: st.DataObject) -> None:
    check_forged_bytes(judge, place, data)
