import datetime
import pickle
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from vnnews import Article
from vnnews.report import CorpusReport, ReportEntry
from vnnews.tagging import ArticleTagger, Tags, ToneTag
from vnnews.taxonomy import load_taxonomy


def test_headline_figures(report: CorpusReport, entries: tuple[ReportEntry, ...]) -> None:
    judged = [entry for entry in entries if entry.tags.tone.label is not None]
    assert report.n_articles == len(entries) == 62 + 7 + 4 + 4
    assert report.n_judged == len(judged) == 62 + 7 + 4
    assert report.n_with_issues == sum(bool(entry.tags.issues) for entry in judged)
    assert report.n_stories == 62 + 4
    assert report.reasons == {"unreadable": 2, "not Vietnamese": 1, "empty": 1}


def test_saved_whole_or_not_at_all(report: CorpusReport, tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.html"
    report.save(path)
    assert path.read_text(encoding="utf-8") == report.to_html("vi")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="language='fr'"):
        report.save(path, "fr")  # type: ignore[arg-type]  # the point
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    with pytest.raises(FileNotFoundError):
        report.save(tmp_path / "none" / "a.html")


def test_the_same_bytes_each_time(report: CorpusReport, entries: tuple[ReportEntry, ...]) -> None:
    again = CorpusReport.from_entries(iter(entries), report.taxonomy, title=report.title)
    assert again.to_html("en") == report.to_html("en")


def test_nothing_to_report() -> None:
    with pytest.raises(ValueError, match="there are no articles"):
        CorpusReport.from_entries([], load_taxonomy())


def test_only_failures() -> None:
    failure = Tags((), ToneTag(), Article(), error="no such file")
    report = CorpusReport.from_entries([ReportEntry(failure, name="a.txt")] * 3, load_taxonomy())
    assert (report.n_articles, report.n_judged, report.reasons) == (3, 0, {"unreadable": 3})
    page = report.to_html("en")
    assert "unreadable: 3 articles" in page
    assert 'id="heat"' not in page


def test_no_text_is_kept(shipped: ArticleTagger) -> None:
    tags = shipped.tag("Tổng thống Nga tới Geneva hội đàm với Tổng thống Mỹ về kiểm soát vũ khí hạt nhân.")
    n_alive = []
    kept: weakref.WeakSet[Article] = weakref.WeakSet()

    def entries() -> Iterator[ReportEntry]:
        for k in range(50):
            article = Article(title=f"Bài {k}", body=(tags.article.text,), byline=str(k))
            kept.add(article)
            n_alive.append(len(kept))
            yield ReportEntry(Tags(tags.issues, tags.tone, article))

    CorpusReport.from_entries(entries(), shipped.taxonomy_)
    assert max(n_alive) < 5


def test_what_is_held_does_not_grow_with_the_copies(shipped: ArticleTagger) -> None:
    tags = shipped.tag("Tổng thống Nga tới Geneva hội đàm với Tổng thống Mỹ về kiểm soát vũ khí hạt nhân.")

    def size(n: int) -> int:
        days = (datetime.date(2018, 1, 1) + datetime.timedelta(days=k % 400) for k in range(n))
        entries = (ReportEntry(tags, f"https://example.org/{k:05}", published=day) for k, day in enumerate(days))
        return len(pickle.dumps(CorpusReport.from_entries(entries, shipped.taxonomy_)))

    # What grows is the period of each article, a number.
    assert size(2000) - size(500) <= 8 * 1500 + 64
