"""What the displays share: matplotlib when it is first needed, colours, labels that do not collide."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito (2008): told apart with any colour vision, and in grey.
BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"
GREY, LIGHT = "#6E6E6E", "#D9D9D9"
COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, GREY)
TONE_COLOURS = {"positive": BLUE, "negative": VERMILION, "mixed": PURPLE, "neutral": GREY}


class Display:
    """A picture that is drawn by `plot` and can be drawn again.

    Attributes
    ----------
    ax_ : matplotlib.axes.Axes
    figure_ : matplotlib.figure.Figure
    """

    ax_: Axes
    figure_: Figure

    def _start(self, ax: Axes | None, width: float, height: float) -> Axes:
        """Return the axes to draw on, in a new figure of that size (inches) if none is given."""
        if ax is None:
            _, ax = pyplot().subplots(figsize=(width, height), layout="constrained")
        self.ax_: Axes = ax
        self.figure_: Figure = ax.figure
        return ax


def pyplot() -> Any:
    """Import matplotlib's pyplot, or say how to get it."""
    try:
        return import_module("matplotlib.pyplot")
    except ImportError as error:
        raise ImportError("plots need matplotlib; install it with: pip install 'vnnews[plots]'") from error


def bare(ax: Axes, *, grid: str = "") -> None:
    """Take away frame and tick marks, and draw a quiet grid along one axis."""
    ax.spines[["top", "right", "left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    ax.set_axisbelow(True)
    if grid:
        ax.grid(axis=grid, color=LIGHT, linewidth=0.7)


def spread(positions: ArrayLike, distance: float, *, lowest: float = -np.inf) -> NDArray[np.float64]:
    """Move positions apart until neighbours keep a distance and none lies below the lowest, as little as that allows.

    Neighbours that are too close form a block, centred on the mean of its members; blocks that meet are merged.
    """
    wanted = np.asarray(positions, dtype=np.float64)
    order = np.argsort(wanted, kind="stable")
    # Shifted back by their rank, positions that keep the distance are just sorted: isotonic regression finds them.
    shifted = wanted[order] - distance * np.arange(len(wanted))
    blocks: list[tuple[float, int]] = []
    for value in shifted.tolist():
        mean, size = value, 1
        while blocks and blocks[-1][0] > mean:
            before, n = blocks.pop()
            mean, size = (before * n + mean * size) / (n + size), n + size
        blocks.append((mean, size))
    flat = np.concatenate([np.full(n, mean) for mean, n in blocks]) if blocks else np.empty(0)
    result = np.empty(len(wanted))
    result[order] = np.maximum(flat, lowest) + distance * np.arange(len(wanted))
    return result


def wilson_interval(
    hits: ArrayLike, n: ArrayLike, z: float = 1.959964
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the 95 % score interval of a share (Wilson 1927); nan where there is nothing to count."""
    k, total = np.broadcast_arrays(np.asarray(hits, dtype=np.float64), np.asarray(n, dtype=np.float64))
    some = np.where(total > 0, total, np.nan)
    share = k / some
    centre = (share + z**2 / (2 * some)) / (1 + z**2 / some)
    half = z * np.sqrt(share * (1 - share) / some + z**2 / (4 * some**2)) / (1 + z**2 / some)
    return np.clip(centre - half, 0.0, 1.0), np.clip(centre + half, 0.0, 1.0)
