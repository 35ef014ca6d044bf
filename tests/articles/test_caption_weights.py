"""The weights of the captions are those that ``examples/fit_captions.py`` makes."""

import importlib.util
import os
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent.parent.parent / "examples" / "fit_captions.py"
WEIGHTS = (resources.files("vnnews.articles") / "caption_weights.toml").read_text(encoding="utf-8")


def test_the_weights_are_some_hundred_numbers() -> None:
    tables = tomllib.loads(WEIGHTS)
    assert list(tables) == ["least", "word", "first", "last", "following", "seam", "form"]
    weights = [weight for table in tables.values() for weight in table.values()]
    assert 300 < len(weights) < 1000
    assert all(isinstance(weight, float) and abs(weight) < 10 for weight in weights)


def test_the_program_reads_pages_as_they_are_before_the_weights_tell() -> None:
    spec = importlib.util.spec_from_file_location("fit_captions", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    page = "Nga và Mỹ nối lại đàm phán\n" + " ".join(["Hai bên gặp nhau ở Geneva hôm thứ ba."] * 9)
    bare, captions = program.without_credits(f"{page} Hai ông bắt tay nhau. Ảnh: AP")
    assert [bare[start:end] for start, end in captions] == ["Hai ông bắt tay nhau."]
    source, parts = program.parts_of(bare)
    assert source == bare
    assert [part.role for part in parts] == ["title", "body"]


@pytest.mark.slow
@pytest.mark.corpus
def test_the_weights_are_made_anew_to_the_last_digit(tmp_path: Path) -> None:
    folder = os.environ.get("VNNEWS_DATA")
    if not folder:
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    made = tmp_path / "weights.toml"
    subprocess.run([sys.executable, str(PROGRAM), "--data", folder, "--output", str(made)], check=True)
    assert made.read_text(encoding="utf-8") == WEIGHTS
