"""What BBC lets its readers skip."""

from __future__ import annotations

from tests.articles.test_frame import LEAD, MORE, PROSE, TITLE, page
from vnnews import parse_article

TEXT = "\n\n".join((TITLE, LEAD, PROSE, MORE))
PODCAST = [
    "Bỏ qua Podcast và tiếp tục đọc",
    "Podcast",
    "Chuyện cuối tuần",
    "Mỗi tuần một câu chuyện về đất nước, con người.",
]


def test_nothing_of_it_is_text() -> None:
    inside = [*PODCAST, "Các tập", "Kết thúc Podcast"]
    article = parse_article(page(TITLE, LEAD, PROSE, *inside, MORE, "Chủ đề liên quan", "Bến Sông"))
    assert article.text == TEXT
    assert [piece.text for piece in article.removed][: len(inside)] == inside


def test_a_line_behind_it_is_no_headline() -> None:
    inside = [
        "Bỏ qua Đọc nhiều nhất và tiếp tục đọc",
        "Đọc nhiều nhất",
        "Giá gạo tăng gấp đôi trong một năm",
        "Kết thúc Đọc nhiều nhất",
    ]
    article = parse_article(page(TITLE, LEAD, PROSE, *inside, "Đường dây cũ", MORE))
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, "Đường dây cũ", MORE))


def test_without_an_end_it_is_one_line() -> None:
    article = parse_article(page(TITLE, LEAD, PODCAST[0], PROSE, MORE))
    assert article.text == TEXT
