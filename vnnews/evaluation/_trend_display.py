"""Shares of issues or tones over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vnnews.evaluation._plot import COLOURS, TONE_COLOURS, Display, bare, spread, wilson_interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]
Period = Literal["day", "week", "month", "year"]
_UNITS = {"day": "D", "month": "M", "year": "Y"}


class TrendDisplay(Display):
    """Shares of labels by period, with 95 % intervals.

    Parameters
    ----------
    periods : array-like of datetime64, shape (n_periods,)
        The first day of each.
    share, low, high : array-like of shape (n_periods, n_labels)
        nan where a period has no articles.
    names : sequence of str
    labels : sequence of str, optional
        Ids of the labels; tones get their colours by them.

    Attributes
    ----------
    ax_, figure_
        The matplotlib axes and figure, after `plot`.

    Examples
    --------
    >>> dates = ["2017-01-05", "2017-01-20", "2017-02-01"]
    >>> display = TrendDisplay.from_predictions(dates, ["positive", "negative", "negative"], period="month")
    >>> display.names, display.share.tolist()
    (('negative', 'positive'), [[0.5, 0.5], [1.0, 0.0]])
    """

    def __init__(
        self,
        periods: ArrayLike,
        share: ArrayLike,
        low: ArrayLike,
        high: ArrayLike,
        names: Sequence[str],
        *,
        labels: Sequence[str] | None = None,
    ) -> None:
        self.periods = np.asarray(periods, dtype="datetime64[D]")
        self.share: Floats = np.asarray(share, dtype=np.float64)
        self.low: Floats = np.asarray(low, dtype=np.float64)
        self.high: Floats = np.asarray(high, dtype=np.float64)
        self.names = tuple(names)
        self.labels = self.names if labels is None else tuple(labels)

    @classmethod
    def from_predictions(
        cls,
        dates: ArrayLike,
        y: ArrayLike,
        *,
        period: Period = "month",
        labels: Sequence[Any] | None = None,
        names: Sequence[str] | None = None,
        ax: Axes | None = None,
    ) -> Self:
        """Draw the shares of labels, or predictions, by period.

        Parameters
        ----------
        dates : array-like of dates, shape (n_articles,)
        y : array-like of shape (n_articles,) or (n_articles, n_labels)
            One label per article, or indicators.
        period : {"day", "week", "month", "year"}, default="month"
            Weeks begin on Monday.
        labels : sequence, optional
            Which labels, in which order; by default all, sorted. For indicators, the columns' ids.
        names : sequence of str, optional
            What to write for them.
        ax : matplotlib axes, optional

        Returns
        -------
        TrendDisplay
            Periods without articles, between others, are there with nan: the lines have gaps. Intervals are Wilson's
            (1927) for one share; they know nothing of the classifier's errors.

        Raises
        ------
        ValueError
            If the period is unknown, lengths differ, or there are no articles.
        """
        target = np.asarray(y)
        if labels is None:
            labels = list(range(target.shape[1])) if target.ndim == 2 else np.unique(target).tolist()
        matrix = target if target.ndim == 2 else target[:, None] == np.array(list(labels))
        periods, index = period_of(dates, period)
        if len(index) != len(matrix):
            raise ValueError(f"{len(index)} dates for {len(matrix)} articles; give one for each")
        n = np.bincount(index, minlength=len(periods)).astype(np.float64)[:, None]
        hits = np.zeros((len(periods), matrix.shape[1]))
        np.add.at(hits, index, matrix.astype(np.float64))
        low, high = wilson_interval(hits, n)
        share = np.divide(hits, n, out=np.full(hits.shape, np.nan), where=n > 0)
        ids = [str(label) for label in labels]
        return cls(periods, share, low, high, ids if names is None else names, labels=ids).plot(ax=ax)

    def plot(self, ax: Axes | None = None, *, colors: Sequence[str] | None = None) -> Self:
        """Draw; each line's name stands at its end.

        Parameters
        ----------
        ax : matplotlib axes, optional
            A new figure by default.
        colors : sequence of str, optional
            One per label; more than seven lines share colours and are told apart by dashes.

        Returns
        -------
        self
        """
        ax = self._start(ax, 8.0, 4.2)
        top = min(float(np.nanmax(self.high, initial=0.05)) * 1.05, 1.02)
        shown = [column[~np.isnan(column)] for column in self.share.T]
        ends = spread([column[-1] if len(column) else 0.0 for column in shown], top * 0.055, lowest=0.0)
        for k, (label, name) in enumerate(zip(self.labels, self.names, strict=True)):
            colour = colors[k] if colors else TONE_COLOURS.get(label, COLOURS[k % len(COLOURS)])
            style = "-" if k < len(COLOURS) else (0, (5, 1.5))
            ax.fill_between(self.periods, self.low[:, k], self.high[:, k], color=colour, alpha=0.15, linewidth=0)
            ax.plot(
                self.periods, self.share[:, k], color=colour, linestyle=style, linewidth=1.8, marker="o", markersize=3
            )
            ax.annotate(
                name, (1.0, ends[k]), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
                va="center", color=colour, fontsize=9, annotation_clip=False,
            )  # fmt: skip
        self._dates(ax)
        ax.set_ylim(0.0, max(top, float(ends.max(initial=0.0)) * 1.03))
        ax.set_ylabel("share of the articles")
        ax.yaxis.set_major_formatter("{x:.0%}")
        bare(ax, grid="y")
        return self

    def _dates(self, ax: Axes) -> None:
        from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

        locator = AutoDateLocator(maxticks=8)
        ax.xaxis.set_major_locator(locator)
        ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        ax.margins(x=0.01)


def period_of(dates: ArrayLike, period: str) -> tuple[NDArray[np.datetime64], NDArray[np.int64]]:
    """Return the first days of all periods from the earliest to the latest, and each date's period by its number."""
    if period not in (*_UNITS, "week"):
        raise ValueError(f"period={period!r}: expected 'day', 'week', 'month' or 'year'")
    days = np.array([np.datetime64(date, "D") for date in np.asarray(dates, dtype=object)], dtype="datetime64[D]")
    if not len(days) or np.isnat(days).any():
        raise ValueError(f"{np.isnat(days).sum()} of {len(days)} dates are missing; expected a date for every article")
    if period == "week":
        # 1970-01-01 was a Thursday.
        number = (days.astype(np.int64) + 3) // 7
        first = number.min() * 7 - 3
        starts = (first + 7 * np.arange(int(np.ptp(number)) + 1)).astype("datetime64[D]")
    else:
        number = days.astype(f"datetime64[{_UNITS[period]}]").astype(np.int64)
        starts = np.arange(number.min(), number.max() + 1).astype(f"datetime64[{_UNITS[period]}]")
    return starts.astype("datetime64[D]"), np.asarray(number - number.min(), dtype=np.int64)
