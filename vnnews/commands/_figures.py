"""What a model says of labelled articles, held against the labels: figures, intervals, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vnnews.articles import Article, duplicate_groups
from vnnews.evaluation import (
    IssueMetrics,
    PerIssueF1Display,
    ReliabilityDisplay,
    ToneConfusionDisplay,
    ToneMetrics,
    bootstrap_interval,
    issue_metrics,
    tone_metrics,
)
from vnnews.evaluation._bootstrap import Interval
from vnnews.tagging import Tags
from vnnews.taxonomy import Taxonomy


@dataclass(frozen=True)
class Said:
    """Labels and what was said, as arrays; rows are articles.

    Attributes
    ----------
    taxonomy : Taxonomy
    groups : ndarray of shape (n_articles,)
        Near copies have the same number.
    issues, said_issues : ndarray of bool, shape (n_articles, n_issues)
    probabilities : ndarray of shape (n_articles, n_issues)
    toned : ndarray of int
        The rows that have a tone, labelled and said.
    tones, said_tones : ndarray of str, shape (n_toned,)
    tone_probabilities : ndarray of shape (n_toned, n_tones)
    """

    taxonomy: Taxonomy
    groups: NDArray[Any]
    issues: NDArray[np.bool_]
    said_issues: NDArray[np.bool_]
    probabilities: NDArray[np.float64]
    toned: NDArray[np.int64]
    tones: NDArray[np.str_]
    said_tones: NDArray[np.str_]
    tone_probabilities: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        taxonomy: Taxonomy,
        articles: Sequence[Article],
        labels: tuple[Sequence[Sequence[str]], Sequence[str] | None],
        tags: Sequence[Tags],
    ) -> Said:
        """Lay labels and tags side by side; an article that could not be judged has no issue and no tone."""
        ids, tone_ids = taxonomy.issue_ids, taxonomy.tone_ids
        issues, tones = labels
        toned = [i for i, one in enumerate(tags) if one.tone.label is not None] if tones is not None else []
        return cls(
            taxonomy=taxonomy,
            groups=np.asarray(duplicate_groups(articles).labels),
            issues=np.array([[issue in own for issue in ids] for own in issues], bool),
            said_issues=np.array([[issue in {tag.id for tag in one.issues} for issue in ids] for one in tags], bool),
            probabilities=np.array([[one.probabilities.get(issue, 0.0) for issue in ids] for one in tags]),
            toned=np.array(toned, np.int64),
            tones=np.array([tones[i] for i in toned] if tones is not None else [], str),
            said_tones=np.array([tags[i].tone.label for i in toned], str),
            tone_probabilities=np.array(
                [[tags[i].tone.probabilities.get(tone, 0.0) for tone in tone_ids] for i in toned]
            ),
        )

    @property
    def n_articles(self) -> int:
        """The articles."""
        return len(self.issues)

    def issue_metrics(self) -> IssueMetrics:
        """Return the figures of the issues."""
        return issue_metrics(self.issues, self.said_issues, self.probabilities, self.taxonomy.issue_ids)

    def tone_metrics(self) -> ToneMetrics | None:
        """Return the figures of the tone; None without any."""
        if not len(self.toned):
            return None
        return tone_metrics(self.tones, self.said_tones, self.tone_probabilities, self.taxonomy.tone_ids)

    def intervals(self) -> dict[str, Interval]:
        """Return figures with their 95 % bootstrap intervals, near copies drawn together."""
        found = {
            name: bootstrap_interval(metric, self.issues, self.said_issues, groups=self.groups)
            for name, metric in {
                "issues_micro_f1": "micro_f1",
                "issues_macro_f1": "macro_f1",
                "issues_precision": "micro_precision",
                "issues_recall": "micro_recall",
                "issue_f1": "f1",
            }.items()
        }
        if len(self.toned):
            found |= {
                f"tone_{metric}": bootstrap_interval(
                    metric, self.tones, self.said_tones, groups=self.groups[self.toned]
                )
                for metric in ("accuracy", "macro_f1", "opposite_rate")
            }
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON-ready built-in types; what is undefined becomes None."""
        intervals, tone = self.intervals(), self.tone_metrics()
        of_issue = intervals.pop("issue_f1")
        issues = self.issue_metrics().to_dict()
        ends = zip(np.atleast_1d(of_issue.low).tolist(), np.atleast_1d(of_issue.high).tolist(), strict=True)
        for issue, (low, high) in zip(self.taxonomy.issue_ids, ends, strict=True):
            issues["per_issue"][issue]["f1_interval"] = None if np.isnan(low) else [low, high]
        return {
            "n_articles": self.n_articles,
            "n_with_tone": len(self.toned),
            "intervals": {
                name: None if np.isnan(one.low) else [float(one.low), float(one.high)]
                for name, one in intervals.items()
            },
            "issues": issues,
            "tone": None if tone is None else tone.to_dict(),
        }

    def draw(self, folder: Path, language: str) -> list[Path]:
        """Draw the figures, and return the pictures."""
        vi = language == "vi"
        names = [issue.vi if vi else issue.en for issue in self.taxonomy.issues]
        displays: dict[str, Any] = {
            "per-issue-f1": PerIssueF1Display.from_predictions(
                self.issues, self.said_issues, names=names, groups=self.groups
            ),
            "reliability-issues": ReliabilityDisplay.from_predictions(
                self.issues.astype(int), self.probabilities, name="issues, all decisions"
            ),
        }
        if len(self.toned):
            tone_ids = self.taxonomy.tone_ids
            displays["reliability-tone"] = ReliabilityDisplay.from_predictions(
                self.tones, self.tone_probabilities, labels=tone_ids, name="most probable tone"
            )
            displays["tone-confusion"] = ToneConfusionDisplay.from_predictions(
                self.tones,
                self.said_tones,
                labels=tone_ids,
                names=[tone.vi if vi else tone.en for tone in self.taxonomy.tones],
            )
        folder.mkdir(parents=True, exist_ok=True)
        for name, display in displays.items():
            display.figure_.savefig(folder / f"{name}.png", dpi=110, metadata={"Software": None})
        return [folder / f"{name}.png" for name in displays]
