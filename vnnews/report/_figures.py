"""The counts behind the charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vnnews.articles import DuplicateGroups
from vnnews.report._periods import NOWHERE, TimeAxis
from vnnews.report._row import NO_TONE, Row

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Stories:
    """Near copies folded: each story is counted once, by its fullest version.

    Attributes
    ----------
    rows : tuple of int
        The places of the fullest versions among the rows.
    copies : tuple of tuple of int
        The places of the other versions of each story.
    places : numpy.ndarray of int64, shape (n_stories,)
        The period of each: that of its fullest version or, if this has none, of the first copy that has one.
    """

    rows: tuple[int, ...]
    copies: tuple[tuple[int, ...], ...]
    places: Ints


def fold(groups: DuplicateGroups, axis: TimeAxis) -> Stories:
    """Make stories of groups of near copies."""
    copies: list[list[int]] = [[] for _ in groups.representatives]
    for row, group in enumerate(groups.labels.tolist()):
        if row != groups.representatives[group]:
            copies[group].append(row)
    rows = tuple(groups.representatives.tolist())
    places = [
        next((axis.places[other] for other in (row, *others) if axis.places[other] != NOWHERE), NOWHERE)
        for row, others in zip(rows, copies, strict=True)
    ]
    return Stories(rows, tuple(map(tuple, copies)), np.array(places, np.int64))


@dataclass(frozen=True)
class Figures:
    """Counts by period, issue and tone.

    Attributes
    ----------
    volume : numpy.ndarray of int64, shape (3, n_periods)
        Articles: stories with issues, stories without, near copies of stories.
    stories : numpy.ndarray of int64, shape (n_periods,)
    by_issue : numpy.ndarray of int64, shape (n_issues, n_periods)
        Stories of each issue.
    by_tone : numpy.ndarray of int64, shape (n_tones, n_periods)
        Stories of each tone.
    issue_stories : numpy.ndarray of int64, shape (n_issues,)
        Dated or not.
    issue_tones : numpy.ndarray of int64, shape (n_issues, n_tones)
        Stories, dated or not, by the tone in which they show the issue.
    """

    volume: Ints
    stories: Ints
    by_issue: Ints
    by_tone: Ints
    issue_stories: Ints
    issue_tones: Ints


def count(rows: Sequence[Row], stories: Stories, axis: TimeAxis, n_issues: int, n_tones: int) -> Figures:
    """Count what the charts show."""
    n_periods = len(axis.starts)
    volume = np.zeros((3, n_periods), np.int64)
    by_issue, by_tone = np.zeros((n_issues, n_periods), np.int64), np.zeros((n_tones, n_periods), np.int64)
    issue_stories, issue_tones = np.zeros(n_issues, np.int64), np.zeros((n_issues, n_tones), np.int64)
    n_stories = np.zeros(n_periods, np.int64)
    for row, copies, place in zip(stories.rows, stories.copies, stories.places.tolist(), strict=True):
        story = rows[row]
        for kind, members in ((0 if story.mentions else 1, (row,)), (2, copies)):
            for member in members:
                if axis.places[member] != NOWHERE:
                    volume[kind, axis.places[member]] += 1
        for mention in story.mentions:
            issue_stories[mention.issue] += 1
            if mention.tone != NO_TONE:
                issue_tones[mention.issue, mention.tone] += 1
            if place != NOWHERE:
                by_issue[mention.issue, place] += 1
        if place != NOWHERE:
            n_stories[place] += 1
            if story.tone != NO_TONE:
                by_tone[story.tone, place] += 1
    return Figures(volume, n_stories, by_issue, by_tone, issue_stories, issue_tones)
