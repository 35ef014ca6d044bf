"""What stands around an article: pages as crawls leave them, small ones written for these tests."""

from __future__ import annotations

import pytest

from vnnews import Article, parse_article
from vnnews.articles import load_rules
from vnnews.articles._context import Part
from vnnews.articles._frame import ends_sentence, is_headline, mark_around

TITLE = "Hai miền nối lại đường dây nóng sau bốn tháng"
LEAD = "Sáng 4/10, hai miền gọi cho nhau qua đường dây nóng lần đầu tiên sau gần bốn tháng im lặng."
PROSE = (
    "Cuộc gọi diễn ra lúc 9 giờ và kéo dài chừng năm phút, người phát ngôn nói. Đường dây nóng bị cắt từ giữa tháng "
    "6, khi căng thẳng quanh cuộc tập trận lên cao. Hai bên hẹn gọi lại vào buổi chiều."
)
MORE = (
    "Giới quan sát cho rằng cuộc gọi mới là bước đầu. Hai miền còn phải thống nhất lịch gặp cấp bộ trưởng, và chưa rõ "
    "cuộc gặp sẽ diễn ra ở đâu. Một cuộc gặp như vậy đã bị hủy hai lần trong năm nay."
)


def page(*lines: str) -> str:
    return "\n".join(lines)


def removed(article: Article) -> list[str]:
    return [piece.text for piece in article.removed]


@pytest.mark.parametrize(
    "menu",
    [
        ["Báo Bến Sông điện tử", "Trang nhất", "Chuyện lạ"],
        ["Trang nhất > Thế giới > Tư liệu"],
        ["Thế giới Bình luận Kiều bào Muôn màu Hồ sơ"],
        ["MUSIK  CINÉ  TV SHOW  FASHION  ĐỜI SỐNG"],
        ["BÁN ĐẢO / NGOẠI GIAO / QUỐC PHÒNG"],
        ["Bến Sông » Quốc tế", "04/10/2021 10:15 (GMT+7)", "Nghe đọc bài", "0:00 / 4:12 1x"],
    ],
)
def test_the_title_is_what_says_what_the_text_says(menu: list[str]) -> None:
    article = parse_article(page(*menu, TITLE, LEAD, PROSE, MORE))
    assert article.title == TITLE
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, MORE))


@pytest.mark.parametrize(
    "above",
    [
        ["Bến Sông Cuối Tuần", "Bến Sông TV", "Bến Sông News", "Thế giới"],
        ["BỘ NGOẠI GIAO HAI MIỀN", "CỔNG THÔNG TIN ĐIỆN TỬ", "Trang chủ | Giới thiệu | Liên hệ"],
        ["BỘ THÔNG TIN HAI MIỀN", "Trang chủ | Giới thiệu | Liên hệ"],
        ["Cơ quan của hai miền", "Báo Bến Sông điện tử", "Thế giới"],
        ["Thể thao :: Bóng đá :: Cúp hai miền năm chào đón", "Thế giới"],
    ],
)
def test_a_title_is_told_by_its_words_too(above: list[str]) -> None:
    title = "Lý - Trần gặp nhau chớp nhoáng bên lề hội nghị, chưa hạ nhiệt căng thẳng"
    article = parse_article(page(*above, title, "04/10/2021 10:15", LEAD, PROSE, MORE))
    assert article.title == title
    assert article.text == "\n\n".join((title, LEAD, PROSE, MORE))


def test_the_headline_may_be_that_of_a_photo() -> None:
    title = "Hiện trường vụ cháy kho xưởng bên bến sông trong đêm"
    lead = "Đám cháy lớn trong đêm thiêu trụi hàng trăm xe máy của một kho xưởng bên bến sông hai miền"
    article = parse_article(page(title, lead, "Tư liệu", PROSE, MORE))
    assert article.title == title


@pytest.mark.parametrize("name", ["Đường dây nóng", "Phân tích-Nhận định", "Cuộc gọi hai miền"])
def test_a_name_of_a_section_is_no_title_though_the_text_has_its_words(name: str) -> None:
    article = parse_article(page("Trang nhất", name, "04/10/2021 10:15", TITLE, LEAD, PROSE, MORE, "Chia sẻ"))
    assert article.title == TITLE


def test_the_author_beside_the_date_below_the_lead() -> None:
    article = parse_article(
        page(TITLE, LEAD, "Theo dõi chúng tôi trên", "Tô Lan (TTXVN)", "04/10/2021 10:15", PROSE, MORE)
    )
    assert (article.byline, article.agencies) == ("Tô Lan", ("TTXVN",))
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, MORE))


def test_what_a_tab_is_called_is_no_title() -> None:
    article = parse_article(page(f"{TITLE} - Báo Bến Sông", "Chia sẻ", "Muôn màu", TITLE, LEAD, PROSE, MORE))
    assert article.title == TITLE
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, MORE))


def test_a_long_menu_with_an_unknown_entry() -> None:
    menu = "Báo Bến Sông Online | Trang chủ Thời sự trong nước Thế giới Bạn đọc Kinh tế Sức khỏe Giáo dục Thể thao"
    assert parse_article(page(menu, TITLE, LEAD, PROSE, MORE)).title == TITLE
    title = "Thị trường vàng thế giới và trong nước lại có kỷ lục mới sau cuộc gọi"
    assert parse_article(page(title, LEAD, PROSE, MORE)).title == title


def test_a_first_line_stays_the_title_above_a_subtitle() -> None:
    article = parse_article(page(TITLE, "Đường dây nóng im lặng từ giữa tháng 6", LEAD, PROSE, MORE))
    assert article.title == TITLE
    assert "Đường dây nóng im lặng từ giữa tháng 6" in article.text


def test_a_page_without_a_title_has_none_made_of_its_menu() -> None:
    article = parse_article(page("Trang nhất | Bến Sông | Muôn màu", "Góc nhìn", LEAD, PROSE, MORE))
    assert article.title == ""
    assert article.text == "\n\n".join((LEAD, PROSE, MORE))


def test_headlines_between_two_paragraphs() -> None:
    headlines = ["Nga và Mỹ hẹn gặp nhau tại Vienna tuần tới", "Nhật Bản phóng vệ tinh do thám thứ mười vào quỹ đạo"]
    article = parse_article(page(TITLE, LEAD, PROSE, *headlines, MORE))
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, MORE))
    assert removed(article) == headlines


@pytest.mark.parametrize(
    "lines",
    [
        ["Bốn tháng im lặng"],
        ["Bốn tháng im lặng", "Ai gọi trước"],
        ["- Cuộc gọi thứ nhất: lúc 9 giờ sáng theo giờ địa phương", "- Cuộc gọi thứ hai: lúc 5 giờ chiều cùng ngày"],
        ["Vì sao đường dây nóng giữa hai miền lại bị cắt vào tháng 6?"],
    ],
)
def test_subheadings_questions_and_lists_are_text(lines: list[str]) -> None:
    article = parse_article(page(TITLE, LEAD, PROSE, *lines, MORE))
    assert article.body == (PROSE, *lines, MORE)


def test_a_long_line_between_two_paragraphs_is_a_caption() -> None:
    caption = "Nhân viên trực đường dây nóng tại làng đình chiến trong một lần gọi thử"
    article = parse_article(page(TITLE, "Chia sẻ", LEAD, PROSE, caption, MORE, "Chia sẻ"))
    assert article.captions == (caption,)
    assert article.body == (PROSE, MORE)


def test_many_such_lines_head_a_list() -> None:
    heads = [f"Điều thứ {n} cần biết về đường dây nóng giữa hai miền" for n in ("nhất", "hai", "ba", "tư", "năm")]
    article = parse_article(page(TITLE, LEAD, *(line for head in heads for line in (f"{head}: {PROSE}", head)), MORE))
    assert set(heads) <= set(article.body)


@pytest.mark.parametrize(
    ("lines", "captions"),
    [
        (["Một góc làng đình chiến, ngày 4/10", "REUTERS/Kim Jae-min"], 2),
        (["Một góc làng đình chiến, ngày 04/10/2021.REUTERS/Kim Jae-min"], 1),
        (["Chụp lại hình ảnh,", "Một góc làng đình chiến ngày 4/10"], 2),
        (["Nguồn hình ảnh, Getty Images"], 1),
        (["Một góc làng đình chiến. AFP/Kim Jae-min"], 1),
        (["Một góc làng đình chiến hôm 4/10, ngày đường dây được nối lại", "NAM THỊNH"], 2),
        (["© AFP 2021 / Kim Jae-min", "Một góc làng đình chiến hôm 4/10, ngày đường dây được nối lại"], 2),
        (["CC BY 2.0 / Kim Jae-min / Một góc làng đình chiến hôm 4/10"], 1),
        (["Video: Toàn cảnh làng đình chiến sáng 4/10"], 1),
    ],
)
def test_credits_of_photos_without_a_marker(lines: list[str], captions: int) -> None:
    article = parse_article(page(TITLE, LEAD, PROSE, *lines, MORE))
    assert len(article.captions) == captions
    assert article.body == (PROSE, MORE)


@pytest.mark.parametrize("button", [[], ["Đi đến kho ảnh"]])
def test_a_caption_below_its_credit(button: list[str]) -> None:
    credit, caption = "© AP Photo / Petros Karadjias", "Cháy rừng trên đảo Evia, Hy Lạp"
    article = parse_article(page(TITLE, LEAD, PROSE, credit, *button, caption, MORE))
    assert article.captions == (credit, caption)
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, MORE))


def test_what_begins_as_captions_do_is_one_below_the_text_too() -> None:
    caption = "CC BY 2.0 / Sở Thủy lợi Bến Sông / Tàu hút cát trên sông"
    article = parse_article(page(TITLE, LEAD, PROSE, MORE, caption, "Từ khóa:", "sông, cát"))
    assert article.captions == (caption,)


def test_the_line_below_what_announces_a_caption() -> None:
    lines = [
        "Nguồn hình ảnh, Reuters",
        "Chụp lại hình ảnh,",
        'Bà Lan nói rằng người dân trong làng "chưa bao giờ thấy nước cao đến thế"',
    ]
    article = parse_article(page(TITLE, LEAD, PROSE, *lines, MORE, "Chủ đề liên quan", "Bến Sông"))
    assert article.captions == tuple(lines)


@pytest.mark.parametrize("player", ["00:00", "0:00 / 4:12"])
def test_a_film_has_its_name_above_how_long_it_plays(player: str) -> None:
    article = parse_article(page(TITLE, "Chia sẻ", LEAD, PROSE, "Trong phòng trực", player, MORE, "Chia sẻ"))
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, MORE))


def test_a_subheading_below_headlines_is_text() -> None:
    headlines = ["Nga và Mỹ hẹn gặp nhau tại Vienna tuần tới", "Nhật Bản phóng vệ tinh do thám thứ mười vào quỹ đạo"]
    article = parse_article(page(TITLE, "Chia sẻ", LEAD, PROSE, *headlines, "Ai gọi trước?", MORE, "Chia sẻ"))
    assert article.body == (PROSE, "Ai gọi trước?", MORE)
    assert set(headlines) <= set(removed(article))


def test_photos_are_called_after_the_title() -> None:
    article = parse_article(page("Trang chủ | Thế giới", TITLE, LEAD, f"{TITLE} - Ảnh 1.", PROSE, f"{TITLE} - 2", MORE))
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, MORE))
    assert article.captions == (f"{TITLE} - Ảnh 1.", f"{TITLE} - 2")


def test_what_photos_are_called_after_is_the_title() -> None:
    title = "Giá đồng leo dốc nhờ kỳ vọng thị trường phục hồi, giới khai mỏ vẫn “án binh bất động”"
    above = ["MỚI NHẤT!", "XÃ HỘI", "VĨ MÔ", "KINH TẾ SỐ"]
    article = parse_article(page(*above, title, "19-04-2023 - 07:12 AM", LEAD, f"{title} - Ảnh 1.", PROSE, MORE))
    assert article.title == title
    assert article.text == "\n\n".join((title, LEAD, PROSE, MORE))


def test_sections_in_brackets_before_the_lead() -> None:
    article = parse_article(page(TITLE, f"(Tin thể thao, tin bóng đá) {LEAD}", PROSE, MORE))
    assert (article.lead, article.outlet) == (LEAD, "")
    assert parse_article(page(TITLE, f"(Tin Tức) - {LEAD}", PROSE, MORE)).outlet == "Tin Tức"


def test_most_pages_have_nothing_around() -> None:
    rules = load_rules()

    def parts(*lines: str) -> list[Part]:
        return [Part("body", line, 0, len(line)) for line in lines]

    assert not mark_around(parts(TITLE, PROSE, MORE), rules)
    assert not mark_around(parts(TITLE, PROSE, MORE, "Tô Lan"), rules)
    assert not mark_around(parts(TITLE, PROSE, "Bốn tháng im lặng", MORE), rules)
    assert not mark_around([], rules)
    assert mark_around(parts("Bến Sông", "Muôn màu", TITLE, PROSE), rules)
    assert not mark_around(parts("Bến Sông", "Muôn màu", TITLE), rules)


@pytest.mark.parametrize(
    ("line", "is_text"),
    [
        (PROSE, True),
        ("Câu ngắn.", True),
        ("Ai gọi trước?", False),
        (f"“{LEAD}”", True),
        ("Phần còn lại của một đoạn văn dài " * 5, True),
        (TITLE, False),
    ],
)
def test_what_ends_as_text_does(line: str, is_text: bool) -> None:
    assert ends_sentence(Part("body", line.strip(), 0, 1)) is is_text
    assert not ends_sentence(Part("teaser", line, 0, 1))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (TITLE, True),
        (f"22-06-2022 {TITLE}", True),
        ("Bốn tháng im lặng", False),
        (f"{TITLE}:", False),
        ("hai miền nối lại đường dây nóng sau bốn tháng", False),
        ("22-06-2022 ", False),
    ],
)
def test_headlines(line: str, expected: bool) -> None:
    assert is_headline(Part("body", line, 0, len(line))) is expected
