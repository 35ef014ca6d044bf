"""Figures beside published ones, as Markdown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vnnews.evaluation import Interval


@dataclass(frozen=True)
class Figure:
    """One line of the report.

    Attributes
    ----------
    name : str
    value : float
    low, high : float
        The 95 % bootstrap interval; nan without one.
    published : str
        What others report, and who.
    """

    name: str
    value: float
    low: float = math.nan
    high: float = math.nan
    published: str = ""

    @classmethod
    def of(cls, name: str, interval: Interval, published: str = "") -> Figure:
        """Take value and interval from a bootstrap."""
        return cls(name, float(interval.estimate), float(interval.low), float(interval.high), published)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return {
            key: None if isinstance(value, float) and math.isnan(value) else value for key, value in vars(self).items()
        }


@dataclass
class Part:
    """What one part of the evaluation found.

    Attributes
    ----------
    name, title : str
    figures : list of Figure
    notes : list of str
        Paragraphs below the table.
    details : dict
        More figures, for the JSON file only.
    pictures : list of str
        File names.
    seconds : float
    """

    name: str
    title: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        return {
            "title": self.title,
            "figures": [figure.to_dict() for figure in self.figures],
            "notes": self.notes,
            "details": self.details,
            "seconds": round(self.seconds, 1),
        }


def markdown(parts: Sequence[Part]) -> str:
    """Return the report."""
    lines = ["# Evaluation", ""]
    for part in parts:
        lines += [f"## {part.title}", "", "| figure | here | 95 % interval | published |", "|---|---|---|---|"]
        for figure in part.figures:
            interval = "" if math.isnan(figure.low) else f"{figure.low:.4f} to {figure.high:.4f}"
            lines.append(f"| {figure.name} | {figure.value:.4f} | {interval} | {figure.published} |")
        lines += ["", *(f"{note}\n" for note in part.notes)]
        lines += [f"![{picture.removesuffix('.png')}]({picture})\n" for picture in part.pictures]
        lines += [f"{part.seconds:.0f} seconds.", ""]
    return "\n".join(lines)
