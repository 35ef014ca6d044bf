"""Labels to train on, checked before the work begins: one message tells which article is at fault."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from vnnews.articles import Article
from vnnews.taxonomy import Taxonomy

_FEWEST = 3
"""With fewer articles, an issue's probability is hardly more than a guess."""


class RareIssueWarning(UserWarning):
    """An issue has too few articles to learn it from."""


def check_labels(
    articles: Sequence[Article],
    issues: Sequence[Collection[str] | Mapping[str, str]],
    tones: Sequence[str] | None,
    taxonomy: Taxonomy,
) -> None:
    """Check that every article has issues and, if any has, a tone, and that the taxonomy knows them.

    Parameters
    ----------
    articles : sequence of Article
    issues : sequence of collections of str, or of mappings from str to str
        Ids of issues, or issues with their tones.
    tones : sequence of str or None
    taxonomy : Taxonomy

    Raises
    ------
    ValueError
        If lengths differ, an id is unknown, issues have tones and articles have none, or the taxonomy has no issue.
    """
    if not taxonomy.issues:
        raise ValueError(f"the taxonomy {taxonomy.name!r} has no issues; expected one or more")
    _check_lengths(articles, issues, tones)
    for i, tagged in enumerate(issues):
        if isinstance(tagged, str):
            raise ValueError(f"the issues of article {i} are the string {tagged!r}; expected a collection of ids")
        for issue in tagged:
            if issue not in taxonomy.issue_ids:
                raise ValueError(
                    f"article {i} has the issue {issue!r}; expected one of {', '.join(taxonomy.issue_ids)}"
                )
        shown = set(tagged.values()) if isinstance(tagged, Mapping) else set()
        if shown and tones is None:
            raise ValueError(
                f"the issues of article {i} have tones, and the articles have none; give the tones of the articles "
                "too, or issues without tones"
            )
        for label in sorted(shown | ({tones[i]} if tones is not None else set())):
            if label not in taxonomy.tone_ids:
                raise ValueError(f"article {i} has the tone {label!r}; expected one of {', '.join(taxonomy.tone_ids)}")


def _check_lengths(articles: Sequence[Article], issues: Sequence[object], tones: Sequence[str] | None) -> None:
    if tones is None:
        if len(articles) != len(issues):
            raise ValueError(f"{len(articles)} articles and {len(issues)} sets of issues: expected one per article")
    elif not len(articles) == len(issues) == len(tones):
        raise ValueError(
            f"{len(articles)} articles, {len(issues)} sets of issues and {len(tones)} tones: expected one of each per "
            "article, in the same order"
        )


def warn_of_rare_issues(issues: Sequence[Collection[str]], taxonomy: Taxonomy) -> None:
    """Warn of the issues that fewer than three articles have.

    Warns
    -----
    RareIssueWarning
        One for all of them.
    """
    counts = Counter(issue for tagged in issues for issue in set(tagged))
    rare = [issue for issue in taxonomy.issue_ids if counts[issue] < _FEWEST]
    if rare:
        listed = ", ".join(f"{issue} ({counts[issue]})" for issue in rare)
        warnings.warn(
            f"issues with fewer than {_FEWEST} articles: {listed}. Without any, an issue is never tagged; with one or "
            "two, its probability is a guess. Label more, or take them out of the taxonomy",
            RareIssueWarning,
            stacklevel=3,
        )
