"""Colours where they are wanted, and lines that fit."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.commands.conftest import Run
from vnnews.commands._screen import WIDEST, screen

ESCAPE = "\x1b["


def test_no_colours_where_it_is_no_terminal(run: Run, article: Path) -> None:
    assert ESCAPE not in run("tag", article).stdout


@pytest.mark.parametrize("command", ["tag", "explain"])
def test_colours_on_request(run: Run, article: Path, command: str) -> None:
    assert ESCAPE in run(command, article, "--color", "always").stdout
    assert ESCAPE not in run(command, article, "--color", "never").stdout
    assert ESCAPE in run(command, article, "--color", "always", env={"NO_COLOR": "1"}).stdout


def test_no_color_is_heard_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert screen("auto").color_system is not None
    monkeypatch.setenv("NO_COLOR", "1")
    assert screen("auto").color_system is None
    monkeypatch.setenv("NO_COLOR", "")
    assert screen("auto").color_system is not None


def test_the_same_words_with_and_without_colours(run: Run, article: Path) -> None:
    plain = run("explain", article, "--color", "never", env={"COLUMNS": "80"}).stdout
    coloured = run("explain", article, "--color", "always", env={"COLUMNS": "80"}).stdout
    for sequence in sorted({part.split("m")[0] for part in coloured.split(ESCAPE)[1:]}, key=len, reverse=True):
        coloured = coloured.replace(f"{ESCAPE}{sequence}m", "")
    assert coloured == plain


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_line_for_each_article_at_any_width(run: Run, sample: Path, width: int) -> None:
    shown = run("tag", sample, env={"COLUMNS": str(width)}).stdout.splitlines()
    assert len(shown) == 62
    assert max(map(cell_len, shown)) <= width


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_an_article_at_any_width(run: Run, sample: Path, width: int) -> None:
    shown = run("tag", next(sample.glob("051*")), env={"COLUMNS": str(width)}).stdout.splitlines()
    assert max(map(cell_len, shown)) <= min(width, WIDEST)
