"""Pages written for these tests, in layouts that outlets use or used; the articles on them are those of the sample."""

import builtins
import json
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from vnnews.articles import parse_article
from vnnews.articles._html import is_html, read_page

FOLDER = Path(__file__).parent.parent / "data" / "html"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
SENTENCE = "Tổng thống Nga và Tổng thống Mỹ hội đàm tại Geneva hôm nay. "


@pytest.mark.parametrize("name", EXPECTED)
class TestPages:
    def test_parts(self, name: str) -> None:
        article, expected = parse_article((FOLDER / f"{name}.html").read_bytes()), EXPECTED[name]
        assert article.title == expected["title"]
        assert article.lead == expected["lead"]
        assert list(article.body) == expected["body"]
        assert list(article.captions) == expected["captions"]
        assert article.outlet == expected["outlet"]
        assert (article.published and article.published.isoformat()) == expected["published"]
        if expected["byline"]:
            assert article.byline == expected["byline"]

    def test_nothing_of_the_page_around_it(self, name: str) -> None:
        article = parse_article((FOLDER / f"{name}.html").read_bytes())
        for text in (*EXPECTED[name]["absent"], "cookie", "Trang chủ", "Gửi"):
            assert text not in article.text

    def test_every_piece_is_a_slice_of_the_source(self, name: str) -> None:
        article = parse_article((FOLDER / f"{name}.html").read_bytes())
        pieces = [*article.pieces, *article.removed]
        assert pieces
        for piece in pieces:
            assert article.source[piece.start : piece.end] == piece.text


def test_the_encoding_of_a_page() -> None:
    assert parse_article((FOLDER / "10-windows-1258.html").read_bytes()).encoding == "cp1258"
    assert parse_article((FOLDER / "11-tcvn3.html").read_bytes()).encoding == "tcvn3"
    entities = parse_article((FOLDER / "12-vni-thuc-the.html").read_bytes())
    assert (entities.encoding, entities.repaired) == ("utf-8", "vni")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html>\n<html><body>Tổng thống</body></html>", True),
        ("\ufeff".strip("\ufeff") + "  <HTML><p>Nga", True),
        ("<!-- lưu lúc 8 giờ --><html>", True),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', True),
        ('<div class="bai"><p>Nga</p></div>', True),
        ("<p>Nga", False),
        ("Thẻ <b>in đậm</b> và </p>", False),
        ("1 < 2 và 3 > 2", False),
        ("<enter/> Giáo chủ <color=green></p>", False),
        ('<?xml version="1.0"?><rss></rss>', False),
        ("", False),
    ],
)
def test_what_is_html(text: str, expected: bool) -> None:
    assert is_html(text) is expected


def test_format_is_named() -> None:
    text = f"{SENTENCE}</p><p>{SENTENCE}"
    assert "</p>" in parse_article(text).text
    assert "</p>" not in parse_article(text, format="html").text
    assert parse_article(f"<div>{SENTENCE}</div>", format="text").source.startswith("<div>")
    with pytest.raises(ValueError, match="'auto', 'text' or 'html'"):
        parse_article(text, format="xml")  # type: ignore[arg-type]  # the wrong value is the point


def test_without_trafilatura_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_trafilatura(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "trafilatura":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_trafilatura)
    with pytest.raises(ImportError, match=re.escape("pip install 'vnnews[html]'")):
        parse_article("<!DOCTYPE html><p>Nga</p>")


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><!-- x --></html>", "<!doctype html>", "<html>\0", "<html>\ud800"]
)
def test_pages_without_an_article(page: str) -> None:
    assert len(parse_article(page, format="html").text) < 5


def test_no_page_at_all() -> None:
    assert parse_article("", format="html").text == ""


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("<div>" * 1_900_000, "more than 50000 tags"),
        ("<div>" * 40_000, "nested too deeply"),
        ("<p " + " ".join(f"a{i}=1" for i in range(1_000_000)) + ">", "attributes"),
        ("<p " + " ".join(f"a{i}='<'" for i in range(500_000)) + ">", "attributes"),
        (("<p " + " ".join(f"a{i}=1" for i in range(400)) + ">x") * 2_500, "attributes"),
        ("x" * 11_000_000, "11000012 characters"),
    ],
)
def test_what_no_page_has_is_refused_at_once(page: str, what: str) -> None:
    start = time.process_time()
    with pytest.raises(ValueError, match=what):
        parse_article("<html><body>" + page, format="html")
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "pattern",
    ["<p>" + SENTENCE, "<p><b>x", "<!--", "<script>", "&nbsp;", " ", "&amp", "<h1>Tin</h1>", "<p class=sapo>Tin</p>",
     "<figure><figcaption>Ảnh</figcaption></figure>", "<table><tr><td>a</td></tr></table>", "x ", "<a href=x>Tin</a> "],
)  # fmt: skip
def test_time_is_about_linear(pattern: str) -> None:
    def seconds(size: int) -> float:
        page = "<html><body>" + pattern * (size // len(pattern))
        start = time.process_time()
        with suppress(ValueError):  # nested too deeply
            parse_article(page, format="html")
        return time.process_time() - start

    # Ten times the page may take up to forty times as long; what is quadratic takes a hundred times.
    seconds(1_000)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.02)


def test_a_lead_must_be_the_one_that_the_page_describes() -> None:
    pytest.importorskip("trafilatura")
    page = f"""<html><head><meta name="description" content="{SENTENCE}"></head><body>
    <p class="sapo">Mưa lớn gây ngập nhiều tuyến phố.</p><h1>Tựa</h1><p class="sapo">{SENTENCE}</p>
    <article><p>{SENTENCE * 6}</p></article></body></html>"""
    assert read_page(page).lead == SENTENCE.strip()
