"""What charts are drawn with: places in per cent of the chart, so that text keeps its size at any width."""

from __future__ import annotations

from typing import NamedTuple

from vnnews.report._language import Words
from vnnews.report._periods import TimeAxis

_NICE = (10, 12, 16, 20, 30, 40, 50, 60, 80, 100)
_MOST_TICKS, _MOST_TICKS_ON_A_PHONE = 9, 5


class Mark(NamedTuple):
    """A bar or a cell: its corner and size in per cent, its class, what it says when pointed at."""

    x: float
    y: float
    width: float
    height: float
    css: str
    tip: str


class Tick(NamedTuple):
    """A label of an axis; a minor one is left out where there is little room."""

    at: float
    text: str
    anchor: str
    minor: bool


def time_ticks(
    axis: TimeAxis, words: Words, most: int = _MOST_TICKS, most_on_a_phone: int = _MOST_TICKS_ON_A_PHONE
) -> list[Tick]:
    """Return the labels of the time axis, at the middle of their periods."""
    n = len(axis.starts)
    step = -(-n // most)
    phone_step = step * -(-n // (step * most_on_a_phone)) if n else 1
    ticks = []
    for place in range(0, n, max(step, 1)):
        at = 100 * (place + 0.5) / n
        anchor = "start" if at < 4 else "end" if at > 96 else "middle"
        ticks.append(Tick(at, words.tick(axis.starts[place], axis.unit), anchor, place % phone_step != 0))
    return ticks


def nice_top(value: float) -> float:
    """Return a round number that is at least `value`.

    Examples
    --------
    >>> nice_top(3), nice_top(87), nice_top(210), nice_top(0.07)
    (3.0, 100.0, 300.0, 0.08)
    """
    if value <= 0:
        return 1.0
    scale = 1.0
    while value > 100 * scale:
        scale *= 10
    while value <= 10 * scale:
        scale /= 10
    return next(round(nice * scale, 12) for nice in _NICE if value <= nice * scale * (1 + 1e-9))


def scale_ticks(top: float, n: int = 2) -> list[float]:
    """Return the values to write at a scale from 0 to `top`, both ends included."""
    return [top * k / n for k in range(n + 1)]
