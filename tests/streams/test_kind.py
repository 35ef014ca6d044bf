"""Names tell what a file is."""

import gzip
import io
from pathlib import Path

import pytest
import zstandard

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


LINES = b"".join(b'{"text": "b\xc3\xa0i %d"}\n' % i for i in range(5000))


def unpacked_bytes(path: Path, raw: bytes, compression: str) -> bytes:
    path.write_bytes(raw)
    with unpacked(str(path), compression) as stream:
        return stream.read()


@pytest.mark.parametrize("cut", [1, 5, 1000])
@pytest.mark.parametrize("compression", [".gz", ".zst"])
def test_a_file_that_is_cut_off_does_not_just_end(tmp_path: Path, compression: str, cut: int) -> None:
    raw = gzip.compress(LINES) if compression == ".gz" else zstandard.ZstdCompressor().compress(LINES)
    assert unpacked_bytes(tmp_path / "a", raw, compression) == LINES
    with pytest.raises(EOFError):
        unpacked_bytes(tmp_path / "a", raw[:-cut], compression)


def test_frames_are_one_file(tmp_path: Path) -> None:
    pack = zstandard.ZstdCompressor(write_checksum=True).compress
    skippable = b"\x50\x2a\x4d\x18\x04\x00\x00\x00note"
    raw = pack(LINES[:7]) + skippable + pack(b"") + pack(LINES[7:])
    assert unpacked_bytes(tmp_path / "a", raw, ".zst") == LINES
    assert unpacked_bytes(tmp_path / "a", b"", ".zst") == b""
    with pytest.raises(EOFError, match="get it again"):
        unpacked_bytes(tmp_path / "a", raw[:-2], ".zst")


def test_damage_is_an_oserror(tmp_path: Path) -> None:
    raw = bytearray(zstandard.ZstdCompressor(write_checksum=True).compress(LINES))
    raw[len(raw) // 2] ^= 0xFF
    for damaged in (bytes(raw), b"no frame at all", bytes(raw[:4])[::-1]):
        with pytest.raises(OSError, match="damaged"):
            unpacked_bytes(tmp_path / "a", damaged, ".zst")


def test_what_is_packed_ten_thousandfold(tmp_path: Path) -> None:
    raw = zstandard.ZstdCompressor().compress(bytes(1 << 24))
    assert len(raw) < 2000
    assert unpacked_bytes(tmp_path / "a", raw, ".zst") == bytes(1 << 24)
    (tmp_path / "a").write_bytes(raw)
    with unpacked(str(tmp_path / "a"), ".zst") as stream:
        assert stream.read(10) == bytes(10)
