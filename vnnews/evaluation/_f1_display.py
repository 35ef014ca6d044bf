"""How well each issue is recognised, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vnnews.evaluation._bootstrap import bootstrap_interval
from vnnews.evaluation._plot import BLUE, GREY, Display, bare

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class PerIssueF1Display(Display):
    """F1 of every issue as a point with its bootstrap interval, the best on top.

    Parameters
    ----------
    names : sequence of str
    f1, low, high : ndarray of shape (n_issues,)
        nan for an issue that is neither labelled nor said; it is drawn without a point.
    support : ndarray of shape (n_issues,)
        Articles that have the issue.

    Attributes
    ----------
    ax_, figure_
        The matplotlib axes and figure, after `plot`.

    Examples
    --------
    >>> truth = [[1, 0], [1, 1], [0, 1], [0, 1]]
    >>> said = [[1, 0], [0, 1], [0, 1], [0, 1]]
    >>> display = PerIssueF1Display.from_predictions(truth, said, names=["Ukraine", "Biển Đông"], n_resamples=50)
    >>> display.f1.round(2).tolist()
    [0.67, 1.0]
    """

    def __init__(
        self, names: Sequence[str], f1: ArrayLike, low: ArrayLike, high: ArrayLike, support: ArrayLike
    ) -> None:
        self.names = tuple(names)
        self.f1: NDArray[np.float64] = np.asarray(f1, dtype=np.float64)
        self.low: NDArray[np.float64] = np.asarray(low, dtype=np.float64)
        self.high: NDArray[np.float64] = np.asarray(high, dtype=np.float64)
        self.support: NDArray[np.int64] = np.asarray(support, dtype=np.int64)

    @classmethod
    def from_predictions(
        cls,
        Y_true: ArrayLike,
        Y_pred: ArrayLike,
        *,
        names: Sequence[str] | None = None,
        groups: ArrayLike | None = None,
        n_resamples: int = 1000,
        random_state: int = 0,
        ax: Axes | None = None,
    ) -> Self:
        """Draw the F1 of predicted issues.

        Parameters
        ----------
        Y_true, Y_pred : array-like of shape (n_articles, n_issues)
        names : sequence of str, optional
            Of the columns.
        groups, n_resamples, random_state
            As for `bootstrap_interval`.
        ax : matplotlib axes, optional

        Returns
        -------
        PerIssueF1Display
        """
        truth = np.asarray(Y_true)
        found = bootstrap_interval(
            "f1", truth, Y_pred, groups=groups, n_resamples=n_resamples, random_state=random_state
        )
        names = [str(i) for i in range(truth.shape[1])] if names is None else names
        display = cls(names, found.estimate, found.low, found.high, truth.sum(axis=0))
        return display.plot(ax=ax)

    @classmethod
    def from_estimator(cls, estimator: Any, X: Any, Y_true: ArrayLike, **kwargs: Any) -> Self:
        """Draw the F1 of what a fitted estimator predicts; keywords as for `from_predictions`."""
        return cls.from_predictions(Y_true, estimator.predict(X), **kwargs)

    def plot(self, ax: Axes | None = None, *, color: str = BLUE) -> Self:
        """Draw.

        Parameters
        ----------
        ax : matplotlib axes, optional
            A new figure by default.
        color : str

        Returns
        -------
        self
        """
        order = np.argsort(np.nan_to_num(self.f1, nan=-1.0), kind="stable")
        ax = self._start(ax, 7.0, 0.9 + 0.27 * len(order))
        rows = np.arange(len(order))
        ax.hlines(rows, self.low[order], self.high[order], color=color, alpha=0.35, linewidth=5)
        ax.plot(self.f1[order], rows, "o", color=color, markersize=6)
        for row, i in zip(rows.tolist(), order.tolist(), strict=True):
            figure = "–" if np.isnan(self.f1[i]) else f"{self.f1[i]:.2f}"
            # In the margin, in a column of its own: the intervals may reach to the edge.
            ax.text(1.02, row, figure, transform=ax.get_yaxis_transform(), va="center", ha="left", fontsize=9)
            ax.text(
                1.18, row, f"{self.support[i]:,}", transform=ax.get_yaxis_transform(), va="center", ha="right",
                fontsize=9, color=GREY,
            )  # fmt: skip
        for x, title, align in ((1.02, "F1", "left"), (1.18, "articles", "right")):
            ax.annotate(
                title, (x, 1.0), xycoords="axes fraction", xytext=(0, 3), textcoords="offset points", ha=align,
                fontsize=9, color=GREY,
            )  # fmt: skip
        ax.set_yticks(rows, [self.names[i] for i in order])
        ax.set(xlim=(0.0, 1.02), ylim=(-0.7, len(order) - 0.3), xlabel="F1 with 95 % interval")
        bare(ax, grid="x")
        return self
