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
    thresholds = dict(zip(ids, tagger.thresholds_.tolist(), strict=True))
    if issue is None:
        return Question(tagger, thresholds)
    if issue not in ids:
        close = difflib.get_close_matches(issue, ids, 1)
        meant = f"; did you mean {close[0]!r}?" if close else ""
        raise ValueError(f"--issue {issue!r} is not in the taxonomy{meant}; expected one of {', '.join(ids)}")
    other = copy.copy(tagger)
    other.thresholds_ = [0.0 if one == issue else thresholds[one] for one in ids]
    return Question(other, thresholds)
