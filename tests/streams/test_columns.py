"""Cells have the types that the columns promise."""

from typing import Any

import pytest

from vnnews.streams._columns import COLUMNS, cells, check_free, failed
from vnnews.tagging import ArticleTagger


def of_type(value: Any, kind: Any) -> bool:
    if kind in (str, float):
        return value is None or type(value) is kind
    return isinstance(value, list) and all(type(one) is kind.__args__[0] for one in value)


def test_cells_are_what_the_tags_say(shipped: ArticleTagger, rows: list[dict[str, Any]]) -> None:
    n_issues = 0
    for row in rows:
        tags = shipped.tag(row["text"])
        found = cells(tags)
        assert list(found) == list(COLUMNS)
        assert all(of_type(found[name], kind) for name, kind in COLUMNS.items())
        assert found["issues"] == [issue.id for issue in tags.issues]
        assert found["issue_tones"] == [issue.tone.label for issue in tags.issues]
        assert len(found["issue_probabilities"]) == len(found["issue_evidence"]) == len(tags.issues)
        assert found["tone"] == tags.tone.label
        assert abs(found["tone_probability"] - tags.tone.probability) < 1e-6
        n_issues += len(tags.issues)
    assert n_issues > 50


def test_without_a_judgement(shipped: ArticleTagger) -> None:
    for found in (cells(shipped.tag("")), failed("broken row")):
        assert list(found) == list(COLUMNS)
        assert all(of_type(found[name], kind) for name, kind in COLUMNS.items())
        assert found["tone"] is found["tone_score"] is None
        assert found["issues"] == []


def test_no_column_is_hidden() -> None:
    check_free(["id", "text", "v_tone"], "")
    with pytest.raises(ValueError, match="columns 'error', 'tone' already"):
        check_free(["tone", "error", "text"], "")
