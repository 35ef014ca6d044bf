"""Rows of tags to files and to standard output."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.commands.views import TAGS
from vnnews import Article, Tags
from vnnews.commands._articles import Item
from vnnews.commands._writing import Target
from vnnews.streams._columns import COLUMNS, cells
from vnnews.tagging import ToneTag

FAILED = Tags((), ToneTag(), Article(), ("unreadable: see error",), error="no such file")


def tagged(n: int) -> Iterator[tuple[Item, Tags]]:
    for i in range(n):
        yield Item(f"{i}", "x", None, {"file": f"bài, {i}.txt", "row": i}), TAGS if i % 2 == 0 else FAILED


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson.gz"])
@pytest.mark.parametrize("n", [0, 1, 64, 130])
def test_lines(tmp_path: Path, name: str, n: int) -> None:
    Target("jsonl", str(tmp_path / name), ("file",)).write(tagged(n))
    raw = (tmp_path / name).read_bytes()
    found = [json.loads(line) for line in (gzip.decompress(raw) if name.endswith("gz") else raw).splitlines()]
    assert found == [item.given | cells(tags) for item, tags in tagged(n)]


@pytest.mark.parametrize("n", [0, 65])
def test_tables_have_the_columns_that_are_named(tmp_path: Path, n: int) -> None:
    Target("csv", str(tmp_path / "a.csv"), ("file", "id")).write(tagged(n))
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["file", "id", *COLUMNS]
    assert [row[:3] for row in rows] == [
        [f"bài, {i}.txt", "", '["ukraine", "us_russia"]' if i % 2 == 0 else "[]"] for i in range(n)
    ]
    Target("parquet", str(tmp_path / "a.parquet"), ("row", "id")).write(tagged(n))
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.column_names == ["row", "id", *COLUMNS]
    assert table.column("row").to_pylist() == [str(i) for i in range(n)]
    assert table.column("id").null_count == n
    assert table.column("error").to_pylist() == [None if i % 2 == 0 else "no such file" for i in range(n)]


def test_a_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    def cut() -> Iterator[tuple[Item, Tags]]:
        yield from tagged(100)
        raise KeyboardInterrupt

    (tmp_path / "a.jsonl").write_text("as it was", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        Target("jsonl", str(tmp_path / "a.jsonl"), ()).write(cut())
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8") == "as it was"


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet"])
def test_standard_output_gets_the_bytes_of_a_file_and_stays_open(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], format_: str
) -> None:
    path = tmp_path / f"a.{format_}"
    Target(format_, str(path), ("file",)).write(tagged(3))
    print("before", end="\n")
    Target(format_, None, ("file",)).write(tagged(3))
    print("after", end="")
    out = capfdbinary.readouterr().out
    assert out == b"before\n" + path.read_bytes() + b"after"
    if format_ == "parquet":
        assert pq.read_table(io.BytesIO(out[7:-5])).num_rows == 3


def test_columns_of_tags_hide_no_other(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there are columns 'tone' already"):
        Target("csv", str(tmp_path / "a.csv"), ("file", "tone")).write(tagged(1))
    with pytest.raises(ValueError, match="there are columns 'tone' already"):
        Target("jsonl", str(tmp_path / "a.jsonl"), ()).write([(Item("a", "x", None, {"tone": "loud"}), TAGS)])
    assert list(tmp_path.iterdir()) == []
