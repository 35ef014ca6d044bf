import pytest

from vnnews.tagging._warnings import find_cautions, find_obstacle
from vnnews.text import judge_language

TEXT = "Tổng thống Nga và Tổng thống Mỹ hội đàm tại Thụy Sĩ"


@pytest.mark.parametrize(
    ("text", "has_known", "begins"),
    [
        (" \n", True, "empty"),
        ("The presidents of Russia and the United States met in Geneva.", True, "not Vietnamese"),
        (TEXT, False, "unknown words"),
        (TEXT, True, ""),
    ],
)
def test_obstacles(text: str, has_known: bool, begins: str) -> None:
    found = find_obstacle(text, judge_language(text), has_known)
    assert (found or "").startswith(begins)
    assert (found is None) == (begins == "")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (TEXT, []),
        ("Nga trừng phạt Mỹ", ["too short"]),
        ("Tong thong Nga va Tong thong My hoi dam tai Thuy Si", ["no diacritics"]),
    ],
)
def test_cautions(text: str, begins: list[str]) -> None:
    found = list(find_cautions(judge_language(text)))
    assert [caution[: len(begin)] for caution, begin in zip(found, begins, strict=True)] == begins
