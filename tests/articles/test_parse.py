"""The parser against the parts of the sample articles, which were written down beside them."""

import json
import time
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.articles import Article, parse_article
from vnnews.articles._alt_text import BLANK

SAMPLE = resources.files("vnnews.datasets") / "sample"
PARTS = [json.loads(line) for line in (SAMPLE / "parts.jsonl").read_text(encoding="utf-8").splitlines()]


@cache
def parsed(article_id: str) -> Article:
    return parse_article((SAMPLE / f"{article_id.removeprefix('sample/')}.txt").read_bytes())


@pytest.fixture(params=PARTS, ids=[parts["id"].removeprefix("sample/") for parts in PARTS])
def parts(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def test_title_lead_and_body(parts: dict[str, Any]) -> None:
    article = parsed(parts["id"])
    assert article.title == parts["title"]
    assert article.lead == parts["lead"]
    assert article.body[0].startswith(parts["body_first"])
    assert article.body[-1].rstrip("./").endswith(parts["body_last"].rstrip("./"))


def test_furniture_captions_and_credits_are_no_text(parts: dict[str, Any]) -> None:
    article = parsed(parts["id"])
    for piece in [*parts["furniture"], *parts["captions"], *parts["credit"]]:
        assert piece not in article.text
    assert list(dict.fromkeys(article.captions)) == parts["captions"]


def test_credits_and_date(parts: dict[str, Any]) -> None:
    article = parsed(parts["id"])
    assert article.byline == parts["byline"]
    assert sorted(article.agencies) == sorted(parts["agencies"])
    assert article.outlet == parts["outlet"]
    stated = parts["published"]
    assert (article.published is None) == (stated is None)
    if article.published is not None:
        assert article.published.isoformat().startswith(stated)
        assert article.published_precision == ("day" if len(stated) == 10 else "month")


def test_every_piece_is_a_slice_of_the_source(parts: dict[str, Any]) -> None:
    source = (SAMPLE / f"{parts['id'].removeprefix('sample/')}.txt").read_bytes().decode("utf-8")
    article = parsed(parts["id"])
    pieces = sorted([*article.pieces, *article.removed], key=lambda piece: piece.start)
    position = 0
    for piece in pieces:
        assert source[piece.start : piece.end] == piece.text
        assert not any(char.isalnum() for char in source[position : piece.start])
        position = piece.end
    assert not any(char.isalnum() for char in source[position:])


@pytest.mark.parametrize("raw", ["", "  \n\t\u00a0 \n", "Gửi phản hồi\nIn bài viết\n>> xem thêm", b""])
def test_no_content(raw: str | bytes) -> None:
    assert parse_article(raw).text == ""


def test_a_headline_alone_is_the_title() -> None:
    assert parse_article("Đại sứ Nga tại Mỹ trở lại Washington") == Article(
        title="Đại sứ Nga tại Mỹ trở lại Washington",
        pieces=parse_article("Đại sứ Nga tại Mỹ trở lại Washington").pieces,
    )


def test_an_article_passes_unchanged() -> None:
    article = Article(title="Tựa")
    assert parse_article(article) is article


def test_unaccented_text_is_kept() -> None:
    text = "Tong thong Nga va Tong thong My hoi dam tai Geneva ngay hom nay."
    assert parse_article(text).text == text


def test_a_related_headline_after_the_article_is_a_teaser() -> None:
    article = parse_article("Tựa đề\nCâu một ở đây.\nCâu hai ở đây.\nTin liên quan\nMỹ lại áp thuế\nBình luận(3)")
    assert article.text.endswith("Câu hai ở đây.")
    assert [(piece.role, piece.text) for piece in article.removed] == [
        ("furniture", "Tin liên quan"),
        ("teaser", "Mỹ lại áp thuế"),
        ("furniture", "Bình luận(3)"),
    ]


@pytest.mark.parametrize(
    ("page", "title", "outlet"),
    [
        ("Văn học\nNhà văn Hàn Quốc đoạt giải Nobel\nCâu đầu tiên.", "Nhà văn Hàn Quốc đoạt giải Nobel", ""),
        ("VTC News\nNhà văn Hàn Quốc đoạt giải Nobel\nCâu đầu tiên.", "Nhà văn Hàn Quốc đoạt giải Nobel", ""),
        ("Dọn chỗ cho người kế nhiệm (NLĐ) - Thủ tướng sẽ từ chức.", "Dọn chỗ cho người kế nhiệm", "NLĐ"),
        ("Dọn chỗ cho người kế nhiệm (Bensong.vn) - Thủ tướng sẽ từ chức.", "Dọn chỗ cho người kế nhiệm", "Bensong.vn"),
        ("Tựa đề ở đây\nbensong.vn. Thủ tướng sẽ từ chức.", "Tựa đề ở đây", "bensong.vn"),
        ("Tựa đề ở đây\nBensong.com.vn - Thủ tướng sẽ từ chức.", "Tựa đề ở đây", "Bensong.com.vn"),
        ("Tựa đề ở đây\nCâu đầu.\nTô Lan (Báo Bóng đá)", "Tựa đề ở đây", "Báo Bóng đá"),
        ("Tựa đề ở đây\nCâu đầu.\nNguồn: VnExpress\nTên của anh", "Tựa đề ở đây", "VnExpress"),
    ],
)
def test_headline_and_outlet(page: str, title: str, outlet: str) -> None:
    article = parse_article(page)
    assert (article.title, article.outlet) == (title, outlet)


def test_an_address_further_down_is_what_a_sentence_speaks_of() -> None:
    sentence = "Booking.com - Một trang đặt phòng - cho biết khách đến nhiều hơn năm ngoái, nhất là vào mùa hè."
    paragraphs = [f"Đoạn thứ {n} nói về khách du lịch tới thành phố bên sông trong năm." for n in "123"]
    article = parse_article("\n".join(["Du khách trở lại", *paragraphs, sentence]))
    assert article.text.endswith(sentence)
    assert article.outlet == ""


def test_what_shares_its_name_with_a_newspaper_begins_a_sentence() -> None:
    sentence = "QĐND Việt Nam trao đổi kinh nghiệm với các nước trong khu vực, theo thông cáo sáng nay."
    article = parse_article(f"Hợp tác quốc phòng\n{sentence}\nhttps://a.vn/b=1")
    assert sentence in article.text
    assert article.outlet == ""


def test_scraps_below_the_credit_are_no_text() -> None:
    text = ["Tựa đề ở đây", "Câu một của bài báo này.", "Câu hai của bài báo này."]
    article = parse_article("\n".join([*text, "Tô Lan (theo AFP)", "Tặng sao cho bài", "Bạn thấy thế nào?"]))
    assert article.text == "\n\n".join(text)
    assert article.agencies == ("AFP",)


@pytest.mark.parametrize("signed", [["Tô Lan", "Theo AFP"], ["Theo AFP"], ["Tô Lan (tổng hợp từ AFP)"]])
def test_author_and_source_above_a_last_advertisement(signed: list[str]) -> None:
    text = ["Tựa đề ở đây", "Câu một của bài báo này.", "Câu hai của bài báo này.", "Câu ba của bài báo này."]
    last = "Mời bạn đọc ghé quầy sách của báo ở hội chợ, mở cửa cả hai ngày cuối tuần này."
    article = parse_article("\n".join([*text, *signed, last]))
    assert article.agencies == ("AFP",)
    assert article.byline == ("Tô Lan" if "Lan" in signed[0] else "")
    assert "AFP" not in article.text


def test_signs_below_the_credit_that_is_run_in() -> None:
    text = ["Tựa đề ở đây", "Câu một của bài báo này.", "Câu hai của bài báo này."]
    article = parse_article("\n".join([*text, "Câu ba của bài này dài hơn. Tô Lan (theo AFP)", ";", "."]))
    assert article.text == "\n\n".join([*text, "Câu ba của bài này dài hơn."])
    assert (article.byline, article.agencies) == ("Tô Lan", ("AFP",))


def test_another_story_begins_with_an_outlet() -> None:
    prose = "Tổng thống Nga và Tổng thống Mỹ đã hội đàm tại Geneva trong gần bốn tiếng đồng hồ"
    page = f"{prose}.\n{prose} nữa.\n{prose} thêm.\nVì sao Nga rút quân?\nVOV.VN - Câu đầu của tin khác.\n{prose} xong."
    article = parse_article(page)
    assert article.outlet == ""
    assert [piece.role for piece in article.removed] == ["teaser", "teaser"]


def test_the_value_of_a_month() -> None:
    article = parse_article("Tựa đề ở đây\nTháng 10/2022\nCâu đầu tiên.")
    assert (str(article.published), article.published_precision) == ("2022-10-01", "month")


def test_crawlers_headers_are_no_text() -> None:
    article = parse_article("# doc_id = news_1\n# url = https://a.vn/b\n# date = 20210429\nCâu đầu tiên.\nCâu hai.")
    assert article.text == "Câu đầu tiên.\n\nCâu hai."
    assert (str(article.published), article.published_precision) == ("2021-04-29", "day")


LINES = st.sampled_from(
    [
        "Gửi phản hồi",
        "Tựa đề không dấu chấm",
        "Một câu trọn vẹn ở đây. Và một câu nữa.",
        "Lãnh đạo hai nước. Ảnh: Reuters",
        "(Dân trí) - Câu đầu. Ảnh: AP Câu sau thì dài. VOV.VN - Câu khác.",
        "Tô Lan (theo AFP)",
        "14/04/2021 - 08:54",
        " date 2017-11 Mở đầu",
        "Thuong dinh My - Trieu dien ra",
        "",
        "\u00a0",
        ">> xem thêm",
        "Câu đầu. >> Xem thêm: tin khác. [Nga điều tàu chiến tới biển Đen] Câu sau.",
        "PNO - Câu đầu tiên của bài báo này dài hơn sáu mươi ký tự, không có gì khác. TIN MỚI",
        "Thế giới | 12/3/2019 08:00",
        "Tựa đề chạy liền (NLĐ) - Câu đầu.",
        "# date = 20210429",
        "Ảnh: AP",
        "Tags:",
    ]
)


# The first call compiles the rules, which may take longer than one example is given.
@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=12))
def test_every_character_is_in_one_piece(lines: list[str]) -> None:
    source = unicodedata.normalize("NFC", "\n".join(lines)).removeprefix("\ufeff")
    article = parse_article(source)
    # A lone "Ð" may pass for text that was read in a wrong encoding.
    assert article.source == source or article.repaired
    source = article.source
    pieces = sorted([*article.pieces, *article.removed], key=lambda piece: piece.start)
    position = 0
    for piece in pieces:
        assert piece.start >= position
        assert piece.text == source[piece.start : piece.end] != ""
        assert not source[position : piece.start].strip(BLANK)
        position = piece.end
    assert not source[position:].strip(BLANK)


@pytest.mark.parametrize(
    "pattern",
    [
        "Ảnh: ",
        "a. ",
        "VOV.VN - A",
        ">> ",
        "[Nga và Mỹ nối lại đàm phán] ",
        "Tô Lan\n",
        "20/11/2019\n",
        "( ",
        "\n",
        "Ảnh: AP. ",
        "- ",
        "Tin mới\n",
        "=",
        "Gửi phản hồi ",
        "Chia sẻ | ",
        "TPO - ",
        "20/11/2019 10:15 ",
        " #nga",
        "x" * 50 + "\n",
        "Hiện trường vụ cháy tại Hà Nội. ",
        "Hiện trường vụ cháy tại Hà Nội\n",
        "Hiện trường vụ cháy tại Hà Nội Theo ",
    ],
)
def test_time_is_about_linear(pattern: str) -> None:
    def seconds(size: int) -> float:
        text = pattern * (size // len(pattern))
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            parse_article(text)
            best = min(best, time.process_time() - start)
        return best

    # Ten times the text may take up to forty times as long; what is quadratic takes a hundred times.
    assert seconds(400_000) < 40 * max(seconds(40_000), 0.002)
