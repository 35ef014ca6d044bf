"""A model held against labels: the figures are those of `vnnews.evaluation`."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

import vnnews
from tests.commands.conftest import Run
from vnnews.commands._errors import ERROR
from vnnews.datasets import iter_sample, load_sample
from vnnews.evaluation import issue_metrics


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """The sample with its labels."""
    sample = load_sample()
    path = tmp_path / "labels.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["text", "issues", "tone"])
        for document, issues, tone in zip(iter_sample(), sample.issues, sample.tones, strict=True):
            table.writerow([document.text, ";".join(issues), tone])
    return path


def test_figures(run: Run, labels: Path) -> None:
    result = run("evaluate", labels, "--tone-column", "tone", "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    tagger, sample = vnnews.load_tagger(), load_sample()
    ids = tagger.taxonomy_.issue_ids
    tags = list(tagger.tag_many(sample.articles))
    truth = np.array([[issue in own for issue in ids] for own in sample.issues])
    said = np.array([[issue in {tag.id for tag in one.issues} for issue in ids] for one in tags])
    p = np.array([[one.probabilities[issue] for issue in ids] for one in tags])
    figures = issue_metrics(truth, said, p, ids)
    assert found["issues"]["micro_f1"] == pytest.approx(figures.micro_f1)
    assert found["issues"]["per_issue"]["ukraine"]["f1"] == pytest.approx(figures.per_issue["ukraine"]["f1"])
    hits = [one.tone.label == tone for one, tone in zip(tags, sample.tones, strict=True)]
    assert found["tone"]["accuracy"] == pytest.approx(np.mean(hits))
    low, high = found["intervals"]["issues_micro_f1"]
    assert low < figures.micro_f1 < high

    shown = run("evaluate", labels).stdout
    assert f"issues, micro-F1                {figures.micro_f1:.3f} [{low:.3f}, {high:.3f}]" in shown
    assert "62 articles" in shown
    assert "tone" not in shown
    assert "Bán đảo Triều Tiên" in shown
    assert "Korean Peninsula" in run("evaluate", labels, "--language", "en").stdout


def test_pictures(run: Run, labels: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    result = run("evaluate", labels, "--tone-column", "tone", "--plots", folder)
    assert result.exit_code == 0, result.stderr
    assert "4 pictures" in result.stderr
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in folder.iterdir())
    assert len(list(folder.iterdir())) == 4


def test_errors(run: Run, labels: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("text,issues\nTin,climat\n", encoding="utf-8")
    for arguments, part in (
        ([wrong], "line 2: 'climat' is no issue of the taxonomy; did you mean 'climate'?"),
        ([tmp_path / "no.csv"], "no.csv: No such file"),
        ([labels, "--model", tmp_path / "no"], "there is no model"),
        ([labels, "--text-column", "content"], "no column 'content'"),
        ([labels, "--plots", labels], "is a file"),
    ):
        result = run("evaluate", *arguments)
        assert result.exit_code == ERROR
        assert result.stderr.count("\n") == 1
        assert part in result.stderr
