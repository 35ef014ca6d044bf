"""Issues against time, or against tone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vnnews.evaluation._plot import GREY, Display
from vnnews.evaluation._trend_display import Period, period_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FORMATS = {"day": "%d.%m.", "week": "%d.%m.%y", "month": "%m/%y", "year": "%Y"}


class IssueHeatMapDisplay(Display):
    """Shares by issue (rows) and period or tone (columns), dark where large.

    Parameters
    ----------
    share : array-like of shape (n_issues, n_columns)
        nan is drawn as an empty cell.
    count : array-like of int, shape (n_issues,)
        Articles of each issue.
    names, columns : sequence of str
        What to write at rows and columns.
    what : str
        What the shares are of.

    Attributes
    ----------
    ax_, figure_
        The matplotlib axes and figure, after `plot`.
    """

    def __init__(
        self, share: ArrayLike, count: ArrayLike, names: Sequence[str], columns: Sequence[str], *, what: str
    ) -> None:
        self.share: NDArray[np.float64] = np.asarray(share, dtype=np.float64)
        self.count: NDArray[np.int64] = np.asarray(count, dtype=np.int64)
        self.names, self.columns, self.what = tuple(names), tuple(columns), what

    @classmethod
    def from_dates(
        cls,
        Y: ArrayLike,
        dates: ArrayLike,
        *,
        names: Sequence[str],
        period: Period = "month",
        ax: Axes | None = None,
    ) -> Self:
        """Draw which share of a period's articles each issue has.

        Parameters
        ----------
        Y : array-like of shape (n_articles, n_issues)
            Indicators, labelled or predicted.
        dates : array-like of dates, shape (n_articles,)
        names : sequence of str
            Of the issues.
        period : {"day", "week", "month", "year"}, default="month"
        ax : matplotlib axes, optional

        Returns
        -------
        IssueHeatMapDisplay

        Examples
        --------
        >>> days = ["2017-01-05", "2017-01-20", "2017-02-01"]
        >>> display = IssueHeatMapDisplay.from_dates([[1, 0], [0, 1], [0, 1]], days, names=["NATO", "Iran"])
        >>> display.share.tolist(), display.columns
        ([[0.5, 0.0], [0.5, 1.0]], ('01/17', '02/17'))
        """
        matrix = np.asarray(Y, dtype=np.float64)
        periods, index = period_of(dates, period)
        if len(index) != len(matrix):
            raise ValueError(f"{len(index)} dates for {len(matrix)} articles; give one for each")
        n = np.bincount(index, minlength=len(periods)).astype(np.float64)
        hits = np.zeros((matrix.shape[1], len(periods)))
        np.add.at(hits.T, index, matrix)
        share = np.divide(hits, n, out=np.full(hits.shape, np.nan), where=n > 0)
        columns = [day.strftime(_FORMATS[period]) for day in periods.tolist()]
        display = cls(share, matrix.sum(axis=0), names, columns, what=f"share of the {period}'s articles")
        return display.plot(ax=ax)

    @classmethod
    def from_tones(
        cls,
        issue_tones: Sequence[tuple[str, str]],
        *,
        issues: Sequence[str],
        tones: Sequence[str],
        names: Sequence[str] | None = None,
        tone_names: Sequence[str] | None = None,
        ax: Axes | None = None,
    ) -> Self:
        """Draw in which tones each issue is shown.

        Parameters
        ----------
        issue_tones : sequence of (issue, tone)
            One for every issue of every article.
        issues, tones : sequence of str
            Which ones, in which order; pairs of others are passed over.
        names, tone_names : sequence of str, optional
            What to write for them.
        ax : matplotlib axes, optional

        Returns
        -------
        IssueHeatMapDisplay

        Examples
        --------
        >>> pairs = [("iran", "negative"), ("iran", "positive"), ("nato", "neutral")]
        >>> tones = ["positive", "neutral", "negative"]
        >>> IssueHeatMapDisplay.from_tones(pairs, issues=["iran", "nato"], tones=tones).share.tolist()
        [[0.5, 0.0, 0.5], [0.0, 1.0, 0.0]]
        """
        row = {issue: i for i, issue in enumerate(issues)}
        column = {tone: i for i, tone in enumerate(tones)}
        counts = np.zeros((len(row), len(column)))
        for issue, tone in issue_tones:
            if issue in row and tone in column:
                counts[row[issue], column[tone]] += 1
        n = counts.sum(axis=1, keepdims=True)
        share = np.divide(counts, n, out=np.full(counts.shape, np.nan), where=n > 0)
        display = cls(share, n[:, 0], names or issues, tone_names or tones, what="share of the issue's articles")
        return display.plot(ax=ax)

    def plot(self, ax: Axes | None = None, *, cmap: str = "Blues") -> Self:
        """Draw; up to 24 columns the shares are written into the cells, in per cent.

        Parameters
        ----------
        ax : matplotlib axes, optional
            A new figure by default.
        cmap : str
            A sequential colour map, light to dark.

        Returns
        -------
        self
        """
        n_rows, n_columns = self.share.shape
        # Wide enough for what is written at the columns, as long as it is written level.
        widest = max(map(len, self.columns), default=0) if n_columns <= 8 else 0
        width = n_columns * max(0.45, 0.1 * widest)
        ax = self._start(ax, 3.2 + min(max(width, 2.0), 12.0), 1.2 + 0.3 * n_rows)
        largest = float(np.nanmax(self.share, initial=0.01))
        image = ax.imshow(self.share, cmap=cmap, vmin=0.0, vmax=largest, aspect="auto")
        if n_columns <= 24:
            for (row, column), value in np.ndenumerate(self.share):
                if value >= 0.005:
                    ax.text(
                        column, row, f"{100 * value:.0f}", ha="center", va="center", fontsize=8,
                        color="white" if value > 0.55 * largest else "black",
                    )  # fmt: skip
        ax.set_yticks(np.arange(n_rows), [f"{name}  {n:,}" for name, n in zip(self.names, self.count, strict=True)])
        step = -(-n_columns // 24)
        ax.set_xticks(np.arange(0, n_columns, step), self.columns[::step], rotation=45 if n_columns > 8 else 0)
        ax.set_yticks(np.arange(n_rows - 1) + 0.5, minor=True)
        ax.grid(which="minor", axis="y", color="white", linewidth=1.5)
        ax.tick_params(which="both", length=0)
        ax.spines[:].set_visible(False)
        bar = self.figure_.colorbar(
            image, ax=ax, shrink=0.6, format="{x:.0%}" if largest > 0.08 else "{x:.1%}", pad=0.02
        )
        bar.outline.set_visible(False)
        bar.set_label(self.what, color=GREY)
        return self
