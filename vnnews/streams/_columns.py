"""What is said of an article as the cells of a row."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from vnnews.tagging import Tags

COLUMNS = {
    "issues": list[str],
    "issue_probabilities": list[float],
    "issue_tones": list[str],
    "issue_evidence": list[str],
    "tone": str,
    "tone_probability": float,
    "tone_score": float,
    "tone_evidence": str,
    "warnings": list[str],
    "error": str,
}
"""The columns and the types of their cells; those that are no lists may be missing."""

Cells = dict[str, Any]


def names(prefix: str) -> list[str]:
    """Return the names of the columns."""
    return [prefix + name for name in COLUMNS]


@functools.lru_cache(maxsize=8)
def _names(prefix: str) -> frozenset[str]:
    return frozenset(names(prefix))


def cells(tags: Tags) -> Cells:
    """Return the cells of one article, in the order of `COLUMNS`."""
    tone = tags.tone
    # Also of a tone that was not sure enough to be said.
    judged = bool(tone.probabilities)
    return {
        "issues": [issue.id for issue in tags.issues],
        "issue_probabilities": [round(issue.probability, 6) for issue in tags.issues],
        "issue_tones": [issue.tone.label for issue in tags.issues],
        "issue_evidence": [issue.evidence[0].text if issue.evidence else "" for issue in tags.issues],
        "tone": tone.label,
        "tone_probability": round(tone.probability, 6) if judged else None,
        "tone_score": round(tone.score, 6) if judged else None,
        "tone_evidence": tone.evidence[0].text if tone.evidence else None,
        "warnings": list(tags.warnings),
        "error": tags.error,
    }


def failed(message: str) -> Cells:
    """Return the cells of a row that got no tags."""
    return {name: [] if kind not in (str, float) else None for name, kind in COLUMNS.items()} | {"error": message}


def check_free(present: Iterable[str], prefix: str) -> None:
    """Raise a ValueError if the columns would hide some that are there."""
    own = _names(prefix)
    # Told of every row: nearly always nothing is taken.
    if not own.isdisjoint(present):
        taken = sorted(own.intersection(present))
        raise ValueError(
            f"there are columns {', '.join(map(repr, taken))} already, and the tags would hide them; "
            f"give another prefix than {prefix!r}, such as prefix='vnnews_'"
        )
