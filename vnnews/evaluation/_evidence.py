"""Whether the sentences shown for a tag are those that an annotator would show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vnnews.evaluation._metrics import without_nan
from vnnews.tagging import Evidence, Tags


class LabelledSentence(Protocol):
    """A sentence with the issues for which it is good evidence, such as `vnnews.datasets.SentenceLabels`."""

    @property
    def start(self) -> int:
        """Offset into the article's text."""

    @property
    def end(self) -> int:
        """Offset into the article's text."""

    @property
    def issues(self) -> Sequence[str]:
        """The issues."""


@dataclass(frozen=True)
class EvidenceMetrics:
    """How often the first evidence sentence of a right tag is one that the annotator marked for that issue.

    Attributes
    ----------
    hit_rate : float
        Among the right tags whose issue has a marked sentence and whose first evidence is a labelled one; a tag that
        shows no evidence is a miss. nan where there is no such tag.
    chance : float
        What a sentence drawn at random from the labelled ones would reach.
    n_tags, n_hits : int
    n_unmarked : int
        Right tags passed over because no sentence of the article is marked for the issue.
    n_beyond : int
        Right tags passed over because their first evidence lies outside the labelled sentences.
    per_issue : dict of str to dict of str to int
        ``hits`` and ``tags`` of each issue.
    """

    hit_rate: float
    chance: float
    n_tags: int
    n_hits: int
    n_unmarked: int
    n_beyond: int
    per_issue: dict[str, dict[str, int]]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON-ready built-in types."""
        return without_nan(vars(self))


def evidence_metrics(
    tags: Sequence[Tags],
    issues: Sequence[Collection[str]],
    sentences: Sequence[Sequence[LabelledSentence]],
) -> EvidenceMetrics:
    """Compare the first evidence sentence of every right tag with the sentences that an annotator marked.

    Evidence and a labelled sentence are the same when they share more than half of the shorter one.

    Parameters
    ----------
    tags : sequence of Tags
    issues : sequence of collections of str
        The labelled issues of each article; only tags among them are judged.
    sentences : sequence of sequences of labelled sentences
        Of each article, with offsets into ``tags[i].article.text``, as `vnnews.datasets.locate_sentences` gives them.

    Returns
    -------
    EvidenceMetrics

    Raises
    ------
    ValueError
        If lengths differ.
    """
    if not len(tags) == len(issues) == len(sentences):
        raise ValueError(
            f"{len(tags)} tags, {len(issues)} labels, {len(sentences)} articles' sentences; expected as many"
        )
    per_issue: dict[str, dict[str, int]] = {}
    unmarked = beyond = 0
    chances: list[float] = []
    for said, labelled, own in zip(tags, issues, sentences, strict=True):
        for tag in said.issues:
            marked = sum(tag.id in sentence.issues for sentence in own)
            if tag.id not in labelled:
                continue
            if not marked:
                unmarked += 1
                continue
            judged = [sentence for sentence in own if tag.evidence and _same(tag.evidence[0], sentence)]
            if tag.evidence and not judged:
                beyond += 1
                continue
            row = per_issue.setdefault(tag.id, {"hits": 0, "tags": 0})
            row["tags"] += 1
            row["hits"] += any(tag.id in sentence.issues for sentence in judged)
            chances.append(marked / len(own))
    hits, n = (sum(row[key] for row in per_issue.values()) for key in ("hits", "tags"))
    nan = float("nan")
    return EvidenceMetrics(
        hit_rate=hits / n if n else nan,
        chance=sum(chances) / n if n else nan,
        n_tags=n,
        n_hits=hits,
        n_unmarked=unmarked,
        n_beyond=beyond,
        per_issue=dict(sorted(per_issue.items())),
    )


def _same(evidence: Evidence, sentence: LabelledSentence) -> bool:
    shared = min(evidence.end, sentence.end) - max(evidence.start, sentence.start)
    return 2 * shared > min(evidence.end - evidence.start, sentence.end - sentence.start)
