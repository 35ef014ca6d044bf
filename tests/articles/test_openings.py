"""What the first word of a line says of it."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vnnews.articles import load_rules
from vnnews.articles._openings import BEGUN, OTHER, ROW, Openings

OUTLETS = ["Dân trí", "VOV", "Tân Hoa Xã", "the times"]
OPENINGS = Openings(frozenset({"Dân", "VOV", "Tân", "The"}), OUTLETS, frozenset({"gửi", "tin"}), ["xem thêm", "http"])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Tổng", 0),
        ("Gửi", ROW),
        ("TIN:", ROW),
        ("", ROW | OTHER),
        ("Dân", OTHER | BEGUN),
        ("dân", 0),
        ("PNO", OTHER),
        ("VOV.", OTHER),
        ("Nga.", 0),
        (">>", OTHER),
        ("(Theo", OTHER),
        ("XEM", OTHER | BEGUN),
        ("xe", 0),
        ("https://vnnews.vn", OTHER),
        ("date", OTHER),
    ],
)
def test_words(word: str, expected: int) -> None:
    assert OPENINGS[word] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Xem thêm tin khác", True),
        ("XEM THÊM", True),
        ("Xem phim ở nhà", False),
        ("Xem thêm", True),
        ("Tổng thống Nga", False),
        ("http ://vnnews.vn hôm nay", True),
        ("PNO - Hai bên", True),
        ("Dân trí - Hai bên", True),
        ("Dân trí- Hai bên", True),
        ("Dân tộc - Hai bên", False),
        ("Dân - Hai bên", False),
        ("VOV - Hai bên", True),
        ("VOV  - Hai bên", True),
        ("VOV .- Hai bên", True),
        ("VOV \t– Hai bên", True),
        ("VOV đưa tin hôm nay", False),
        ("Tân HOA XÃ – Hai bên", True),
        ("The TIMES - Hai bên", True),
        ("", True),
    ],
)
def test_first_two_words(line: str, expected: bool) -> None:
    for _ in range(2):
        assert OPENINGS.may_be_other(line) is expected


PREFIXES = sorted(load_rules().furniture)


RESTS = st.sampled_from([" ", " ơn", "ơn", " ơn nữa", "  ", " thêm ơn"])


@given(st.sampled_from(PREFIXES), st.integers(1, 20), RESTS, st.booleans())
def test_no_furniture_is_missed(prefix: str, length: int, rest: str, loud: bool) -> None:
    line = prefix[:length] + rest
    line = line.upper() if loud else line
    assume(line.find(" ") > 0)
    if not load_rules().openings.may_be_other(line):
        assert not line.casefold().startswith(tuple(PREFIXES))


NAMES = sorted(load_rules().outlet_names)
SIGNS = st.text(alphabet=" \t\u00a0.-–—:x", max_size=5)


@given(st.sampled_from(NAMES), SIGNS, st.sampled_from(["Nga", "nga đi", "“Nga đi"]), st.sampled_from([str, str.title]))
def test_no_dateline_is_missed(name: str, signs: str, rest: str, case: Callable[[str], str]) -> None:
    line = f"{case(name)}{signs}{rest} và"
    rules = load_rules()
    if not rules.openings.may_be_other(line):
        word = line[: line.find(" ")]
        assert word not in rules.outlet_starts or rules.dateline.match(line) is None


def test_what_is_kept_is_bounded() -> None:
    openings = Openings(frozenset(), [], frozenset(), [])
    for number in range(20_100):
        assert openings[f"w{number}"] == 0
    assert len(openings) == 20_000
    assert openings["x" * 41] == 0
    assert "x" * 41 not in openings


def test_those_of_the_package() -> None:
    openings = load_rules().openings
    assert openings["Geneva"] == 0
    assert openings["PNO"] & OTHER
