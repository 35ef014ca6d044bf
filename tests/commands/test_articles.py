"""Sources to articles, one by one."""

import json
from pathlib import Path

import pytest

from vnnews.commands import _articles
from vnnews.commands._articles import Reading
from vnnews.commands._inputs import Kind, Source, sources


def test_a_file_is_read_when_it_is_its_turn(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    items = Reading().items(sources([str(path) for path in paths]))
    assert next(items).raw == b"a.txt"
    paths[1].unlink()
    lost = next(items)
    assert (lost.raw, lost.problem) == (None, "No such file or directory")


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_articles, "LARGEST_FILE", 3)
    path = tmp_path / "a.txt"
    path.write_text("quá to", encoding="utf-8")
    (item,) = Reading().items(sources([str(path)]))
    assert item.raw is None
    assert "it has 7 bytes, expected one article of at most 3" in str(item.problem)


def test_rows_are_named_by_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Nga", "id": 7}\n\n{"text": null}\n{"te', encoding="utf-8")
    nga, nothing, broken = Reading(keep=("id",)).items(sources([str(path)]))
    assert (nga.name, nga.raw, nga.given) == (f"{path}:1", "Nga", {"file": str(path), "row": 1, "id": 7})
    assert nothing.name == f"{path}:3"
    assert str(nothing.problem).startswith("no text: ")
    assert str(broken.problem).startswith("broken row: ")


def test_lines_of_a_file_with_another_ending(tmp_path: Path) -> None:
    path = tmp_path / "a.dump"
    path.write_text("".join(json.dumps({"text": str(i)}) + "\n" for i in range(150)), encoding="utf-8")
    items = list(Reading().items([Source(str(path), Kind.LINES)]))
    assert [item.raw for item in items] == [str(i) for i in range(150)]


def test_one_row_with_a_text_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": 1}\n{"text": "Nga"}\n', encoding="utf-8")
    assert [item.raw for item in Reading().items(sources([str(path)]))] == [None, "Nga"]
    path.write_text('{"a": 1}\n{"b": "Nga"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="none of the first 2 lines"):
        list(Reading().items(sources([str(path)])))


def test_an_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("", encoding="utf-8")
    assert list(Reading().items(sources([str(path)]))) == []
