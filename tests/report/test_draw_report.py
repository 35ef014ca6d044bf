"""The pictures of the README, taken by the example."""

import struct
from pathlib import Path
from typing import TYPE_CHECKING

from tests.examples import load_example
from vnnews.report import CorpusReport
from vnnews.tagging import ArticleTagger

if TYPE_CHECKING:
    from tests.report.browser import Browser


def test_pictures(browser: "Browser", shipped: ArticleTagger, tmp_path: Path) -> None:
    draw_report = load_example("draw_report")
    report = CorpusReport.from_entries(draw_report.entries(shipped), shipped.taxonomy_)
    assert report.n_articles - report.n_stories == 11
    for picture in draw_report.PICTURES:
        page = tmp_path / f"{picture.language}.html"
        report.save(page, picture.language)
        png = draw_report.photograph(browser.driver, page, picture)
        # A PNG tells its size in the first chunk.
        assert struct.unpack(">II", png[16:24]) == (picture.width, picture.height)
        assert len(png) > 30_000
