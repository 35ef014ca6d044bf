import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles import _photo_credits
from vnnews.articles._load_rules import load_rules
from vnnews.articles._photo_credits import _joint, find_credits, is_bare, is_caption

RULES = load_rules()


@pytest.mark.parametrize(
    "text",
    [
        "Bộ phim điện ảnh: chiến thắng buồn của đạo diễn.",
        "Cuộc thi thông điệp qua ảnh: chúng tôi nói về mình.",
        "Ảnh hưởng của lệnh trừng phạt rất lớn.",
        "Hình phạt: 5 năm tù.",
        "Ông xem ảnh minh họa rồi gật đầu.",
        "Hai bên gặp nhau. Ảnh Bác Hồ được treo trang trọng.",
        "Hai bên gặp nhau. Ảnh tư liệu Bác Hồ tại Pác Bó còn được giữ.",
        "Số liệu (Nguồn Tổng cục Thống kê) cho thấy điều đó.",
        "Theo bà An (ảnh), hai bên đã gặp nhau.",
        "Tam giác trên (Hình 2) có ba cạnh.",
    ],
)
def test_words_that_credit_nothing(text: str) -> None:
    assert find_credits(text, RULES) == []


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Cháy lớn ở cảng. Ảnh cắt từ clip Thấy vậy, ông chạy ra.", "Ảnh cắt từ clip"),
        ("Cháy lớn ở cảng. Ảnh BGR Tuy nhiên, không ai bị thương.", "Ảnh BGR"),
        ("Cháy lớn ở cảng. Ảnh Long Thanh Cùng thời điểm, trời mưa.", "Ảnh Long Thanh"),
        ("Cháy lớn ở cảng. Ảnh Trần Hoan", "Ảnh Trần Hoan"),
        ("Cháy lớn ở cảng. Ảnh facebook nhân vật Ông kể lại.", "Ảnh facebook nhân vật"),
        ("Cháy lớn ở cảng. Ảnh baocang.com.vn Ông kể lại.", "Ảnh baocang.com.vn"),
        ("Cháy lớn ở cảng (ảnh minh họa) Ông kể lại.", "(ảnh minh họa)"),
        ("Cháy lớn ở cảng (Ảnh do người dân gửi).", "(Ảnh do người dân gửi)."),
        ("Cháy lớn ở cảng. (Nguồn Daily Mail) Ông kể lại.", "(Nguồn Daily Mail)"),
        ("Cháy lớn ở cảng. Ảnh minh họa (Báo Cảng) Ông kể lại.", "Ảnh minh họa (Báo Cảng)"),
        ("Cháy lớn ở cảng. Ảnh: (Bạn đọc cung cấp)", "Ảnh: (Bạn đọc cung cấp)"),
        ("Cháy lớn ở cảng. Ảnh minh họa - Nguồn: Internet", "- Nguồn: Internet"),
        ("Cháy lớn ở cảng - Ảnh minh họa Ông kể lại.", "- Ảnh minh họa"),
        ("Cháy lớn ở cảng. Ảnh: Topwar.ru", "Ảnh: Topwar.ru"),
        ("Cháy lớn ở cảng. Ảnh: Lan Anh, phóng viên Tân Hoa xã", "Ảnh: Lan Anh, phóng viên Tân Hoa xã"),
        ("Cháy lớn ở cảng. Ảnh: Thu Báu (Trung tâm Văn hóa Cảng)", "Ảnh: Thu Báu (Trung tâm Văn hóa Cảng)"),
        ("Cháy lớn ở cảng. Ảnh: Thu Báu (T/h)", "Ảnh: Thu Báu"),
        ("Cháy lớn ở cảng. Ảnh: Hải quân Thái Lan Thấy vậy, ông chạy ra.", "Ảnh: Hải quân Thái Lan"),
        ("Cháy lớn ở cảng. Nguồn ảnh: Quốc phòng Việt Nam Hiện lửa đã tắt.", "Nguồn ảnh: Quốc phòng Việt Nam"),
    ],
)
def test_credits_without_a_colon_or_a_full_stop(text: str, credit: str) -> None:
    (found,) = find_credits(text, RULES)
    assert text[found.start : found.end].strip() == credit


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
    "minh họa",
    "do",
]
SIGNS = [":", ";", ".", ")", "(", " ", "  ", "\u00a0", "\n", " - ", "AP", "Reuters", "Tô Lan", "ông nói", "x", "_"]


@given(st.lists(st.sampled_from([*CREDITS, *SIGNS]), max_size=14).map("".join))
def test_credits_are_those_found_at_every_word_that_may_begin_one(text: str) -> None:
    with patch.object(_photo_credits, "credit_hints", lambda text, *_: plain_hints(text)):
        expected = find_credits(text, RULES)
    assert find_credits(text, RULES) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Reuters",
        "Lãnh đạo hai nước. Ảnh SPUTNIK",
        "Sơ đồ tuyến đường. Nguồn: Hải quân Thái Lan",
        "Lễ ký (Ảnh: AP).",
        "Tàu chật kín người. Ảnh: Lực lượng tuần duyên Hy Lạp",
        "Video: Reuters.",
        "Dung nham phun cao trong đêm 16/3. Video: Reuters",
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
        "Họ hỏi chuyện đã quay. Video: ai đã đăng nó?",
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
