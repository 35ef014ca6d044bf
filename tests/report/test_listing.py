import datetime

import numpy as np

from vnnews.report._figures import Stories
from vnnews.report._listing import MOST_COPIES, listed_stories
from vnnews.report._row import Mention, Row

DAY = datetime.date(2018, 1, 1)


def row(title: str, date: datetime.date | None, tagged: bool = True) -> Row:
    mentions = (Mention(0, 0.9, 0, "", 1.0),) if tagged else ()
    return Row(title, "", "", date, True, 0, 0.9, mentions)


def alone(n: int) -> Stories:
    return Stories(tuple(range(n)), ((),) * n, np.zeros(n, np.int64))


def test_latest_first_and_undated_last() -> None:
    rows = [row("a", None), row("b", DAY), row("c", DAY.replace(day=3)), row("d", DAY)]
    assert [story.row.title for story in listed_stories(rows, alone(4))] == ["c", "b", "d", "a"]


def test_of_too_many_those_with_issues_evenly_in_time() -> None:
    rows = [row(str(k), DAY + datetime.timedelta(days=k), k % 2 == 0) for k in range(400)]
    assert len(listed_stories(rows, alone(400), most=400)) == 400
    assert all(story.row.mentions for story in listed_stories(rows, alone(400), most=200))
    found = [int(story.row.title) for story in listed_stories(rows, alone(400), most=50)]
    assert (len(found), found[0], found[-1]) == (50, 398, 0)
    assert {found[k] - found[k + 1] for k in range(49)} <= {8, 10}


def test_copies() -> None:
    rows = [row("whole", None), *(row(f"copy {k}", DAY.replace(day=k + 1)) for k in range(9))]
    (story,) = listed_stories(rows, Stories((0,), (tuple(range(1, 10)),), np.zeros(1, np.int64)))
    assert (story.row.title, story.row.date, story.n_copies, len(story.copies)) == ("whole", DAY, 9, MOST_COPIES)
