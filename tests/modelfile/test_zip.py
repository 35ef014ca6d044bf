import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from vnnews.modelfile._layout import DamageError
from vnnews.modelfile._zip import Archive, write_zip

WEIGHTS = f"weights-{'0' * 16}.safetensors"
FILES = {"config.json": b"{}", WEIGHTS: b"abc" * 100}


def zipped(path: Path, entries: dict[Any, bytes], **options: Any) -> Path:
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, raw in entries.items():
            archive.writestr(name, raw)
    return path


def entry(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize("prefix", ["", "model/"])
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_reads_folders_that_were_zipped_by_hand(tmp_path: Path, prefix: str, compression: int) -> None:
    entries = {f"{prefix}{name}": raw for name, raw in FILES.items()} | ({prefix: b""} if prefix else {})
    with Archive(zipped(tmp_path / "a.zip", entries, compression=compression)) as archive:
        assert archive.read("config.json", 10) == b"{}"
        assert archive.load(WEIGHTS, 300).tobytes() == FILES[WEIGHTS]
        assert archive.find("README.md", 9) is None


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", FILES)
    write_zip(tmp_path / "b" / "c.zip", dict(reversed(FILES.items())))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b" / "c.zip").read_bytes()
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".tmp"]
    with Archive(tmp_path / "a.zip") as archive:
        assert archive.load(WEIGHTS, 300).tobytes() == FILES[WEIGHTS]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"/config.json": b""}, "points out of the archive"),
        ({"../config.json": b""}, "points out of the archive"),
        ({"a/../config.json": b""}, "points out of the archive"),
        ({"..\\config.json": b""}, "points out of the archive"),
        ({"C:config.json": b""}, "points out of the archive"),
        ({"a/b/config.json": b""}, "no file of a model"),
        ({"config.json": b"", "run.py": b""}, "'run.py' is no file of a model"),
        ({"config.json": b"", "model/README.md": b""}, "different folders"),
        ({"config.json": b"", "model/config.json": b""}, "'config.json' stands twice"),
        ({entry("config.json", stat.S_IFLNK | 0o777): b"/etc/passwd"}, "a link or a device"),
        ({entry("config.json", stat.S_IFCHR | 0o777): b""}, "a link or a device"),
        ({f"{i}": b"" for i in range(17)}, "claims 17 entries"),
    ],
)
def test_archives_that_are_refused(tmp_path: Path, entries: dict[Any, bytes], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Archive(zipped(tmp_path / "a.zip", entries))


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_refused(tmp_path: Path, compression: int) -> None:
    with pytest.raises(ValueError, match="other than deflate"):
        Archive(zipped(tmp_path / "a.zip", FILES, compression=compression))


def changed(path: Path, mark: bytes, offset: int, value: bytes) -> Path:
    """Overwrite bytes of the records that begin with the mark."""
    raw = bytearray(path.read_bytes())
    at = raw.find(mark)
    while at >= 0:
        raw[at + offset : at + offset + len(value)] = value
        at = raw.find(mark, at + 4)
    path.write_bytes(raw)
    return path


LOCAL, DIRECTORY, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@pytest.mark.parametrize(
    ("mark", "offset", "value", "message"),
    [
        (DIRECTORY, 8, b"\x01\x00", "encrypted"),
        (DIRECTORY, 24, struct.pack("<L", 10 * 2**30 % 2**32), "claims 2,147,483,648 bytes"),
        (DIRECTORY, 20, struct.pack("<2L", 2**31, 2**31), "claims 2,147,483,648 bytes"),
        (DIRECTORY, 42, struct.pack("<L", 2**30), "damaged|no ZIP file"),
        (DIRECTORY, 16, b"\0\0\0\0", "CRC|damaged"),
        (LOCAL, 0, b"PK\0\0", "damaged"),
        (END, 10, b"\xff\xff", "claims 65,535 entries"),
        (END, 12, struct.pack("<L", 2**31), "claims"),
        (END, 16, struct.pack("<L", 0), "claims"),
        (END, 20, b"\x05\x00", "not at its end"),
    ],
)
def test_damaged_records(tmp_path: Path, mark: bytes, offset: int, value: bytes, message: str) -> None:
    write_zip(tmp_path / "a.zip", FILES)
    changed(tmp_path / "a.zip", mark, offset, value)
    with pytest.raises(ValueError, match=message):
        read_all(tmp_path / "a.zip")


def read_all(path: Path) -> None:
    with Archive(path) as archive:
        for name, raw in FILES.items():
            archive.load(name, len(raw))


def test_an_entry_with_another_name_before_its_first_zero_is_refused(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"config.jsonXpy": b""})
    raw = (tmp_path / "a.zip").read_bytes().replace(b"config.jsonXpy", b"config.json\0py")
    (tmp_path / "a.zip").write_bytes(raw)
    with pytest.raises(ValueError, match="points out of"):
        Archive(tmp_path / "a.zip")


def test_a_bomb_is_not_inflated(tmp_path: Path) -> None:
    zeros = bytes(200 << 20)
    path = zipped(tmp_path / "a.zip", {"config.json": b"{}", WEIGHTS: zeros}, compression=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 1 << 20
    with Archive(path) as archive, pytest.raises(DamageError, match="claims 209,715,200 bytes, expected at most"):
        archive.load(WEIGHTS, len(zeros))


def test_an_entry_that_hides_how_large_it_is(tmp_path: Path) -> None:
    zeros = bytes(50 << 20)
    path = zipped(tmp_path / "a.zip", {"config.json": zeros}, compression=zipfile.ZIP_DEFLATED)
    changed(path, DIRECTORY, 24, struct.pack("<L", 100))
    changed(path, LOCAL, 22, struct.pack("<L", 100))
    with Archive(path) as archive, pytest.raises(DamageError, match="damaged"):
        archive.read("config.json", 1000)


def test_a_zip64_directory_is_not_followed(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", FILES)
    raw = (tmp_path / "a.zip").read_bytes()
    fields = list(struct.unpack("<4s4H2LH", raw[-22:]))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    fields[5] += len(locator)
    (tmp_path / "a.zip").write_bytes(raw[:-22] + locator + struct.pack("<4s4H2LH", *fields))
    with pytest.raises(ValueError, match="ZIP64"):
        Archive(tmp_path / "a.zip")


@pytest.mark.parametrize("raw", [b"", b"PK", bytes(22), b"\x80\x04\x95" + bytes(50), b"{}" * 50])
def test_other_files_are_no_archives(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(raw)
    with pytest.raises(ValueError, match="no ZIP file"):
        Archive(tmp_path / "a.zip")


def test_every_cut_is_found(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", FILES)
    raw = (tmp_path / "a.zip").read_bytes()
    for length in range(0, len(raw), 7):
        (tmp_path / "a.zip").write_bytes(raw[:length])
        with pytest.raises(ValueError, match="no ZIP file"):
            Archive(tmp_path / "a.zip")
