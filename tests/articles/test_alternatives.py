import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles._alternatives import SPACE, alternatives, same_case
from vnnews.articles._rule_data import packaged_rules, parse_rules

NAMES = [
    "AP",
    "APTN",
    "AFP",
    "Al Jazeera",
    "ap",
    "VOV",
    "VOV.VN",
    "Dân trí",
    "Dân Trí",
    "ß",
    "ſĩ",
    "İst",
    "Ка",
    "Ⱥb",
    "A+",
]
PIECES = [*NAMES, *map(str.upper, NAMES), *map(str.lower, NAMES), " ", "\t", "\u00a0", ".", "x", "ⱥb", "K", "ı"]


def plain(names: list[str]) -> str:
    """One branch a name, the longest first."""
    ordered = sorted(sorted(names), key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", SPACE) for name in ordered)


@given(st.lists(st.sampled_from(NAMES), min_size=1), st.lists(st.sampled_from(PIECES)).map("".join))
@pytest.mark.parametrize("form", ["(?:{})", r"(?<!\w)(?:{})(?!\w)"])
def test_the_tree_matches_what_the_names_match_one_by_one(form: str, names: list[str], text: str) -> None:
    for any_case, flags in ((False, re.NOFLAG), (True, re.IGNORECASE)):
        tree = re.compile(form.format(alternatives(names, any_case=any_case)))
        one_by_one = re.compile(form.format(plain(names)), flags)
        assert [match.span() for match in tree.finditer(text)] == [match.span() for match in one_by_one.finditer(text)]


def test_every_packaged_name_is_matched_whole_in_any_case() -> None:
    sources = parse_rules(packaged_rules(), "")["sources"]
    names = [*sources["agencies"], *sources["outlets"]]
    tree = re.compile(alternatives(names, any_case=True))
    for name in names:
        for form in (name, name.upper(), name.lower()):
            assert tree.fullmatch(form), form


def test_the_longest_name_comes_first() -> None:
    found = re.search(alternatives(["AP", "APTN", "Al Jazeera"]), "theo APTN")
    assert found is not None
    assert found.group() == "APTN"
    assert re.fullmatch(alternatives(["Al Jazeera"]), "Al\u00a0Jazeera")


def test_no_names() -> None:
    assert alternatives([]) == ""


def test_letters_that_are_one_without_case() -> None:
    assert same_case("ſPA") == same_case("spa")
    assert same_case("ıtar") == same_case("ITAR")
