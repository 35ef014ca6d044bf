import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.dummy import DummyClassifier
from sklearn.model_selection import cross_val_score

from vnnews.datasets import load_labels
from vnnews.evaluation import MultilabelGroupKFold, TimeSplit
from vnnews.taxonomy import load_taxonomy

group_lists = st.lists(st.integers(0, 15), min_size=2, max_size=50)


@given(group_lists, st.integers(2, 5), st.integers(0, 3), st.one_of(st.none(), st.integers(0, 5)))
def test_folds_are_a_partition_that_parts_no_group(
    groups: list[int], n_splits: int, n_labels: int, seed: int | None
) -> None:
    splitter = MultilabelGroupKFold(n_splits, random_state=seed)
    Y = np.random.default_rng(0).integers(0, 2, (len(groups), n_labels)) if n_labels else None
    if len(set(groups)) < n_splits:
        with pytest.raises(ValueError, match="expected at least one for each"):
            list(splitter.split(groups, Y, groups))
        return
    tested = []
    for train, test in splitter.split(groups, Y, groups):
        assert len(test)
        assert sorted([*train, *test]) == list(range(len(groups)))
        assert not {groups[i] for i in train} & {groups[i] for i in test}
        tested += test.tolist()
    assert sorted(tested) == list(range(len(groups)))
    again = [test.tolist() for _, test in splitter.split(groups, Y, groups)]
    assert again == [test.tolist() for _, test in splitter.split(groups, Y, groups)]


def test_rare_labels_are_shared_out() -> None:
    """Of a label with as many articles as folds, every fold gets one."""
    Y = np.zeros((100, 2), dtype=int)
    Y[:5, 0] = 1
    Y[5:55, 1] = 1
    for _, test in MultilabelGroupKFold(5).split(Y, Y):
        assert Y[test].sum(axis=0).tolist() == [1, 10]
        assert len(test) == 20


def test_real_issues_are_shared_out_better_than_at_random() -> None:
    ids = load_taxonomy().issue_ids
    Y = np.array([[issue in label.issues for issue in ids] for label in load_labels("train")], dtype=int)
    groups = np.random.default_rng(0).integers(0, 6000, len(Y))

    def unevenness(folds: list[np.ndarray]) -> float:
        shares = np.array([Y[test].sum(axis=0) for test in folds]) / Y.sum(axis=0)
        return float(np.abs(shares - 0.2).max())

    ours = unevenness([test for _, test in MultilabelGroupKFold(5).split(Y, Y, groups)])
    drawn = np.random.default_rng(1).integers(0, 5, 6000)[groups]
    assert ours < 0.02
    assert unevenness([np.flatnonzero(drawn == k) for k in range(5)]) > 5 * ours


def test_single_labels_are_shared_out_too() -> None:
    tones = ["mixed"] * 10 + ["negative"] * 40
    for _, test in MultilabelGroupKFold(5).split(tones, tones):
        assert [tones[i] for i in test].count("mixed") == 2


def test_splitters_work_in_scikit_learn() -> None:
    X, y = np.zeros((30, 1)), np.array([0, 1, 1] * 10)
    scores = cross_val_score(DummyClassifier(), X, y, cv=MultilabelGroupKFold(3), groups=np.repeat(range(10), 3))
    assert scores.tolist() == pytest.approx([2 / 3] * 3, abs=0.1)
    days = [datetime.date(2017, 1, 1 + i) for i in range(30)]
    assert len(cross_val_score(DummyClassifier(), X, y, cv=TimeSplit(4), groups=days)) == 4
    assert len(cross_val_score(DummyClassifier(), X, y, cv=TimeSplit(4, dates=days))) == 4


def test_errors_of_the_folds() -> None:
    with pytest.raises(ValueError, match="n_splits=1"):
        list(MultilabelGroupKFold(1).split([1, 2]))
    with pytest.raises(ValueError, match="groups of shape"):
        list(MultilabelGroupKFold(2).split([1, 2], groups=[1]))
    with pytest.raises(ValueError, match="labels of shape"):
        list(MultilabelGroupKFold(2).split([1, 2], [1, 2, 3]))


@given(st.lists(st.integers(0, 400), min_size=2, max_size=60), st.integers(1, 4), st.integers(0, 5))
def test_the_past_comes_before_the_future(numbers: list[int], n_splits: int, gap: int) -> None:
    days = np.datetime64("2016-12-20") + np.array(numbers)
    splitter = TimeSplit(n_splits, gap=gap)
    if len(set(numbers)) <= n_splits:
        with pytest.raises(ValueError, match="different days"):
            list(splitter.split(days, groups=days))
        return
    try:
        splits = list(splitter.split(days, groups=days))
    except ValueError as error:
        if gap and "leaves nothing to train on" in str(error):
            return
        raise
    assert len(splits) == splitter.get_n_splits() == n_splits
    tested: list[int] = []
    for train, test in splits:
        assert len(train)
        assert len(test)
        assert days[train].max() + gap < days[test].min()
        tested += test.tolist()
    assert len(tested) == len(set(tested))
    first = min(days[test].min() for _, test in splits)
    assert sorted(tested) == np.flatnonzero(days >= first).tolist()


def test_stretches_hold_about_as_many_articles() -> None:
    days = np.datetime64("2017-01-01") + np.arange(600) // 2
    sizes = [len(test) for _, test in TimeSplit(5).split(days, groups=days)]
    assert sizes == [100] * 5


def test_a_crowded_day_leaves_room_for_the_others() -> None:
    days = ["2017-01-01", "2017-01-02", *["2017-01-03"] * 50, "2017-01-04"]
    splits = [(train.tolist(), test.tolist()) for train, test in TimeSplit(3, dates=days).split(days)]
    assert [len(test) for _, test in splits] == [1, 50, 1]


def test_a_gap_is_left_out() -> None:
    days = [datetime.datetime(2017, 1, 1 + i, 23) for i in range(10)]
    ((train, test),) = TimeSplit(1, dates=days, gap=datetime.timedelta(days=2)).split(days)
    assert (train.tolist(), test.tolist()) == ([0, 1, 2], [5, 6, 7, 8, 9])


def test_errors_of_the_dates() -> None:
    with pytest.raises(ValueError, match="TimeSplit has no dates"):
        list(TimeSplit(1).split([1, 2]))
    with pytest.raises(ValueError, match="1 articles have no date, the first is number 1"):
        list(TimeSplit(1).split([1, 2], groups=[datetime.date(2017, 1, 1), None]))
    with pytest.raises(ValueError, match="1 dates for 2 articles"):
        list(TimeSplit(1, dates=["2017-01-01"]).split([1, 2]))
    with pytest.raises(ValueError, match="gap=-1"):
        list(TimeSplit(1, gap=-1).split([1, 2], groups=["2017-01-01", "2017-01-02"]))
