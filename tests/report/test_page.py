import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.report.entries import NOT_LINKED
from vnnews.report import CorpusReport
from vnnews.report._page import asset, script_json

VOID = {"meta", "input", "br", "img", "link", "rect", "line", "circle", "path"}


class Reader(HTMLParser):
    """Gathers elements and finds those that are never closed."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.mark.parametrize("language", ["vi", "en"])
def test_well_formed_and_without_a_way_out(report: CorpusReport, language: Any) -> None:
    reader = read(report.to_html(language))
    tags = {tag for tag, _ in reader.elements}
    assert not tags & {"img", "link", "iframe", "object", "embed", "base", "audio", "video", "b"}
    assert [attributes.get("type") for tag, attributes in reader.elements if tag == "script"] == [
        "application/json",
        None,
    ]
    for _, attributes in reader.elements:
        assert not {"src", "style", "srcset", "action"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
    ids = [attributes["id"] for _, attributes in reader.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in reader.elements:
        href = attributes.get("href")
        if tag == "a" and href is not None and href.startswith("#"):
            assert href[1:] in ids
        elif tag == "a":
            assert href is not None
            assert href.startswith(("http://", "https://"))
            assert attributes["rel"] == "noopener noreferrer"


def test_policy_holds_the_digests_of_what_is_there(report: CorpusReport) -> None:
    page = report.to_html("en")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert "unsafe" not in policy[1]


def test_styles_and_scripts_ask_for_nothing() -> None:
    for name in ("report.css", "report.js", "articles.css"):
        text = asset(name)
        assert not re.search(
            r"url\(|@import|https?://(?!/)|fetch\(|XMLHttp|innerHTML|eval\(|</", text.replace("^https?:", "")
        ), name


def test_data(report: CorpusReport) -> None:
    data = data_of(report.to_html("en"))
    assert len(data["articles"]) == report.n_stories
    assert data["issues"] == [issue.en for issue in report.taxonomy.issues]
    dates = [article[2] for article in data["articles"]]
    assert dates == sorted(dates, reverse=True)
    urls = {article[1] for article in data["articles"]}
    assert not urls & set(NOT_LINKED)
    assert sum(article[8] for article in data["articles"]) == 7


def test_script_json() -> None:
    nasty = ["</script>", "<!--", "]]>", "\u2028\u2029", "&amp;", '"\\', "\x00"]
    written = script_json(nasty)
    assert not re.search(r"[<>&\u2028\u2029\x00]", written)
    assert json.loads(written) == nasty
    with pytest.raises(ValueError, match="not JSON compliant"):
        script_json([float("nan")])


def test_the_list_is_capped(report: CorpusReport, monkeypatch: pytest.MonkeyPatch) -> None:
    page = report.to_html("en")
    assert f"{report.n_stories} stories, near copies folded." in page
