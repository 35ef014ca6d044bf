"""What stands below an article: comments, other stories, the lines of a page's foot."""

from __future__ import annotations

import pytest

from tests.articles.test_frame import LEAD, MORE, PROSE, TITLE, page
from vnnews import parse_article

TEXT = "\n\n".join((TITLE, LEAD, PROSE, MORE))
COMMENTS = [
    "Ý kiến (2)",
    "Nguyễn Đức Toàn",
    "Gọi được cho nhau là tốt rồi. Mong hai bên giữ lời.",
    "23 Trả lời Chia sẻ 10h51",
    "Lan Phương",
    "Bài hay quá!",
    "Xem tất cả ý kiến",
]
OTHERS = ["Tin cùng chuyên mục", "Đức bắt nghi phạm bán dữ liệu bệnh viện", "Nhật lập đơn vị phòng thủ mạng"]
FOOT = ["Tuổi Sông Online Newsletters", "Chuyên trang của Báo Bến Sông", "Số giấy phép: 511/GP-XYZ cấp ngày 2/1/2020."]


@pytest.mark.parametrize("below", [COMMENTS, OTHERS + FOOT, COMMENTS + OTHERS + FOOT])
@pytest.mark.parametrize("credit", ["Vũ Hoàng (Theo Reuters, AFP)", "Vũ Hoàng"])
def test_what_stands_below_the_author(credit: str, below: list[str]) -> None:
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, credit, *below))
    assert article.text == TEXT
    assert article.byline == "Vũ Hoàng"
    assert article.agencies == (("Reuters", "AFP") if "Reuters" in credit else ())


def test_author_and_source_on_lines_of_their_own() -> None:
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, "Việt Hà", "Theo AP, BBC", "Gửi cho bạn bè", *OTHERS))
    assert (article.text, article.byline, article.agencies) == (TEXT, "Việt Hà", ("AP", "BBC"))


def test_a_source_below_the_buttons() -> None:
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, "Chia sẻ", "Lưu bài viết", "Theo AFP"))
    assert (article.text, article.agencies) == (TEXT, ("AFP",))


def test_no_reader_is_the_author() -> None:
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, "Chia sẻ", *COMMENTS))
    assert article.text == TEXT
    assert article.byline == ""


@pytest.mark.parametrize("button", ["Phóng to", "Xem thêm: Nga và Mỹ hẹn gặp nhau", "Chia sẻ"])
def test_a_button_above_the_last_paragraph_ends_nothing(button: str) -> None:
    article = parse_article(page(TITLE, LEAD, PROSE, button, MORE, "Vũ Hoàng", "Chia sẻ", "Bình luận", "Gửi"))
    assert article.text == TEXT


def test_a_short_last_paragraph_above_the_author_is_text() -> None:
    closing = "Cuộc gọi sau sẽ diễn ra ngày 5/10."
    article = parse_article(page(TITLE, LEAD, PROSE, "Phóng to", MORE, "Phóng to", closing, "Vũ Hoàng", *COMMENTS))
    assert article.text == f"{TEXT}\n\n{closing}"


def test_a_note_below_a_source_is_no_text() -> None:
    note = "Tủ sách Bến Sông giới thiệu tới bạn đọc những cuốn sách về hai miền. " * 3
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, "Theo Bloomberg", note.strip(), "Chia sẻ"))
    assert (article.text, article.agencies) == (TEXT, ("Bloomberg",))


def test_tables_are_text() -> None:
    table = [
        entry
        for i, team in enumerate(("Hà Lan", "Czech", "Na Uy", "Ba Lan", "Malta", "Serbia"))
        for entry in (team, str(i))
    ]
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, "Xếp hạng bảng A", *table, "Xem tiếp: vòng sau"))
    assert {"Hà Lan", "Czech", "Na Uy"} <= set(article.body)
    assert article.byline == ""


def test_keywords_without_a_heading() -> None:
    tags = ["làng đình chiến", "đường dây nóng", "hai miền"]
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, *tags, "Tin mới nhất", "Bình luận", "Gửi"))
    assert article.text == TEXT


def test_a_headline_above_the_author() -> None:
    headline = "Lịch trình chi tiết cuộc gặp giữa hai bộ trưởng"
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, headline, "Vũ Hoàng (Theo AFP)", *OTHERS, *FOOT))
    assert (article.text, article.byline) == (TEXT, "Vũ Hoàng")


def test_a_list_above_the_author_is_text() -> None:
    heading = "Các cuộc gọi trong năm gồm có:"
    entries = ["Cuộc gọi ngày 4 tháng 10", "Cuộc gọi ngày 27 tháng 7"]
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, heading, *entries, "Vũ Hoàng", *OTHERS, *FOOT))
    assert article.text == "\n\n".join((TEXT, heading, *entries))


def test_no_keyword_is_the_author() -> None:
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, "Từ khóa", "Quảng Nam", "Chia sẻ", *FOOT))
    assert (article.text, article.byline) == (TEXT, "")


@pytest.mark.parametrize("credit", ["Vũ Hoàng (theo AFP)", "VŨ HOÀNG (Theo AFP, Reuters)", "Vũ Hoàng (tổng hợp)"])
def test_what_is_run_into_the_credit(credit: str) -> None:
    form = "Bạn nghĩ gì về cuộc gọi? Gửi ý kiến theo mẫu dưới đây (tiếng Việt có dấu)"
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, f"{credit} {form}", "Gửi phản hồi"))
    assert (article.text, article.byline.casefold()) == (TEXT, "vũ hoàng")
    assert ("AFP" in article.agencies) is ("AFP" in credit)


@pytest.mark.parametrize("end", ["Tô Lan", "Tô Lan (theo Reuters)"])
def test_two_credits_below_the_article(end: str) -> None:
    article = parse_article(page(TITLE, PROSE, MORE, f"Vũ Hoàng (theo AFP) Bạn nghĩ gì về cuộc gọi này hôm nay. {end}"))
    assert article.text == "\n\n".join((TITLE, PROSE, MORE))
    assert (article.byline, article.agencies) == ("Vũ Hoàng", ("AFP",))


def test_a_sentence_that_names_its_source_is_text() -> None:
    closing = "Hàn Quốc (theo AFP) sẽ gọi lại vào ngày 5/10 để bàn về cuộc gặp của hai bộ trưởng."
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, closing))
    assert article.text == f"{TEXT}\n\n{closing}"


@pytest.mark.parametrize(
    "insert", ["Theo dõi Tuổi Sông trên kênh Telegram", "Dòng sự kiện: Đường dây nóng", "Quảng cáo"]
)
def test_a_last_paragraph_below_what_stands_between_paragraphs(insert: str) -> None:
    last = "Hai bên hẹn gặp lại vào tháng sau ở Geneva."
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, insert, last, *COMMENTS))
    assert article.text == f"{TEXT}\n\n{last}"
