"""Probabilities beside what came true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike

from vnnews.evaluation._calibration import ReliabilityCurve, reliability_curve
from vnnews.evaluation._plot import BLUE, GREY, Display, bare, wilson_interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class ReliabilityDisplay(Display):
    """Reliability curve: on the diagonal, what is said with 0.8 comes true eight times in ten.

    Parameters
    ----------
    curve : ReliabilityCurve
    name : str, optional
        What is judged; stands at the curve.

    Attributes
    ----------
    ax_, figure_
        The matplotlib axes and figure, after `plot`.

    See Also
    --------
    sklearn.calibration.CalibrationDisplay : For one class, without the number of cases.

    Examples
    --------
    >>> display = ReliabilityDisplay.from_predictions([1, 0, 0], [0.9, 0.9, 0.1])
    >>> round(display.curve.error, 3)
    0.3
    """

    def __init__(self, curve: ReliabilityCurve, *, name: str | None = None) -> None:
        self.curve = curve
        self.name = name

    @classmethod
    def from_predictions(
        cls,
        y_true: ArrayLike,
        probabilities: ArrayLike,
        *,
        labels: Sequence[Any] | None = None,
        n_bins: int = 10,
        name: str | None = None,
        ax: Axes | None = None,
    ) -> Self:
        """Draw the reliability of probabilities.

        Parameters
        ----------
        y_true : array-like of shape (n,) or (n, n_labels)
            0 and 1; or one label per article, and then the most probable label is judged.
        probabilities : array-like of shape (n,) or (n, n_labels)
            Of indicators, all decisions are pooled.
        labels : sequence, optional
            The columns, if ``y_true`` has one label per article; by default its sorted labels.
        n_bins : int, default=10
        name : str, optional
        ax : matplotlib axes, optional

        Returns
        -------
        ReliabilityDisplay

        Raises
        ------
        ValueError
            If shapes do not fit.
        """
        truth, p = np.asarray(y_true), np.asarray(probabilities, dtype=np.float64)
        if truth.ndim == 1 and p.ndim == 2:
            columns = np.unique(truth) if labels is None else np.asarray(labels)
            if p.shape != (len(truth), len(columns)):
                raise ValueError(f"probabilities of shape {p.shape}; expected {(len(truth), len(columns))}")
            truth, p = columns[p.argmax(axis=1)] == truth, p.max(axis=1)
        elif truth.shape != p.shape:
            raise ValueError(f"labels of shape {truth.shape}, probabilities of {p.shape}; expected the same")
        return cls(reliability_curve(p, truth, n_bins), name=name).plot(ax=ax)

    @classmethod
    def from_estimator(cls, estimator: Any, X: Any, y_true: ArrayLike, **kwargs: Any) -> Self:
        """Draw the reliability of a fitted estimator's ``predict_proba``; keywords as for `from_predictions`."""
        p = np.asarray(estimator.predict_proba(X))
        if np.asarray(y_true).ndim == 1 and p.ndim == 2:
            kwargs.setdefault("labels", estimator.classes_)
        return cls.from_predictions(y_true, p, **kwargs)

    def plot(self, ax: Axes | None = None, *, color: str = BLUE) -> Self:
        """Draw; points are as large as the number of cases beside them, lines through them are 95 % intervals.

        Parameters
        ----------
        ax : matplotlib axes, optional
            A new figure by default. Draw a second curve into the axes of a first with another ``color``.
        color : str

        Returns
        -------
        self
        """
        ax = self._start(ax, 5.2, 5.2)
        ax.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle=(0, (4, 3)))
        curve = self.curve
        size = 25.0 + 375.0 * curve.count / max(curve.count.max(initial=0), 1)
        low, high = wilson_interval(curve.frequency * curve.count, curve.count)
        ax.vlines(curve.probability, low, high, color=color, alpha=0.35, linewidth=1.5)
        ax.plot(curve.probability, curve.frequency, color=color, linewidth=1, alpha=0.5)
        ax.scatter(curve.probability, curve.frequency, s=size, color=color, alpha=0.75, linewidth=0, zorder=3)
        for x, y, n, area in zip(curve.probability, curve.frequency, curve.count, size, strict=True):
            # Away from the diagonal, and clear of the point.
            below = y < x
            away = 3.0 + area**0.5 / 2
            ax.annotate(
                f"{n:,}", (x, y), xytext=(away * 0.8, -away) if below else (-away * 0.8, away),
                textcoords="offset points", ha="left" if below else "right", va="top" if below else "bottom",
                fontsize=8, color=GREY,
            )  # fmt: skip
        what = f"{self.name}: " if self.name else ""
        ax.set_title(f"{what}calibration error {curve.error:.3f}", fontsize=10, loc="left", color=color)
        ticks = np.linspace(0, 1, 6)
        ax.set(xlim=(-0.06, 1.06), ylim=(-0.06, 1.06), xticks=ticks, yticks=ticks)
        ax.set(xlabel="probability given", ylabel="share that came true", aspect="equal")
        bare(ax, grid="both")
        return self
