"""A corpus on a page: what was tagged is what the page says, and options reach it."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import CLIMATE, UKRAINE, Run


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Rows with addresses and dates."""
    path = tmp_path / "corpus.jsonl"
    rows = [
        {"text": UKRAINE, "link": "https://example.org/ukraine", "day": "16/6/2021"},
        {"text": CLIMATE, "link": "https://example.org/climate", "day": "2021-11-13"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_table(run: Run, news: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    result = run("report", news, "-o", target, "--url-column", "link", "--date-column", "day", "--title", "Hai bài báo")
    assert result.exit_code == 0, result.stderr
    page = target.read_text(encoding="utf-8")
    for part in ("Hai bài báo", "https://example.org/ukraine", "https://example.org/climate", 'lang="vi"'):
        assert part in page
    assert "2021" in page
    assert "2 articles in" in result.stderr
    assert str(target) in result.stderr


def test_a_folder_in_english(run: Run, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    assert run("report", folder, "-o", target, "--language", "en").exit_code == 0
    page = target.read_text(encoding="utf-8")
    assert 'lang="en"' in page
    assert "Climate" in page


def test_what_could_not_be_read_is_told_there_and_here(run: Run, jsonl: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    result = run("report", jsonl, "-o", target)
    assert result.exit_code == 1
    assert f"{jsonl}:3: broken row" in result.stderr
    assert "news.jsonl:3" in target.read_text(encoding="utf-8")


def test_dates_that_are_none(run: Run, news: Path, tmp_path: Path) -> None:
    result = run("report", news, "-o", tmp_path / "r.html", "--date-column", "link")
    assert result.exit_code == 0
    assert "2 values of the column 'link' are no dates, such as 'https://example.org/ukraine'" in result.stderr


@pytest.mark.parametrize("option", ["--url-column", "--date-column"])
def test_a_column_that_is_not_there(run: Run, news: Path, table: Path, tmp_path: Path, option: str) -> None:
    for arguments in ([news], [table, "--text-column", "content"]):
        result = run("report", *arguments, "-o", tmp_path / "r.html", option, "nope")
        assert result.exit_code == 2
        assert "'nope'" in result.stderr
    assert not (tmp_path / "r.html").exists()


def test_errors(run: Run, news: Path, tmp_path: Path) -> None:
    assert "does not end in .html" in run("report", news, "-o", tmp_path / "r.pdf").stderr
    assert "there is no folder" in run("report", news, "-o", tmp_path / "no" / "r.html").stderr
    assert "no such file" in run("report", tmp_path / "x.jsonl", "-o", tmp_path / "r.html").stderr
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    assert "at least one" in run("report", empty, "-o", tmp_path / "r.html").stderr


def test_a_page_of_articles(run: Run, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "t.html"
    assert run("tag", folder, "-o", target).exit_code == 0
    page = target.read_text(encoding="utf-8")
    assert page.count("<article>") == 2
    assert "<mark" in page
    assert run("tag", folder, "--format", "html").exit_code == 2
