"""Parts: every line in one of them, and in one only, wherever they are cut."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.streams.files import write_jsonl
from vnnews.streams import Part, read_texts, split_file
from vnnews.streams._jsonl import _lines


@given(st.lists(st.sampled_from([b"", b"a", b"{}", b"x" * 9, b"\r"]), max_size=8), st.booleans(), st.integers(1, 30))
def test_every_line_is_in_one_part(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], end: bool, size: int
) -> None:
    path = tmp_path_factory.mktemp("parts") / "a.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n" * end)
    with path.open("rb") as file:
        whole = list(_lines(file, Part(str(path))))
    found = []
    for part in split_file(path, size):
        with path.open("rb") as file:
            found += list(_lines(file, part))
    assert found == whole == path.read_bytes().splitlines(keepends=True) or b"\r" in b"".join(lines)
    assert found == whole


def test_parts_of_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"Bài {i}" for i in range(100)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=7)
    parts = split_file(path, 300)
    assert len(parts) > 3
    assert [text for part in parts for text in read_texts(part)] == texts
    assert len(split_file(path)) == 1


def test_what_can_not_be_divided_is_one_part(tmp_path: Path) -> None:
    for name in ("a.csv", "a.jsonl.gz", "empty.jsonl"):
        (tmp_path / name).write_bytes(b"" if "empty" in name else b"123456789")
        assert split_file(tmp_path / name, 2) == [Part(str(tmp_path / name))]
    with pytest.raises(ValueError, match="size=0"):
        split_file(tmp_path / "a.csv", 0)


def test_a_mark_at_the_beginning_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [b'\xef\xbb\xbf{"text": "Nga"}', {"text": "EU"}])
    assert list(read_texts(path)) == ["Nga", "EU"]
