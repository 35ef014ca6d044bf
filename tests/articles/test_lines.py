from importlib import resources
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles import _lines
from vnnews.articles._context import Part
from vnnews.articles._dates import Published
from vnnews.articles._lines import read_lines
from vnnews.articles._load_rules import load_rules
from vnnews.articles._openings import OTHER, ROW
from vnnews.articles._survey import SENTENCE, survey

RULES = load_rules()
PROSE = "Tổng thống Nga và Tổng thống Mỹ đã hội đàm tại Geneva trong gần bốn tiếng đồng hồ."


def roles(*lines: str) -> list[str]:
    return [piece.role for piece in read_lines("\n".join(lines), RULES)[0]]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Hai bên sẽ còn gặp lại nhau.", "body"),
        ("Gửi phản hồi", "furniture"),
        ("news_is_not_ads=", "furniture"),
        ("Bình luận(0)", "furniture"),
        (">> xem thêm", "furniture"),
        ("Theo dõi chúng tôi trên Google News", "furniture"),
        ("14/04/2021 - 08:54", "date"),
        ("BENSONG.VN", "furniture"),
        ("tin.bensong.com", "furniture"),
        ("ads.AddBanner('giua_bai');", "furniture"),
        ("Loaded: 0%", "furniture"),
        ("&gt;&gt; Nga và Mỹ nối lại đàm phán", "furniture"),
        ("Nguồn: Ann Lee, “A River”, Project Syndicate, 28/02/2017.", "credit"),
        ("Lãnh đạo hai nước. Ảnh: Reuters", "caption"),
        ("Thuong dinh My - Nga: Canh cua mo cho quan he hai nuoc", "alt text"),
    ],
)
def test_roles(line: str, role: str) -> None:
    assert roles(PROSE, line) == ["body", role]


def test_a_line_said_again_is_repeated() -> None:
    assert roles(PROSE, PROSE.upper()) == ["body", "repeated"]


def test_alt_text_above_the_title_is_found() -> None:
    assert roles("My - Nga hoi dam", "Mỹ - Nga hội đàm", PROSE) == ["alt text", "body", "body"]


def test_headlines_below_a_list_heading() -> None:
    assert roles(PROSE, PROSE[:-1] + " nữa.", "Tin liên quan", "Mỹ lại áp thuế", "Tô Lan", PROSE + " Rồi.") == [
        "body",
        "body",
        "furniture",
        "teaser",
        "body",
        "body",
    ]


def test_a_list_heading_above_the_article_takes_nothing() -> None:
    assert roles("Tin mới", "Mỹ lại áp thuế", PROSE) == ["furniture", "body", "body"]


def looked_at_closely(source: str) -> tuple[list[Part], Published | None]:
    """What the lines of a page are where none is taken for text at first sight."""
    known = survey(source, RULES)
    lines = [(start, end, kind & ~SENTENCE) for start, end, kind in known.lines]
    with patch.object(_lines, "_is_text", return_value=False):
        return read_lines(source, RULES, known._replace(lines=lines))


SAMPLE = [
    file.read_text(encoding="utf-8")
    for file in (resources.files("vnnews.datasets") / "sample").iterdir()
    if file.name.endswith(".txt")
]
FRAGMENTS = [
    PROSE,
    PROSE.upper(),
    PROSE[:-1],
    PROSE[:-1] + "…",
    "Theo hãng tin này, hai bên sẽ gặp lại nhau trong tháng tới tại thủ đô của một nước thứ ba.",
    "Mỹ và Nga nối lại đàm phán về vũ khí",
    "Thứ hai, 14/04/2021 08:54",
    "PNO - Hai bên gặp nhau hôm 13/4 tại Geneva, lần đầu tiên sau một năm rưỡi gián đoạn.",
    "Lãnh đạo hai nước trong cuộc gặp. Ảnh: Reuters",
    "Xem thêm: Nga điều tàu",
    "Tags",
    "Gửi phản hồi",
    "Tô Lan (theo AFP)",
    "Nga nhất trí với Syria VOV.VN - Tổng thống Nga gặp Tổng thống Syria hôm qua ở Moscow.",
    "Hai bên gặp nhau. CÙNG SỰ KIỆN Nga và Mỹ nối lại đàm phán",
    ">> xem thêm",
    "- Xem thêm tin khác",
    "My - Nga hoi dam lan dau tien sau mot nam ruoi gian doan.",
    "doc_id = 3",
    "Ông nói về chuyện này trong mục đọc nhiều",
    "Video: " + PROSE * 3 + " Năm 2019, ông nói: chưa có gì",
    PROSE * 4 + " Theo dõi chúng tôi trên trang này: tin hay đọc nhiều",
    PROSE * 4 + " CÙNG SỰ KIỆN Nga và Mỹ nối lại đàm phán",
    "",
    " ",
    "\u2003",
]


@pytest.mark.parametrize("source", SAMPLE)
def test_text_at_first_sight_is_text_at_the_second(source: str) -> None:
    for text in (source, source.replace(". ", ".\n"), source.replace(".", ""), source.replace("\n", "\r\n\r\n")):
        assert read_lines(text, RULES) == looked_at_closely(text)


LINES = (st.sampled_from(FRAGMENTS) | st.text(max_size=80)).filter(lambda text: text[-1:] not in ('"', "”", "…"))


@given(st.lists(LINES))
def test_fragments_in_any_order(lines: list[str]) -> None:
    # Text that ends in a quotation mark or dots is kept among headlines at first sight, and one of them at the second.
    text = "\n".join(lines)
    assert read_lines(text, RULES) == looked_at_closely(text)


def test_openings_are_those_that_the_rules_tell() -> None:
    for prefix in RULES.furniture:
        word = prefix.split(" ")[0]
        assert RULES.openings[word] & OTHER, prefix
        assert RULES.openings[word.upper()] & OTHER, prefix
    for phrase in RULES.phrase_starts:
        assert RULES.openings[phrase.capitalize()] & ROW, phrase
    assert RULES.openings["Geneva"] == 0
