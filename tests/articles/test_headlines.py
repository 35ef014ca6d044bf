"""Headlines of other stories that only their words give away: small pages, written for these tests."""

from __future__ import annotations

import pytest

from tests.articles.test_frame import LEAD, MORE, PROSE, TITLE, page
from vnnews import parse_article
from vnnews.articles._headlines import is_other_headline, is_row_of_keywords, stands_alone

TEXT = "\n\n".join((TITLE, LEAD, PROSE, MORE))
OTHER = "Nhật Bản: Động đất mạnh, hàng nghìn người sơ tán"


def test_a_headline_alone_between_two_paragraphs() -> None:
    article = parse_article(page(TITLE, LEAD, PROSE, OTHER, MORE))
    assert article.text == TEXT
    assert [piece.role for piece in article.removed] == ["teaser"]


@pytest.mark.parametrize(
    "subheading",
    ["Nỗi lo của người dân", "Vì sao hai miền im lặng suốt bốn tháng qua?", "“Không ai muốn chiến tranh cả”"],
)
def test_a_subheading_stays(subheading: str) -> None:
    assert subheading in parse_article(page(TITLE, LEAD, PROSE, subheading, MORE)).text


def test_of_many_such_lines_none_is_one() -> None:
    others = [OTHER, "Mỹ: Bão lớn đổ bộ, hàng triệu người mất điện", "Pháp: Cháy lớn ở Marseille, 20 người bị thương"]
    paragraphs = [PROSE, MORE, PROSE.replace("Hai", "Các"), f"Sau đó, {MORE}"]
    for n, are_kept in ((2, False), (3, True)):
        lines = [line for pair in zip(paragraphs, others[:n], strict=False) for line in pair]
        text = parse_article(page(TITLE, LEAD, *lines, paragraphs[n])).text
        assert [other in text for other in others[:n]] == [are_kept] * n


def test_what_the_text_below_speaks_of_is_a_subheading() -> None:
    below = f"Theo cơ quan khí tượng, {OTHER.removeprefix('Nhật Bản: ').lower()} trong đêm."
    assert stands_alone(OTHER, PROSE, may_be_caption=False)
    assert not stands_alone(OTHER, below, may_be_caption=False)


@pytest.mark.parametrize("end", [" ", "  "])
def test_a_headline_run_into_the_end_of_a_paragraph(end: str) -> None:
    article = parse_article(page(TITLE, LEAD, f"{PROSE}{end}{OTHER}", MORE))
    assert article.text == TEXT
    assert [piece.role for piece in article.removed] == ["teaser"]


def test_a_sentence_that_lost_its_stop_stays() -> None:
    last = "Hai bên cho biết họ sẽ còn gặp nhau vào tuần sau để bàn tiếp"
    assert last in parse_article(page(TITLE, LEAD, f"{PROSE} {last}", MORE)).text


def test_a_headline_brings_its_lead() -> None:
    lead = "Chính quyền địa phương đã lập các điểm tránh trú tạm thời cho người dân ven biển."
    article = parse_article(page(TITLE, LEAD, PROSE, OTHER, lead, "Xem chi tiết", MORE))
    assert article.text == TEXT
    # In the middle of the text, two sentences are its own.
    assert (
        f"{lead} {lead}" in parse_article(page(TITLE, LEAD, PROSE, OTHER, f"{lead} {lead}", "Xem chi tiết", MORE)).text
    )


def test_headlines_behind_the_text_and_what_heads_them() -> None:
    article = parse_article(
        page(TITLE, LEAD, PROSE, MORE, "Thêm chuyện này", OTHER, "Anh: Tàu ngầm mắc cạn, không ai bị thương")
    )
    assert article.text == TEXT


def test_a_table_behind_the_text_stays() -> None:
    table = ["Giải nhất: Trần Hồng Anh với bộ sưu tập Bản lĩnh", "Giải nhì: Phạm Thùy Dương với bộ sưu tập Nhãn quan"]
    assert all(row in parse_article(page(TITLE, LEAD, PROSE, MORE, *table)).text for row in table)


def test_keywords() -> None:
    assert is_row_of_keywords("Thổ Nhĩ Kỳ, Nga, đảo chính, Ankara")
    assert not is_row_of_keywords("Dự bị: Văn Lâm, Đức Chinh, Quang Hải, Công Phượng")
    assert not is_row_of_keywords("Nga, Mỹ và các nước khác trong khu vực, Anh, Pháp, Đức")
    assert parse_article(page(TITLE, LEAD, PROSE, "Thổ Nhĩ Kỳ, Nga, đảo chính, Ankara", MORE)).text == TEXT


@pytest.mark.parametrize(
    "line", ["Giả thuyết 1: Con tàu gặp bão giữa đại dương", "Việt Nam 2-1 Thái Lan: Đêm không ngủ", "Ngắn quá"]
)
def test_entries_scores_and_short_lines_are_none(line: str) -> None:
    assert not is_other_headline(line)
