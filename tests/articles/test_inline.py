import pytest

from vnnews.articles._inline import is_caption, split_paragraph
from vnnews.articles._rules import load_rules

RULES = load_rules()


def roles(text: str) -> list[tuple[str, str]]:
    return [(piece.role, piece.text) for piece in split_paragraph(text, 100, RULES)]


@pytest.mark.parametrize(
    ("caption", "before", "after"),
    [
        ("Hai ông trao đổi bên lề APEC. (Ảnh: EPA)", "Đó là một cơ hội.", ""),
        ("Cờ Mỹ bên ngoài khách sạn ngày 4/2 - Ảnh: CNN/Getty Images", "Ông viết vậy.", "Tổng thống viết tiếp."),
        ("Đại diện các bên tại Astana ngày 24/1. Ảnh: AFP/TTXVN", "", "Theo phóng viên, cuộc họp bắt đầu."),
        ("Việc tạo vùng trữ nước. Ảnh: Cửu Long", "", "Ngày 7/2, tỉnh khởi động dự án."),
    ],
)
def test_a_caption_is_cut_out(caption: str, before: str, after: str) -> None:
    expected = [("body", before), ("caption", caption), ("body", after)]
    assert roles(f"{before} {caption} {after}".strip()) == [piece for piece in expected if piece[1]]


def test_a_teaser_is_cut_out() -> None:
    teaser = "Nga nhất trí với Syria VOV.VN - Tổng thống Nga gặp Tổng thống Syria."
    assert roles(f"Điện Kremlin xác nhận. {teaser} Hai bên sẽ gặp lại.") == [
        ("body", "Điện Kremlin xác nhận."),
        ("teaser", teaser),
        ("body", "Hai bên sẽ gặp lại."),
    ]


def test_offsets_point_into_the_page() -> None:
    text = "Câu đầu. Lãnh đạo hai nước. Ảnh: Reuters Câu sau thì dài."
    page = "x" * 100 + text
    for piece in split_paragraph(text, 100, RULES):
        assert page[piece.start : piece.end] == piece.text


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Reuters",
        "Lãnh đạo hai nước. Ảnh SPUTNIK",
        "Sơ đồ tuyến đường. Nguồn: Hải quân Thái Lan",
        "Lễ ký (Ảnh: AP).",
    ],
)
def test_caption_lines(line: str) -> None:
    assert is_caption(line, RULES)


@pytest.mark.parametrize("line", ["Ảnh hưởng của lệnh trừng phạt rất lớn.", "Ông xem ảnh.", "Ảnh: " + "rất dài " * 70])
def test_lines_that_are_no_captions(line: str) -> None:
    assert not is_caption(line, RULES)
