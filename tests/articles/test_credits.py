import pytest

from vnnews.articles._credits import author_and_outlet, is_credit
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
        "",
        "Theo " * 40,
    ],
)
def test_lines_that_are_no_credits(line: str) -> None:
    assert not is_credit(line, RULES)
