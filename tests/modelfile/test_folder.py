import os
import socket
import stat
from pathlib import Path

import pytest

from vnnews.modelfile._folder import Folder, write_folder
from vnnews.modelfile._layout import DamageError

WEIGHTS = f"weights-{'0' * 16}.safetensors"
NEWER = f"weights-{'1' * 16}.safetensors"


def test_reads_what_was_written(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "b", {"config.json": b"{}", WEIGHTS: b"abc", "README.md": b"#"})
    with Folder(tmp_path / "a" / "b") as folder:
        assert folder.read("config.json", 2) == b"{}"
        assert folder.load(WEIGHTS, 3).tobytes() == b"abc"
        assert folder.find("README.md", 1) == b"#"
        assert folder.find("metrics.json", 1) is None


def test_the_map_is_private(tmp_path: Path) -> None:
    write_folder(tmp_path, {"config.json": b"{}", WEIGHTS: b"abc"})
    data = Folder(tmp_path).load(WEIGHTS, 3)
    data[0] = 0
    assert (tmp_path / WEIGHTS).read_bytes() == b"abc"


def test_a_mapped_file_can_be_replaced(tmp_path: Path) -> None:
    write_folder(tmp_path, {"config.json": b"{}", WEIGHTS: b"abc"})
    data = Folder(tmp_path).load(WEIGHTS, 3)
    write_folder(tmp_path, {"config.json": b"{}", WEIGHTS: b"xyz"})
    write_folder(tmp_path, {"config.json": b"{}", NEWER: b"x"})
    assert data.tobytes() == b"abc"


def test_only_files_of_models_are_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("…", encoding="utf-8")
    (tmp_path / f".vnnews-{'a' * 16}.tmp").write_text("…", encoding="utf-8")
    write_folder(tmp_path, {"config.json": b"{}", WEIGHTS: b"abc", "README.md": b"#", "metrics.json": b"{}"})
    write_folder(tmp_path, {"config.json": b"{}", NEWER: b"xyz", "README.md": b"##"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "config.json", "notes.txt", NEWER]
    assert (tmp_path / "README.md").read_bytes() == b"##"


def test_sizes_are_held_to(tmp_path: Path) -> None:
    write_folder(tmp_path, {"config.json": b"{}", WEIGHTS: b"abc"})
    folder = Folder(tmp_path)
    for n_bytes in (0, 2, 4):
        with pytest.raises(DamageError, match=f"{WEIGHTS}: it has 3 bytes, and config.json says {n_bytes}"):
            folder.load(WEIGHTS, n_bytes)
    with pytest.raises(DamageError, match=r"config\.json: it has more than 1 bytes"):
        folder.read("config.json", 1)
    with pytest.raises(DamageError, match=r"metrics\.json: there is no such file"):
        folder.read("metrics.json", 9)
    (tmp_path / NEWER).touch()
    with pytest.raises(DamageError, match="0 bytes"):
        folder.load(NEWER, 0)


@pytest.mark.skipif(os.name != "posix", reason="links, pipes and sockets of POSIX")
@pytest.mark.parametrize("kind", ["link", "dangling", "pipe", "socket", "folder", "device"])
def test_nothing_but_regular_files_is_opened(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / "config.json"
    if kind == "link":
        (tmp_path / "other").write_bytes(b"{}")
        odd.symlink_to(tmp_path / "other")
    elif kind == "dangling":
        odd.symlink_to(tmp_path / "nowhere")
    elif kind == "pipe":
        os.mkfifo(odd)
    elif kind == "socket":
        monkeypatch.chdir(tmp_path)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("config.json")
    elif kind == "folder":
        odd.mkdir()
    else:
        try:
            os.mknod(odd, stat.S_IFCHR | 0o666, os.makedev(1, 5))
        except PermissionError:
            pytest.skip("only root makes devices")
    for read in (lambda: Folder(tmp_path).read("config.json", 99), lambda: Folder(tmp_path).load("config.json", 2)):
        with pytest.raises(DamageError, match=r"config\.json: it is a link, a folder or a device"):
            read()
