"""The pictures of the README: who makes how many matrices a second, and how a fit grows with the articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from candidates import RAW, SEGMENTED, TOPIC
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator

OURS, PEERS, FAINT = "#1f6fb2", "#9a9a9a", "#dddddd"
WIDTH, DPI = 9.6, 120
STYLE: dict[Any, Any] = {
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#555555",
    "axes.titleweight": "bold",
    "axes.titlesize": 11,
}
TICKS = [10**n for n in range(-2, 8)]
HEADINGS = {
    RAW: "Raw text to TF-IDF matrix",
    SEGMENTED: "Text that is segmented already to matrix",
    TOPIC: "Raw text to topic (one of ten)",
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
    figure = Figure(figsize=(WIDTH, 0.36 * sum(sizes) + 0.55 * len(sizes) + 0.75), dpi=DPI, layout="constrained")
    rates = [_rate(row) for row in result["candidates"]]
    panels = figure.subplots(len(groups), sharex=True, height_ratios=[size + 0.9 for size in sizes])
    for panel, (heading, rows) in zip(panels, groups.items(), strict=True):
        panel.set_title(heading, loc="left")
        _bars(panel, rows)
    panels[-1].set_xscale("log")
    panels[-1].set_xlim(min(rates) / 1.6, max(rates) * 40)
    panels[-1].set_xticks([tick for tick in TICKS if min(rates) / 1.6 <= tick <= max(rates) * 1.5])
    panels[-1].xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    panels[-1].set_xlabel(
        f"articles per second, logarithmic ({result['articles']['number']:,} articles, "
        f"{result['articles']['syllables'] / result['articles']['number']:.0f} syllables each)"
    )
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
        axes.annotate(
            f"{_rate(row):,.0f}{_comparison(row['times_as_long'])}",
            (_rate(row), place),
            (5, 0),
            textcoords="offset points",
            va="center",
            fontsize=10,
        )


def _comparison(times: float) -> str:
    if times > 1.005:
        return f"   vnnews: {times:.0f} × as fast" if times >= 10 else f"   vnnews: {times:.1f} × as fast"
    return "" if times > 0.995 else f"   {1 / times:.1f} × vnnews on one thread"


def draw_curves(result: dict[str, Any]) -> Figure:
    """Draw the time per article, and the peak memory, of streaming fits against the number of articles."""
    figure = Figure(figsize=(WIDTH, 3.6), dpi=DPI, layout="constrained")
    time, memory = figure.subplots(1, 2)
    _curves(time, result, lambda row: row["us_per_article"] / 1000, lambda value: f"{value:.2g} ms")
    time.set_title("Time to fit, per article", loc="left")
    time.set_ylim(bottom=0)
    _curves(memory, result, lambda row: row["peak_mb"], _megabytes)
    memory.set_title("Peak memory of the process", loc="left")
    memory.set_yscale("log")
    memory.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _megabytes(value)))
    memory.yaxis.set_minor_formatter(NullFormatter())
    low, high = memory.get_ylim()
    memory.set_ylim(low / 1.3, high * 1.5)
    figure.supxlabel("articles in the stream, logarithmic", fontsize=11)
    return figure


def _curves(axes: Axes, result: dict[str, Any], value: Any, label: Any) -> None:
    names = list(dict.fromkeys(row["name"] for row in result["fits"]))
    for name in names:
        rows = [row for row in result["fits"] if row["name"] == name]
        x, y = [row["articles"] for row in rows], [value(row) for row in rows]
        colour = OURS if name.startswith("vnnews") else "#6f6f6f"
        axes.plot(x, y, marker="o", markersize=5, linewidth=2, color=colour)
        axes.annotate(label(y[-1]), (x[-1], y[-1]), (7, 0), textcoords="offset points", va="center", color=colour)
        text = "vnnews, from raw text" if name == "vnnews" else name
        axes.annotate(text, (x[0], y[0]), (0, 9), textcoords="offset points", color=colour, fontsize=10)
    sizes = sorted({row["articles"] for row in result["fits"]})
    axes.set_xscale("log")
    axes.set_xlim(sizes[0] / 1.25, sizes[-1] * 2.1)
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.grid(axis="y", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)


def _megabytes(value: float) -> str:
    return f"{value / 1000:.1f} GB" if value >= 1000 else f"{value:.0f} MB"
