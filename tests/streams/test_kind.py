"""Names tell what a file is."""

import io
from pathlib import Path

import pytest

from vnnews.streams._kind import Kind, kind_of, packed, unpacked


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.jsonl", (Kind.JSONL, "")),
        ("2019.01/a.b.NDJSON.GZ", (Kind.JSONL, ".gz")),
        ("a.csv.zst", (Kind.CSV, ".zst")),
        (Path("a.parquet"), (Kind.PARQUET, "")),
    ],
)
def test_known_names(name: str, found: tuple[Kind, str]) -> None:
    assert kind_of(name) == found


@pytest.mark.parametrize("name", ["", "jsonl", "a.gz", "a.json", "a.jsonl.bz2", "a.parquet.zst", "a.jsonl.gz.gz"])
def test_other_names(name: str) -> None:
    with pytest.raises(ValueError, match="does not tell a kind of file"):
        kind_of(name)


@pytest.mark.parametrize("compression", ["", ".gz", ".zst"])
def test_packed_is_unpacked(tmp_path: Path, compression: str) -> None:
    raw = "Nga và Mỹ\n".encode() * 10_000
    file = io.BytesIO()
    with packed(file, compression) as stream:
        stream.write(raw)
    assert (len(file.getvalue()) < len(raw) / 50) == bool(compression)
    path = tmp_path / "a"
    path.write_bytes(file.getvalue())
    with unpacked(str(path), compression) as stream:
        assert stream.readline() == "Nga và Mỹ\n".encode()
        assert stream.readline() + stream.read() == raw[len("Nga và Mỹ\n".encode()) :]
