"""Which tone is taken for which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import confusion_matrix

from vnnews.evaluation._plot import Display

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class ToneConfusionDisplay(Display):
    """Labelled tones (rows) beside predicted ones: numbers of articles, and shares of the row.

    Parameters
    ----------
    confusion : array-like of int, shape (n_tones, n_tones)
        Row: labelled; column: predicted.
    names : sequence of str

    Attributes
    ----------
    ax_, figure_
        The matplotlib axes and figure, after `plot`.

    Examples
    --------
    >>> truth, said = ["positive", "negative", "negative"], ["positive", "negative", "mixed"]
    >>> display = ToneConfusionDisplay.from_predictions(truth, said, labels=["positive", "mixed", "negative"])
    >>> display.confusion.tolist()
    [[1, 0, 0], [0, 0, 0], [0, 1, 1]]
    """

    def __init__(self, confusion: ArrayLike, names: Sequence[str]) -> None:
        self.confusion: NDArray[np.int64] = np.asarray(confusion, dtype=np.int64)
        self.names = tuple(names)

    @classmethod
    def from_predictions(
        cls,
        y_true: ArrayLike,
        y_pred: ArrayLike,
        *,
        labels: Sequence[str] | None = None,
        names: Sequence[str] | None = None,
        ax: Axes | None = None,
    ) -> Self:
        """Draw the confusion of predicted tones.

        Parameters
        ----------
        y_true, y_pred : array-like of str, shape (n_articles,)
        labels : sequence of str, optional
            The tones in the order to show; by default those that occur, sorted.
        names : sequence of str, optional
            What to write for them.
        ax : matplotlib axes, optional

        Returns
        -------
        ToneConfusionDisplay
        """
        if labels is None:
            labels = np.unique(np.concatenate([np.asarray(y_true), np.asarray(y_pred)])).tolist()
        table = confusion_matrix(y_true, y_pred, labels=list(labels))
        return cls(table, labels if names is None else names).plot(ax=ax)

    @classmethod
    def from_estimator(cls, estimator: Any, X: Any, y_true: ArrayLike, **kwargs: Any) -> Self:
        """Draw the confusion of what a fitted estimator predicts; keywords as for `from_predictions`."""
        return cls.from_predictions(y_true, estimator.predict(X), **kwargs)

    def plot(self, ax: Axes | None = None, *, cmap: str = "Blues") -> Self:
        """Draw.

        Parameters
        ----------
        ax : matplotlib axes, optional
            A new figure by default.
        cmap : str
            A sequential colour map, light to dark; colours are shares of the row.

        Returns
        -------
        self
        """
        n = len(self.names)
        ax = self._start(ax, 1.9 + 0.95 * n, 1.3 + 0.8 * n)
        totals = self.confusion.sum(axis=1, keepdims=True)
        share = self.confusion / np.maximum(totals, 1)
        ax.imshow(share, cmap=cmap, vmin=0.0, vmax=1.0, aspect="auto")
        for (row, column), value in np.ndenumerate(share):
            colour = "white" if value > 0.55 else "black"
            ax.text(
                column, row, f"{self.confusion[row, column]:,}\n{value:.0%}", ha="center", va="center", color=colour,
                fontsize=10,
            )  # fmt: skip
        ax.set_xticks(np.arange(n), self.names)
        ax.set_yticks(
            np.arange(n), [f"{name}\n({total:,})" for name, total in zip(self.names, totals[:, 0], strict=True)]
        )
        ax.set_xticks(np.arange(n - 1) + 0.5, minor=True)
        ax.set_yticks(np.arange(n - 1) + 0.5, minor=True)
        ax.grid(which="minor", color="white", linewidth=2)
        ax.tick_params(which="both", length=0)
        ax.spines[:].set_visible(False)
        ax.set(xlabel="predicted", ylabel="labelled (articles)")
        return self
