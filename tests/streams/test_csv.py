"""CSV as others write it, and back."""

import csv
import datetime
import gzip
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.streams._columns import COLUMNS, Cells, failed
from vnnews.streams._csv import LONGEST_CELL, CsvReader, CsvWriter, read_header
from vnnews.streams._parts import Part
from vnnews.streams._rows import Rows

CELLS: Cells = failed("none")


def write(path: Path, raw: bytes) -> str:
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return str(path)


def read(path: str, keep: tuple[str, ...] | None = None, size: int = 100) -> list[Rows]:
    reader = CsvReader("text", keep, read_header(path, "text", keep))
    return [reader.decode(chunk) for chunk in reader.read(Part(path), size)]


def rows_of(records: list[dict[str, Any]]) -> Rows:
    nothing: list[Any] = [None] * len(records)
    return Rows(list(range(len(records))), records, nothing, nothing)


def written(columns: tuple[str, ...], records: list[dict[str, Any]]) -> bytes:
    writer, file = CsvWriter("", columns), io.BytesIO()
    with writer.open(file, "a.csv") as output:
        output.write(writer.encode(rows_of(records), [CELLS] * len(records)))
    return file.getvalue()


def test_quotes_line_ends_and_a_mark_at_the_beginning(tmp_path: Path) -> None:
    raw = '\ufeffid,text\r\n1,"Nga, ""Mỹ"""\r\n2,"một\r\nhai\nba"\r\n3,\r\n4,bốn'.encode()
    (rows,) = read(write(tmp_path / "a.csv", raw))
    assert rows.texts == ['Nga, "Mỹ"', "một\r\nhai\nba", "", "bốn"]
    assert rows.numbers == [2, 3, 6, 7]
    assert rows.given[0] == {"id": "1", "text": 'Nga, "Mỹ"'}
    assert rows.problems == [None] * 4


def test_a_packed_file_and_a_name_in_quotes(tmp_path: Path) -> None:
    raw = '\ufeff"text","tên, họ"\nNga,a\n'.encode()
    (rows,) = read(write(tmp_path / "a.csv.gz", raw))
    assert rows.given == [{"text": "Nga", "tên, họ": "a"}]


def test_chunks_keep_the_order_and_skip_empty_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"text\n\na\n\n\nb\nc\n\n")
    assert [(rows.numbers, rows.texts) for rows in read(path, size=2)] == [([3, 6], ["a", "b"]), ([7], ["c"])]
    assert read(write(tmp_path / "b.csv", b"text\n")) == []


def test_an_empty_text_of_a_single_column_is_a_row(tmp_path: Path) -> None:
    (rows,) = read(write(tmp_path / "a.csv", b'text\n""\n'))
    assert rows.texts == [""]


def test_rows_with_too_few_and_too_many_cells(tmp_path: Path) -> None:
    (rows,) = read(write(tmp_path / "a.csv", b"id,text\n1\n2,b\n3,c,d\n"))
    assert rows.texts == [None, "b", None]
    assert rows.problems == [
        ("broken row", "it has 1 cells; expected 2, as the header has"),
        None,
        ("broken row", "it has 3 cells; expected 2, as the header has"),
    ]
    assert rows.given == [{"id": "1"}, {"id": "2", "text": "b"}, {"id": "3", "text": "c"}]


def test_columns_that_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"id,text,date\n1,a,2021\n")
    (rows,) = read(path, ("date", "id"))
    assert rows.given == [{"date": "2021", "id": "1"}]
    assert rows.texts == ["a"]
    header = read_header(path, "text", None)
    assert CsvReader("text", None, header).columns == ("id", "text", "date")
    assert CsvReader("text", ("date", "id"), header).columns == ("date", "id")


def test_bytes_that_are_no_utf8_cost_their_row_only(tmp_path: Path) -> None:
    (rows,) = read(write(tmp_path / "a.csv", b"text\nNga v\xe0 \xff\nM\xe1\xbb\xb9\n"))
    assert rows.texts == ["Nga v\udce0 \udcff", "Mỹ"]


def test_a_cell_without_end_is_one_broken_row(tmp_path: Path) -> None:
    raw = b'text\na\n"b' + b"x" * LONGEST_CELL + b"\nc\n"
    (rows,) = read(write(tmp_path / "a.csv", raw))
    assert rows.texts == ["a", None, "c"]
    assert rows.problems[1] == ("broken row", f"it is no CSV: field larger than field limit ({LONGEST_CELL})")


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", r"\(\)"),
        (b"id,content\n", "'content'"),
        (b"id;text\n1;a\n", "'id;text'"),
        (b"text,id,text\n", "'text', 'id', 'text'"),
        ("id,text\n".encode("utf-16-le"), r"i\\x00d\\x00"),
    ],
)
def test_headers_that_are_none(tmp_path: Path, raw: bytes, found: str) -> None:
    path = write(tmp_path / "a.csv", raw)
    with pytest.raises(ValueError, match=rf"a.csv begins with .*{found}.*; expected .* each once, 'text' among them"):
        read_header(path, "text", None)


def test_a_header_without_end(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b'"id,text\n' + b"x" * LONGEST_CELL)
    with pytest.raises(ValueError, match=r"a.csv is no CSV: field larger .*; expected the names of its columns"):
        read_header(path, "text", None)


def test_a_column_to_keep_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'text', 'url' among them"):
        read_header(write(tmp_path / "a.csv", b"id,text\n"), "text", ("url",))


texts = st.text(st.sampled_from("aạ ,;\"'\t\r\n\u2028\ufeff\0"), max_size=6)


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]) -> None:
    records = [{"id": id_, "text": text} for id_, text in cells]
    raw = written(("id", "text"), records)
    path = write(tmp_path_factory.mktemp("csv") / "a.csv", raw)
    found = [record for rows in read(path, ("id", "text")) for record in rows.given]
    assert found == records


@pytest.mark.parametrize("cell", ["a\rb", "\r", "a\nb", "a\r\nb"])
def test_a_line_end_within_a_cell_ends_no_row(cell: str) -> None:
    raw = written(("id",), [{"id": cell}])
    assert f'\n"{cell}",'.encode() in raw
    assert raw.endswith(b"none\n")


def test_what_is_missing_is_an_empty_cell_and_lists_are_json() -> None:
    raw = written(("id", "n", "names"), [{"id": None, "names": ["Mỹ", 'a"b']}])
    header, row = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""))
    assert header == ["id", "n", "names", *COLUMNS]
    assert row[:2] == ["", ""]
    assert json.loads(row[2]) == ["Mỹ", 'a"b']
    assert row[3:] == ["[]", "[]", "[]", "[]", "", "", "", "", "[]", "none"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (datetime.date(2021, 6, 16), "2021-06-16"),
        (datetime.datetime(2021, 6, 16, 8, 54), "2021-06-16 08:54:00"),
        (Decimal("1.50"), "1.50"),
        ("Mỹ".encode(), "Mỹ"),
        (7, "7"),
        (0.1, "0.1"),
        (True, "true"),
        ({"a": [datetime.date(2021, 6, 16), b"x"]}, '{"a": ["2021-06-16", "x"]}'),
        ("a\ud800", "a?"),
    ],
)
def test_typed_cells_are_text(value: Any, cell: str) -> None:
    row = list(csv.reader(io.StringIO(written(("x",), [{"x": value}]).decode("utf-8"), newline="")))[1]
    assert row[0] == cell


def test_no_column_is_hidden() -> None:
    with (
        pytest.raises(ValueError, match="columns 'tone' already"),
        CsvWriter("", ("tone",)).open(io.BytesIO(), "a.csv"),
    ):
        pass
    file = io.BytesIO()
    with CsvWriter("v_", ("tone",)).open(file, "a.csv"):
        pass
    assert file.getvalue().decode().split(",")[:2] == ["tone", "v_issues"]
