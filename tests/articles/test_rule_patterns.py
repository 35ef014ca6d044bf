from vnnews.articles._rule_patterns import around_date, seams


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
