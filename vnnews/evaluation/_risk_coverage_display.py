"""How much less is wrong if the least sure answers are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike

from vnnews.evaluation._plot import BLUE, GREY, Display, bare
from vnnews.evaluation._selective import RiskCoverageCurve, risk_coverage_curve

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class RiskCoverageDisplay(Display):
    """Share of wrong answers against the share of articles that get one, the surest first.

    Parameters
    ----------
    curve : RiskCoverageCurve
    name : str, optional
        Stands at the curve.

    Attributes
    ----------
    ax_, figure_
        The matplotlib axes and figure, after `plot`.

    Examples
    --------
    >>> display = RiskCoverageDisplay.from_predictions(["a", "b"], ["a", "a"], [0.9, 0.6])
    >>> display.curve.risk.tolist()
    [0.0, 0.5]
    """

    def __init__(self, curve: RiskCoverageCurve, *, name: str | None = None) -> None:
        self.curve = curve
        self.name = name

    @classmethod
    def from_predictions(
        cls,
        y_true: ArrayLike,
        y_pred: ArrayLike,
        confidence: ArrayLike,
        *,
        name: str | None = None,
        ax: Axes | None = None,
    ) -> Self:
        """Draw the curve of predictions.

        Parameters
        ----------
        y_true, y_pred : array-like of shape (n_articles,)
        confidence : array-like of float, shape (n_articles,)
        name : str, optional
        ax : matplotlib axes, optional

        Returns
        -------
        RiskCoverageDisplay
        """
        correct = np.asarray(y_true) == np.asarray(y_pred)
        return cls(risk_coverage_curve(correct, confidence), name=name).plot(ax=ax)

    @classmethod
    def from_estimator(cls, estimator: Any, X: Any, y_true: ArrayLike, **kwargs: Any) -> Self:
        """Draw the curve of a fitted estimator, sure by its largest probability; keywords as above."""
        p = np.asarray(estimator.predict_proba(X))
        return cls.from_predictions(y_true, np.asarray(estimator.predict(X)), p.max(axis=1), **kwargs)

    def plot(self, ax: Axes | None = None, *, color: str = BLUE, marks: tuple[float, ...] = (0.5, 0.7, 0.9)) -> Self:
        """Draw.

        Parameters
        ----------
        ax : matplotlib axes, optional
            A new figure by default. Draw a second curve into the axes of a first with another ``color``.
        color : str
        marks : tuple of float
            Coverages at which the accuracy is written.

        Returns
        -------
        self
        """
        ax = self._start(ax, 6.4, 4.2)
        curve = self.curve
        ax.plot(curve.coverage, curve.risk, color=color, linewidth=2)
        for mark in (*marks, 1.0) if len(curve.risk) else ():
            i = int(np.ceil(mark * len(curve.risk) - 1e-9)) - 1
            ax.plot(curve.coverage[i], curve.risk[i], "o", color=color, markersize=5)
            right = f"{1 - curve.risk[i]:.1%}"
            ax.annotate(
                f"{right} right\non the surest {mark:.0%}" if mark < 1 else f"{right}\non all",
                (curve.coverage[i], curve.risk[i]), xytext=(-6, 6), textcoords="offset points", ha="right", va="bottom",
                fontsize=8, color=GREY,
            )  # fmt: skip
        what = f"{self.name}: " if self.name else ""
        ax.set_title(f"{what}area under the curve {curve.aurc:.3f}", fontsize=10, loc="left", color=color)
        top = max(curve.risk.max(initial=0.0) * 1.35, 0.05)
        ax.set(xlim=(0.0, 1.02), ylim=(0.0, max(top, ax.get_ylim()[1] if ax.lines[1:] else 0.0)))
        ax.set(xlabel="share of the articles answered, surest first", ylabel="share of wrong answers")
        ax.xaxis.set_major_formatter("{x:.0%}")
        ax.yaxis.set_major_formatter("{x:.0%}")
        bare(ax, grid="y")
        return self
