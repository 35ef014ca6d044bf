"""Captions that their end gives away, and sentences that end alike."""

from __future__ import annotations

import pytest

from tests.articles.test_frame import LEAD, MORE, PROSE, TITLE, page
from vnnews import parse_article
from vnnews.articles._telling_ends import says_caption

CAPTIONS = [
    "Người dân xếp hàng nhận gạo cứu trợ ở cảng Bến Sông, ngày 14/3/2019.",
    "Người dân xếp hàng nhận gạo cứu trợ ở cảng Bến Sông, ngày 14 tháng 3, 2019.",
    "Tổng thống tiếp đoàn nghị sĩ tại dinh, ngày 5 tháng 11 năm 2020",
    "Tên lửa rời bệ phóng, ảnh do hãng thông tấn nước này công bố ngày 29/7/2017.",
    "Thủ tướng rời trụ sở chính phủ. REUTERS - Anna Berger",
    "Một buổi chợ nổi trên sông, hôm Chủ Nhật AP - Le Quang",
    "Ảnh minh họa : Chợ nổi trên sông Hậu, ngày 10/12/2018. © AFP",
    "Toàn cảnh phiên khai mạc hội nghị tại cảng Bến Sông (Tân Hoa xã/Lý Đào)",
    "Tàu hút cát ở cửa sông - Sputnik Việt Nam, 1920, 21.07.2022",
    "Hình 2. Số vụ tấn công theo quý",
    "Video trận Bến Sông - Cửa Đông: (Bản quyền thuộc về đơn vị phát sóng)",
]
SENTENCES = [
    "Quyết định có hiệu lực từ ngày 14/3/2019.",
    "Bộ trưởng ký văn bản số 1058 gửi các tỉnh miền núi, ngày 10/12/2018.",
    "Hà Nội, ngày 14 tháng 10 năm 2024",
    "“Chúng tôi đã gửi thư cho họ hai lần, ngày 14/3/2019”, ông nói.",
    "Hai bên gặp nhau ở Geneva. Họ ký thỏa thuận ở Vienna sau nhiều tuần, ngày 14/3/2019.",
    "Đội tuyển thắng trận thứ ba liên tiếp trên sân nhà, ngày 14/3.",
    "Tàu cập cảng Hải Phòng - Quảng Ninh",
    "Trận chung kết AFC - Lan Anh kể lại",
    "© 2021 Bến Sông",
    "© Bến Sông",
    "Thông tin trên báo Bến Sông/Tuổi Sông",
    "Hình như không ai biết chuyện này",
]


@pytest.mark.parametrize("line", CAPTIONS)
def test_captions(line: str) -> None:
    assert says_caption(line)
    article = parse_article(page(TITLE, line, LEAD, PROSE, MORE))
    assert (article.captions, article.title) == ((line,), TITLE)
    assert article.text == "\n\n".join((TITLE, LEAD, PROSE, MORE))


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_that_end_alike(line: str) -> None:
    assert not says_caption(line)


def test_a_page_of_such_lines_keeps_its_text() -> None:
    article = parse_article(page(TITLE, *CAPTIONS[:2]))
    assert CAPTIONS[0] in article.text
