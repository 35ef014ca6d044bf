"""The charts over time: articles, issues, tones."""

from __future__ import annotations

from itertools import cycle
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.evaluation._plot import wilson_interval
from vnnews.report._figures import Figures
from vnnews.report._language import Words
from vnnews.report._marks import Mark, Tick, nice_top, scale_ticks
from vnnews.report._periods import TimeAxis
from vnnews.taxonomy import Taxonomy

STEPS = 6
_FEW = 5
_WIDEST_BAR = 12.0
_TOPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)
_KNOWN_TONES = {"positive": 0, "negative": 1, "mixed": 2, "neutral": 3}
_COLOURS_OF_OTHERS = (4, 5, 0, 1, 2, 3)
Floats = NDArray[np.float64]
Point = tuple[float, float]


class Table(NamedTuple):
    """The figures of a chart: names of the columns, then rows."""

    columns: list[str]
    rows: list[list[str]]


class VolumeChart(NamedTuple):
    """Articles by period, in three parts from the bottom up."""

    keys: list[tuple[str, str]]
    marks: list[Mark]
    columns: list[Mark]
    scale: list[Tick]
    table: Table


class HeatRow(NamedTuple):
    """An issue: its place in the taxonomy, name, number of stories, label for who can't see it, cells."""

    issue: int
    name: str
    n: str
    label: str
    cells: list[Mark]


class HeatMap(NamedTuple):
    """Issues, the most frequent first, and the share from which on cells are darkest."""

    rows: list[HeatRow]
    top: str
    table: Table


class ToneChart(NamedTuple):
    """A tone: its class and name, a band and lines as SVG paths in a square of 100, points, what to point at."""

    css: str
    name: str
    label: str
    band: str
    line: str
    points: list[Point]
    columns: list[Mark]
    scale: list[Tick]


def tone_classes(taxonomy: Taxonomy) -> list[str]:
    """Return the classes that give tones their colours: the four of the shipped taxonomy always have the same."""
    taken = {_KNOWN_TONES[tone.id] for tone in taxonomy.tones if tone.id in _KNOWN_TONES}
    free = cycle([colour for colour in _COLOURS_OF_OTHERS if colour not in taken] or _COLOURS_OF_OTHERS)
    return [f"t{_KNOWN_TONES[tone.id] if tone.id in _KNOWN_TONES else next(free)}" for tone in taxonomy.tones]


def names(taxonomy: Taxonomy, words: Words) -> tuple[list[str], list[str]]:
    """Return the names of issues and tones in the language."""
    if words.language == "vi":
        return [issue.vi for issue in taxonomy.issues], [tone.vi for tone in taxonomy.tones]
    return [issue.en for issue in taxonomy.issues], [tone.en for tone in taxonomy.tones]


def periods(axis: TimeAxis, words: Words) -> list[str]:
    """Return the names of the periods, each as a sentence could hold it."""
    return [words.period(start, axis.unit) for start in axis.starts]


def volume_chart(figures: Figures, axis: TimeAxis, words: Words) -> VolumeChart:
    """Stack stories with issues, other stories and near copies."""
    parts = [words.say(key) for key in ("part_tagged", "part_untagged", "part_copies")]
    totals = figures.volume.sum(axis=0)
    most = int(totals.max(initial=1))
    top = nice_top(most) if most > 10 else most + most % 2
    width = 100 / max(len(axis.starts), 1)
    bar = min(0.8 * width, _WIDEST_BAR)
    marks, columns, rows = [], [], []
    for place, name in enumerate(periods(axis, words)):
        below = 0.0
        counts = figures.volume[:, place].tolist()
        for kind, n in enumerate(counts):
            height = 100 * n / top
            if n:
                marks.append(Mark(width * (place + 0.5) - bar / 2, 100 - below - height, bar, height, f"v{kind}", ""))
            below += height
        told = "; ".join(f"{part}: {words.number(n)}" for part, n in zip(parts, counts, strict=True) if n)
        columns.append(
            Mark(width * place, 0, width, 100, "", f"{name}: {words.count('articles', totals[place])}\n{told}")
        )
        rows.append([name, *map(words.number, [*counts, int(totals[place])])])
    scale = [Tick(100 - 100 * value / top, words.number(value), "end", False) for value in scale_ticks(top)]
    keys = [(f"v{kind}", part) for kind, part in enumerate(parts) if figures.volume[kind].any()]
    return VolumeChart(keys, marks, columns, scale, Table([words.say("period_column"), *parts, "Σ"], rows))


def heat_map(figures: Figures, axis: TimeAxis, taxonomy: Taxonomy, words: Words) -> HeatMap:
    """Draw which share of a period's stories each issue has."""
    issue_names, _ = names(taxonomy, words)
    share = np.divide(
        figures.by_issue, figures.stories, out=np.zeros(figures.by_issue.shape), where=figures.stories > 0
    )
    top = _darkest(share, figures)
    order = np.argsort(-figures.issue_stories, kind="stable").tolist()
    order = [issue for issue in order if figures.issue_stories[issue]]
    width = 100 / max(len(axis.starts), 1)
    rows = []
    period_names = periods(axis, words)
    for issue in order:
        cells = []
        for place, name in enumerate(period_names):
            n, total = int(figures.by_issue[issue, place]), int(figures.stories[place])
            if not total:
                continue
            step = min(int(np.ceil(STEPS * share[issue, place] / top - 1e-9)), STEPS)
            tip = words.say(
                "heat_tip", issue=issue_names[issue], period=name, n=words.number(n), total=words.number(total),
                share=words.percent(share[issue, place]),
            )  # fmt: skip
            cells.append(Mark(width * place, 0, width, 100, f"q{step}", tip))
        stories = words.number(int(figures.issue_stories[issue]))
        label = words.say("heat_label", issue=issue_names[issue], n=stories)
        rows.append(HeatRow(issue, issue_names[issue], stories, label, cells))
    table = Table(
        [words.say("period_column"), words.say("stories_column"), *(issue_names[issue] for issue in order)],
        [
            [name, *map(words.number, [int(figures.stories[place]), *figures.by_issue[order, place].tolist()])]
            for place, name in enumerate(period_names)
        ],
    )
    return HeatMap(rows, words.say("at_least", share=words.percent(top)), table)


def _darkest(share: Floats, figures: Figures) -> float:
    """Return a share that few cells pass: one of two stories is half of them, and must not make all else pale."""
    solid = share[:, figures.stories >= _FEW]
    found = solid[solid > 0] if (solid > 0).any() else share[share > 0]
    wanted = float(np.quantile(found, 0.97)) if len(found) else 1.0
    return next((top for top in _TOPS if wanted <= top), 1.0)


def tone_charts(figures: Figures, axis: TimeAxis, taxonomy: Taxonomy, words: Words) -> tuple[list[ToneChart], Table]:
    """Draw the share of each tone by period, with its interval, on one scale for all."""
    _, tone_names = names(taxonomy, words)
    total = figures.by_tone.sum(axis=0)
    low, high = wilson_interval(figures.by_tone, total)
    share = np.divide(figures.by_tone, total, out=np.full(low.shape, np.nan), where=total > 0)
    solid = total >= (_FEW if (total >= _FEW).any() else 1)
    top = min(1.0, nice_top(float(np.nanmax(high[:, solid], initial=0.05))))
    period_names = periods(axis, words)
    scale = [Tick(100 - 100 * value / top, words.percent(value), "end", False) for value in scale_ticks(top)]
    charts = []
    for k, (css, name) in enumerate(zip(tone_classes(taxonomy), tone_names, strict=True)):
        tips = [
            words.say(
                "tone_tip", tone=name, period=period, share=words.percent(share[k, place]),
                low=words.percent(low[k, place]), high=words.percent(high[k, place]),
                n=words.number(int(total[place])),
            ) if total[place] else ""
            for place, period in enumerate(period_names)
        ]  # fmt: skip
        label = words.say("tone_label", tone=name)
        shape = _shape(share[k], low[k], high[k], top)
        charts.append(ToneChart(css, name, label, *shape, _columns(tips), scale))
    rows = []
    for place, period in enumerate(period_names):
        row = [period, words.number(int(total[place]))]
        for k in range(len(tone_names)):
            ends = f"{words.percent(low[k, place])}–{words.percent(high[k, place])}" if total[place] else ""
            row.append(f"{words.percent(share[k, place])} [{ends}]" if ends else "–")
        rows.append(row)
    return charts, Table([words.say("period_column"), words.say("stories_column"), *tone_names], rows)


def _columns(tips: list[str]) -> list[Mark]:
    """Return what can be pointed at: the whole height of each period that has something to say."""
    width = 100 / max(len(tips), 1)
    return [Mark(width * k, 0, width, 100, "", tip) for k, tip in enumerate(tips) if tip]


def _shape(share: Floats, low: Floats, high: Floats, top: float) -> tuple[str, str, list[Point]]:
    """Return the band and the line as SVG paths in a square of 100, broken where there is nothing, and the points."""
    width = 100 / max(len(share), 1)
    x = (width * (np.arange(len(share)) + 0.5)).tolist()

    def points(values: Floats) -> list[Point]:
        return list(zip(x, (100 - 100 * np.minimum(values, top) / top).tolist(), strict=True))

    band, line = [], []
    for start, stop in _runs(~np.isnan(share)):
        there, back = points(high)[start:stop], points(low)[start:stop][::-1]
        if len(there) == 1:
            # A period between two empty ones: a bar for its interval.
            there = [(x[start] + side * width / 4, there[0][1]) for side in (-1, 1)]
            back = [(x[start] + side * width / 4, back[0][1]) for side in (1, -1)]
        band.append(_path([*there, *back]) + "Z")
        line.append(_path(points(share)[start:stop]))
    known = np.flatnonzero(~np.isnan(share)).tolist()
    return "".join(band), "".join(line), [points(share)[k] for k in known]


def _runs(known: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first and one past the last place of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], known.astype(np.int8), [0]))))
    return [(start, stop) for start, stop in edges.reshape(-1, 2).tolist()]


def _path(corners: list[Point]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in corners)
