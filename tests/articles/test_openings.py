"""What the first word of a line says of it."""

import pytest

from vnnews.articles import load_rules
from vnnews.articles._openings import OTHER, ROW, Openings

OPENINGS = Openings(frozenset({"Dân"}), frozenset({"gửi", "tin"}), ["xem thêm", "http"])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Tổng", 0),
        ("Gửi", ROW),
        ("TIN:", ROW),
        ("", ROW | OTHER),
        ("Dân", OTHER),
        ("PNO", OTHER),
        (">>", OTHER),
        ("(Theo", OTHER),
        ("XEM", OTHER),
        ("xe", 0),
        ("https://vnnews.vn", OTHER),
        ("date", OTHER),
    ],
)
def test_words(word: str, expected: int) -> None:
    assert OPENINGS[word] == expected


def test_what_is_kept_is_bounded() -> None:
    openings = Openings(frozenset(), frozenset(), [])
    for number in range(20_100):
        assert openings[f"w{number}"] == 0
    assert len(openings) == 20_000
    assert openings["x" * 41] == 0
    assert "x" * 41 not in openings


def test_those_of_the_package() -> None:
    openings = load_rules().openings
    assert openings["Geneva"] == 0
    assert openings["PNO"] & OTHER
