"""Which words and word pairs speak for a decision, and which against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vnnews.evaluation._plot import BLUE, GREY, VERMILION, Display, bare
from vnnews.features import Occurrences

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class TermContributionDisplay(Display):
    """What the n-grams of an article add to a linear decision value, the strongest on top.

    Parameters
    ----------
    terms : sequence of str
    contributions : array-like of shape (n_terms,)
    rest : float, default=0.0
        What all the other n-grams add together.
    name : str, optional
        The decision.

    Attributes
    ----------
    ax_, figure_
        The matplotlib axes and figure, after `plot`.

    Examples
    --------
    >>> from vnnews import VietnameseTfidfVectorizer
    >>> vectorizer = VietnameseTfidfVectorizer().fit(["Nga tập trận", "Nga đàm phán"])
    >>> weights = [{"tập_trận": 2.0}.get(term, -0.5) for term in vectorizer.get_feature_names_out()]
    >>> found = vectorizer.locate("Nga tập trận")
    >>> TermContributionDisplay.from_occurrences(found, weights, vectorizer.get_feature_names_out()).terms
    ('tập trận', 'nga')
    """

    def __init__(
        self, terms: Sequence[str], contributions: ArrayLike, *, rest: float = 0.0, name: str | None = None
    ) -> None:
        self.terms = tuple(terms)
        self.contributions: NDArray[np.float64] = np.asarray(contributions, dtype=np.float64)
        self.rest = rest
        self.name = name

    @classmethod
    def from_occurrences(
        cls,
        occurrences: Occurrences,
        coef: ArrayLike,
        feature_names: ArrayLike,
        *,
        n_terms: int = 20,
        name: str | None = None,
        ax: Axes | None = None,
    ) -> Self:
        """Draw the strongest n-grams of one document.

        Parameters
        ----------
        occurrences : Occurrences
            As `VietnameseTfidfVectorizer.locate` gives them.
        coef : array-like of shape (n_features,)
            The weights of the decision.
        feature_names : array-like of str, shape (n_features,)
        n_terms : int, default=20
            So many n-grams by absolute contribution; the others are summed up.
        name : str, optional
            The decision.
        ax : matplotlib axes, optional

        Returns
        -------
        TermContributionDisplay
        """
        weights, names = np.asarray(coef, dtype=np.float64).ravel(), np.asarray(feature_names, dtype=object)
        if len(weights) != len(names):
            raise ValueError(f"{len(weights)} weights for {len(names)} features; give one for each")
        columns, where = np.unique(occurrences.column, return_inverse=True)
        values = np.bincount(where, weights=occurrences.value, minlength=len(columns)) * weights[columns]
        strongest = np.argsort(-np.abs(values), kind="stable")[:n_terms]
        strongest = strongest[np.argsort(-values[strongest], kind="stable")]
        terms = [str(names[columns[i]]).replace("_", " ") for i in strongest]
        rest = float(values.sum() - values[strongest].sum())
        return cls(terms, values[strongest], rest=rest, name=name).plot(ax=ax)

    def plot(self, ax: Axes | None = None, *, colors: tuple[str, str] = (BLUE, VERMILION)) -> Self:
        """Draw.

        Parameters
        ----------
        ax : matplotlib axes, optional
            A new figure by default.
        colors : tuple of two str
            For what speaks for the decision, and against it.

        Returns
        -------
        self
        """
        values, terms = [*self.contributions.tolist(), self.rest], [*self.terms, "all other n-grams"]
        ax = self._start(ax, 6.4, 1.0 + 0.27 * len(values))
        rows = -np.arange(len(values), dtype=np.float64)
        rows[-1] -= 0.5
        ax.barh(rows, values, height=0.72, color=[colors[0] if value >= 0 else colors[1] for value in values])
        for row, value in zip(rows.tolist(), values, strict=True):
            ax.annotate(
                f"{value:+.2f}", (value, row), xytext=(4 if value >= 0 else -4, 0), textcoords="offset points",
                va="center", ha="left" if value >= 0 else "right", fontsize=8, color=GREY,
            )  # fmt: skip
        ax.axvline(0.0, color=GREY, linewidth=0.8)
        ax.margins(x=0.16, y=0.01)
        ax.set_yticks(rows, terms)
        total = sum(values)
        what = f"{self.name}: " if self.name else ""
        ax.set_title(f"{what}together {total:+.2f}", fontsize=10, loc="left")
        ax.set_xlabel("added to the decision value")
        bare(ax, grid="x")
        return self
