from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from vnnews.datasets import _download, iter_baomoi2017, load_labels
from vnnews.datasets._loaders import BAOMOI

from .conftest import Build

ADDRESS = f"/{BAOMOI.repository}/archive/{BAOMOI.commit}.tar.gz"
TEXT = "Nga và Mỹ đàm phán\nHai bên gặp nhau.\nCuộc gặp diễn ra ở Geneva."


class Host:
    """A web host on this machine: what it serves, how often it fails first, and what it was asked for."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.failures = 0
        self.cut = 0
        self.asked: Counter[str] = Counter()
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked[self.path] += 1
                if host.failures:
                    host.failures -= 1
                    self.send_error(503)
                elif self.path in host.files:
                    body = host.files[self.path]
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body[: len(body) - host.cut])
                else:
                    self.send_error(404)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def host(no_corpora: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    host = Host()
    thread = threading.Thread(target=host.server.serve_forever)
    thread.start()
    monkeypatch.setattr(_download, "GITHUB", host.address)
    monkeypatch.setattr(_download, "RETRIES", 0)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    yield host
    host.server.shutdown()
    thread.join()
    host.server.server_close()


def _archive(build: Build, folder: Path, texts: dict[str, str]) -> bytes:
    top = f"scraper-{BAOMOI.commit}"
    files = {f"{top}/README.md": b"news"} | {f"{top}/vn_news/data/{n}.txt": t.encode() for n, t in texts.items()}
    return build(folder / "served.tar.gz", files, commit=BAOMOI.commit).read_bytes()


def test_archive_is_downloaded_once_and_read(host: Host, no_corpora: Path, tmp_path: Path, build: Build) -> None:
    host.files[ADDRESS] = _archive(build, tmp_path, {"11": TEXT, "12": TEXT})
    documents = list(iter_baomoi2017(download=True))
    assert [document.id for document in documents] == ["baomoi2017/11", "baomoi2017/12"]
    assert documents[0].text == TEXT
    assert documents[0].article.lead == "Hai bên gặp nhau."
    assert list(iter_baomoi2017(download=True)) == list(iter_baomoi2017()) == documents
    assert host.asked == {ADDRESS: 1}
    assert [path.name for path in no_corpora.iterdir()] == [BAOMOI.cached_name]


def test_nothing_is_downloaded_unasked(host: Host, tmp_path: Path, build: Build) -> None:
    host.files[ADDRESS] = _archive(build, tmp_path, {"11": TEXT})
    with pytest.raises(FileNotFoundError):
        iter_baomoi2017()
    assert not host.asked


def test_changed_annotated_article_is_refused_as_it_is_read(host: Host, tmp_path: Path, build: Build) -> None:
    label = load_labels("dev")[0]
    host.files[ADDRESS] = _archive(build, tmp_path, {"11": TEXT, label.id.removeprefix("baomoi2017/"): TEXT})
    documents = iter_baomoi2017(download=True)
    assert next(documents).id == "baomoi2017/11"
    with pytest.raises(ValueError, match=f"{label.id} in .*expected sha256 {label.sha256}"):
        next(documents)


def test_missing_file_is_named_and_leaves_nothing_behind(host: Host, no_corpora: Path) -> None:
    with pytest.raises(OSError, match=rf"{host.address}{ADDRESS} could not be downloaded .*404.*VNNEWS_DATA"):
        iter_baomoi2017(download=True)
    assert list(no_corpora.iterdir()) == []


def test_download_is_tried_again(host: Host, tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_download, "RETRIES", 1)
    host.files[ADDRESS], host.failures = _archive(build, tmp_path, {"11": TEXT}), 1
    assert len(list(iter_baomoi2017(download=True))) == 1
    assert host.asked == {ADDRESS: 2}


def test_broken_off_download_leaves_nothing_behind(host: Host, no_corpora: Path, tmp_path: Path, build: Build) -> None:
    host.files[ADDRESS], host.cut = _archive(build, tmp_path, {"11": TEXT}), 20
    with pytest.raises(OSError, match="could not be downloaded"):
        iter_baomoi2017(download=True)
    assert list(no_corpora.iterdir()) == []


def test_offline(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_download, "GITHUB", "http://127.0.0.1:9")
    with pytest.raises(OSError, match=r"127\.0\.0\.1:9.* could not be downloaded .*Check the connection"):
        iter_baomoi2017(download=True)
    assert not host.asked
