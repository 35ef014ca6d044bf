"""What to write is told by names."""

from pathlib import Path

import pytest

from vnnews.commands._formats import check_target, format_of


@pytest.mark.parametrize(
    ("output", "named", "expected"),
    [
        (None, None, "table"), (None, "jsonl", "jsonl"), ("a.jsonl", None, "jsonl"), ("a.ndjson.zst", None, "jsonl"),
        ("a.CSV", None, "csv"), ("a.csv.gz", "csv", "csv"), ("a.b.parquet", None, "parquet"), ("a.htm", None, "html"),
    ],
)  # fmt: skip
def test_formats(output: str | None, named: str | None, expected: str) -> None:
    assert format_of(output, named) == expected


@pytest.mark.parametrize("output", ["a", "a.gz", "a.txt", "a.parquet.gz", "a.html.zst", ".csv"])
def test_names_that_tell_nothing(output: str) -> None:
    with pytest.raises(ValueError, match="does not tell what to write"):
        format_of(output, None)


def test_a_format_that_the_name_contradicts() -> None:
    with pytest.raises(ValueError, match="--format csv does not go with"):
        format_of("a.jsonl", "csv")
    with pytest.raises(ValueError, match="--format table does not go with"):
        format_of("a.jsonl", "table")


def test_targets(tmp_path: Path) -> None:
    check_target(str(tmp_path / "new.csv"))
    with pytest.raises(IsADirectoryError, match="is a folder"):
        check_target(str(tmp_path))
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        check_target(str(tmp_path / "no" / "new.csv"))
