from __future__ import annotations

import datetime
import unicodedata

from vnnews.articles import Article
from vnnews.datasets._structure import (
    baomoi_article,
    body_article,
    headline_article,
    unc_article,
    vietnews_article,
    vietnews_text,
)

SEGMENTED = """Thủ_đô " Xanh "

Cây phủ bóng F -35 , theo " Sở .

Trồng cây ở thủ_đô . Ảnh : An
Người dân trồng cây .
" Ai cũng vui " , ông kể .

Trồng cây ở thủ_đô . Ảnh : An
Vườn hoa .
Vườn hoa .
"""


def test_baomoi() -> None:
    article = baomoi_article("Tựa đề \nCâu dẫn. \nĐoạn một. Phố cổ. Ảnh: An Đoạn hai thì dài hơn một chút. ")
    assert (article.title, article.lead) == ("Tựa đề", "Câu dẫn.")
    assert article.body == ("Đoạn một.", "Đoạn hai thì dài hơn một chút.")
    assert article.captions == ("Phố cổ. Ảnh: An",)


def test_baomoi_without_lead_or_body() -> None:
    assert baomoi_article("Tựa đề\n\nThân bài.") == Article(title="Tựa đề", body=("Thân bài.",))
    assert baomoi_article("Tựa đề\nCâu dẫn.") == Article(title="Tựa đề", lead="Câu dẫn.")
    assert baomoi_article("") == Article()


def test_vietnews() -> None:
    text = vietnews_text(SEGMENTED)
    assert text.startswith('Thủ đô "Xanh"\n\nCây phủ bóng F-35, theo "Sở.\n\nTrồng cây ở thủ đô.')
    assert vietnews_article(text) == Article(
        title='Thủ đô "Xanh"',
        lead='Cây phủ bóng F-35, theo "Sở.',
        body=("Người dân trồng cây.", '"Ai cũng vui", ông kể.'),
        captions=("Trồng cây ở thủ đô. Ảnh: An", "Vườn hoa."),
    )


def test_vietnews_without_title_or_captions() -> None:
    assert vietnews_article("\n\nTóm tắt.\n\nThân bài.\n\n") == Article(lead="Tóm tắt.", body=("Thân bài.",))
    assert vietnews_article("Tựa đề") == Article(title="Tựa đề")


def test_vietnews_with_further_blocks() -> None:
    article = vietnews_article("Tựa\n\nTóm tắt.\n\nẢnh một.\nThân bài.\n\n\nẢnh một.\n\n\n\nVideo.\n")
    assert (article.body, article.captions) == (("Thân bài.",), ("Ảnh một.", "Video."))


def test_unc() -> None:
    text = "# doc_id = news_world_001\n# url = https://example.org/a\n# date = 20210430\nĐoạn một.\n# Đoạn hai.\n"
    assert unc_article(text) == Article(
        body=("Đoạn một.", "# Đoạn hai."), published=datetime.date(2021, 4, 30), published_precision="day"
    )
    assert unc_article("Đoạn một.") == Article(body=("Đoạn một.",))


def test_body_and_headline() -> None:
    assert body_article(" Một.\r\n\r\nHai.\n") == Article(body=("Một.", "Hai."))
    assert headline_article(" Tin ngắn ") == Article(title="Tin ngắn")


def test_parts_are_composed_and_free_of_invisible_characters() -> None:
    decomposed = unicodedata.normalize("NFD", "Việt\u200b Nam\ufeff")
    assert headline_article(decomposed).title == "Việt Nam"
    assert vietnews_text(unicodedata.normalize("NFD", "Việt_Nam\xad .")) == "Việt Nam."
