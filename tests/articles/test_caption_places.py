"""Of all places the kernel leaves few, and says so where it cannot tell."""

from __future__ import annotations

from tests.articles.test_caption_search import STYLE, body_of
from vnnews.articles import _caption_search as kernel
from vnnews.articles import load_rules
from vnnews.articles._caption_candidates import Page, all_places, candidates_at
from vnnews.articles._caption_places import hopeful_places


def page_of(text: str, top: str, *, titled: bool = True) -> Page:
    """Return a page of lines below a headline."""
    source = f"{top}\n{text}"
    first, *body = body_of(source)
    first.role = "title"
    return Page(source, body, [first], load_rules(), STYLE, titled=titled)


def test_few_places_are_left() -> None:
    line = "Tổng thống Nga (trái) và Tổng thống Mỹ tại Geneva"
    other = "Hai bên cho biết việc đó còn phải chờ thêm một thời gian nữa mới có thể bàn đến được."
    text = " ".join([other] * 5 + [line + "."] + [other] * 5)
    page = page_of(text, "Nga và Mỹ hội đàm tại Geneva")
    places = hopeful_places(page, kernel)
    assert places is not None
    assert [text[at:stop] for _, at, stop, _ in places] == [line]
    assert len(list(all_places(page))) == 11


def test_the_headline_tells() -> None:
    other = "Hai bên cho biết việc đó còn phải chờ thêm một thời gian nữa."
    text = f"{other} Đoàn tàu tại chợ. {other}"
    like, unlike = (page_of(text, top) for top in ("Đoàn tàu đến chợ", "Giá vàng hôm nay"))
    at = len(other) + 1
    assert hopeful_places(like, kernel) == [(0, at, at + 16, 2)]
    assert hopeful_places(unlike, kernel) == []


def test_what_the_kernel_cannot_tell() -> None:
    for text in ("Tổng thống Nga \U0001f600. " * 20, "Hiện trường vụ cháy. " * 1000):
        assert hopeful_places(page_of(text, "Hiện trường"), kernel) is None
    odd = page_of("Hiện còn chưa rõ ΟΔΟΣ. Hiện điều đó còn chưa rõ.", "Hiện", titled=False)
    assert hopeful_places(odd, kernel) == [(0, 0, 21, 2)]


def test_lines_of_signs_only() -> None:
    other = "Hai bên cho biết việc đó còn phải chờ thêm một thời gian nữa."
    for signs in ("." * 30, "." * 103, "…" * 40, "?" * 20 + ".", '"' * 12, ": ( ) . , " * 4):
        for text in (f"{other}\n{signs}\n{other}", f"{other} {signs} {other}", f"{signs}\n{other}"):
            for titled in (True, False):
                page = page_of(text, "Nga và Mỹ hội đàm tại Geneva", titled=titled)
                # What has no words is left to the plain way.
                assert {place[:3] for place in hopeful_places(page, kernel)} <= {p[:3] for p in all_places(page)}
                assert not list(candidates_at(page, hopeful_places(page, kernel)))
