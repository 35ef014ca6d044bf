"""The outlet before a first sentence: small pages, written for these tests."""

from __future__ import annotations

import pytest

from tests.articles.test_frame import LEAD, MORE, PROSE, TITLE, page
from vnnews import parse_article


@pytest.mark.parametrize(
    ("dateline", "outlet", "agencies"),
    [
        ("PNO - ", "PNO", ()),
        ("(Dân trí) - ", "Dân trí", ()),
        ("(TNO) ", "TNO", ()),
        ("TGVN. ", "TGVN", ()),
        ("NDĐT- ", "NDĐT", ()),
        ("Baoquocte.vn. ", "Baoquocte.vn", ()),
        ("TEHERAN (Sputnik) - ", "Sputnik", ()),
        ("Pa-ri, 16/4 (Tân Hoa xã) -- ", "", ("Xinhua",)),
    ],
)
def test_before_the_lead(dateline: str, outlet: str, agencies: tuple[str, ...]) -> None:
    article = parse_article(page(TITLE, f"{dateline}{LEAD}", PROSE, MORE))
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, MORE))
    assert (article.outlet, article.agencies) == (outlet, agencies)


@pytest.mark.parametrize("dateline", ["PNO - ", "TGVN. ", "(TNO) "])
def test_further_down_another_story_begins(dateline: str) -> None:
    other = f"{dateline}Phái đoàn khác cũng đã về nước trong đêm qua sau bốn ngày họp kín ở thủ đô nước láng giềng."
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, PROSE.replace("Hai", "Các"), other))
    assert other not in article.text
    assert article.outlet == ""
