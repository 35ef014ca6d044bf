import pytest

from vnnews.articles._load_rules import load_rules

RULES = load_rules()


def test_agencies_have_one_name_each() -> None:
    assert RULES.agencies_in("theo reuters, AFP, REUTERS và Tân Hoa Xã") == ("Reuters", "AFP", "Tân Hoa Xã")
    assert RULES.agencies_in("APEC và CNNX") == ()


@pytest.mark.parametrize(
    "line", ["PNO - Nga", "(Dân trí) - Nga", "VOV.VN - Nga", "(Năm Châu) – Nga", "NCO - Nga đàm phán."]
)
def test_datelines(line: str) -> None:
    assert RULES.dateline.match(line)


@pytest.mark.parametrize("line", ["Nga - Mỹ đàm phán", "NATO - Nga đối đầu.", "WTO - Mỹ tranh cãi.", "(nguồn) - Nga"])
def test_lines_without_dateline(line: str) -> None:
    assert RULES.dateline.match(line) is None


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("Hai bên sẽ gặp lại.", " Gửi phản hồi In bài viết"),
        ("Hai bên sẽ gặp lại", " TIN MỚI"),
        ("(Theo TTXVN)", " Xem thêm"),
        ("Mỹ kêu gọi hòa bình thế giới", ""),
        ("Báo chí đăng tin mới", ""),
    ],
)
def test_furniture_run_into_the_end(text: str, tail: str) -> None:
    assert RULES.furniture_tail(text + tail) == len(text)
