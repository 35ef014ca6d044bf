"""The guides show what their reader gets, and the site builds without a warning."""

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import vnnews
from tests import guides

NAMES = sorted(path.stem for path in guides.GUIDES.glob("*.md"))
REFERENCE = guides.ROOT / "docs" / "reference"
ROOMS = sorted(vnnews._ROOMS)


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_shows_what_comes_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")
    text = (guides.GUIDES / f"{name}.md").read_text(encoding="utf-8")
    with guides.workplace(tmp_path) as folder:
        for output in guides.run(text, folder):
            assert output.agrees, f"{name}.md, line {output.line}:\n{output.got}\nis not what it shows:\n{output.shown}"
    made = {f"../pictures/{path.name}" for path in (tmp_path / "pictures").iterdir()}
    shown = set(re.findall(r"!\[[^\]]*\]\((\.\./pictures/[^)]+\.png)\)", text))
    assert made == shown


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_of_a_room_is_on_its_page(room: str) -> None:
    page = (REFERENCE / f"{room}.rst").read_text(encoding="utf-8")
    names = sorted(importlib.import_module(f"vnnews.{room}").__all__)
    assert sorted(re.findall(r"^\.\. auto(?:class|exception|function):: (\w+)$", page, re.MULTILINE)) == names
    assert sorted(re.findall(r"^   (\w+)$", page, re.MULTILINE)) == names


def test_every_page_is_in_a_table_of_contents() -> None:
    listed = (guides.ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert all(f"guides/{name}\n" in listed for name in NAMES)


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("furo", reason="the site needs the extra docs: pip install -e '.[docs]'")
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "docs", str(tmp_path / "site")],
        cwd=guides.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    pages = {path.stem for path in (tmp_path / "site").rglob("*.html")}
    assert {*NAMES, *ROOMS} <= pages


def results(name: str) -> dict[str, Any]:
    return json.loads((guides.ROOT / "benchmarks" / "results" / f"{name}.json").read_text(encoding="utf-8"))


def test_tables_of_speed_are_those_of_the_benchmarks() -> None:
    features = (guides.GUIDES / "features.md").read_text(encoding="utf-8")
    rows = {row["name"]: row for row in results("transform")["candidates"] if "topic" not in row["group"]}
    for shown, name in (
        ("vnnews", "vnnews"),
        ("vnnews, two threads", "vnnews, two threads"),
        ("vnnews, hashing", "vnnews, hashing"),
        ("scikit-learn with pyvi", "pyvi + scikit-learn"),
        ("scikit-learn, TF-IDF", "scikit-learn TfidfVectorizer"),
        ("scikit-learn, hashing", "scikit-learn HashingVectorizer"),
    ):
        row = rows[name]
        assert f"| {shown} | {row['articles_per_s']:,.0f} | {row['times_as_long']:.2g} |" in features
    segmenter = (guides.GUIDES / "segmenter.md").read_text(encoding="utf-8")
    rows = {row["name"]: row for row in results("segmentation")["candidates"]}
    for shown, name in (("vnnews, hashes and places", "word ids"), ("vnnews, strings", "strings"), ("pyvi", "pyvi")):
        assert f"| {shown} | {rows[name]['articles_per_s']:,.0f} |" in segmenter


def test_the_table_of_labels_is_that_of_the_benchmark() -> None:
    guide = (guides.GUIDES / "training.md").read_text(encoding="utf-8")
    measured = results("labels")
    assert f"on {measured['articles_measured_on']:,} articles" in guide
    for row in measured["rows"]:
        figures = " | ".join(
            f"{row[name]:.2f}" for name in ("issues_micro_f1", "issues_macro_f1", "tone_accuracy", "tone_macro_f1")
        )
        assert f"| {row['articles']:,} | {figures} |" in guide
