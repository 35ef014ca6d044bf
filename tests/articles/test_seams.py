"""Elements of a page that a crawler has written together."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.articles.test_frame import LEAD, MORE, PROSE, TITLE
from vnnews import parse_article
from vnnews.articles import load_rules
from vnnews.articles._seams import part_seams
from vnnews.articles._survey import survey

RULES = load_rules()


def parted(source: str) -> list[str]:
    return [source[start:end] for start, end, _ in part_seams(source, survey(source, RULES).lines)]


def test_sections_written_together_are_parted() -> None:
    assert parted("Thời sựThế giớiKinh tếGiải trí") == ["Thời sự", "Thế giới", "Kinh tế", "Giải trí"]


def test_so_are_sentences_on_such_a_page() -> None:
    line = "Thời sựThế giớiKinh tếGiải trí Hai bên gặp nhau.Phái đoàn đã về nước."
    assert parted(line)[-2:] == ["Giải trí Hai bên gặp nhau.", "Phái đoàn đã về nước."]
    assert parted("Hai bên gặp nhau.Phái đoàn đã về nước.") == ["Hai bên gặp nhau.Phái đoàn đã về nước."]


def test_names_and_slips_part_nothing() -> None:
    for line in (
        "VnExpress, YouTube và OpenAI họp ở VietJet",
        "Ông nóiThủ tướng sẽ đi",
        "giá 1.500 đồng/kWh, đồng/kWp, đ/kWh",
    ):
        assert parted(line) == [line]


@given(
    st.lists(
        st.sampled_from(["Thế giới", "Kinh tế", " ", ".", "Hòa", "Việt Nam", "\n", "  ", "ông nóiBà"]), max_size=30
    )
)
def test_nothing_but_blanks_is_lost(pieces: list[str]) -> None:
    source = "".join(pieces)
    lines = survey(source, RULES).lines
    found = part_seams(source, lines)
    assert all(a <= b and c <= d and b <= c for (a, b, _), (c, d, _) in pairwise(found))
    whole = "".join(source[start:end] for start, end, _ in lines)
    assert "".join(source[start:end] for start, end, _ in found).split() == whole.split() or len(found) > len(lines)
    assert "".join("".join(source[a:b] for a, b, _ in found).split()) == "".join(whole.split())


def test_an_article_written_together() -> None:
    page = f"Thời sựThế giớiKinh tế{TITLE}04/10/2021 10:15 {LEAD}{PROSE}{MORE}Bình luậnTin cùng chuyên mục"
    article = parse_article(page)
    assert article.text.replace("\n\n", " ").endswith(f"{LEAD} {PROSE} {MORE}")
    assert "Kinh tế" not in article.text
    assert "Bình luận" not in article.text
