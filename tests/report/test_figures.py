import datetime

import numpy as np

from vnnews.articles import duplicate_groups
from vnnews.report._figures import count, fold
from vnnews.report._periods import time_axis
from vnnews.report._row import Mention, Row

WIRE = "Nga và Mỹ nối lại đàm phán về ổn định chiến lược tại Geneva sau một năm rưỡi gián đoạn"
TEXTS = [
    f"{WIRE}.",
    f"{WIRE}, hai bên cho biết hôm nay.",
    "Giá vàng trong nước sáng nay đi ngang phiên thứ ba.",
    "Một tin khác hẳn.",
]
DAY = datetime.date(2018, 5, 7)


def row(date: datetime.date | None, tone: int, *mentions: tuple[int, int]) -> Row:
    return Row("", "", "", date, True, tone, 0.9, tuple(Mention(issue, 0.9, t, "", 1.0) for issue, t in mentions))


def test_copies_count_once_but_in_the_volume() -> None:
    later = DAY + datetime.timedelta(days=1)
    rows = [row(DAY, 0, (0, 0)), row(None, 1, (0, 1), (1, -1)), row(later, 2), row(None, -1)]
    axis = time_axis([one.date for one in rows], [True] * 4)
    stories = fold(duplicate_groups(TEXTS), axis)
    # The longer version stands for both; it has no date, the other one has.
    assert (stories.rows, stories.copies) == ((1, 2, 3), ((0,), (), ()))
    assert stories.places.tolist() == [0, 1, -1]
    found = count(rows, stories, axis, n_issues=2, n_tones=3)
    assert found.volume.tolist() == [[0, 0], [0, 1], [1, 0]]
    assert found.stories.tolist() == [1, 1]
    assert found.by_issue.tolist() == [[1, 0], [1, 0]]
    assert found.by_tone.tolist() == [[0, 0], [1, 0], [0, 1]]
    assert found.issue_stories.tolist() == [1, 1]
    assert found.issue_tones.tolist() == [[0, 1, 0], [0, 0, 0]]


def test_sums() -> None:
    rng = np.random.default_rng(0)
    days = [DAY + datetime.timedelta(days=int(offset)) for offset in rng.integers(20, size=200)]
    rows = [row(day, int(rng.integers(3)), *([(1, 2)] if rng.random() < 0.5 else [])) for day in days]
    axis = time_axis([one.date for one in rows], [True] * 200)
    stories = fold(duplicate_groups([f"{rng.integers(10**9)} bài số {k}" for k in range(200)]), axis)
    found = count(rows, stories, axis, 3, 3)
    assert found.volume.sum() == 200
    assert (
        found.volume[0].sum() == found.by_issue.sum() == found.issue_tones[1, 2] == sum(bool(r.mentions) for r in rows)
    )
    np.testing.assert_array_equal(found.by_tone.sum(axis=0), found.stories)
