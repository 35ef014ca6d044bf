"""Tables of every kind come back as they were, with columns."""

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from vnnews.streams import tag_table
from vnnews.streams._columns import COLUMNS, cells
from vnnews.tagging import ArticleTagger

Rows = list[dict[str, Any]]


def plain(frame: Any) -> Rows:
    if isinstance(frame, pd.DataFrame):
        return [{name: none(value) for name, value in row.items()} for row in frame.to_dict("records")]
    return frame.to_pylist() if isinstance(frame, pa.Table) else frame.to_dicts()


def none(value: Any) -> Any:
    return None if not isinstance(value, list) and pd.isna(value) else value


@pytest.fixture(params=["pandas", "polars", "arrow"])
def make(request: pytest.FixtureRequest) -> Any:
    return {"pandas": pd.DataFrame, "polars": pl.DataFrame, "arrow": pa.Table.from_pylist}[request.param]


def test_rows_come_back_with_columns(small: ArticleTagger, rows: Rows, make: Any) -> None:
    frame = make(rows)
    found = tag_table(frame, tagger=small)
    assert type(found) is type(frame)
    assert plain(found) == [row | cells(small.tag(row["text"])) for row in rows]
    assert "tone" not in (frame.column_names if isinstance(frame, pa.Table) else frame.columns)


def test_missing_and_unreadable_texts(small: ArticleTagger, rows: Rows, make: Any) -> None:
    given = [rows[0], {"id": "none", "text": None}, rows[1]]
    found = plain(tag_table(make(given), tagger=small))
    assert [row["error"] is None for row in found] == [True, False, True]
    assert found[1]["issues"] == []
    assert found[1]["tone"] is None
    with pytest.raises(TypeError):
        tag_table(make(given), tagger=small, on_error="raise")


def test_no_rows(small: ArticleTagger, rows: Rows, make: Any) -> None:
    frame = make(rows)
    found = tag_table(frame[:0] if not isinstance(frame, pa.Table) else frame.slice(0, 0), tagger=small)
    assert plain(found) == []
    assert len(found.columns) == 2 + len(COLUMNS)


def test_pandas_keeps_its_index(small: ArticleTagger, rows: Rows) -> None:
    frame = pd.DataFrame(rows[:4], index=[7, 7, 1, 0])
    found = tag_table(frame, tagger=small)
    assert found.index.tolist() == [7, 7, 1, 0]
    assert found["tone"].tolist() == [small.tag(row["text"]).tone.label for row in rows[:4]]


def test_arrow_and_polars_have_lists(small: ArticleTagger, rows: Rows) -> None:
    assert tag_table(pa.Table.from_pylist(rows[:3]), tagger=small).schema.field("issues").type == pa.list_(pa.string())
    assert tag_table(pl.DataFrame(rows[:3]), tagger=small).schema["issue_probabilities"] == pl.List(pl.Float64)


def test_prefix_and_other_column(small: ArticleTagger, rows: Rows, make: Any) -> None:
    given = [{"content": row["text"], "tone": "loud"} for row in rows[:3]]
    with pytest.raises(ValueError, match="columns 'tone' already"):
        tag_table(make(given), "content", tagger=small)
    found = plain(tag_table(make(given), "content", tagger=small, prefix="v_"))
    assert [row["tone"] for row in found] == ["loud"] * 3
    assert found[0]["v_tone"] == small.tag(rows[0]["text"]).tone.label


def test_what_is_no_table_of_texts(small: ArticleTagger, rows: Rows) -> None:
    with pytest.raises(ValueError, match="'content' among 'id', 'text'"):
        tag_table(pd.DataFrame(rows), "content", tagger=small)
    with pytest.raises(TypeError):
        tag_table(rows, tagger=small)
    with pytest.raises(ValueError, match="on_error='skip'"):
        tag_table(pd.DataFrame(rows), tagger=small, on_error="skip")  # type: ignore[arg-type]  # the point
