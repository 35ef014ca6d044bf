import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnnews.articles import load_rules, parse_article
from vnnews.articles._repair import repair
from vnnews.articles._source import open_source
from vnnews.articles._survey import MISREAD, UNNORMAL, VIETNAMESE, survey

BODY = "<p>" + "Tổng thống Nga và Tổng thống Mỹ hội đàm tại Geneva hôm nay. " * 5 + "</p>"


def test_plain_text_is_its_own_source() -> None:
    source = open_source("Nga\nMỹ", "auto", None, True, load_rules())
    assert (source.text, source.end, source.page) == ("Nga\nMỹ", 6, None)


def test_a_page_becomes_lines() -> None:
    page = f"<html><h1>Tựa đề của bài</h1><article>{BODY}<figure><figcaption>Ảnh: AP</figcaption></figure></article>"
    source = open_source(page, "auto", None, True, load_rules())
    assert source.text.startswith("Tựa đề của bài\n")
    assert source.text[slice(*source.title)] == "Tựa đề của bài"
    assert source.text[source.end :] == "\nẢnh: AP"
    assert [source.text[slice(*span)] for span in source.captions] == ["Ảnh: AP"]


@pytest.mark.parametrize("title", ["Nga nói gì.", "Tựa " * 40, "Ảnh: Reuters"])
def test_a_page_knows_its_title(title: str) -> None:
    article = parse_article(f"<html><head><meta property='og:title' content='{title}'></head><h1>{title}</h1>{BODY}")
    assert article.title == title.strip() or article.captions == (title,)


def test_metadata_fill_in_what_the_text_does_not_name() -> None:
    head = "<meta property='article:published_time' content='2021-04-14T08:54:00+07:00'>"
    head += "<meta name=author content='Tô Lan'>"
    article = parse_article(f"<html><head>{head}</head><h1>Tựa đề</h1><article>{BODY}</article></html>")
    assert (article.published, article.published_precision) == (datetime.date(2021, 4, 14), "day")
    assert article.byline == "Tô Lan"


@given(st.text(st.sampled_from("aáº¿»¡ếđơ\x80\ufffd€ Việt") | st.characters()))
@example("Viá»‡t Nam Ä‘áº¥t nÆ°á»›c ế")
@example("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp töï do haïnh phuùc")
def test_a_survey_tells_that_nothing_is_to_be_repaired(text: str) -> None:
    if survey(text, load_rules()).held & (UNNORMAL | VIETNAMESE | MISREAD) == VIETNAMESE:
        assert repair(text) == (text, None)
