import copy
import dataclasses
import datetime
import json
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from vnnews.articles import Article, Piece, parse_article


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


PAGE = "Nga và Mỹ nối lại đàm phán\nPNO - Hai bên gặp nhau tại Geneva hôm 13/4.\nBình luận(0)"


def test_pieces_are_made_when_they_are_asked_for() -> None:
    article = parse_article(PAGE)
    assert not {"pieces", "removed"} & set(vars(article))
    assert [piece.role for piece in article.pieces] == ["title", "outlet", "body"]
    assert [piece.text for piece in article.removed] == ["Bình luận(0)"]
    assert article.pieces is article.pieces
    assert {"pieces", "removed"} <= set(vars(article))


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, dataclasses.replace, lambda article: pickle.loads(pickle.dumps(article))]
)
def test_copies_have_their_pieces(again: Callable[[Article], Article]) -> None:
    expected = parse_article(PAGE)
    fields = dataclasses.asdict(expected)
    for article in (again(parse_article(PAGE)), again(expected)):
        assert article == expected
        assert hash(article) == hash(expected)
        assert dataclasses.asdict(article) == fields


def test_an_article_made_by_hand_has_the_pieces_it_is_given() -> None:
    piece = Piece("body", "Hai bên.", 0, 8)
    assert Article().pieces == Article().removed == ()
    assert Article(pieces=(piece,)).pieces == (piece,)
    assert {field.name: field.default for field in dataclasses.fields(Article)}["pieces"] == ()


def test_threads_find_the_same_pieces() -> None:
    articles = [parse_article(PAGE) for _ in range(200)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda article: (article.pieces, article.removed), articles * 4))
    assert set(found) == {(articles[0].pieces, articles[0].removed)}
