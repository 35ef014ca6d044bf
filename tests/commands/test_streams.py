"""Whatever standard output can take, the program ends well."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Process
from vnnews.commands._streams import plain_letters


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_an_encoding_without_vietnamese_gets_base_letters(process: Process, article: Path, encoding: str) -> None:
    result = process("tag", article, env={"PYTHONIOENCODING": encoding})
    assert result.returncode == 0, result.stderr
    shown = result.stdout.decode(encoding)
    assert "Nga và Mỹ nối lại" not in shown
    assert "noi lai" in shown
    assert "?" not in shown


def test_the_c_locale_gets_utf8(process: Process, article: Path) -> None:
    result = process("tag", article, env={"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert result.returncode == 0, result.stderr
    assert "Nga và Mỹ nối lại đàm phán" in result.stdout.decode("utf-8")


def test_rows_are_utf8_whatever_the_terminal_takes(process: Process, article: Path) -> None:
    result = process("tag", article, "--format", "jsonl", env={"PYTHONIOENCODING": "cp1252"})
    assert json.loads(result.stdout.decode("utf-8"))["issue_evidence"][0].startswith("Nga và Mỹ")


def test_errors_can_be_written_anywhere(process: Process, tmp_path: Path) -> None:
    result = process("tag", tmp_path / "một.txt", env={"PYTHONIOENCODING": "cp1252"})
    assert result.returncode == 2
    assert b"mot.txt" in result.stderr


def test_decoding_errors_are_not_ours() -> None:
    error = UnicodeDecodeError("ascii", b"\xff", 0, 1, "bad")
    with pytest.raises(UnicodeDecodeError):
        plain_letters(error)
