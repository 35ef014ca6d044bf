import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.report.entries import corpus
from vnnews.report import CorpusReport, ReportEntry
from vnnews.report._language import LANGUAGES
from vnnews.tagging import ArticleTagger

if TYPE_CHECKING:
    from tests.report.browser import Browser


@pytest.fixture(scope="session")
def entries(shipped: ArticleTagger) -> tuple[ReportEntry, ...]:
    return tuple(corpus(shipped))


@pytest.fixture(scope="session")
def report(shipped: ArticleTagger, entries: tuple[ReportEntry, ...]) -> CorpusReport:
    return CorpusReport.from_entries(entries, shipped.taxonomy_, title='Tin <b>"quốc tế"</b> & hơn nữa')


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Browser"]:
    pytest.importorskip("selenium", reason="the pages are tested in Chromium: pip install selenium")
    programs: list[Any] = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if None in programs:
        pytest.skip("the pages are tested in Chromium: apt-get install chromium chromium-driver")
    from tests.report.browser import Browser

    running = Browser(Path(programs[0]), Path(programs[1]), tmp_path_factory.mktemp("chromium"))
    yield running
    running.close()


@pytest.fixture(scope="session")
def pages(report: CorpusReport, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report in both languages."""
    folder = tmp_path_factory.mktemp("report")
    for language in LANGUAGES:
        report.save(folder / f"{language}.html", language)
    return {language: folder / f"{language}.html" for language in LANGUAGES}
