import dataclasses
import datetime
import json

import pytest

from vnnews.articles import Article, Piece


def test_text_is_title_lead_and_body() -> None:
    article = Article(title="Tựa", lead="Dẫn.", body=("Một.", "Hai."), captions=("Ảnh: AP",))
    assert article.text == "Tựa\n\nDẫn.\n\nMột.\n\nHai."
    assert article.text[: article.title_end] == "Tựa"
    assert article.text[: article.lead_end] == "Tựa\n\nDẫn."


def test_missing_parts_leave_no_gap() -> None:
    assert Article(lead="Dẫn.", body=("Một.",)).text == "Dẫn.\n\nMột."
    assert Article(body=("Một.",)).lead_end == 0
    assert Article().text == ""


def test_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Article().title = "Tựa"  # type: ignore[misc]  # the point


def test_to_dict_is_json() -> None:
    article = Article(
        title="Tựa",
        published=datetime.date(2021, 4, 1),
        published_precision="month",
        removed=(Piece("furniture", "In bài viết", 3, 14),),
    )
    again = json.loads(json.dumps(article.to_dict()))
    assert again["published"] == "2021-04-01"
    assert again["removed"] == [{"text": "In bài viết", "reason": "furniture"}]
    assert Article().to_dict()["published"] is None
