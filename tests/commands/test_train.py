"""From a table of labels to a model that tags."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import vnnews
from tests.commands.conftest import Run
from vnnews.commands._errors import ERROR
from vnnews.datasets import iter_sample, load_sample


def write(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """The sample, with two issues of one's own and the tones."""
    sample = load_sample()
    rows = [["text", "issues", "tone"]]
    for document, issues, tone in zip(iter_sample(), sample.issues, sample.tones, strict=True):
        own = ["Chiến tranh"] * bool({"ukraine", "syria", "military", "terrorism", "afghanistan"} & set(issues))
        own += ["Đàm phán"] * ("summit_diplomacy" in issues)
        rows.append([document.text, ";".join(own), tone])
    return write(tmp_path / "labels.csv", rows)


def test_a_model_of_ones_own(run: Run, labels: Path, article: Path, tmp_path: Path) -> None:
    model = tmp_path / "my-model"
    result = run("train", labels, "-o", model, "--folds", 2, "--save-taxonomy", tmp_path / "own.toml")
    assert result.exit_code == 0, result.stderr
    assert "issues micro f1" in result.stdout
    assert "chien_tranh" in result.stdout
    assert "tone: not trained" in result.stdout
    assert f"vnnews tag article.txt --model {model}" in result.stderr
    assert result.stderr.count("\n") == 1
    shown = run("tag", article, "--model", model)
    assert "Đàm phán" in shown.stdout
    assert "tone" not in shown.stdout
    assert "chien_tranh" in run("info", model).stdout
    card = json.loads(run("info", model, "--json").stdout)
    assert card["metrics"]["cross_validation"]["n_articles"] == 62
    taxonomy = vnnews.taxonomy.load_taxonomy(tmp_path / "own.toml")
    assert {issue.vi for issue in taxonomy.issues} == {"Chiến tranh", "Đàm phán"}


def test_it_is_said_when_there_are_too_few(run: Run, tmp_path: Path) -> None:
    rows = [["text", "issues"], *[[document.text, ""] for document in iter_sample()]]
    rows[1][1] = rows[2][1] = "Hiếm"
    rows[3][1] = "Hiếm;Khác"
    result = run("train", write(tmp_path / "few.csv", rows), "-o", tmp_path / "m.zip", "--folds", 2)
    assert result.exit_code == 0, result.stderr
    assert "mind:" in result.stdout
    assert "hiem: 3 articles" in result.stdout
    assert "khac: 1 articles" in result.stdout


def test_texts_in_files_and_figures_as_json(run: Run, sample: Path, tmp_path: Path) -> None:
    corpus = load_sample()
    rows = [["file", "issues"]]
    for id_, issues in zip(corpus.ids, corpus.issues, strict=True):
        (tmp_path / f"{id_.removeprefix('sample/')}.txt").write_bytes(
            (sample / f"{id_.removeprefix('sample/')}.txt").read_bytes()
        )
        rows.append([f"{id_.removeprefix('sample/')}.txt", "summit_diplomacy" if "summit_diplomacy" in issues else ""])
    table = write(tmp_path / "labels.tsv", rows, "\t")
    arguments = ["train", table, "--path-column", "file", "--taxonomy", "builtin", "--folds", 2, "--json"]
    result = run(*arguments, "-o", tmp_path / "model")
    assert result.exit_code == 0, result.stderr
    figures = json.loads(result.stdout)
    assert figures["n_folds"] == 2
    assert len(figures["issues"]["per_issue"]) == 21
    (tmp_path / rows[1][0]).unlink()
    lost = run(*arguments, "-o", tmp_path / "other")
    assert lost.exit_code == ERROR
    assert f"line 2: {rows[1][0]!r}: No such file" in lost.stderr


def test_errors_before_any_work(run: Run, labels: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "keep.txt").write_text("mine", encoding="utf-8")
    cases: list[tuple[list[object], list[str]]] = [
        ([labels, "-o", other], ["other exists and is no model folder"]),
        ([labels, "-o", tmp_path / "no" / "model.zip"], ["there is no folder"]),
        ([tmp_path / "no.csv", "-o", tmp_path / "m"], ["no.csv", "No such file"]),
        ([labels, "-o", tmp_path / "m", "--issues-column", "topics"], ["no column 'topics'", "'issues'"]),
        ([labels, "-o", tmp_path / "m", "--taxonomy", "builtin"], ["line ", "is no issue of the taxonomy"]),
        ([labels, "-o", tmp_path / "m", "--taxonomy", tmp_path / "no.toml"], ["no.toml"]),
        ([labels, "-o", tmp_path / "m", "--folds", 1], ["--folds"]),
        ([labels, "-o", tmp_path / "m", "--folds", 100], ["folds"]),
        ([labels], ["--output"]),
    ]
    for arguments, parts in cases:
        result = run("train", *arguments)
        assert result.exit_code == ERROR, arguments
        assert result.stderr.count("\n") == 1, result.stderr
        for part in parts:
            assert part in result.stderr
    assert not (tmp_path / "m").exists()
    assert [path.name for path in other.iterdir()] == ["keep.txt"]


def test_a_label_that_is_not_in_the_taxonomy(run: Run, tmp_path: Path) -> None:
    table = write(tmp_path / "a.csv", [["text", "issues"], ["Hội nghị khí hậu", "climat"]])
    result = run("train", table, "-o", tmp_path / "m", "--taxonomy", "builtin")
    assert result.exit_code == ERROR
    assert "line 2: 'climat' is no issue of the taxonomy" in result.stderr
    assert "did you mean 'climate'?" in result.stderr
