from pathlib import Path

import pytest

from tests.report.entries import HOSTILE
from tests.report.test_page import read
from vnnews.report import ReportEntry, save_articles


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_article_is_there(entries: tuple[ReportEntry, ...], tmp_path: Path, language: str) -> None:
    path = tmp_path / "articles.html"
    save_articles(iter(entries), path, language=language)  # type: ignore[arg-type]  # one of the two
    reader = read(path.read_text(encoding="utf-8"))
    tags = [tag for tag, _ in reader.elements]
    assert tags.count("article") == len(entries)
    assert not set(tags) & {"img", "script", "i"}
    assert tags.count("mark") > 100
    assert ("html", {"lang": language}) in reader.elements
    assert all("style" not in attributes for _, attributes in reader.elements)
    links = [attributes["href"] or "" for tag, attributes in reader.elements if tag == "a"]
    assert len(links) == 62 + 7
    assert all(link.startswith("http") for link in links)


def test_hostile_titles_stay_text(entries: tuple[ReportEntry, ...], tmp_path: Path) -> None:
    save_articles(entries, tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    for title in HOSTILE[:2]:
        assert title not in text
    assert "&lt;img src=x onerror=" in text


def test_whole_or_not_at_all(entries: tuple[ReportEntry, ...], tmp_path: Path) -> None:
    def broken():  # type: ignore[no-untyped-def]  # ends in an exception
        yield entries[0]
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        save_articles(broken(), tmp_path / "a.html")
    with pytest.raises(ValueError, match="language='fr'"):
        save_articles(entries, tmp_path / "a.html", language="fr")  # type: ignore[arg-type]  # the point
    assert list(tmp_path.iterdir()) == []


def test_none(tmp_path: Path) -> None:
    save_articles([], tmp_path / "a.html")
    assert "<main>" in (tmp_path / "a.html").read_text(encoding="utf-8")
