"""Pages on one line: small ones, written for these tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles.test_frame import LEAD, MORE, PROSE, TITLE
from vnnews import parse_article
from vnnews.articles import load_rules
from vnnews.articles._run_on import part_lines
from vnnews.articles._survey import survey

RULES = load_rules()
END = "Bộ trưởng hai bên sẽ gặp nhau vào tháng sau, một quan chức cho biết. Chương trình chưa được công bố."
TEXT = " ".join((LEAD, PROSE, MORE, END))


@pytest.mark.parametrize("outlet", ["TPO - ", "(NLĐO) - ", "VOV.VN - ", "(Dân trí) - "])
def test_title_date_and_buttons_above_the_outlet(outlet: str) -> None:
    page = f"Thế giới | Hồ sơ {TITLE} 04/10/2021 | 10:15 Facebook Twitter Bình luận {outlet}{TEXT}"
    article = parse_article(page)
    assert article.title == TITLE
    assert article.text == f"{TITLE}\n\n{TEXT}"
    assert str(article.published) == "2021-10-04"
    assert article.outlet == outlet.strip(" ()-")


@pytest.mark.parametrize(
    "stamp", ["Thứ Hai, 04/10/2021, 10:15 (GMT+7)", "04/10/2021 10:15 (Cập nhật: 11:02 04/10/2021)"]
)
def test_a_date_first(stamp: str) -> None:
    article = parse_article(f"{stamp} {TITLE} QĐND - {TEXT}")
    assert (article.title, str(article.published), article.outlet) == (TITLE, "2021-10-04", "QĐND")


@pytest.mark.parametrize(
    "below",
    [
        "Thích Chia sẻ Tweet In bài viết",
        "#bán đảo #đường dây nóng Chia sẻ Lưu bài Bình luận",
        "[Trở về]  [Gửi cho bạn bè]  [Bản để in]",
        "Chia sẻ Bình luận Tin liên quan Hai miền mở lại văn phòng liên lạc",
    ],
)
def test_what_stands_below(below: str) -> None:
    article = parse_article(f"{TITLE}\n{TEXT} Vũ Hoàng (Theo AFP) {below}")
    assert article.text == f"{TITLE}\n\n{TEXT}"
    assert (article.byline, article.agencies) == ("Vũ Hoàng", ("AFP",))


@pytest.mark.parametrize(
    "below",
    [
        " Hai bờ sông chờ cầu mới Bến đò cũ đóng cửa sau trăm năm Trở lại Thế giới Lưu Ý kiến (12) Gửi",
        "\nLên đầu trang Bình luận Vui lòng nhập nội dung bình luận. Họ tên Email Gửi",
    ],
)
def test_behind_author_and_source_nothing_is_text(below: str) -> None:
    article = parse_article(f"{TITLE}\n{TEXT} Vũ Hoàng (Theo AFP, Reuters){below}")
    assert article.text == f"{TITLE}\n\n{TEXT}"
    assert (article.byline, article.agencies) == ("Vũ Hoàng", ("AFP", "Reuters"))


def test_another_source_behind_the_first() -> None:
    article = parse_article(f"{TITLE}\n{TEXT} Vũ Hoàng (Theo Sky Sports) Thể thao & Văn hóa")
    assert (article.byline, article.outlet) == ("Vũ Hoàng", "Thể thao & Văn hóa")


def test_a_menu_with_entries_that_nobody_knows() -> None:
    menu = "Zing News - Thời sự - Thế giới - Kinh doanh - Pháp luật Thế giới Bến Sông Việt Nam Thể thao"
    article = parse_article(f"{menu} {TITLE} 04/10/2021 10:15 (GMT+7) {MORE} {TEXT}")
    assert article.text == f"{TITLE}\n\n{MORE} {TEXT}"


def test_names_in_the_first_sentence_are_no_menu() -> None:
    beginning = "NATO, WHO, Kinh tế Việt Nam, Thể thao Việt Nam, Giáo dục Việt Nam và Thế giới hẹn gặp nhau. "
    article = parse_article(f"{TITLE}\n{beginning}{TEXT}")
    assert article.text == f"{TITLE}\n\n{beginning}{TEXT}"


@pytest.mark.parametrize(
    "beginning",
    [
        "Ngày 11/7/1995, hai miền lập đường dây nóng. ",
        "Lúc 9h ngày 4/10/2021, hai miền gọi cho nhau. ",
        "Tài khoản Twitter @haimien cho biết hai miền gọi cho nhau. ",
        "Bộ Lao động - Thương binh và Xã hội cho hay hai miền gọi cho nhau. ",
        "Việt Nam ASEAN phản ứng trước cuộc gọi. ",
        "Trang Zing.vn - nơi đăng tin - cho hay hai miền gọi cho nhau. ",
    ],
)
def test_sentences_stay_whole(beginning: str) -> None:
    page = beginning + TEXT
    lines = [*map(tuple, survey(page, RULES).lines)]
    assert part_lines(page, lines, RULES) == lines


@pytest.mark.parametrize(
    "end", ["của Bộ Văn hóa, Thể thao, Du lịch Hàn", "của Diễn đàn Kinh tế Thế giới Davos năm sau"]
)
def test_names_made_of_sections_stay_whole(end: str) -> None:
    page = f"{TEXT} Cuộc gặp diễn ra theo lời mời {end}"
    assert len(part_lines(page, survey(page, RULES).lines, RULES)) == 1


def test_a_page_with_lines_has_its_own() -> None:
    page = "\n".join([TITLE, "TPO - " + TEXT, LEAD, f"{TEXT} Vũ Hoàng Thích Chia sẻ Tweet In bài viết"])
    assert "Thích Chia sẻ Tweet In bài viết" not in {piece.text for piece in parse_article(page).removed}


WORDS = st.sampled_from(
    [
        "Thế giới",
        "Chia sẻ",
        "TPO -",
        "(Dân trí) -",
        "04/10/2021 10:15",
        "Thứ Hai,",
        "#nga",
        ". ",
        "İ",
        "ß",
        "Nga",
        "gọi cho nhau",
        "[",
        "\u00a0",
    ]
)


@given(st.lists(WORDS, min_size=60, max_size=200))
def test_the_parts_are_those_of_the_line(words: list[str]) -> None:
    page = " ".join(words)
    lines = survey(page, RULES).lines
    parted = part_lines(page, lines, RULES)
    at = 0
    for start, end, _ in parted:
        assert at <= start < end
        assert not page[at:start].strip()
        at = end
    assert at == max((end for _, end, _ in lines), default=0)


@pytest.mark.parametrize(
    "below",
    [
        "Chia sẻ: Facebook Zing Me In bài Các tin khác Mỹ mở lại đường dây với Nga (27/08/2012) RSS Đặt làm trang chủ",
        "----------- Tin bài liên quan: Mỹ mở lại đường dây với Nga Bản quyền thuộc về Báo Bến Sông",
        "Ý kiến bạn đọc (3) Hoang Nam: Thế mới thấy gọi nhau quan trọng thế nào. Trả lời Thích (12) Các tin khác",
    ],
)
@pytest.mark.parametrize("author", ["", "SƠN HÀ (Theo AFP, Reuters) "])
def test_what_stands_below_the_last_sentence(author: str, below: str) -> None:
    article = parse_article(f"04/10/2021, 10:15 (GMT+7) {TITLE} TTO - {TEXT} {author}{below}")
    assert article.text == f"{TITLE}\n\n{TEXT}"
    assert article.agencies == (("AFP", "Reuters") if author else ())
    assert article.removed[-1].text.endswith(below[-20:])


def test_a_heading_between_sentences_ends_nothing() -> None:
    page = (
        f"04/10/2021, 10:15 (GMT+7) {TITLE} TTO - {LEAD} {PROSE} Tin bài liên quan: {MORE} {END} Báo Bến Sông điện tử"
    )
    text = parse_article(page).text
    assert MORE in text
    assert END in text


def test_the_text_of_a_page_on_one_line_is_not_taken_for_its_foot() -> None:
    page = f"Thời sự Bờ Bắc > Biên giới {TITLE} (NLĐO) – {TEXT} LIÊN QUAN Mỹ gọi Nga Tin bài theo quy định của tòa soạn"
    article = parse_article(page)
    assert MORE in article.text
    assert END in article.text
    assert article.outlet == "NLĐO"
