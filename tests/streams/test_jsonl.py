"""JSON lines, with what stands between them in real files."""

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

from vnnews.streams._columns import COLUMNS, failed
from vnnews.streams._jsonl import JsonlReader, JsonlWriter
from vnnews.streams._parts import Part
from vnnews.streams._rows import Chunk, Rows


def decoded(lines: list[bytes], keep: tuple[str, ...] | None = None) -> Rows:
    return JsonlReader("text", keep).decode(Chunk(list(range(1, len(lines) + 1)), lines))


def rows_of(records: list[dict[str, Any]]) -> Rows:
    nothing: list[Any] = [None] * len(records)
    return Rows(list(range(len(records))), records, nothing, nothing)


def encoded(records: list[dict[str, Any]], prefix: str = "") -> bytes:
    return JsonlWriter(prefix).encode(rows_of(records), [failed("none")] * len(records))


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson.gz"])
def test_line_ends_of_every_kind_empty_lines_and_a_mark(tmp_path: Path, name: str) -> None:
    raw = b'\xef\xbb\xbf{"text": "a"}\r\n\r\n \t\n{"text": "b"}\n\n{"text": "c"}'
    path = tmp_path / name
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    reader = JsonlReader("text", None)
    chunks = list(reader.read(Part(str(path)), 2))
    assert [chunk.numbers for chunk in chunks] == [[1, 4], [6]]
    assert [reader.decode(chunk).texts for chunk in chunks] == [["a", "b"], ["c"]]


def test_no_rows(tmp_path: Path) -> None:
    for raw in (b"", b"\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"):
        (tmp_path / "a.jsonl").write_bytes(raw)
        assert list(JsonlReader("text", None).read(Part(str(tmp_path / "a.jsonl")), 5)) == []


@pytest.mark.parametrize(
    ("line", "reason", "message"),
    [
        (b'{"text": "Nga', "broken row", "the line is no JSON: Unterminated string"),
        (b'{"text": "a"} {"text": "b"}', "broken row", "the line is no JSON: Extra data"),
        ('{"text": "Hà Nội"}'.encode("cp1258", "ignore"), "broken row", "the line is no JSON: 'utf-8' codec"),
        (b"[" * 200_000, "broken row", "the line is no JSON: maximum recursion"),
        (b'["text"]', "broken row", 'the line holds list; expected an object such as {"text": …}'),
        (b"null", "broken row", "the line holds NoneType; expected an object"),
        (b"{}", "no text", "there is no column 'text' but no columns; expected the text of an article in it"),
        (b'{"a": 1, "b": 2}', "no text", "there is no column 'text' but 'a', 'b'; expected"),
        (b'{"text": null}', "no text", "the column 'text' holds nothing; expected a string"),
        (b'{"text": NaN}', "no text", "the column 'text' holds float; expected a string"),
        (b'{"text": ["a"]}', "no text", "the column 'text' holds list; expected a string"),
    ],
)
def test_what_is_wrong_is_told_and_costs_no_other(line: bytes, reason: str, message: str) -> None:
    rows = decoded([b'{"text": "a"}', line, b'{"text": ""}'])
    assert rows.texts == ["a", None, ""]
    assert rows.problems[0] is rows.problems[2] is None
    assert rows.problems[1] is not None
    assert rows.problems[1][0] == reason
    assert rows.problems[1][1].startswith(message)


def test_what_is_kept() -> None:
    lines = [b'{"id": 7, "text": "a", "x": [1]}', b'{"text": "b"}', b'{"id"']
    assert decoded(lines, ("x", "id")).given == [{"x": [1], "id": 7}, {}, {}]
    assert decoded(lines).given[0] == {"id": 7, "text": "a", "x": [1]}
    assert JsonlReader("text", None).columns is None
    assert JsonlReader("text", ("id",)).columns == ("id",)


keys = st.sampled_from(["id", "text", "tên", "\u2028"])
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "ạ\n\r", '\0\u2028"\\']),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=4,
)


@given(st.lists(st.dictionaries(keys, values, max_size=3), max_size=4))
def test_what_is_written_is_read_again(records: list[dict[str, Any]]) -> None:
    raw = encoded(records)
    lines = raw.splitlines(keepends=True)
    assert len(lines) == len(records)
    found = decoded(lines).given
    assert [{name: row[name] for name in row if name not in COLUMNS} for row in found] == records
    assert all(list(row)[-len(COLUMNS) :] == list(COLUMNS) for row in found)


def again(lines: list[bytes], keep: tuple[str, ...] | None = None) -> list[bytes]:
    rows = decoded(lines, keep)
    return JsonlWriter("").encode(rows, [failed("none")] * len(lines)).splitlines(keepends=True)


def test_a_row_that_is_kept_whole_stays_as_it_stood() -> None:
    lines = [
        b' {"text" : "H\\u00e0 N\\u1ed9i",\t"n":1.50, "big": 1e400, "n":2 }\r\n',
        '{"tên":"Mỹ"}'.encode(),
        b'{"a":{}}',
    ]
    for line, found in zip(lines, again(lines), strict=True):
        assert found.startswith(line.strip()[:-1] + b', "issues": []')
        assert found.endswith(b', "error": "none"}\n')
        assert list(json.loads(found)) == [*json.loads(line), *COLUMNS]
    assert again(lines[:1], ("n",))[0].startswith(b'{"n": 2, "issues"')


@pytest.mark.parametrize(
    ("line", "beginning"),
    [
        (b"{}", b'{"issues"'),
        (b"[1]", b'{"issues"'),
        # Not UTF-8, which Python's reader lets in.
        (b'{"text": "Nga \xed\xa0\x80"}', b'{"text": "Nga \\ud800", "issues"'),
        ('{"text": "Mỹ"}'.encode("utf-16-le"), '{"text": "Mỹ", "issues"'.encode()),
    ],
)
def test_a_row_to_which_nothing_can_be_added_is_written_anew(line: bytes, beginning: bytes) -> None:
    assert again([line])[0].startswith(beginning)


@given(st.lists(st.dictionaries(keys, values, max_size=3), max_size=4))
def test_kept_whole_or_written_anew_a_row_says_the_same(records: list[dict[str, Any]]) -> None:
    lines = [json.dumps(record).encode() for record in records]
    assert [json.loads(line) for line in again(lines)] == [json.loads(line) for line in encoded(records).splitlines()]


def test_what_json_has_no_form_for_is_text() -> None:
    values = [datetime.date(2021, 6, 16), Decimal("1.50"), "Mỹ".encode(), b"\xff", "\ud800"]
    (line,) = encoded([{str(i): value for i, value in enumerate(values)}]).splitlines()
    found = json.loads(line)
    assert [found[str(i)] for i in range(5)] == ["2021-06-16", "1.50", "Mỹ", "\ufffd", "\ud800"]


def test_letters_are_written_as_they_are() -> None:
    assert '{"text": "Mỹ", "issues": [], '.encode() in encoded([{"text": "Mỹ"}])


def test_no_column_is_hidden() -> None:
    with pytest.raises(ValueError, match="columns 'tone' already"):
        encoded([{"text": "a"}, {"tone": "loud"}])
    assert json.loads(encoded([{"tone": "loud"}], "v_"))["tone"] == "loud"


def test_packed_by_the_name_of_the_file() -> None:
    packed = []
    for name in ("a.jsonl", "b.jsonl.gz", "c.ndjson.gz"):
        file = io.BytesIO()
        with JsonlWriter("").open(file, name) as output:
            output.write(encoded([{"id": 1}]))
        packed.append(file.getvalue())
    assert packed[0] == gzip.decompress(packed[1])
    assert packed[1] == packed[2]
