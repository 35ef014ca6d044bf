import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.articles import parse_article
from vnnews.articles._load_rules import load_rules

RULES = load_rules()


def test_agencies_have_one_name_each() -> None:
    assert RULES.agencies_in("theo reuters, AFP, REUTERS và Tân Hoa Xã") == ("Reuters", "AFP", "Xinhua")
    assert RULES.agencies_in("theo THX, WSJ, NYT") == ("Xinhua", "Wall Street Journal", "New York Times")
    assert RULES.agencies_in("Theo The Guardian, South China Morning Post") == ("Guardian", "SCMP")
    assert RULES.agencies_in("APEC và CNNX") == ()


@pytest.mark.parametrize(
    "line", ["Tin liên quan", "Thích Chia sẻ Tweet In bài viết Tin liên quan", "Chia sẻ Các tin khác (2)"]
)
def test_what_heads_a_list_may_end_a_row(line: str) -> None:
    assert RULES.opens_list(line)
    assert not RULES.opens_list(f"{line} Chia sẻ")


@pytest.mark.parametrize(
    "line",
    ["PNO - Nga", "(Dân trí) - Nga", "VOV.VN - Nga", "(Năm Châu) – Nga", "NCO - Nga đàm phán.", "TGVN. Nga đàm phán."],
)
def test_datelines(line: str) -> None:
    assert RULES.dateline.match(line)


@pytest.mark.parametrize(
    "line", ["Nga - Mỹ đàm phán", "NATO - Nga đối đầu.", "WTO - Mỹ tranh cãi.", "(nguồn) - Nga", "TP. Vinh họp."]
)
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


words = st.sampled_from(
    [
        *sorted(RULES.phrase_ends),
        "XEM THÊM",
        "Gửi phản hồi",
        "Nga",
        "Nga.",
        "(12)",
        "12",
        "”",
        "\u00a0",
        "Đọc\u00a0nhiều",
    ]
)


@given(st.lists(words | words.map(str.capitalize) | st.text(max_size=3), min_size=1, max_size=5).map(" ".join))
def test_the_last_word_alone_tells_that_nothing_is_run_in(line: str) -> None:
    # A blank behind the line hides its last word from what is looked at first.
    closely = RULES.furniture_tail(f"{line} ") if line[-1:].isalpha() and len(line) < 80 else None
    assert closely is None or RULES.furniture_tail(line) == min(closely, len(line))


def plain_tail(line: str) -> int:
    """Return where the text of a line ends, as the pattern alone tells."""
    end = len(line)
    while line[end - 1] not in '.?!…”"':
        match = RULES.tail.search(line, max(0, end - 80), end)
        if match is None or match.start() == 0:
            return end
        end = match.start()
    return end


@given(st.lists(words | words.map(str.capitalize) | words.map(str.upper), min_size=1, max_size=6).map(" ".join))
def test_furniture_at_the_end_is_what_the_pattern_finds(line: str) -> None:
    assert RULES.furniture_tail(line) == plain_tail(line)


def test_a_long_row_of_sections_is_read_in_one_way() -> None:
    rules = load_rules()
    row = "Bóng đá quốc tế " * 15
    assert rules.is_menu(row)
    assert "(?>" in rules.expressions["menu"]
    assert not rules.is_menu(f"{row[:200]} xyz Thế giới")


@given(st.text(st.sampled_from([*":-– \t\u00a0\u2003\u3000()1", "x"]), min_size=1, max_size=8))
def test_lines_of_signs_and_wide_spaces(line: str) -> None:
    assert RULES.is_row(line) in (True, False)


@pytest.mark.parametrize("line", [":\u2003", "\u2003-\u2003", "(\u3000) Nga"])
def test_wide_spaces_are_read(line: str) -> None:
    assert parse_article(f"Nga và Mỹ nối lại đàm phán\n{line}\nHai bên gặp nhau ở thủ đô hôm qua.").title


@pytest.mark.parametrize(
    "line",
    [
        "Vui lòng nhập Họ tên.",
        "Địa chỉ email không hợp lệ.",
        "Bạn có thể chọn 1 mục. Bình chọn của bạn sẽ được công khai.",
        "Tệp đính kèm: CV_canhbao.pdf (412 KB)",
        "Xem với cỡ chữ: A A A",
        "Số lượt truy cập: 38.512.774",
        "Hiện chưa có bình luận nào, hãy trở thành người đầu tiên bình luận!",
        "0906 645 777",
        "(024) 3843 1234",
        "Các tin mới hơn",
        "Theo dõi chúng tôi",
    ],
)
def test_what_forms_and_counters_say(line: str) -> None:
    assert RULES.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Vui lòng của hai bên không kéo dài.",
        "Email của bộ trưởng bị lộ.",
        "Hôm nay: 12 nước họp tại thủ đô.",
        "Tổng số thương vong chưa rõ.",
        "Hiện chưa có phản ứng của hai bên.",
        "Không được sao lãng, ông nói.",
        "Mọi ý kiến đều được ghi nhận.",
        "Thiết kế của tòa nhà.",
        "2016 là năm khó khăn.",
    ],
)
def test_sentences_that_begin_alike(line: str) -> None:
    assert not RULES.is_furniture(line)


WORDS = [
    *sorted(RULES.furniture_lines)[::20],
    *sorted(RULES.furniture)[::10],
    "Nga",
    "và",
    "-",
    "*",
    "(",
    "...",
    ":",
    "12",
    "Video:",
]


def test_few_pages_hold_the_signs_of_furniture_that_begins_anyhow() -> None:
    # Where a page holds one, each of its lines is looked at: a blank would be such a sign.
    assert {sign for sign, _ in RULES.furniture_others} == {"=", "@"}


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=3), min_size=1, max_size=5).map(" ".join))
def test_only_what_may_open_furniture_is_furniture(line: str) -> None:
    signs = [sign for sign, _ in RULES.furniture_others]
    if line and not any(sign in line for sign in signs) and not RULES.may_open_furniture(line):
        assert not RULES.is_furniture(line)
