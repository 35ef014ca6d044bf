"""What a user can do wrong: one line that says what to do, exit code 2, nothing half-written."""

import json
from pathlib import Path

import click
import pytest

from tests.commands.conftest import UKRAINE, Process, Run
from vnnews.commands._errors import ERROR, one_line


def check(result: object, *parts: str) -> None:
    stderr, code = result.stderr, result.exit_code
    assert code == ERROR, stderr
    assert stderr.startswith("vnnews: error: ")
    assert stderr.count("\n") == 1, stderr
    for part in parts:
        assert part in stderr


@pytest.mark.parametrize("command", ["tag", "explain"])
def test_a_file_that_is_not_there(run: Run, command: str, tmp_path: Path) -> None:
    check(run(command, tmp_path / "nichts.txt"), "nichts.txt: there is no such file or folder")


@pytest.mark.parametrize("command", ["tag", "explain"])
def test_an_empty_folder(run: Run, command: str, tmp_path: Path) -> None:
    check(run(command, tmp_path), "holds no .txt or .html files")


def test_a_folder_of_other_files(run: Run, jsonl: Path) -> None:
    check(run("tag", jsonl.parent), "but 1 .jsonl", "name them")


def test_a_pattern_without_files(run: Run, tmp_path: Path) -> None:
    check(run("tag", tmp_path / "*.txt"), "no file has a name like this")


@pytest.mark.parametrize("command", ["tag", "explain"])
def test_a_binary_file(run: Run, command: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 20)
    check(run(command, path, *(["-o", tmp_path / "t.jsonl"] if command == "tag" else [])), "binary file")
    assert not list(tmp_path.glob("*t.jsonl*"))


def test_an_encoding_that_cannot_be_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Größe, Öl und Übermut müssen für überflüssig gehalten werden. ".encode("latin-1") * 5)
    check(run("tag", path), "--encoding tcvn3")


def test_an_encoding_of_no_name(run: Run, article: Path) -> None:
    check(run("tag", article, "--encoding", "klingon"), "klingon")


def test_files_of_other_kinds(run: Run, tmp_path: Path) -> None:
    for name, remedy in (("a.json", "--input-format jsonl"), ("a.pdf", "pdftotext"), ("a.xlsx", ".csv")):
        (tmp_path / name).write_text("[]", encoding="utf-8")
        check(run("tag", tmp_path / name), name, remedy)


def test_a_csv_without_the_column(run: Run, table: Path, tmp_path: Path) -> None:
    target = tmp_path / "t.jsonl"
    for arguments in ([], ["-o", target]):
        check(run("tag", table, *arguments), "'text'", "'content'", "--text-column")
    assert not target.exists()


def test_json_lines_without_the_column(run: Run, tmp_path: Path) -> None:
    path, target = tmp_path / "a.jsonl", tmp_path / "t.jsonl"
    path.write_text(json.dumps({"content": UKRAINE}) + "\n", encoding="utf-8")
    for arguments in ([], ["-o", target]):
        check(run("tag", path, *arguments), "'text'", "'content'", "--text-column")
    assert not target.exists()


def test_columns_of_json_lines_must_be_named_for_csv(run: Run, jsonl: Path, tmp_path: Path) -> None:
    check(run("tag", jsonl, "-o", tmp_path / "t.csv"), "--keep id")
    check(run("tag", jsonl, "--format", "csv"), "--keep id")


def test_columns_that_are_there_already(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": UKRAINE, "tone": "x"}) + "\n", encoding="utf-8")
    check(run("tag", path, "-o", tmp_path / "t.jsonl"), "'tone'", "--keep")


def test_targets_that_cannot_be_written(run: Run, article: Path, tmp_path: Path) -> None:
    check(run("tag", article, "-o", tmp_path / "t.doc"), "t.doc", ".jsonl")
    check(run("tag", article, "-o", tmp_path / "no" / "t.csv"), "there is no folder")
    (tmp_path / "t.csv").mkdir()
    check(run("tag", article, "-o", tmp_path / "t.csv"), "is a folder")
    check(run("tag", article, "--format", "parquet"), "-o tagged.parquet")
    check(run("tag", article, "--format", "csv", "-o", tmp_path / "t.jsonl"), "--format csv")


@pytest.mark.parametrize("command", ["tag", "explain", "info"])
def test_a_model_that_is_none(run: Run, command: str, article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    arguments = [folder] if command == "info" else [article, "--model", folder]
    check(run(command, *arguments), "can't load the model", "config.json")
    arguments = [tmp_path / "no.zip"] if command == "info" else [article, "--model", tmp_path / "no.zip"]
    check(run(command, *arguments), "there is no model at")


def test_an_issue_that_is_not_in_the_taxonomy(run: Run, article: Path) -> None:
    check(run("explain", article, "--issue", "sanction"), "did you mean 'sanctions'?", "us_russia")


def test_explain_takes_one_article(run: Run, folder: Path, jsonl: Path) -> None:
    check(run("explain", folder), "vnnews tag")
    check(run("explain", jsonl), "vnnews tag")


def test_wrong_options(run: Run, article: Path) -> None:
    check(run("tag"), "see vnnews tag --help")
    check(run("tag", article, "--jobs", "0"), "-1")
    check(run("tag", article, "--keep", ","), "id,date")
    check(run("tag", article, "--colour"), "--color")
    check(run("tagg", article), "tagg")


def test_a_missing_extra(process: Process, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pyarrow'] = None\n", encoding="utf-8")
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    root = str(Path(__file__).parents[2])
    result = process("tag", "a.parquet", cwd=tmp_path, env={"PYTHONPATH": f"{tmp_path}:{root}"})
    assert result.returncode == ERROR
    assert result.stderr == b"vnnews: error: Parquet files need pyarrow: pip install 'vnnews[tables]'\n"


def test_where_an_error_arose_is_shown_on_request(run: Run, tmp_path: Path) -> None:
    result = run("--traceback", "tag", tmp_path / "no.txt")
    assert isinstance(result.exception, ValueError)


def test_one_line() -> None:
    assert one_line(ValueError("a\n  b")) == "a b"
    assert one_line(KeyError("x")) == "'x'"
    assert one_line(EOFError()) == "EOFError"
    assert one_line(click.UsageError("No.")) == "No"
