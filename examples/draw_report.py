"""Make a report of the sample's articles, and pictures of it on a desk and on a phone: those of the README.

    python examples/draw_report.py                      # examples/pictures/report.png and report-phone.png
    python examples/draw_report.py --output elsewhere --keep report.html

Needs Chromium with its driver (apt-get install chromium chromium-driver) and selenium (pip install selenium).
"""

from __future__ import annotations

import argparse
import base64
import dataclasses
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

import vnnews
from vnnews.datasets import iter_sample
from vnnews.report import CorpusReport, ReportEntry

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
)  # fmt: skip


class Picture(NamedTuple):
    """A picture: its name, the language of the report, its size in pixels, and the section that it begins with."""

    name: str
    language: Literal["vi", "en"]
    width: int
    height: int
    section: str = ""


PICTURES = (Picture("report", "en", 1080, 1420), Picture("report-phone", "vi", 360, 1420, "#list"))


def main() -> None:
    """Tag, report, take pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=Path("examples/pictures"), help="folder for the pictures")
    parser.add_argument("--keep", type=Path, help="keep the report, too, in this file")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    tagger = vnnews.load_tagger()
    report = CorpusReport.from_entries(entries(tagger), tagger.taxonomy_)
    if arguments.keep:
        report.save(arguments.keep, "en")
    with tempfile.TemporaryDirectory() as folder:
        driver = chromium(Path(folder, "profile"))
        try:
            for picture in PICTURES:
                page = Path(folder, f"{picture.language}.html")
                report.save(page, picture.language)
                target = arguments.output / f"{picture.name}.png"
                target.write_bytes(photograph(driver, page, picture))
                print(target)
        finally:
            driver.quit()


def entries(tagger: vnnews.ArticleTagger) -> Iterator[ReportEntry]:
    """Tag the sample, with a shorter copy of some articles, as other outlets print them."""
    documents = list(iter_sample())
    for document, tags in zip(documents, tagger.tag_many([one.text for one in documents]), strict=True):
        yield ReportEntry(tags, f"https://example.org/{document.id}", document.id)
    for document in documents[::6]:
        article = dataclasses.replace(document.article, body=document.article.body[:-1], outlet="")
        yield ReportEntry(tagger.tag(article), f"https://example.org/copies/{document.id}")


def chromium(profile: Path) -> webdriver.Chrome:
    """Start the browser without a window, with a fresh profile."""
    programs = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if None in programs:
        raise SystemExit(
            "there is no chromium or chromedriver; get them with: apt-get install chromium chromium-driver"
        )
    options = Options()
    options.binary_location = str(programs[0])
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(str(programs[1])))


def photograph(driver: webdriver.Chrome, page: Path, picture: Picture) -> bytes:
    """Return a PNG of a page, from its top or from a little above a section."""
    width, height = picture.width, picture.height
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.get(page.as_uri())
    top = driver.execute_script(
        "const found = arguments[0] && document.querySelector(arguments[0]);"
        "return found ? Math.round(found.getBoundingClientRect().top + scrollY) - 20 : 0;",
        picture.section,
    )
    clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
    taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    main()
