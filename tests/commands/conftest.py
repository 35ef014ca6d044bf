"""Articles, and the command line in this process and in one of its own."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vnnews.commands._main import commands

Run = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[bytes]]

UKRAINE = (
    "Nga và Mỹ nối lại đàm phán về Ukraine\n\nTổng thống Nga Putin và Tổng thống Mỹ Biden hội đàm tại Geneva. "
    "Hai bên ca ngợi cuộc gặp. Giao tranh ở miền đông Ukraine vẫn chưa chấm dứt."
)
CLIMATE = (
    "Hội nghị khí hậu kết thúc không có thỏa thuận\n\nCác nước không thống nhất được về cắt giảm khí thải nhà kính sau "
    "hai tuần thương lượng. Nhiều đại biểu thất vọng."
)


@pytest.fixture(autouse=True)
def _no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Run:
    """Run a command line in this process."""

    def call(*arguments: object, **options: object) -> Result:
        return CliRunner().invoke(commands, [str(argument) for argument in arguments], **options)

    return call


@pytest.fixture
def process() -> Process:
    """Run a command line in a process of its own, as a shell does."""

    def call(
        *arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None, stdin: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "vnnews", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | (env or {}),
            check=False,
            timeout=60,
        )

    return call


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the packaged sample."""
    return Path(str(resources.files("vnnews.datasets"))) / "sample"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with one article."""
    path = tmp_path / "bài báo.txt"
    path.write_text(UKRAINE, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, at different depths."""
    root = tmp_path / "crawl"
    (root / "2021" / "06").mkdir(parents=True)
    (root / "a.txt").write_text(UKRAINE, encoding="utf-8")
    (root / "2021" / "06" / "b.txt").write_text(CLIMATE, encoding="utf-8")
    return root


@pytest.fixture
def jsonl(tmp_path: Path) -> Path:
    """Two articles and a broken line."""
    path = tmp_path / "news.jsonl"
    rows = [{"id": 1, "date": "2021-06-16", "text": UKRAINE}, {"id": 2, "date": "2021-11-13", "text": CLIMATE}]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join([*lines, '{"id": 3, "te']), encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Two articles in a CSV file, under another name than text."""
    path = tmp_path / "news.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "content"], ["1", UKRAINE], ["2", CLIMATE]])
    return path
