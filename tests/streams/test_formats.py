"""Readers and writers by the names of files."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vnnews.streams._csv import CsvReader, CsvWriter
from vnnews.streams._formats import reader_of, writer_of
from vnnews.streams._jsonl import JsonlReader, JsonlWriter
from vnnews.streams._parquet import ParquetReader, ParquetWriter

SCHEMA = pa.schema([("id", pa.int32()), ("text", pa.string())])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A file of each kind, with two columns."""
    (tmp_path / "a.jsonl").write_text('{"id": 1, "text": "a"}\n', encoding="utf-8")
    (tmp_path / "a.csv").write_text("id,text\n1,a\n", encoding="utf-8")
    pq.write_table(pa.table({"id": [1], "text": ["a"]}, SCHEMA), tmp_path / "a.parquet")
    return tmp_path


def test_readers(folder: Path) -> None:
    assert reader_of(str(folder / "a.jsonl"), "text", ("id",)) == JsonlReader("text", ("id",))
    assert reader_of(str(folder / "a.csv"), "text", None) == CsvReader("text", None, ("id", "text"))
    assert reader_of(str(folder / "a.parquet"), "text", None) == ParquetReader("text", None, SCHEMA)
    chosen = reader_of(str(folder / "a.parquet"), "text", ("text",))
    assert chosen.columns == ("text",)


@pytest.mark.parametrize("name", ["no.jsonl", "no.csv", "no.parquet", "no.jsonl.gz", "no.csv.zst"])
def test_a_file_that_is_not_there_is_told_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError, match=name):
        reader_of(str(tmp_path / name), "text", None)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_column_that_is_not_there_is_told_at_once(folder: Path, name: str) -> None:
    for text, keep, missing in (("content", None, "'content'"), ("text", ("id", "url"), "'url'")):
        with pytest.raises(ValueError, match=rf"{name} .*id.*text.*; expected .*{missing}.* among them"):
            reader_of(str(folder / name), text, keep)


@pytest.mark.parametrize("name", ["a.tsv", "a.json", "a", "a.jsonl.bz2"])
def test_unknown_names(folder: Path, name: str) -> None:
    reader = reader_of(str(folder / "a.jsonl"), "text", ("id",))
    with pytest.raises(ValueError, match=rf"'{name}' does not tell a kind of file that is known; expected .*\.parquet"):
        reader_of(str(folder / name), "text", None)
    with pytest.raises(ValueError, match=f"'{name}' does not tell"):
        writer_of(name, reader, "")


def test_writers_have_the_columns_of_the_reader(folder: Path) -> None:
    lines, table, typed = (
        reader_of(str(folder / f"a.{kind}"), "text", ("id",)) for kind in ("jsonl", "csv", "parquet")
    )
    texts = pa.schema([("id", pa.string())])
    for reader in (lines, table, typed):
        assert writer_of("b.ndjson", reader, "v_") == JsonlWriter("v_")
        assert writer_of(Path("b.CSV.gz"), reader, "v_") == CsvWriter("v_", ("id",))
    for reader in (lines, table):
        assert writer_of("b.parquet", reader, "v_") == ParquetWriter("v_", texts, as_text=True)
    assert writer_of("b.parquet", typed, "v_") == ParquetWriter("v_", pa.schema([SCHEMA.field("id")]), as_text=False)


def test_lines_have_no_columns_that_are_known_before(folder: Path) -> None:
    reader = reader_of(str(folder / "a.jsonl"), "text", None)
    assert writer_of("b.jsonl", reader, "") == JsonlWriter("")
    for name, kind in (("b.csv", "CSV"), ("b.parquet", "Parquet")):
        with pytest.raises(ValueError, match=rf"from JSONL to {kind} name the columns to keep, such as keep=\['id'\]"):
            writer_of(name, reader, "")
