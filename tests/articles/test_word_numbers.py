"""What is told of the words of a page."""

from __future__ import annotations

from tests.articles.measure import read_crawled
from vnnews.articles import load_rules
from vnnews.articles._word_marks import PageWords, read_words
from vnnews.articles._word_numbers import Of

PAGE = """Trang chủ | Thế giới | Kinh tế
Nga và Mỹ nối lại đàm phán tại Geneva
14/04/2021 - 08:54
Hai bên gặp nhau tại Geneva hôm 13/4, theo Điện Kremlin, và sẽ gặp lại sau một tuần nữa.
Phái đoàn hai nước. Ảnh: Reuters

Tô Lan (theo AFP)"""


def read(text: str) -> PageWords:
    page = read_words(text, load_rules())
    assert page is not None
    return page


def words_of(text: str, page: PageWords) -> list[str]:
    return [text[start:end] for start, end in zip(page.starts, page.ends, strict=True)]


def test_numbers_of_words() -> None:
    page = read(PAGE)
    words, numbers = words_of(PAGE, page), page.of_words
    trang, chu, nga, reuters = (words.index(word) for word in ("Trang", "chủ", "Nga", "Reuters"))
    assert numbers[trang, Of.PHRASE] == numbers[chu, Of.PHRASE] + 1 > 1
    assert numbers[nga, Of.PHRASE] == 0
    assert numbers[words.index("14"), Of.SPAN] == 1
    assert numbers[reuters, Of.SPAN] == 2
    assert numbers[reuters, Of.SOURCE] == 1
    assert numbers[nga, Of.GAP] == 4
    assert numbers[words.index("Tô"), Of.GAP] == 5
    assert numbers[nga, Of.CAPITAL_AHEAD] > 0 == numbers[chu, Of.CAPITAL_AHEAD]
    seam = read("Thế giớiNga - Mỹ")
    assert seam.of_words[:, Of.SEAM].tolist() == [0, 0, 1, 0, 0]


def test_real_pages() -> None:
    for _, text in read_crawled("held out")[:10]:
        page = read(text)
        assert (page.of_words[:, Of.HASH] > 0).all()
        assert (page.of_lines >= 0).all()
