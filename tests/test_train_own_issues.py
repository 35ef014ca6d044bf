"""A user's table becomes a model, and what is wrong with the table is told in one line."""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.examples import load_example
from vnnews import load_tagger
from vnnews.datasets import load_annotated, load_sample
from vnnews.taxonomy import load_taxonomy

ROOT = Path(__file__).parent.parent
SAMPLE = load_sample()
Case = tuple[Callable[[Path], object], list[str], str]
NAMES = {"Đàm phán": {"summit_diplomacy", "us_russia", "arms_control"}, "战争": {"ukraine", "syria", "military"}}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return load_example("train_own_issues")


def write(path: Path, *, tones: bool = True, rare: int = 0) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t")
        table.writerow(["bài", "nhãn", "giọng"])
        for i, (article, issues, tone) in enumerate(zip(SAMPLE.articles, SAMPLE.issues, SAMPLE.tones, strict=True)):
            labels = [name for name, own in NAMES.items() if own & set(issues)] + ["Hiếm"] * (i < rare)
            table.writerow([article.text, "; ".join(labels), tone if tones else ""])
        table.writerow(["", "Đàm phán", "mixed"])
    return path


def test_from_a_table_to_a_model(script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, model = write(tmp_path / "own.tsv", rare=2), tmp_path / "model"
    options = [str(table), "--text", "bài", "--issues", "nhãn", "--folds", "3"]
    assert script.main([*options, "--tone", "giọng", "--out", str(model)]) == 0
    shown = capsys.readouterr().out
    assert "cross-validation: 62 articles, 3 folds" in shown
    assert "- hiem: 2 articles, fewer than the 5 folds: its probability can't be calibrated" in shown
    assert "- 1 rows without a text were left out" in shown
    tagger = load_tagger(model)
    assert [issue.vi for issue in tagger.taxonomy_.issues] == ["Hiếm", "Đàm phán", "战争"]
    assert load_taxonomy(tmp_path / "model.toml") == tagger.taxonomy_
    assert tagger.tag(SAMPLE.articles[0]).tone.label in tagger.taxonomy_.tone_ids
    metrics = json.loads((model / "metrics.json").read_text(encoding="utf-8"))["cross_validation"]
    assert f"{metrics['issues']['micro_f1']:.3f} [" in shown
    assert "62 articles with labels, from own.tsv" in (model / "README.md").read_text(encoding="utf-8")

    # The file of issues, edited, is that of the next run; without tones they are not trained.
    own = (tmp_path / "model.toml").read_text(encoding="utf-8").replace('"Đàm phán"', '"Hội đàm"', 1)
    (tmp_path / "edited.toml").write_text(own, encoding="utf-8")
    assert script.main([*options, "--taxonomy", str(tmp_path / "edited.toml"), "--out", str(tmp_path / "two")]) == 0
    assert "- tone: not trained, for there are no labels of tones" in capsys.readouterr().out
    tagger = load_tagger(tmp_path / "two")
    assert tagger.taxonomy_.issue("dam_phan").vi == "Hội đàm"
    assert tagger.tag(SAMPLE.articles[0]).tone.label is None
    assert not (tmp_path / "two.toml").exists()


def test_the_file_of_issues_is_not_written_over(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = write(tmp_path / "own.tsv")
    (tmp_path / "model.toml").write_text("mine", encoding="utf-8")
    options = ["--text", "bài", "--issues", "nhãn", "--folds", "2", "--out", str(tmp_path / "model")]
    assert script.main([str(table), *options]) == 0
    assert (tmp_path / "model.toml").read_text(encoding="utf-8") == "mine"
    assert "is there already" in capsys.readouterr().out


@pytest.mark.parametrize(
    "case",
    [
        (lambda path: path.unlink(), [], "No such file"),
        (lambda path: path.write_bytes(b""), [], "is empty"),
        (lambda path: path.write_bytes(b"\x89PNG\xff\xfe"), [], "not in UTF-8"),
        (lambda path: None, ["--issues", "topic"], "no column 'topic'; its first line has 'bài', 'nhãn', 'giọng'"),
        (lambda path: None, ["--issues", "nhãn", "--taxonomy", "none.toml"], "No such file"),
        (lambda path: None, ["--issues", "nhãn", "--folds", "1"], "expected at least 2 folds"),
        (lambda path: None, ["--issues", "nhãn", "--folds", "99"], "62 groups of articles for 99 folds"),
        (lambda path: None, ["--issues", "nhãn", "--precision-floor", "90"], "expected a probability"),
        (lambda path: write(path, tones=False), ["--issues", "nhãn", "--tone", "giọng"], "line 12: the column 'giọng'"),
    ],
)
def test_errors_are_one_line(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: Case
) -> None:
    change, options, message = case
    path = write(tmp_path / "own.tsv")
    change(path)
    assert script.main([str(path), "--text", "bài", *options, "--out", str(tmp_path / "model")]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert message in shown.err
    assert [one.name for one in tmp_path.iterdir() if one != path] == []


@pytest.mark.slow
@pytest.mark.corpus
def test_on_real_articles(script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not os.environ.get("VNNEWS_DATA"):
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    dev, path = load_annotated("dev"), tmp_path / "dev.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["text", "issues", "tone"])
        table.writerows(
            (article.text, ";".join(issues), tone)
            for article, issues, tone in zip(dev.articles, dev.issues, dev.tones, strict=True)
        )
    assert script.main([str(path), "--tone", "tone", "--out", str(tmp_path / "model")]) == 0
    metrics = json.loads((tmp_path / "model" / "metrics.json").read_text(encoding="utf-8"))["cross_validation"]
    assert metrics["issues"]["micro_f1"] > 0.6
    assert metrics["tone"]["accuracy"] > 0.5
    shown = capsys.readouterr().out
    few = [issue for issue, one in metrics["issues"]["per_issue"].items() if 5 <= one["support"] < 20]
    assert all(f"- {issue}: " in shown for issue in few)
