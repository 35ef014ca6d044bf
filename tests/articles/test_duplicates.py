from __future__ import annotations

import os
import random
import re
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.articles import Article, duplicate_groups, parse_article
from vnnews.datasets import iter_sample

WIRE = (
    "Thủ tướng Nhật Bản hôm qua gặp Tổng thống Hàn Quốc ở Bangkok, cuộc gặp đầu tiên sau hơn một năm. "
    "Hai bên nhất trí nối lại đối thoại cấp thứ trưởng về thương mại và chuẩn bị một cuộc gặp chính thức. "
    "Quan hệ hai nước xấu đi từ khi tòa án tối cao ở Seoul buộc các công ty Nhật bồi thường cho lao động cưỡng bức. "
    "Tokyo đáp lại bằng việc siết xuất khẩu vật liệu làm chip, còn Seoul dọa rút khỏi thỏa thuận chia sẻ tin tình báo. "
    "Washington nhiều lần thúc giục hai đồng minh gác lại bất đồng trước mối đe dọa tên lửa từ Triều Tiên."
)
SENTENCES = re.split(r"(?<=\.) ", WIRE)
COPIES = {
    "other title": "Nhật - Hàn phá băng\n\n" + WIRE,
    "byline": WIRE + " Minh Hà (theo Reuters)",
    "cut": " ".join(SENTENCES[:3]),
    "beginning cut": " ".join(SENTENCES[1:]),
    "added": WIRE + " Giới quan sát cho rằng còn quá sớm để lạc quan về kết quả của tiến trình này.",
    "words": WIRE.replace("hôm qua", "ngày 4/11").replace("nhất trí", "đồng ý").replace("Seoul", "Hàn Quốc"),
}
OTHER_WRITER = (
    "Lần đầu tiên kể từ mùa thu năm ngoái, lãnh đạo Tokyo và Seoul ngồi xuống trò chuyện với nhau. Cuộc trao đổi vài "
    "phút tại Bangkok không nằm trong lịch trình và không giải quyết vấn đề nào, nhưng cái bắt tay đã đủ để "
    "báo chí hai nước đặt câu hỏi liệu tranh chấp về lao động thời chiến và vật liệu làm chip có thể hạ nhiệt. "
    "Người Mỹ, vốn lo ngại về thỏa thuận chia sẻ tin tình báo sắp hết hạn, hẳn là những người thở phào trước tiên."
)


@pytest.mark.parametrize("change", COPIES)
def test_a_copy_is_found(change: str) -> None:
    found = duplicate_groups([WIRE, COPIES[change], OTHER_WRITER])
    assert found.labels.tolist() == [0, 0, 1]
    assert 0.5 <= found.similarity.min() < 1
    assert found.threshold == 0.5


def test_one_story_in_all_outlets_is_one_group() -> None:
    articles = [Article(title=f"Tin số {n}", body=(text,)) for n, text in enumerate(COPIES.values())]
    found = duplicate_groups([OTHER_WRITER, *articles, WIRE])
    assert found.groups() == [tuple(range(1, len(COPIES) + 2))]
    assert len(found.representatives) == 2
    assert found.representatives[0] == 0


def test_captions_and_furniture_do_not_count() -> None:
    one = parse_article(f"Tựa đề một\n{WIRE}\nGửi phản hồi\nIn bài viết")
    two = parse_article(f"Tựa đề hai\n{WIRE}\nLãnh đạo hai nước trong cuộc gặp. Ảnh: Reuters")
    assert duplicate_groups([one, two]).labels.tolist() == [0, 0]


def test_the_sample_holds_no_copies() -> None:
    texts = [document.text for document in iter_sample()]
    found = duplicate_groups(texts, threshold=0.2)
    assert found.labels.tolist() == found.representatives.tolist() == list(range(len(texts)))
    assert found.groups() == []
    assert len(found.groups(smallest=1)) == len(texts)


def noisy(text: str, drawn: random.Random) -> str:
    sentences = [sentence for sentence in re.split(r"(?<=[.!?])\s+", text)[1:] if drawn.random() > 0.1]
    words = [" ".join("theo" if drawn.random() < 0.03 else word for word in sentence.split()) for sentence in sentences]
    words.insert(len(words) // 2, "Đây là câu mà ban biên tập thêm vào cho bạn đọc dễ theo dõi câu chuyện hơn.")
    return "Tin mới nhận trong ngày. " + " ".join(words) + " Minh Hà (tổng hợp)"


def test_noisy_copies_of_the_sample() -> None:
    drawn = random.Random(0)
    texts = [document.text for document in iter_sample()]
    found = duplicate_groups(texts + [noisy(text, drawn) for text in texts])
    together = found.labels[: len(texts)] == found.labels[len(texts) :]
    assert together.mean() > 0.95
    assert len(found.groups()) == together.sum()


@settings(max_examples=50)
@given(st.lists(st.sampled_from([*COPIES.values(), OTHER_WRITER, "", "Nga", "Nga Mỹ"]), max_size=12), st.randoms())
def test_the_order_does_not_matter(texts: list[str], drawn: random.Random) -> None:
    order = list(range(len(texts)))
    drawn.shuffle(order)
    here = duplicate_groups(texts).labels
    there = duplicate_groups([texts[i] for i in order]).labels
    assert (np.equal.outer(here, here)[np.ix_(order, order)] == np.equal.outer(there, there)).all()


def test_small_inputs() -> None:
    assert duplicate_groups([]).labels.shape == (0,)
    assert duplicate_groups([]).groups() == []
    assert duplicate_groups(["", "", "...", "Nga", "nga", "Mỹ"]).labels.tolist() == [0, 1, 2, 3, 3, 4]
    assert duplicate_groups(text for text in (WIRE, WIRE)).similarity.tolist() == [1.0, 1.0]


def test_wrong_input_says_what_to_do() -> None:
    with pytest.raises(TypeError, match="parse_article"):
        duplicate_groups([b"Nga"])  # type: ignore[list-item]  # the wrong type is the point
    for threshold in (0, -1, 1.5, float("nan")):
        with pytest.raises(ValueError, match="threshold"):
            duplicate_groups([WIRE], threshold=threshold)


@pytest.mark.parametrize("varied", [False, True])
def test_many_copies_of_one_text_take_linear_time(varied: bool) -> None:
    def seconds(n_texts: int) -> float:
        texts = [f"{WIRE} Bản số {n}." if varied else WIRE for n in range(n_texts)]
        start = time.process_time()
        assert duplicate_groups(texts).labels.max() == 0
        return time.process_time() - start

    assert seconds(3000) < 40 * max(seconds(300), 0.01)


@pytest.mark.corpus
@pytest.mark.skipif("VNNEWS_DATA" not in os.environ, reason="VNNEWS_DATA names no folder with the corpora")
def test_noisy_copies_of_real_articles() -> None:
    from vnnews.datasets import iter_baomoi2017

    drawn = random.Random(5)
    texts = []
    for document in iter_baomoi2017(Path(os.environ["VNNEWS_DATA"])):
        if len(document.text) > 1200:
            texts.append(document.text)
        if len(texts) == 200:
            break
    found = duplicate_groups(texts + [noisy(text, drawn) for text in texts])
    assert (found.labels[:200] == found.labels[200:]).mean() >= 0.98
