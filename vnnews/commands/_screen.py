"""The terminal: its width, its colours, and what colours mean."""

from __future__ import annotations

import os
import sys

from rich.console import Console

from vnnews.tagging import IssueTag, ToneTag
from vnnews.taxonomy import Taxonomy

TONE_STYLES = {"positive": "green", "negative": "red", "mixed": "yellow", "neutral": "bright_black"}
ISSUE_STYLES = ("cyan", "magenta", "yellow", "blue", "green", "red")
QUIET = "bright_black"
WARNING = "yellow"
WIDEST = 110
"""Columns of running text: longer lines are hard to read."""


def screen(color: str, *, width: int | None = None) -> Console:
    """Return a console on standard output.

    Parameters
    ----------
    color : {"auto", "always", "never"}
    width : int, optional
        By default that in COLUMNS, or that of the terminal; without either, the widest for running text.
    """
    if width is None and "COLUMNS" not in os.environ and not any(map(os.isatty, (0, 1, 2))):
        width = WIDEST
    plain = color == "never" or (color == "auto" and bool(os.environ.get("NO_COLOR")))
    return Console(
        file=sys.stdout,
        width=width,
        no_color=color == "never" or plain,
        force_terminal=True if color == "always" else False if plain else None,
        color_system=None if plain else "standard" if color == "always" else "auto",
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False if color == "always" else None,
    )


def issue_name(tag: IssueTag, language: str) -> str:
    """Return the name of an issue in a language."""
    return tag.name if language == "vi" else tag.name_en


def tone_name(tone: ToneTag, taxonomy: Taxonomy, language: str) -> str:
    """Return the name of a tone in a language; a dash without one."""
    if tone.label is None:
        return "–"
    entry = taxonomy.tone(tone.label)
    return entry.vi if language == "vi" else entry.en


def tone_style(tone: ToneTag) -> str:
    """Return the colour of a tone."""
    return TONE_STYLES.get(tone.label or "", "")
