"""Captions without a credit: which are found, and what is left alone."""

import pytest

from vnnews.articles import Article, parse_article

TITLE = "Tổng thống Nga và Tổng thống Mỹ hội đàm tại Geneva"
LEAD = "Hai bên gặp nhau gần bốn tiếng đồng hồ hôm 16/6 và cho biết sẽ còn gặp lại trong năm nay."
FIRST = (
    "Theo Điện Kremlin, cuộc gặp diễn ra cởi mở và hai bên đã đồng ý về nhiều việc còn dang dở từ năm ngoái, "
    "trong khi những việc khác thì phải chờ thêm một thời gian nữa mới có thể bàn đến."
)
SECOND = (
    "Trước đó, phía Mỹ cho biết họ cũng hài lòng, tuy nhiên còn nhiều việc phải làm trong thời gian tới, "
    "và nếu không có gì thay đổi thì họ sẽ cử người đến bàn tiếp với phía bên kia."
)
THIRD = (
    "Hai nhà lãnh đạo cũng bàn về Syria, Ukraine và an ninh mạng. Ông Putin gọi cuộc gặp là có tính xây dựng. "
    "Ông Biden nói ông đã làm được điều mình đến để làm. Các đại sứ sẽ sớm trở lại nơi làm việc. "
    "Hai bên sẽ bắt đầu tham vấn về kiểm soát vũ khí trong những tuần tới."
)
CAPTION = "Tổng thống Putin (trái) bắt tay Tổng thống Mỹ Biden"
OTHER = "Tổng thống Nga Putin (trái) và Tổng thống Mỹ Biden bắt tay"


def page(*lines: str) -> Article:
    return parse_article("\n".join([TITLE, LEAD, *lines]))


@pytest.mark.parametrize(
    "body",
    [
        f"{FIRST} {THIRD} {CAPTION}. {SECOND}",
        f"{CAPTION}. {FIRST} {THIRD} {SECOND}",
        f"{FIRST} {THIRD} {CAPTION} {SECOND}",
        f"{FIRST} {SECOND} {THIRD} {CAPTION}",
    ],
    ids=["between sentences", "at the beginning", "run in without a full stop", "at the end"],
)
def test_run_into_a_paragraph(body: str) -> None:
    article = page(body)
    assert [caption.rstrip(".") for caption in article.captions] == [CAPTION]
    assert "(trái)" not in article.text
    assert article.text.replace("\n\n", " ") == f"{TITLE} {LEAD} {body}".replace(f" {CAPTION}.", "").replace(
        f" {CAPTION}", ""
    )


@pytest.mark.parametrize("end", ["", "."])
def test_on_a_line_of_its_own(end: str) -> None:
    article = page(f"{FIRST} {SECOND}", CAPTION + end, f"{SECOND} {FIRST}")
    assert article.captions == (CAPTION + end,)
    assert article.body == (f"{FIRST} {SECOND}", f"{SECOND} {FIRST}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ông cũng nói rằng điều đó chưa rõ.",
        "Vụ việc này đã được báo cho công an.",
        "Theo AFP, hai bên đã đồng ý.",
        "“Chúng tôi sẽ còn gặp lại”, ông nói.",
        "Chưa rõ hai bên có gặp nhau nữa ở quận Hai Bà Trưng hay không.",
    ],
)
def test_sentences_stay(sentence: str) -> None:
    for body in ([f"{FIRST} {sentence} {SECOND}"], [FIRST, sentence, SECOND]):
        article = page(*body)
        assert article.captions == ()
        assert sentence in article.text


def test_a_subheading_stays() -> None:
    article = page(f"{FIRST} {SECOND}", "Còn nhiều khác biệt", f"{SECOND} {FIRST}")
    assert article.captions == ()


def test_a_page_in_blocks_keeps_its_captions_in_the_last_one() -> None:
    body = "\n".join([FIRST, CAPTION + ".", SECOND, FIRST])
    article = parse_article(f"{TITLE}\n\n{LEAD}\n\n{body}")
    assert article.captions == ()


def test_pieces_are_slices() -> None:
    article = page(f"{CAPTION}. {FIRST} {THIRD} {OTHER} {SECOND}")
    assert len(article.captions) == 2
    for piece in article.pieces:
        assert article.source[piece.start : piece.end] == piece.text


def test_a_caption_above_a_page_without_a_title() -> None:
    body = "\n".join([f"{FIRST} {SECOND}", f"{SECOND} {FIRST}"])
    article = parse_article(f"Hiện trường vụ cháy tại Geneva.\n{body}")
    assert article.captions == ("Hiện trường vụ cháy tại Geneva.",)
    assert article.body == tuple(body.split("\n"))


def test_a_page_of_nothing_but_captions_keeps_its_text() -> None:
    lines = [f"Hiện trường vụ cháy thứ {n} tại Geneva, nhìn từ phía bờ hồ (ở bên trái) hôm {n}/4." for n in range(2, 9)]
    article = parse_article("\n".join(lines))
    assert article.text.split() == " ".join(lines).split()
    with_text = parse_article("\n".join([*lines, FIRST]))
    assert with_text.captions
    assert FIRST in with_text.text


@pytest.mark.parametrize("space", [" ", "  "])
def test_a_title_that_is_run_in_is_no_caption(space: str) -> None:
    article = parse_article(f"{space}{CAPTION} {FIRST} {SECOND} {FIRST}")
    assert CAPTION in article.text
