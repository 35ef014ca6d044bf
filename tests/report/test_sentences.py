import numpy as np

from vnnews.report._figures import Stories
from vnnews.report._row import Mention, Row
from vnnews.report._sentences import typical_sentences

STRONG = "Liên hợp quốc áp đặt thêm lệnh trừng phạt đối với Triều Tiên sau vụ thử hạt nhân."
SAME = "Hôm qua, Liên hợp quốc áp đặt thêm lệnh trừng phạt đối với Triều Tiên sau vụ thử hạt nhân, AFP đưa tin."
OTHER = "Washington đóng băng tài sản của mười hai công ty vận tải biển vì chở than."
SHORT = "Trừng phạt! Trừng phạt!"


def rows_of(*sentences: tuple[str, float]) -> list[Row]:
    return [Row("", "", "", None, True, 0, 0.9, (Mention(1, 0.9, 0, text, weight),)) for text, weight in sentences]


def chosen(rows: list[Row], copies: tuple[tuple[int, ...], ...] | None = None, most: int = 3) -> list[str]:
    stories = tuple(range(len(rows))) if copies is None else tuple(range(len(copies)))
    told = Stories(stories, copies or ((),) * len(rows), np.zeros(len(stories), np.int64))
    none, found = typical_sentences(rows, told, 2, most)
    assert none == ()
    return [one.mention.sentence for one in found]


def test_the_strongest_without_repeats() -> None:
    assert chosen(rows_of((OTHER, 2.0), (STRONG, 5.0), (SAME, 4.0))) == [STRONG, OTHER]
    assert chosen(rows_of((OTHER, 2.0), (SAME, 5.0), (STRONG, 4.0))) == [SAME, OTHER]
    assert chosen(rows_of((OTHER, 2.0), (STRONG, 5.0)), most=1) == [STRONG]


def test_cries_come_last() -> None:
    assert chosen(rows_of((SHORT, 9.0), (OTHER, 1.0))) == [OTHER, SHORT]


def test_copies_have_no_say() -> None:
    assert chosen(rows_of((OTHER, 2.0), (STRONG, 5.0)), copies=((1,),)) == [OTHER]


def test_none_where_the_title_spoke() -> None:
    assert chosen(rows_of(("", 9.0))) == []
