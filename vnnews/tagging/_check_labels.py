"""Labels to train on, checked before the work begins: one message tells which article is at fault."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from vnnews.articles import Article
from vnnews.taxonomy import Taxonomy


def check_labels(
    articles: Sequence[Article],
    issues: Sequence[Collection[str] | Mapping[str, str]],
    tones: Sequence[str],
    taxonomy: Taxonomy,
) -> None:
    """Check that every article has issues and a tone, and that the taxonomy knows them.

    Parameters
    ----------
    articles : sequence of Article
    issues : sequence of collections of str, or of mappings from str to str
        Ids of issues, or issues with their tones.
    tones : sequence of str
    taxonomy : Taxonomy

    Raises
    ------
    ValueError
        If lengths differ or an id is unknown.
    """
    if not len(articles) == len(issues) == len(tones):
        raise ValueError(
            f"{len(articles)} articles, {len(issues)} sets of issues and {len(tones)} tones: expected one of each per "
            "article, in the same order"
        )
    for i, (tagged, tone) in enumerate(zip(issues, tones, strict=True)):
        if isinstance(tagged, str):
            raise ValueError(f"the issues of article {i} are the string {tagged!r}; expected a collection of ids")
        for issue in tagged:
            if issue not in taxonomy.issue_ids:
                raise ValueError(
                    f"article {i} has the issue {issue!r}; expected one of {', '.join(taxonomy.issue_ids)}"
                )
        shown = set(tagged.values()) if isinstance(tagged, Mapping) else set()
        for label in sorted(shown | {tone}):
            if label not in taxonomy.tone_ids:
                raise ValueError(f"article {i} has the tone {label!r}; expected one of {', '.join(taxonomy.tone_ids)}")
