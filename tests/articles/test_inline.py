import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles import parse_article
from vnnews.articles._alt_text import BLANK
from vnnews.articles._inline import _bracketed, _teaser_at, cut_places, find_cuts, has_cuts
from vnnews.articles._load_rules import load_rules
from vnnews.articles._photo_credits import find_credits, is_said_whole
from vnnews.articles._survey import survey

RULES = load_rules()


def roles(text: str) -> list[tuple[str, str]]:
    """The stretches of a paragraph and their roles."""
    found, position = [], 0
    for cut in find_cuts(text, find_credits(text, RULES), cut_places(text, RULES, survey(text, RULES).places), RULES):
        found += [("body", text[position : cut.start].strip()), (cut.role, text[cut.start : cut.end].strip())]
        position = cut.end
    return [piece for piece in [*found, ("body", text[position:].strip())] if piece[1]]


@pytest.mark.parametrize("credit", ["(Ảnh: AP)", "(Nguồn: Reuters)"])
def test_behind_a_photo_the_outlet_is_the_own(credit: str) -> None:
    text = f"Người dân xếp hàng bên bến sông. {credit} VOV.VN - Nước sông đã rút sau ba ngày lũ."
    assert all(role != "teaser" for role, _ in roles(text))


@pytest.mark.parametrize(
    ("caption", "before", "after"),
    [
        ("Hai ông trao đổi bên lề APEC. (Ảnh: EPA)", "Đó là một cơ hội.", ""),
        ("Cờ Mỹ bên ngoài khách sạn ngày 4/2 - Ảnh: CNN/Getty Images", "Ông viết vậy.", "Tổng thống viết tiếp."),
        ("Đại diện các bên tại Astana ngày 24/1. Ảnh: AFP/TTXVN", "", "Theo phóng viên, cuộc họp bắt đầu."),
        ("Việc tạo vùng trữ nước. Ảnh: Cửu Long", "", "Ngày 7/2, tỉnh khởi động dự án."),
        ("Cây đổ chắn ngang đường. Ảnh: Đỗ An", "", "Điện lực cắt điện bốn huyện."),
        ("Xe mới ra mắt. Ảnh: Văn Nam/BNEWS/TTXVN", "", "Ông Lê Đức cho biết giá không đổi."),
        ("Sinh viên ôn thi. Ảnh: Kim Kyu-dong.", "", "Ở Hàn Quốc, người ta ngủ ít."),
        ("Phối cảnh bến xe. Ảnh:L.ĐỨC", "Xe sẽ dời đi.", ""),
        ("Đội tuyển tập luyện. Ảnh: Phan Tuấn Anh - TTXVN", "", "Theo nhiều người, trời mưa."),
        ("Ngoại trưởng hai nước, ảnh: Newsweek.", "Ông nói vậy.", "Cuộc gặp kéo dài."),
        ("Cảnh lũ ở Phú Yên. Ảnh minh họa.", "", "Nước đã rút."),
        ("Ảnh: Tàu hàng cập cảng sáng 4/2. Nguồn ảnh: Sina", "Ông nói vậy.", "Tuy nhiên, tàu sẽ không ở lại."),
    ],
)
def test_a_caption_is_cut_out(caption: str, before: str, after: str) -> None:
    expected = [("body", before), ("caption", caption), ("body", after)]
    assert roles(f"{before} {caption} {after}".strip()) == [piece for piece in expected if piece[1]]


def test_a_part_of_a_quotation_is_no_caption() -> None:
    text = '“Chúng tôi đồng ý. Ông ấy làm rất tốt" - Tổng thống nói. Ảnh: AP'
    assert roles(text) == [("body", text[: text.index("Ảnh")].strip()), ("caption", "Ảnh: AP")]
    assert is_said_whole("Ông nói “vâng”.")
    assert not is_said_whole("Ông nói vâng”.")


def test_a_teaser_is_cut_out() -> None:
    teaser = "Nga nhất trí với Syria VOV.VN - Tổng thống Nga gặp Tổng thống Syria."
    assert roles(f"Điện Kremlin xác nhận. {teaser} Hai bên sẽ gặp lại.") == [
        ("body", "Điện Kremlin xác nhận."),
        ("teaser", teaser),
        ("body", "Hai bên sẽ gặp lại."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Phóng viên báo Lao Động - Anh hùng thời đổi mới - kể lại.",
        "Quan hệ Nga - Mỹ xấu đi. Hai bên – theo VOV – vẫn đàm phán.",
        "Ông nói [về chuyện này] rất lâu.",
    ],
)
def test_text_without_a_teaser(text: str) -> None:
    assert roles(text) == [("body", text)]


def test_a_link_and_a_bracketed_headline_are_cut_out() -> None:
    link = ">> Xem thêm: Nga điều tàu tới Cuba."
    assert roles(f"Câu đầu. {link} Câu sau.") == [("body", "Câu đầu."), ("furniture", link), ("body", "Câu sau.")]
    headline = "[Nga chặn máy bay tuần tra của Na Uy]"
    assert roles(f"Ông nói. {headline} Tuyên bố cho biết.") == [
        ("body", "Ông nói."),
        ("teaser", headline),
        ("body", "Tuyên bố cho biết."),
    ]
    for text, holds in ((f"Ông nói. {headline} Rồi.", True), ("Quan hệ Nga - Mỹ xấu đi.", False)):
        assert has_cuts(text, cut_places(text, RULES, survey(text, RULES).places), RULES) is holds


def test_a_link_that_a_sentence_is_run_into_ends_with_its_headline() -> None:
    one, other = ">> Phát hiện siêu virus chuyên do thám Trung Đông", ">> Iran tố bị tấn công mạng quy mô lớn"
    text = "Trong thông cáo phát đi hôm 26/8, công ty xác nhận các máy trạm của nhân viên đã được làm sạch và chạy lại."
    assert roles(f"Câu đầu. {one} {other} {text}") == [
        ("body", "Câu đầu."),
        ("furniture", one),
        ("furniture", other),
        ("body", text),
    ]


@pytest.mark.parametrize("outlet", ["TPO", "VTV.vn"])
def test_a_teaser_with_a_code_or_an_address(outlet: str) -> None:
    teaser = f"Kinh tế Mỹ giảm kỷ lục {outlet} - Bộ Thương mại Mỹ vừa công bố số liệu của quý hai."
    assert roles(teaser) == [("teaser", teaser)]


def test_a_link_before_a_credit_is_no_part_of_the_caption() -> None:
    text = "Hai bên gặp nhau. >> Xem thêm: Nga và Mỹ nối lại đàm phán hạt nhân  Hội trường. Ảnh: AP. Cuộc gặp kết thúc."
    article = parse_article("Nga và Mỹ\n" + text)
    assert article.captions == ("Hội trường. Ảnh: AP.",)
    assert article.text.endswith("Hai bên gặp nhau.\n\nCuộc gặp kết thúc.")


def test_headlines_below_a_heading_in_capitals_are_cut_up_to_the_credit() -> None:
    text = "Hai bên gặp nhau. CÙNG SỰ KIỆN Nga và Mỹ nối lại đàm phán Hội đàm kéo dài ba tiếng  Tô Lan (Tổng hợp)"
    article = parse_article("Nga và Mỹ\n" + text)
    assert article.body == ("Hai bên gặp nhau.",)
    assert article.byline == "Tô Lan"


def test_a_heading_in_capitals_before_sentences_stays() -> None:
    text = "Hai bên gặp nhau. CÙNG SỰ KIỆN Nga nêu đề nghị. Mỹ sẽ trả lời (hôm sau)"
    assert parse_article("Nga và Mỹ\n" + text).body == (text,)


def test_a_call_with_an_address_is_cut() -> None:
    article = parse_article("Nga và Mỹ\nĐĂNG KÝ KÊNH SAO MAI: https://example.org/a Hai bên gặp nhau hôm nay.")
    assert article.body == ("Hai bên gặp nhau hôm nay.",)


OUTLETS = ["VOV.VN", "(VTC News)", "Lao Động", "(PNO)", "\u00a0VOV", "\u200bVOV.VN", "Tuổi Trẻ"]
BESIDE_DASHES = st.sampled_from([*OUTLETS, "Nga", "x" * 45, "”", "\n", "\r"])
DASHES = st.sampled_from([" - ", " – ", " — ", "- ", " ", "\n", " >> ", " [", "\u00a0- ", "https://"])


@given(st.lists(st.tuples(BESIDE_DASHES, DASHES), max_size=12), st.integers(0, 3))
def test_no_place_of_a_teaser_is_left_out(pairs: list[tuple[str, str]], cut: int) -> None:
    page = "".join(word + sign for word, sign in pairs) + "Hai bên gặp nhau ở Geneva."
    places = set(cut_places(page, RULES, survey(page, RULES).places))
    start = 0
    for raw in page.splitlines(keepends=True):
        # A line begins behind what takes no room, and its text may begin behind an outlet.
        line = raw.strip(BLANK)
        for begin in {0, line.find(" - ", cut) + 3 if " - " in line[cut:] else 0}:
            text, at = line[begin:], start + raw.find(line) + begin
            for place in range(len(text)):
                assert at + place in places or _teaser_at(text, place, RULES) is None
        start += len(raw)


BRACKETED = re.compile(r"(?:(?<=[.!?…”\"]\s)|^)\[([^\[\].]{25,200})\](?=\s|$)")


@given(
    st.lists(st.sampled_from(["[", "]", ".", "”", " ", "\n", "a", "[Nga và Mỹ nối lại đàm phán về vũ khí]"])).map(
        "".join
    )
)
def test_headlines_in_brackets(text: str) -> None:
    expected = [match.span() for match in BRACKETED.finditer(text) if match[1][0].isupper() and match[1].count(" ") > 3]
    assert [(cut.start, cut.end) for cut in _bracketed(text)] == expected
