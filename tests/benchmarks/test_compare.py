"""The comparison runs on the packaged sample, measures everybody who is here, and draws what it found."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "compare.py"
TINY = ["--quick", "--articles", "12", "--fit-articles", "24", "--fit-pyvi", "6", "--growth", "12", "24"]


def compare(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "VNNEWS_DATA"}
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**environment, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    done = compare(*TINY, "--output", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def result(folder: Path, part: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / f"{part}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("part", ["segmentation", "transform", "fit", "growth"])
def test_every_part_says_what_was_measured_where(output: Path, part: str) -> None:
    found = result(output, part)
    assert found["part"] == part
    assert found["command"].startswith("python benchmarks/compare.py --quick")
    assert str(output) not in found["command"]
    assert found["machine"]["cores"] == os.cpu_count()
    assert {"vnnews", "numpy", "scikit-learn"} <= found["versions"].keys()
    assert "the packaged sample" in found["articles"]["source"]
    assert found["articles"]["number"] == (12 if part in ("segmentation", "transform") else 24)


@pytest.mark.parametrize(("part", "peer"), [("segmentation", "pyvi"), ("transform", "pyvi + scikit-learn")])
def test_candidates(output: Path, part: str, peer: str) -> None:
    found = result(output, part)
    rows = {row["name"]: row for row in found["candidates"]}
    ours = found["candidates"][0]
    assert ours["times_as_long"] == 1
    for row in rows.values():
        assert row["articles_per_s"] > 0
        assert row["best_s"] <= row["median_s"]
    assert not rows.keys() & found["absent"].keys()
    if "pyvi" not in found["absent"]:
        assert rows[peer]["times_as_long"] > 1
        assert found["ratios"][f"{peer} / {ours['name']}"] == rows[peer]["times_as_long"]
    for call in found["one_article_of_500_syllables"].values():
        assert 0 < call["best_us"] <= call["median_us"]


def test_who_is_absent_is_named(output: Path) -> None:
    named = {row["name"] for row in result(output, "segmentation")["candidates"]}
    assert ("underthesea" in named) != ("underthesea" in result(output, "segmentation")["absent"])


def test_matrices_were_compared(output: Path) -> None:
    found = result(output, "transform")
    assert found["same_matrix_as"][0] == "scikit-learn on 12 segmented articles"
    assert len(found["same_matrix_as"]) == (1 if "pyvi" in found["absent"] else 2)


@pytest.mark.parametrize("part", ["fit", "growth"])
def test_fits_have_their_memory(output: Path, part: str) -> None:
    rows = result(output, part)["fits"]
    assert {"vnnews", "scikit-learn on segmented text"} <= {row["name"] for row in rows}
    for row in rows:
        assert row["best_s"] > 0
        assert 0 < row["before_mb"] <= row["peak_mb"]
    columns = {row["name"]: row["columns"] for row in rows if row["articles"] == 24}
    assert columns["vnnews"] == columns["scikit-learn on segmented text"]


@pytest.mark.parametrize("part", ["transform", "growth"])
def test_pictures(output: Path, part: str) -> None:
    image = pytest.importorskip("matplotlib.image", reason="pictures need the extra 'plots'")
    pixels = image.imread(output / f"{part}.png")
    height, width, _ = pixels.shape
    assert width >= 1000
    assert height >= 300
    assert pixels.std() > 0.05  # something is drawn


def test_more_articles_than_there_are_is_an_error(tmp_path: Path) -> None:
    done = compare("--only", "transform", "--articles", "0", "--output", str(tmp_path))
    assert done.returncode != 0
    assert "--articles" in done.stderr


def test_stages_run() -> None:
    pytest.importorskip("pytest_benchmark", reason="the stages need the extra 'bench'")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "benchmarks", "--benchmark-disable", "-q", "--articles", "6", "--growth", "6"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name != "VNNEWS_DATA"} | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stdout
