from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Build = Callable[..., Path]


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of the full archives."""
    folder = os.environ.get("VNNEWS_DATA")
    if not folder:
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")
    return Path(folder)


@pytest.fixture
def no_corpora(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Neither a folder of archives nor anything in the download cache; yields the cache folder."""
    monkeypatch.delenv("VNNEWS_DATA", raising=False)
    monkeypatch.setenv("VNNEWS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def build() -> Build:
    """Write a tar archive laid out as GitHub lays out the archive of a commit."""

    def write(path: Path, files: dict[str, bytes], *, commit: str = "", mode: str = "w:gz") -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        headers = {"comment": commit} if commit else {}
        with tarfile.open(path, mode, format=tarfile.PAX_FORMAT, pax_headers=headers) as tar:
            folders: set[str] = set()
            for name, data in files.items():
                parts = name.split("/")[:-1]
                for depth in range(1, len(parts) + 1):
                    folder = "/".join(parts[:depth])
                    if folder not in folders:
                        folders.add(folder)
                        directory = tarfile.TarInfo(folder)
                        directory.type = tarfile.DIRTYPE
                        tar.addfile(directory)
                member = tarfile.TarInfo(name)
                member.size = len(data)
                tar.addfile(member, io.BytesIO(data))
        return path

    return write
