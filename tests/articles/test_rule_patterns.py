from vnnews.articles._rule_patterns import around_date


def test_what_stands_around_a_date() -> None:
    pattern = around_date(["thứ hai"])
    assert [match.group() for match in pattern.finditer("Thứ hai, 08:15 (GMT+7)") if match.group().strip(" ,(")][
        :2
    ] == [
        "Thứ hai",
        "08:15",
    ]
