import pytest

from vnnews.articles._lines import read_lines
from vnnews.articles._rules import load_rules

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


def test_the_first_date_counts() -> None:
    published = read_lines("12/3/2018\nTựa\n13/3/2018", RULES)[1]
    assert published is not None
    assert published.date.isoformat() == "2018-03-12"
