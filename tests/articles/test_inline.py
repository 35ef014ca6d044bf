import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles import _inline, parse_article
from vnnews.articles._alt_text import BLANK
from vnnews.articles._inline import (
    _bracketed,
    _joint,
    _teaser_at,
    cut_places,
    find_credits,
    find_cuts,
    has_cuts,
    is_bare,
    is_caption,
    is_said_whole,
)
from vnnews.articles._load_rules import load_rules
from vnnews.articles._survey import survey

RULES = load_rules()


def roles(text: str) -> list[tuple[str, str]]:
    """The stretches of a paragraph and their roles."""
    found, position = [], 0
    for cut in find_cuts(text, find_credits(text, RULES), cut_places(text, RULES, survey(text, RULES).places), RULES):
        found += [("body", text[position : cut.start].strip()), (cut.role, text[cut.start : cut.end].strip())]
        position = cut.end
    return [piece for piece in [*found, ("body", text[position:].strip())] if piece[1]]


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


@pytest.mark.parametrize(
    "text",
    [
        "Bộ phim điện ảnh: chiến thắng buồn của đạo diễn.",
        "Cuộc thi thông điệp qua ảnh: chúng tôi nói về mình.",
        "Ảnh hưởng của lệnh trừng phạt rất lớn.",
        "Hình phạt: 5 năm tù.",
        "Ông xem ảnh minh họa rồi gật đầu.",
    ],
)
def test_words_that_credit_nothing(text: str) -> None:
    assert find_credits(text, RULES) == []


def plain_hints(text: str) -> dict[int, str]:
    """The places of all words with which markers begin."""
    found: dict[int, str] = {}
    for word in RULES.marker_words:
        for match in re.finditer(rf"(?<![^\W_]){word}", text):
            found[match.start()] = word
    return found


CREDITS = [
    "Ảnh",
    "ảnh",
    "ẢNH",
    "Hình",
    "Nguồn",
    "Nguồn ảnh",
    "Đồ họa",
    "Photo",
    "Ảnh minh họa",
    "Hình minh hoạ",
    "minh",
]
SIGNS = [":", ";", ".", ")", "(", " ", "  ", "\u00a0", "\n", " - ", "AP", "Reuters", "Tô Lan", "ông nói", "x", "_"]


@given(st.lists(st.sampled_from([*CREDITS, *SIGNS]), max_size=14).map("".join))
def test_credits_are_those_found_at_every_word_that_may_begin_one(text: str) -> None:
    with patch.object(_inline, "credit_hints", lambda text, *_: plain_hints(text)):
        expected = find_credits(text, RULES)
    assert find_credits(text, RULES) == expected


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


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Reuters",
        "Lãnh đạo hai nước. Ảnh SPUTNIK",
        "Sơ đồ tuyến đường. Nguồn: Hải quân Thái Lan",
        "Lễ ký (Ảnh: AP).",
        "Tàu chật kín người. Ảnh: Lực lượng tuần duyên Hy Lạp",
        "Video: Reuters.",
        "Em bé được tiêm (Ảnh minh họa)",
    ],
)
def test_caption_lines(line: str) -> None:
    assert is_caption(line, find_credits(line, RULES), RULES)


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh hưởng của lệnh trừng phạt rất lớn.",
        "Ông xem ảnh.",
        "Ảnh: " + "rất dài " * 70,
        "Vắc-xin cần bốn mũi, mũi cuối tiêm khi trẻ hai tuổi. Trong đợt thí điểm ở Ghana và Kenya, số ca nặng giảm một "
        "phần ba so với trước. Em bé được tiêm ở Kisumu. Ảnh: AP",
    ],
)
def test_lines_that_are_no_captions(line: str) -> None:
    assert not is_caption(line, find_credits(line, RULES), RULES)


def test_a_credit_alone_is_bare() -> None:
    assert is_bare("Ảnh: Reuters", find_credits("Ảnh: Reuters", RULES))
    assert not is_bare("Lễ ký. Ảnh: AP", find_credits("Lễ ký. Ảnh: AP", RULES))


def test_a_credit_ends_with_its_line() -> None:
    text = "Lễ ký. Ảnh: Reuters\nTổng thống Nga tới."
    (credit,) = find_credits(text, RULES)
    assert text[credit.marker : credit.end] == "Ảnh: Reuters"


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


@given(st.text(st.sampled_from("ab .,-–([*|\t\u00a0"), max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_signs_that_join_a_credit_are_those_before_it(text: str, start: int, floor: int) -> None:
    start = min(start, len(text))
    floor = min(floor, start)
    begin = start
    while begin > max(floor, start - 6) and text[begin - 1] in " \t\u00a0([-–—.,|*":
        begin -= 1
    while begin < start and text[begin] in ".,":
        begin += 1
    assert _joint(text, start, floor) == begin


BRACKETED = re.compile(r"(?:(?<=[.!?…”\"]\s)|^)\[([^\[\].]{25,200})\](?=\s|$)")


@given(
    st.lists(st.sampled_from(["[", "]", ".", "”", " ", "\n", "a", "[Nga và Mỹ nối lại đàm phán về vũ khí]"])).map(
        "".join
    )
)
def test_headlines_in_brackets(text: str) -> None:
    expected = [match.span() for match in BRACKETED.finditer(text) if match[1][0].isupper() and match[1].count(" ") > 3]
    assert [(cut.start, cut.end) for cut in _bracketed(text)] == expected
