"""The evaluation script finds what the model card states."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def evaluate(*arguments: str, data: str | None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg"}
    environment.pop("VNNEWS_DATA", None)
    if data:
        environment["VNNEWS_DATA"] = data
    return subprocess.run(
        [sys.executable, str(ROOT / "examples" / "evaluate.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


@pytest.mark.corpus
def test_figures_are_those_of_the_model_card(tmp_path: Path) -> None:
    data = os.environ.get("VNNEWS_DATA")
    if not data:
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    result = evaluate("--only", "dev", "more_test", "--output", str(tmp_path), data=data)
    assert result.returncode == 0, result.stderr
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert report in result.stdout
    assert report.count("The figures are those that the model card states.") == 2
    part = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))["parts"]["dev"]
    card = json.loads((ROOT / "models" / "international-relations" / "metrics.json").read_text(encoding="utf-8"))
    figures = {figure["name"]: figure for figure in part["figures"]}
    micro = figures["issues, micro-F1"]
    assert micro["value"] == pytest.approx(card["dev"]["issues_micro_f1"])
    assert [micro["low"], micro["high"]] == pytest.approx(card["dev_interval"]["issues_micro_f1"])
    for picture in ("per-issue-f1", "reliability-tone", "tone-confusion", "risk-coverage", "issues-by-tone", "terms"):
        assert (tmp_path / f"{picture}.png").read_bytes().startswith(b"\x89PNG")


def test_without_the_corpora_one_line_says_what_to_do(tmp_path: Path) -> None:
    result = evaluate("--only", "vsfc", "--output", str(tmp_path), "--data", str(tmp_path), data=None)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "vsfc/train/sents.txt" in result.stderr.splitlines()[-1]
