"""Rows that go on, rows that stay, and what is wrong with a text."""

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from vnnews.streams._rows import Rows, as_text, kept, plain, text_of


def four_rows(batch: Any = None) -> Rows:
    problem = ("broken row", "it is none")
    given = [{"id": i} for i in range(4)] if batch is None else []
    return Rows([2, 5, 6, 9], given, ["a", None, b"c", "d"], [None, problem, None, None], batch)


def test_some_rows_are_taken_in_the_order_asked_for() -> None:
    found = four_rows().take([3, 1])
    assert found == Rows([9, 5], [{"id": 3}, {"id": 1}], ["d", None], [None, ("broken row", "it is none")])
    assert four_rows().take([]) == Rows([], [], [], [])
    whole = replace(four_rows(), lines=[b"{}", None, b"[]", b"7"]).take([0, 1, 3])
    assert whole.lines == [b"{}", None, b"7"]


def test_all_rows_are_not_copied() -> None:
    rows = four_rows()
    assert rows.take([0, 1, 2, 3]) is rows


def test_a_batch_is_taken_along_and_read_when_it_is_asked_for() -> None:
    batch = pa.RecordBatch.from_pydict({"id": pa.array([1, 2, None, 4], pa.int16())})
    rows = four_rows(batch)
    found = rows.take([2, 3])
    assert found.batch.schema == batch.schema
    assert (found.numbers, found.texts, found.given) == ([6, 9], [b"c", "d"], [])
    assert found.records == [{"id": None}, {"id": 4}]
    assert rows.records == [{"id": 1}, {"id": 2}, {"id": None}, {"id": 4}]


@pytest.mark.parametrize("text", ["", "Nga", b"", b"\xff"])
def test_a_text(text: str | bytes) -> None:
    assert text_of({"id": 1, "tin": text}, "tin") == (text, None)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({}, "there is no column 'text' but no columns; expected the text of an article in it"),
        ({"Text": "a", "text ": "b"}, "there is no column 'text' but 'Text', 'text '; expected the text of an "),
        ({"text": None}, "the column 'text' holds nothing; expected a string"),
        ({"text": float("nan")}, "the column 'text' holds float; expected a string"),
        ({"text": ["a"]}, "the column 'text' holds list; expected a string"),
    ],
)
def test_no_text(record: dict[str, Any], message: str) -> None:
    text, problem = text_of(record, "text")
    assert text is None
    assert problem is not None
    assert problem[0] == "no text"
    assert problem[1].startswith(message)


def test_of_many_columns_the_first_twelve_are_named() -> None:
    _, problem = text_of({f"c{i}": "" for i in range(100)}, "text")
    assert problem is not None
    assert "'c11'; expected" in problem[1]
    assert "c12" not in problem[1]


def test_what_is_kept_of_a_record() -> None:
    record = {"a": 1, "b": None}
    assert kept(record, None) is record
    assert list(kept(record, ("b", "c", "a")).items()) == [("b", None), ("a", 1)]
    assert kept(record, ()) == {}


def test_cells_as_text() -> None:
    assert [as_text(value) for value in (None, True, 3, 0.5, [1, "ạ"], (b"x",))] == [
        "null", "true", "3", "0.5", '[1, "ạ"]', '["x"]',
    ]  # fmt: skip
    assert [as_text(value) for value in ("ạ", '"', b"\xe1\xba\xa1\xff")] == ["ạ", '"', "ạ\ufffd"]
    assert plain(1.5) == "1.5"
