"""What speaks for an issue that was not tagged: the same tagger, with no threshold for this one."""

from __future__ import annotations

import copy
import dataclasses
import difflib

from vnnews.tagging import ArticleTagger, Tags


@dataclasses.dataclass(frozen=True)
class Question:
    """A tagger that always gives one issue, and the thresholds that count.

    Attributes
    ----------
    tagger : ArticleTagger
    thresholds : dict of str to float
        Of every issue.
    """

    tagger: ArticleTagger
    thresholds: dict[str, float]

    def restore(self, tags: Tags) -> Tags:
        """Return tags with the thresholds that count."""
        issues = tuple(dataclasses.replace(tag, threshold=self.thresholds[tag.id]) for tag in tags.issues)
        return dataclasses.replace(tags, issues=issues)


def asked_about(tagger: ArticleTagger, issue: str | None) -> Question:
    """Return the tagger, or a copy of it that tags an issue whatever its probability.

    Raises
    ------
    ValueError
        If the taxonomy has no such issue.
    """
    ids = tagger.taxonomy_.issue_ids
    blended = getattr(tagger, "blend_", None) is not None
    decider = tagger.blend_ if blended else tagger.issue_classifier_
    thresholds = dict(zip(ids, (float(threshold) for threshold in decider.thresholds_), strict=True))
    if issue is None:
        return Question(tagger, thresholds)
    if issue not in ids:
        close = difflib.get_close_matches(issue, ids, 1)
        meant = f"; did you mean {close[0]!r}?" if close else ""
        raise ValueError(f"--issue {issue!r} is not in the taxonomy{meant}; expected one of {', '.join(ids)}")
    decider = copy.copy(decider)
    decider.thresholds_ = decider.thresholds_.copy()
    decider.thresholds_[ids.index(issue)] = 0.0
    other = copy.copy(tagger)
    setattr(other, "blend_" if blended else "issue_classifier_", decider)
    return Question(other, thresholds)
