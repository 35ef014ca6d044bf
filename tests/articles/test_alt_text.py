import pytest

from vnnews.articles._alt_text import AltTexts

PAGE = "Thượng đỉnh Mỹ - Nga: Cánh cửa mở\nHai bên đã hội đàm tại Geneva trong gần bốn tiếng đồng hồ.\n"


@pytest.mark.parametrize(
    "line",
    ["Thuong dinh My - Nga: Canh cua mo", "Thuong dinh My - Nga: Canh cua mo-Hinh-2", "Hai nha lanh dao bat tay nhau"],
)
def test_alt_texts(line: str) -> None:
    assert AltTexts(PAGE).holds(line)


@pytest.mark.parametrize("line", ["Joe Biden meets Vladimir Putin in Geneva", "Geneva", "1 2 3 4 5"])
def test_other_lines_in_ascii(line: str) -> None:
    assert not AltTexts(PAGE).holds(line)


def test_a_page_without_diacritics_has_none() -> None:
    assert not AltTexts("Tong thong Nga va Tong thong My hoi dam.\n" * 3).holds("Tong thong Nga va Tong thong My")
