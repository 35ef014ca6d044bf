import pytest

from vnnews.articles._credits import LONGEST_CREDIT, _known_names, author_and_outlet, is_credit, named_in
from vnnews.articles._load_rules import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [
        ("Tú Oanh", "Tú Oanh", ""),
        ("Theo AP", "", ""),
        ("Tô Châu (theo Reuters, AFP)", "Tô Châu", ""),
        ("THIỆN ĐẠO (Theo AP, CNN, ABC News)", "THIỆN ĐẠO", ""),
        ("Theo Kông Anh/VTC News", "Kông Anh", "VTC News"),
        ("Mai Chi Theo Reuters", "Mai Chi", ""),
        ("TTXVN/Tin Tức", "", "Tin Tức"),
        ("Quốc Tiệp (tổng hợp)", "Quốc Tiệp", ""),
        ("(Theo TTXVN)", "", ""),
        ("Quốc Tiệp (tổng hợp từ ZDNet)", "Quốc Tiệp", ""),
        ("Quốc Tiệp (TTXVN)", "Quốc Tiệp", ""),
        ("Gia Khánh, thông tín viên RFA", "Gia Khánh", ""),
        ("Ngọc Diệp/Toàn Cảnh Online (theo Yonhap)", "Ngọc Diệp", "Toàn Cảnh Online"),
    ],
)
def test_credits(line: str, author: str, outlet: str) -> None:
    assert is_credit(line, RULES)
    assert author_and_outlet(line, RULES) == (author, outlet)


@pytest.mark.parametrize(
    "line",
    [
        "Kết quả tích cực",
        "Theo AFP, Tổng thống Mỹ đã ra lệnh rút quân.",
        "Ông Putin nói.",
        "Nga",
        "“Chúng Tôi”",
        "Gia Khánh, thông tín viên lâu năm, về hưu",
        "",
        "Theo " * 40,
    ],
)
def test_lines_that_are_no_credits(line: str) -> None:
    assert not is_credit(line, RULES)


def test_a_long_line_is_no_credit() -> None:
    assert is_credit("AP" + " " * (LONGEST_CREDIT - 2), RULES)
    assert not is_credit("AP" + " " * (LONGEST_CREDIT - 1), RULES)


@pytest.mark.parametrize(
    ("lines", "dateline", "expected"),
    [
        ((), "", ((), "", "")),
        ((), "PNO", ((), "", "PNO")),
        ((), "Reuters", (("Reuters",), "", "")),
        (("Tô Lan", "Theo Kông Anh/VTC News"), "", ((), "Tô Lan", "VTC News")),
        (("Theo AP", "Tô Lan"), "PNO", (("AP",), "Tô Lan", "PNO")),
        (("Theo AP",), "MOSKVA (Sputnik", (("AP",), "", "Sputnik")),
        (("Theo SputnikTheo Trí Thức Trẻ",), "", (("Sputnik",), "", "Trí Thức Trẻ")),
        (("Tô Lan (theo Channel NewsAsia, Euractiv)",), "", (("Channel News Asia", "Euractiv"), "Tô Lan", "")),
        (("Tô Lan",), "LONDON (Reuters", (("Reuters",), "Tô Lan", "")),
        (
            (
                "Nguồn: Ann Lee, “A River and its Banks”, Project Syndicate, 28/02/2017.",
                "Biên dịch: Tô Lan | Hiệu đính: Lê Ba",
            ),
            "",
            (("Project Syndicate",), "Ann Lee", ""),
        ),
    ],
)
def test_what_credits_and_dateline_name(
    lines: tuple[str, ...], dateline: str, expected: tuple[tuple[str, ...], str, str]
) -> None:
    for _ in range(2):
        assert named_in(lines, dateline, RULES) == expected


def test_a_page_of_nothing_but_credits_is_not_remembered() -> None:
    lines = tuple(f"Tô Lan {i}" for i in range(1_000))
    known = _known_names.cache_info().currsize
    assert named_in(lines, "", RULES) == ((), "Tô Lan 0", "")
    assert _known_names.cache_info().currsize == known
