from __future__ import annotations

import io
import re
import tarfile
from pathlib import Path

import pytest

from vnnews.datasets import _archive
from vnnews.datasets._archive import Archive, damage_named, locate, members
from vnnews.datasets._loaders import VNTC

from .conftest import Build

NEWS = Archive("news2020", "Owner/news", "0" * 40, "owner-news.tar.gz", re.compile(r"[^/]+/data/(\d+)\.txt"))


@pytest.mark.parametrize("subfolder", [".", "upstream", "data/upstream"])
@pytest.mark.parametrize("name", ["owner-news.tar.gz", f"owner-news-{'0' * 40}.tar.gz", f"news-{'0' * 40}.tar.gz"])
def test_archive_is_found_under_every_name_in_every_place(
    subfolder: str, name: str, no_corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "corpora" / subfolder / name
    path.parent.mkdir(parents=True)
    path.touch()
    assert locate(NEWS, tmp_path / "corpora", download=False) == path
    assert locate(NEWS, str(tmp_path / "corpora"), download=True) == path
    monkeypatch.setenv("VNNEWS_DATA", str(tmp_path / "corpora"))
    assert locate(NEWS, None, download=False) == path


def test_download_cache_is_looked_in_without_a_folder(no_corpora: Path, tmp_path: Path) -> None:
    no_corpora.mkdir()
    (no_corpora / NEWS.cached_name).touch()
    assert locate(NEWS, None, download=False) == no_corpora / NEWS.cached_name
    with pytest.raises(FileNotFoundError):
        locate(NEWS, tmp_path, download=False)


def test_missing_archive_says_where_and_what_was_looked_for(no_corpora: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        locate(NEWS, tmp_path / "nowhere", download=False)
    message = str(caught.value)
    place = str(tmp_path / "nowhere" / "upstream")
    assert all(part in message for part in ("news2020", place, "owner-news.tar.gz", "VNNEWS_DATA", "download=True"))
    assert "neither is set" not in message
    with pytest.raises(FileNotFoundError, match=r"neither is set"):
        locate(NEWS, None, download=False)


def test_vntc_is_never_downloaded(no_corpora: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"github\.com/duyvuleo/VNTC holds RAR archives.*Train_Full") as caught:
        locate(VNTC, None, download=True)
    assert "download=True" not in str(caught.value)


def test_only_regular_files_that_match_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as tar:

        def add(name: str, kind: bytes = tarfile.REGTYPE, link: str = "", data: bytes = b"") -> None:
            member = tarfile.TarInfo(name)
            member.type, member.linkname, member.size = kind, link, len(data)
            tar.addfile(member, io.BytesIO(data))

        add("news/data/1.txt", data=b"one")
        add("news/data/2.txt", tarfile.SYMTYPE, "/etc/passwd")
        add("news/data/3.txt", tarfile.LNKTYPE, "news/data/1.txt")
        add("news/data/4.txt", tarfile.DIRTYPE)
        add("news/data/5.txt", tarfile.FIFOTYPE)
        add("/data/6.txt", data=b"six")
        add("news/data/../7.txt", data=b"seven")
        add("news/data/8.txt.seg", data=b"eight")
        add("news/data/9.txt", data=b"nine")
    assert [(match[1], file.read()) for match, file in members(path, NEWS.member)] == [("1", b"one"), ("9", b"nine")]


def test_oversized_member_is_refused(tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    path = build(tmp_path / "a.tar.gz", {"news/data/1.txt": b"12345678"})
    monkeypatch.setattr(_archive, "LARGEST_MEMBER", 7)
    with pytest.raises(ValueError, match=r"news/data/1\.txt in .* claims 8 bytes"):
        next(members(path, NEWS.member))


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
@pytest.mark.parametrize("kept", [0.3, 0.6])
def test_cut_archive_is_named(mode: str, kept: float, tmp_path: Path, build: Build) -> None:
    noise = {f"news/data/{i}.txt": bytes((i * j * j) % 251 for j in range(5000)) for i in range(20)}
    path = build(tmp_path / "a.tar", noise, mode=mode)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])

    @damage_named(path)
    def read_all() -> list[bytes]:
        return [file.read() for _, file in members(path, NEWS.member)]

    with pytest.raises(ValueError, match=r"a\.tar cannot be read to its end .* Delete it"):
        read_all()


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    path.write_text("<html>Not found</html>", encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be read to its end"), damage_named(path):
        next(members(path, NEWS.member))
