"""What stands between two paragraphs: small pages, written for these tests."""

from __future__ import annotations

import pytest

from tests.articles.test_frame import LEAD, MORE, PROSE, TITLE, page
from vnnews import parse_article

LONG = f"{PROSE} {MORE}"


@pytest.mark.parametrize(
    "caption",
    ["Người biểu tình áo đỏ tại Bangkok", "Người dân chờ tin trên một chuyến phà qua sông ở cực bắc sáng 4/10"],
)
def test_a_caption_on_a_line_without_any_sign(caption: str) -> None:
    article = parse_article(page(TITLE, LEAD, LONG, caption, LONG.replace("Hai", "Các")))
    assert article.captions == (caption,)
    assert caption not in article.text


@pytest.mark.parametrize("line", ["Bài toán khó", "Vì sao lại thế?", "Ông Kim nói:"])
def test_lines_that_are_text(line: str) -> None:
    assert line in parse_article(page(TITLE, LEAD, LONG, line, LONG.replace("Hai", "Các"))).text


def test_headlines_among_which_one_is_no_plain_one() -> None:
    others = [
        "Nổ to",
        "Nhật Bản: Động đất mạnh, hàng nghìn người sơ tán",
        "Pháp: Cháy lớn ở Marseille, 20 người bị thương",
    ]
    article = parse_article(page(TITLE, LEAD, PROSE, *others, MORE))
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, MORE))


def test_photographer_in_capitals() -> None:
    caption = "Hai phái đoàn bắt tay nhau tại làng đình chiến hôm qua"
    article = parse_article(page(TITLE, LEAD, PROSE, caption, "TÔ LAN", MORE))
    assert article.captions == (caption, "TÔ LAN")
