import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnnews.articles import sentences
from vnnews.articles._sentences import last_sentence, plain_offsets


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Hai bên gặp nhau ở Geneva.", "Cuộc gặp kéo dài 4 tiếng."],
        ["Ông J. Biden tới TP. HCM.", "GS. Carl Thayer nhận định như vậy."],
        ["“Chúng tôi hài lòng.”", "Ông nói thêm."],
        ["“Tại sao?”, ông hỏi.", "Không ai đáp…", "Rồi phiên họp kết thúc./."],
        ["Xuất khẩu đạt 1.000 tỷ đồng, tăng 2.5%.", "Nhập khẩu giảm."],
        ["Ông Vladimir V. Putin mô tả cuộc gặp mang tính xây dựng.", "Hai bên đều thể hiện thiện chí."],
        ['Ông gọi đây là "tin tồi tệ!".', "Những dòng này được viết hôm 4/2."],
    ],
)
def test_splits(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


def test_line_breaks_end_sentences() -> None:
    assert split("Tựa đề\r\n\r\nCâu một. Câu hai\nCâu ba") == ["Tựa đề", "Câu một.", "Câu hai", "Câu ba"]


def test_lower_case_goes_on() -> None:
    assert split("Ông nói… rồi im lặng. sau đó bỏ đi.") == ["Ông nói… rồi im lặng. sau đó bỏ đi."]


@given(st.text(alphabet=st.sampled_from("aBcĐ .!?…\n\t\"”'()1/\u00a0"), max_size=60))
def test_spans_are_ordered_stripped_and_lose_nothing(text: str) -> None:
    position = 0
    for span in sentences(text):
        assert position <= span.start < span.end <= len(text)
        assert not text[position : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        position = span.end
    assert not text[position:].strip()


def test_an_endless_row_of_full_stops_takes_no_endless_time() -> None:
    assert split("Hết" + "." * 300_000 + " Rồi") == ["Hết" + "." * 300_000, "Rồi"]


signs = st.sampled_from(
    [".", "?", "!", "…", "/", "./.", "...", '."', "”", ")", " ", "  ", "\u00a0", "\u200b", "-", "“"]
)
stretches = st.one_of(signs, st.sampled_from(["Nga", "và", "12", "TP", "J", "GS", "v.v", "Đ", "x"]), st.characters())


@given(st.lists(stretches, max_size=40).map("".join))
@example("Nga. . Mỹ")
@example("Nga?. Mỹ")
@example("TP. HCM. J. Biden")
@example("Nga ./. Mỹ")
@example("Nga.… ")
def test_the_last_sentence_of_a_line(text: str) -> None:
    line = "".join(text.splitlines())
    spans = plain_offsets(line)
    end = spans[-2][1] if len(spans) > 1 else 0
    assert last_sentence(line) == (end, spans[-1][0] if spans else len(line))
