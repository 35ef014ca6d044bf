from vnnews.articles._context import Context
from vnnews.articles._load_rules import load_rules
from vnnews.articles._survey import survey

RULES = load_rules()


def context(text: str) -> Context:
    return Context(text, RULES, survey(text, RULES))


def test_credits_are_counted_from_the_place_asked_for() -> None:
    text = "Câu đầu.\nLãnh đạo hai nước. Ảnh: Reuters\nCâu sau."
    page = context(text)
    assert page.credits_within(0, 8) == []
    start = text.index("Lãnh")
    (credit,) = page.credits_within(start, text.index("\nCâu sau"))
    assert text[start:][credit.marker : credit.end] == "Ảnh: Reuters"
    assert page.credits_within(text.index("Câu sau"), len(text)) == []


def test_a_line_is_repeated_whatever_its_case() -> None:
    page = context("")
    line = "Hai bên sẽ gặp lại vào tuần sau."
    assert [page.is_repeated(text) for text in (line, line.upper(), "Hai bên", "Hai bên")] == [
        False,
        True,
        False,
        False,
    ]


def test_signs_of_what_is_cut_out() -> None:
    text = "Câu đầu.\nCâu giữa. >> Xem thêm: tin khác"
    page = context(text)
    assert page.cuts_within(0, 8) == []
    (place,) = page.cuts_within(9, len(text))
    assert text[9 + place :].startswith(">> Xem")
