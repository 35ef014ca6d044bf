import re

from vnnews.articles._rule_patterns import alternatives, around_date, seams


def test_the_longest_name_comes_first() -> None:
    found = re.search(alternatives(["AP", "APTN", "Al Jazeera"]), "theo APTN")
    assert found is not None
    assert found.group() == "APTN"
    assert re.fullmatch(alternatives(["Al Jazeera"]), "Al\u00a0Jazeera")


def test_seams_stand_with_and_without_a_comma() -> None:
    found = seams({"seams": ["Họ"], "sure_seams": ["Theo"], "dated_seams": ["Ngày"]})
    assert found == {"Họ": "", "Họ,": "", "Theo": "sure", "Theo,": "sure", "Ngày": "dated", "Ngày,": "dated"}


def test_what_stands_around_a_date() -> None:
    pattern = around_date(["thứ hai"])
    assert [match.group() for match in pattern.finditer("Thứ hai, 08:15 (GMT+7)") if match.group().strip(" ,(")][
        :2
    ] == [
        "Thứ hai",
        "08:15",
    ]
