"""The pictures of the README: who makes how many matrices a second, and how a fit grows with the articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from candidates import RAW, SEGMENTED, TOPIC
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

OURS, PEERS, DARK, FAINT = "#1f6fb2", "#9a9a9a", "#6f6f6f", "#dddddd"
WIDTH, DPI = 9.6, 120
STYLE: dict[Any, Any] = {
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#555555",
    "axes.titleweight": "bold",
    "axes.titlesize": 11,
}
COLUMN: dict[str, Any] = {"ha": "right", "va": "bottom", "fontsize": 10, "color": DARK}
TICKS = [10**n for n in range(-2, 8)]
HEADINGS = {
    RAW: "Raw text to TF-IDF matrix",
    SEGMENTED: "Text that is segmented already to matrix",
    TOPIC: "Raw text to topic",
}
NOTES = {
    "underthesea_core TfIdfVectorizer": "syllables, not words",
    "underthesea_core predict": "syllables, one by one",
    "underthesea_core predict_batch": "syllables, all cores",
}


def draw(result: dict[str, Any], folder: Path) -> Path | None:
    """Draw the picture of a part's result into the folder; return its path, or None if the part has no picture."""
    drawing = {"transform": draw_bars, "growth": draw_curves}.get(result["part"])
    if drawing is None:
        return None
    with mpl.rc_context(STYLE):
        figure = drawing(result)
        path = folder / f"{result['part']}.png"
        FigureCanvasAgg(figure)
        figure.savefig(path, metadata={"Software": None})
    return path


def draw_bars(result: dict[str, Any]) -> Figure:
    """Draw a bar of articles per second for each candidate, fastest first in each group."""
    groups = {
        heading: sorted((row for row in result["candidates"] if row["group"] == group), key=_rate, reverse=True)
        for group, heading in HEADINGS.items()
    }
    sizes = [len(rows) for rows in groups.values()]
    figure = Figure(figsize=(WIDTH, 0.33 * sum(sizes) + 0.5 * len(sizes) + 0.9), dpi=DPI, layout="constrained")
    figure.get_layout_engine().set(rect=(0, 0, 0.985, 1))  # type: ignore[union-attr]  # it has one: "constrained"
    rates = [_rate(row) for row in result["candidates"]]
    panels = figure.subplots(len(groups), sharex=True, height_ratios=[size + 0.5 for size in sizes])
    low, high = min(rates) / 3, max(rates) * 4
    panels[-1].set_xscale("log")
    panels[-1].set_xlim(low, high)
    panels[-1].set_xticks([tick for tick in TICKS if low <= tick <= high])
    panels[-1].xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    panels[-1].set_xlabel(
        f"articles per second, logarithmic ({result['articles']['number']:,} articles, "
        f"{result['articles']['syllables'] / result['articles']['number']:.0f} syllables each)"
    )
    for panel, (heading, rows) in zip(panels, groups.items(), strict=True):
        panel.set_title(heading, loc="left")
        _bars(panel, rows)
    panels[0].text(1.16, 1.04, "time, with vnnews\non one thread as 1", transform=panels[0].transAxes, **COLUMN)
    return figure


def _rate(row: dict[str, Any]) -> float:
    return float(row["articles_per_s"])


def _bars(axes: Axes, rows: Sequence[dict[str, Any]]) -> None:
    names = [row["name"] + (f" ({NOTES[row['name']]})" if row["name"] in NOTES else "") for row in rows]
    colours = [OURS if row["name"].startswith("vnnews") else PEERS for row in rows]
    axes.barh(range(len(rows)), [_rate(row) for row in rows], color=colours, height=0.72)
    axes.set_yticks(range(len(rows)), names)
    axes.set_ylim(len(rows) - 0.45, -0.55)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    for place, row in enumerate(rows):
        rate = _rate(row)
        axes.annotate(f"{rate:,.0f}", (rate, place), (5, 0), textcoords="offset points", va="center", fontsize=10)
        axes.annotate(
            _times(row["times_as_long"]),
            (1.16, place),
            xycoords=("axes fraction", "data"),
            va="center",
            ha="right",
            fontsize=10,
        )


def _times(value: float) -> str:
    return f"{value:.{0 if value >= 10 else 1 if value >= 2 else 2}f}"


def draw_curves(result: dict[str, Any]) -> Figure:
    """Draw the time per article, and the peak memory, of streaming fits against the number of articles."""
    figure = Figure(figsize=(WIDTH, 3.6), dpi=DPI, layout="constrained")
    time, memory = figure.subplots(1, 2)
    _curves(time, result, lambda row: row["us_per_article"] / 1000, _milliseconds)
    time.set_title("Time to fit, per article", loc="left")
    _curves(memory, result, lambda row: row["peak_mb"], _megabytes)
    memory.set_title("Peak memory of the process", loc="left")
    memory.legend(loc="upper left", frameon=False)
    figure.supxlabel("articles in the stream, logarithmic", fontsize=11)
    return figure


def _curves(
    axes: Axes, result: dict[str, Any], value: Callable[[dict[str, Any]], float], label: Callable[[float], str]
) -> None:
    for name in dict.fromkeys(row["name"] for row in result["fits"]):
        rows = [row for row in result["fits"] if row["name"] == name]
        x, y = [row["articles"] for row in rows], [value(row) for row in rows]
        ours = name.startswith("vnnews")
        colour = OURS if ours else DARK
        axes.plot(x, y, "o-", markersize=5, linewidth=2, color=colour, label=f"{name}, from raw text" if ours else name)
        axes.annotate(label(y[-1]), (x[-1], y[-1]), (8, 0), textcoords="offset points", va="center", color=colour)
    sizes = sorted({row["articles"] for row in result["fits"]})
    axes.set_xscale("log")
    axes.set_xlim(sizes[0] / 1.25, sizes[-1] * (sizes[-1] / sizes[0]) ** 0.2)  # room for the labels
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.set_ylim(0, 1.1 * max(value(row) for row in result["fits"]))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda tick, _: label(tick)))
    axes.grid(axis="y", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)


def _milliseconds(value: float) -> str:
    return f"{value:.2g} ms"


def _megabytes(value: float) -> str:
    return f"{value / 1000:.1f} GB" if value >= 1000 else f"{value:.0f} MB"
