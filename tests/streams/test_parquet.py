"""Parquet: types that stay, rows that keep their numbers, row groups of a good size."""

import datetime
import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vnnews.streams._columns import COLUMNS, failed
from vnnews.streams._parquet import ParquetReader, ParquetWriter, pyarrow, read_schema, text_schema
from vnnews.streams._parts import Part
from vnnews.streams._rows import Rows

CELLS = failed("none")
COLUMN_TYPES = {str: pa.string(), float: pa.float64(), list[str]: pa.list_(pa.string())}
COLUMN_TYPES[list[float]] = pa.list_(pa.float64())


def write(path: Path, columns: dict[str, Any], row_group_size: int = 100) -> str:
    pq.write_table(pa.table(columns), path, row_group_size=row_group_size)
    return str(path)


def reader_of(path: str, keep: tuple[str, ...] | None = None) -> ParquetReader:
    return ParquetReader("text", keep, read_schema(path, "text", keep))


def rows_of(records: list[dict[str, Any]]) -> Rows:
    nothing: list[Any] = [None] * len(records)
    return Rows(list(range(len(records))), records, nothing, nothing)


def written(writer: ParquetWriter, tables: list[Rows]) -> pq.ParquetFile:
    file = io.BytesIO()
    with writer.open(file, "a.parquet") as output:
        for rows in tables:
            output.write(writer.encode(rows, [CELLS] * len(rows.numbers)))
    return pq.ParquetFile(io.BytesIO(file.getvalue()))


def test_rows_are_numbered_through_the_row_groups(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": [f"bài {i}" for i in range(10)]}, row_group_size=4)
    reader = reader_of(path)
    chunks = list(reader.read(Part(path), 3))
    assert [number for chunk in chunks for number in chunk.numbers] == list(range(1, 11))
    assert [text for chunk in chunks for text in reader.decode(chunk).texts] == [f"bài {i}" for i in range(10)]
    # Of a part the numbers count from its own beginning, as `Failure` says.
    part = list(reader.read(Part(path, 1, 2), 100))
    assert [chunk.numbers for chunk in part] == [[1, 2, 3, 4]]
    assert reader.decode(part[0]).texts == ["bài 4", "bài 5", "bài 6", "bài 7"]


def test_no_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": pa.array([], pa.string())})
    assert [number for chunk in reader_of(path).read(Part(path), 3) for number in chunk.numbers] == []


def test_texts_of_every_type_and_none(tmp_path: Path) -> None:
    for values, texts in (
        (pa.array(["a", None, ""]), ["a", None, ""]),
        (pa.array(["a", "b", None]).dictionary_encode(), ["a", "b", None]),
        (pa.array([b"a", b"\xff", None]), [b"a", b"\xff", None]),
        (pa.array(["a", None], pa.large_string()), ["a", None]),
    ):
        path = write(tmp_path / "a.parquet", {"text": values})
        reader = reader_of(path)
        (rows,) = (reader.decode(chunk) for chunk in reader.read(Part(path), 100))
        assert rows.texts == texts
        missing = ("no text", "the column 'text' holds nothing; expected a string")
        assert rows.problems == [None if text is not None else missing for text in texts]


def test_a_column_of_numbers_has_no_texts(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": [1.5, float("nan"), None]})
    reader = reader_of(path)
    (rows,) = (reader.decode(chunk) for chunk in reader.read(Part(path), 100))
    assert rows.texts == [None] * 3
    told = [problem[1].partition(" holds ")[2] for problem in rows.problems if problem is not None]
    assert told == ["float; expected a string"] * 2 + ["nothing; expected a string"]


def test_columns_that_are_kept_in_their_order(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"id": [1], "text": ["a"], "date": ["2021"]})
    assert reader_of(path).columns == ("id", "text", "date")
    reader = reader_of(path, ("text", "date", "id"))
    assert reader.columns == ("text", "date", "id")
    (rows,) = (reader.decode(chunk) for chunk in reader.read(Part(path), 100))
    assert rows.texts == ["a"]
    assert rows.records == [{"text": "a", "date": "2021", "id": 1}]
    assert list(rows.records[0]) == ["text", "date", "id"]
    assert reader_of(path, ()).columns == ()


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"id": [1], "content": ["a"]})
    message = r"a.parquet has the columns \['id', 'content'\]; expected 'text', 'url' among them"
    with pytest.raises(ValueError, match=message):
        read_schema(path, "text", ("url", "id"))


def test_what_is_no_parquet_is_a_valueerror(tmp_path: Path) -> None:
    for raw in (b"", b"id,text\n1,a\n"):
        (tmp_path / "a.parquet").write_bytes(raw)
        with pytest.raises(ValueError, match=r"[Pp]arquet"):
            read_schema(str(tmp_path / "a.parquet"), "text", None)


def test_columns_of_tags_have_their_types_even_without_rows() -> None:
    schema = text_schema(("id",))
    found = written(ParquetWriter("v_", schema, as_text=True), [])
    assert found.metadata.num_rows == 0
    assert found.schema_arrow.names == ["id", *("v_" + name for name in COLUMNS)]
    for name, kind in COLUMNS.items():
        assert found.schema_arrow.field("v_" + name).type == COLUMN_TYPES[kind]


def test_what_has_no_types_of_its_own_is_text() -> None:
    given = {
        "a": "Mỹ",
        "b": None,
        "c": datetime.date(2021, 6, 16),
        "d": [1, "ạ"],
        "e": b"x",
        "f": "a\ud800",
        "g": 0.5,
    }
    writer = ParquetWriter("", text_schema((*given, "h")), as_text=True)
    (row,) = written(writer, [rows_of([given])]).read().to_pylist()
    assert [row[name] for name in "abcdefgh"] == ["Mỹ", None, "2021-06-16", '[1, "ạ"]', "x", "a?", "0.5", None]
    assert row["error"] == "none"
    assert row["issues"] == []
    assert row["tone"] is None


def test_a_batch_keeps_its_types_or_becomes_text() -> None:
    batch = pa.RecordBatch.from_pydict({"n": pa.array([1, None], pa.int16())})
    rows = Rows([1, 2], [], [None, None], [None, None], batch)
    typed = written(ParquetWriter("", batch.schema, as_text=False), [rows]).read()
    assert typed.column("n").combine_chunks() == pa.array([1, None], pa.int16())
    text = written(ParquetWriter("", text_schema(("n",)), as_text=True), [rows]).read()
    assert text.column("n").to_pylist() == ["1", None]


def test_small_tables_are_gathered_to_row_groups() -> None:
    writer = ParquetWriter("", text_schema(("id",)), as_text=True)
    tables = [rows_of([{"id": f"{k}-{i}"} for i in range(1500)]) for k in range(4)]
    found = written(writer, tables)
    assert [found.metadata.row_group(i).num_rows for i in range(found.num_row_groups)] == [4500, 1500]
    assert found.read().column("id").to_pylist() == [f"{k}-{i}" for k in range(4) for i in range(1500)]


def test_no_column_is_hidden() -> None:
    writer = ParquetWriter("", text_schema(("id", "tone")), as_text=True)
    with pytest.raises(ValueError, match="columns 'tone' already"), writer.open(io.BytesIO(), "a.parquet"):
        pass


def test_the_package_and_its_modules() -> None:
    assert pyarrow() is pa
    assert pyarrow("parquet") is pq
    with pytest.raises(ImportError, match=r"Parquet files need pyarrow: pip install 'vnnews\[tables\]'"):
        pyarrow("no_such_module")
