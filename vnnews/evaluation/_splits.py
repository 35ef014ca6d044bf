"""Which articles to train on and which to test on, so that the test is honest."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.model_selection import BaseCrossValidator

Ints = NDArray[np.int64]


class MultilabelGroupKFold(BaseCrossValidator):  # type: ignore[misc]  # scikit-learn has no stubs
    """K folds that keep groups together and share out every label as evenly as that allows.

    Near copies of an article on both sides of a split make a model look better than it is: give them one group. The
    labels are dealt out by iterative stratification (Sechidis, Tsoumakas and Vlahavas 2011), applied to groups instead
    of articles: the rarest label first, its groups from the largest down, each to the fold that lacks most of it.

    Parameters
    ----------
    n_splits : int, default=5
    random_state : int, optional
        Seed of the order in which equal groups are dealt out; None keeps that of the articles. The same input gives the
        same folds in either case.

    See Also
    --------
    sklearn.model_selection.StratifiedGroupKFold : For one label per article.

    Examples
    --------
    >>> import numpy as np
    >>> Y = np.array([[1, 0], [1, 0], [0, 1], [0, 1]])
    >>> splitter = MultilabelGroupKFold(2)
    >>> [test.tolist() for _, test in splitter.split(Y, Y, groups=["a", "b", "c", "d"])]
    [[0, 2], [1, 3]]
    """

    def __init__(self, n_splits: int = 5, *, random_state: int | None = None) -> None:
        self.n_splits = n_splits
        self.random_state = random_state

    def get_n_splits(self, X: object = None, y: object = None, groups: object = None) -> int:
        """Return the number of folds."""
        return self.n_splits

    def split(self, X: Any, y: ArrayLike | None = None, groups: ArrayLike | None = None) -> Iterator[tuple[Ints, Ints]]:
        """Yield the indices of training and test articles of each fold.

        Parameters
        ----------
        X : sequence of length n_articles, or array-like or sparse matrix with so many rows
        y : array-like of shape (n_articles,) or (n_articles, n_labels), optional
            One label per article, or indicators; without it only the sizes of the folds are evened out.
        groups : array-like of shape (n_articles,), optional
            Articles of one group stay together; without it each stands for itself.

        Yields
        ------
        train, test : ndarray of int64
            Ascending.

        Raises
        ------
        ValueError
            If lengths differ, or there are fewer groups than folds.
        """
        n = X.shape[0] if hasattr(X, "shape") else len(X)
        fold = self._folds(n, y, groups)
        for k in range(self.n_splits):
            yield np.flatnonzero(fold != k), np.flatnonzero(fold == k)

    def _folds(self, n: int, y: ArrayLike | None, groups: ArrayLike | None) -> Ints:
        if self.n_splits < 2:
            raise ValueError(f"n_splits={self.n_splits}: expected at least 2 folds")
        code = _group_codes(groups, n)
        n_groups = int(code.max()) + 1 if n else 0
        if n_groups < self.n_splits:
            raise ValueError(f"{n_groups} groups of articles for {self.n_splits} folds; expected at least one for each")
        counts = np.zeros((n_groups, 1))
        np.add.at(counts, code, np.ones((n, 1)))
        if y is not None:
            labels = np.zeros((n_groups, _label_matrix(y, n).shape[1]))
            np.add.at(labels, code, _label_matrix(y, n))
            counts = np.hstack([labels, counts])
        order = np.arange(n_groups)
        if self.random_state is not None:
            order = np.random.default_rng(self.random_state).permutation(n_groups)
        of_group = np.empty(n_groups, dtype=np.int64)
        of_group[order] = _deal(counts[order], self.n_splits)
        return np.asarray(of_group[code])


class TimeSplit(BaseCrossValidator):  # type: ignore[misc]  # scikit-learn has no stubs
    """Train on the past, test on what came after it.

    The articles are cut at dates into ``n_splits + 1`` stretches of about the same number of articles; each but the
    first is tested once, by a model of everything before it. Articles of one day are never parted.

    Parameters
    ----------
    n_splits : int, default=5
    dates : array-like of dates, shape (n_articles,), optional
        `datetime.date`, `datetime.datetime` or what numpy reads as datetime64. Without it, ``split`` takes them for its
        ``groups``, as scikit-learn's functions hand them on.
    gap : int or datetime.timedelta, default=0
        So many days before the test are left out of training, in which its stories have begun.

    See Also
    --------
    sklearn.model_selection.TimeSeriesSplit : The same by position, for articles that are sorted.

    Examples
    --------
    >>> dates = ["2017-03-01", "2016-01-01", "2018-05-06", "2018-05-06"]
    >>> for train, test in TimeSplit(2).split(dates, groups=dates):
    ...     print(train.tolist(), test.tolist())
    [1] [0]
    [0, 1] [2, 3]
    """

    def __init__(self, n_splits: int = 5, *, dates: ArrayLike | None = None, gap: int | datetime.timedelta = 0) -> None:
        self.n_splits = n_splits
        self.dates = dates
        self.gap = gap

    def get_n_splits(self, X: object = None, y: object = None, groups: object = None) -> int:
        """Return the number of splits."""
        return self.n_splits

    def split(self, X: Any, y: object = None, groups: ArrayLike | None = None) -> Iterator[tuple[Ints, Ints]]:
        """Yield the indices of training and test articles of each split, from early to late.

        Parameters
        ----------
        X : sequence of length n_articles, or array-like or sparse matrix with so many rows
        y : ignored
        groups : array-like of dates, shape (n_articles,), optional
            The dates, if the splitter was made without them.

        Yields
        ------
        train, test : ndarray of int64
            Ascending. Every training article is older than every test article, by more than the gap.

        Raises
        ------
        ValueError
            If there are no dates, some are missing, lengths differ, there are fewer different days than stretches, or
            the gap leaves nothing to train on.
        """
        n = X.shape[0] if hasattr(X, "shape") else len(X)
        days = self._days(self.dates if self.dates is not None else groups, n)
        gap = self.gap.days if isinstance(self.gap, datetime.timedelta) else int(self.gap)
        if gap < 0:
            raise ValueError(f"gap={self.gap!r}: expected a number of days, 0 or more")
        starts = self._starts(days)
        for start, end in zip(starts, [*starts[1:], days.max() + 1], strict=True):
            train = np.flatnonzero(days < start - gap)
            if not len(train):
                raise ValueError(
                    f"a gap of {gap} days leaves nothing to train on before {np.datetime64(int(start), 'D')}; the "
                    f"first article is of {np.datetime64(int(days.min()), 'D')}. Shorten the gap or take fewer splits"
                )
            yield train, np.flatnonzero((days >= start) & (days < end))

    def _starts(self, days: Ints) -> list[int]:
        """Return the first day of every stretch that is tested."""
        if self.n_splits < 1:
            raise ValueError(f"n_splits={self.n_splits}: expected at least 1")
        different, counts = np.unique(days, return_counts=True)
        if len(different) <= self.n_splits:
            raise ValueError(
                f"articles of {len(different)} different days for {self.n_splits} splits; expected at least "
                f"{self.n_splits + 1} days"
            )
        before = np.concatenate([[0], np.cumsum(counts)[:-1]])
        starts: list[int] = []
        last = 0
        for k in range(1, self.n_splits + 1):
            wanted = len(days) * k / (self.n_splits + 1)
            nearest = int(np.abs(before - wanted).argmin())
            # A day with very many articles must not swallow the stretches around it.
            last = min(max(nearest, last + 1), len(different) - (self.n_splits - k) - 1)
            starts.append(int(different[last]))
        return starts

    def _days(self, dates: ArrayLike | None, n: int) -> Ints:
        if dates is None:
            raise ValueError("TimeSplit has no dates; give TimeSplit(dates=...) or split(X, groups=dates)")
        listed = [None if date is None else np.datetime64(date, "D") for date in np.asarray(dates, dtype=object)]
        if len(listed) != n:
            raise ValueError(f"{len(listed)} dates for {n} articles; give one for each")
        missing = [i for i, date in enumerate(listed) if date is None or np.isnat(date)]
        if missing:
            raise ValueError(f"{len(missing)} articles have no date, the first is number {missing[0]}; leave them out")
        return np.array(listed, dtype="datetime64[D]").astype(np.int64)


def _deal(counts: NDArray[np.float64], n_folds: int) -> Ints:
    """Deal groups, rows with what each holds of every label and (last column) of articles, to folds."""
    wanted = np.tile(counts.sum(axis=0) / n_folds, (n_folds, 1))
    fold = np.full(len(counts), -1)
    left = counts.sum(axis=0)
    while (fold < 0).any():
        # The rarest label that still has groups to deal; the column of articles comes last, for the rest.
        rare = np.where(left[:-1] > 0, left[:-1], np.inf)
        label = int(rare.argmin()) if len(rare) and np.isfinite(rare.min()) else counts.shape[1] - 1
        waiting = np.flatnonzero((fold < 0) & (counts[:, label] > 0))
        for group in waiting[np.argsort(-counts[waiting, -1], kind="stable")]:
            k = int(np.lexsort((np.arange(n_folds), -wanted[:, -1], -wanted[:, label]))[0])
            fold[group] = k
            wanted[k] -= counts[group]
            left = left - counts[group]
    return _fill_empty(fold, counts, n_folds)


def _fill_empty(fold: Ints, counts: NDArray[np.float64], n_folds: int) -> Ints:
    """Give a fold that got nothing the smallest group of the fold with most groups."""
    for k in range(n_folds):
        if not (fold == k).any():
            richest = np.flatnonzero(fold == np.bincount(fold, minlength=n_folds).argmax())
            fold[richest[counts[richest, -1].argmin()]] = k
    return fold


def _group_codes(groups: ArrayLike | None, n: int) -> Ints:
    """Return the groups' numbers in the order in which they first appear."""
    if groups is None:
        return np.arange(n)
    named = np.asarray(groups)
    if named.shape != (n,):
        raise ValueError(f"groups of shape {named.shape} for {n} articles; give one group for each")
    _, first, code = np.unique(named, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[code], dtype=np.int64)


def _label_matrix(y: ArrayLike, n: int) -> NDArray[np.float64]:
    labels = np.asarray(y)
    if len(labels) != n or labels.ndim not in (1, 2):
        raise ValueError(f"labels of shape {labels.shape} for {n} articles; expected one, or a row, for each")
    if labels.ndim == 1:
        return np.asarray(labels[:, None] == np.unique(labels), dtype=np.float64)
    return labels.astype(np.float64)
