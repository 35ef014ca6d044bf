"""What to label next, and that the table leads on to training."""

import csv
from pathlib import Path

import vnnews
from tests.commands.conftest import Run
from vnnews.commands._errors import ERROR
from vnnews.datasets import iter_sample, load_labelled_table
from vnnews.tagging import suggest


def test_a_table_to_fill_in(run: Run, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "to-label.csv"
    result = run("suggest", sample, "-n", 5, "-o", target)
    assert result.exit_code == 0, result.stderr
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    documents = sorted(iter_sample(), key=lambda document: document.id)
    expected = suggest(vnnews.load_tagger(), [document.article for document in documents], 5)
    assert [row["reason"] for row in rows] == [one.reason for one in expected]
    assert [row["text"] for row in rows] == [documents[one.index].article.text for one in expected]
    assert [Path(row["name"]).stem for row in rows] == [documents[one.index].id[7:] for one in expected]
    filled = target.read_text(encoding="utf-8-sig").replace(",,", ",climate,")
    target.write_text(filled, encoding="utf-8")
    assert len(load_labelled_table(target)) == 5


def test_on_the_terminal_and_from_standard_input(run: Run, jsonl: Path) -> None:
    shown = run("suggest", jsonl, "-n", 1)
    assert shown.exit_code == 1
    assert f"{jsonl}:3: broken row" in shown.stderr
    assert len([line for line in shown.stdout.splitlines() if line[0] != " "]) == 1
    piped = run("suggest", "-", "--input-format", "jsonl", "-n", 1, input=jsonl.read_text(encoding="utf-8"))
    assert piped.stdout == shown.stdout.replace(str(jsonl), "stdin")


def test_errors(run: Run, sample: Path, tmp_path: Path) -> None:
    for arguments, part in (
        ([sample, "-o", tmp_path / "a.xlsx"], ".csv"),
        ([sample, "-n", 0], "-n"),
        ([tmp_path / "no"], "no such file"),
    ):
        result = run("suggest", *arguments)
        assert result.exit_code == ERROR
        assert part in result.stderr
        assert result.stderr.count("\n") == 1
