import pytest

from vnnews.articles import parse_article

BODY = "Công an xã lập biên bản.\nCháu bé nặng gần 3 kg.\nMột gia đình đã nhận nuôi cháu."


def test_the_line_above_a_bare_credit_is_a_caption() -> None:
    article = parse_article("Tựa đề ở đây\nCâu đầu.\nXe ben bị cháy rụi.\nẢnh: An Nhơn\nCâu cuối ở đây.")
    assert article.captions == ("Xe ben bị cháy rụi.", "Ảnh: An Nhơn")
    assert "cháy rụi" not in article.text


@pytest.mark.parametrize(
    "page",
    [
        "Tựa đề ở đây\nCâu đầu.\nÔng nói: “Vâng.\nẢnh: AP\nCâu cuối.",
        "Tựa đề ở đây\nCâu đầu.\n\nXe ben bị cháy rụi.\n\nẢnh: AP\n\nCâu cuối.",
        "Tựa đề ở đây\nCâu đầu.\nMột câu. Và một câu nữa.\nẢnh: AP\nCâu cuối.",
        "Tựa đề ở đây\nCâu đầu.\n“Chúng tôi sẽ trở lại vào sáng mai”, ông Lâm nói.\nẢnh: AP\nCâu cuối.",
    ],
    ids=["quotation", "blank line between", "two sentences", "what somebody says"],
)
def test_the_line_above_that_is_none(page: str) -> None:
    assert len(parse_article(page).captions) == 1


def test_captions_gathered_below_the_article() -> None:
    article = parse_article(
        f"Bé trai bị bỏ rơi\n\nNgười dân nghe tiếng khóc.\n\n{BODY}\n\nBé trai ở trạm y tế.\nBà Lan."
    )
    assert article.captions == ("Bé trai ở trạm y tế.", "Bà Lan.")
    assert article.body == tuple(BODY.splitlines())


def test_a_gathered_caption_is_found_in_the_body_too() -> None:
    body = BODY.replace("\n", "\nBé trai ở trạm y tế.\n", 1)
    article = parse_article(f"Bé trai bị bỏ rơi\n\nNgười dân nghe tiếng khóc.\n\n{body}\n\nBé trai ở trạm y tế.")
    assert article.captions == ("Bé trai ở trạm y tế.",) * 2
    assert article.body == tuple(BODY.splitlines())


@pytest.mark.parametrize(
    "last",
    ["Tô Lan (theo AP)", "Đây là đoạn cuối của một bài báo dài và đầy đủ, " * 6 + "hết."],
    ids=["credit", "long"],
)
def test_a_last_block_without_captions(last: str) -> None:
    assert parse_article(f"Bé trai bị bỏ rơi\n\nNgười dân nghe tiếng khóc.\n\n{BODY}\n\n{last}").captions == ()


def test_paragraphs_are_no_sentences_a_line() -> None:
    paragraphs = "Câu một dài. Câu hai dài.\nCâu ba dài. Câu bốn dài.\nCâu năm dài. Câu sáu dài."
    assert (
        parse_article(f"Bé trai bị bỏ rơi\n\nNgười dân nghe tiếng khóc.\n\n{paragraphs}\n\nĐoạn cuối.").captions == ()
    )


@pytest.mark.parametrize("between", ["", "x\n"])
def test_a_caption_that_stands_twice(between: str) -> None:
    caption = "Một người lính Nga đứng gác trên đường phố ở Aleppo, Syria."
    page = f"Nga và Mỹ\n{BODY}\n{caption}\n{between}{caption}\nHai bên sẽ còn gặp nhau vào tuần sau."
    article = parse_article(page)
    assert article.captions == (caption, caption)
    assert caption not in article.text


def test_a_sentence_that_stands_twice_stays_once() -> None:
    sentence = "Tuy nhiên, ông cho rằng hai bên vẫn còn nhiều việc phải làm trong thời gian tới."
    article = parse_article(f"Nga và Mỹ\n{BODY}\n{sentence}\n{sentence}\nHai bên sẽ còn gặp nhau vào tuần sau.")
    assert article.text.count(sentence) == 1
    assert article.captions == ()


@pytest.mark.parametrize("copy", ["Xe ben bị cháy rụi - Ảnh 1.", "Xe ben bị cháy rụi.", "Xe ben bị cháy rụi - 2"])
def test_a_caption_that_stands_twice_but_for_its_end(copy: str) -> None:
    article = parse_article(f"Tựa đề ở đây\nCâu đầu dài hơn một chút.\n{copy}\nXe ben bị cháy rụi\nCâu cuối ở đây.")
    assert article.captions == (copy, "Xe ben bị cháy rụi")


def test_lines_that_only_begin_alike_are_text() -> None:
    lines = ["Trong ngày đầu tiên, họ họp hai lần.", "Trong ngày đầu tiên, họ họp ba lần."]
    assert parse_article("\n".join(["Tựa đề ở đây", "Câu đầu.", *lines, "Câu cuối ở đây."])).captions == ()
