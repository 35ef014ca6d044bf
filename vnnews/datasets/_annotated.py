"""Annotated articles ready to train on: texts and labels side by side."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vnnews.articles import Article
from vnnews.datasets._labels import ArticleLabels, load_labels
from vnnews.datasets._loaders import LOADERS


@dataclass(frozen=True)
class AnnotatedCorpus:
    """Articles with their labels; all fields are aligned and of the same length.

    Attributes
    ----------
    ids : tuple of str
    articles : tuple of Article
    issues : tuple of tuple of str
        The issues of each article, the main one first; an empty tuple where none applies.
    tones : tuple of str
        ``"positive"``, ``"negative"``, ``"mixed"`` or ``"neutral"``.
    issue_tones : tuple of Mapping of str to str
        For each article the tone in which it shows each of its issues.
    """

    ids: tuple[str, ...]
    articles: tuple[Article, ...]
    issues: tuple[tuple[str, ...], ...]
    tones: tuple[str, ...]
    issue_tones: tuple[Mapping[str, str], ...]

    def __len__(self) -> int:
        return len(self.ids)


def load_annotated(
    name: str, folder: str | os.PathLike[str] | None = None, *, revised: bool = False, download: bool = False
) -> AnnotatedCorpus:
    """Load one annotated set: its labels from the package, its texts from the archives that they name.

    Parameters
    ----------
    name : {"train", "dev", "headlines", "more_train", "more_headlines", "more_test"}
        As for `load_labels`.
    folder : str or path, optional
        Where the archives lie, as for `iter_baomoi2017`.
    revised : bool, default=False
        As for `load_labels`.
    download : bool, default=False
        Whether to download archives that are not found: 90 MB for ``"train"``.

    Returns
    -------
    AnnotatedCorpus
        In the order of the label file.

    Raises
    ------
    FileNotFoundError
        If an archive is not found.
    ValueError
        If there is no set of that name, an archive lacks annotated articles, or an article is not the annotated one.
    OSError
        If a download fails.

    See Also
    --------
    load_sample : A small corpus of the same form that comes with the package.
    """
    labels = load_labels(name, revised=revised)
    wanted = {label.id for label in labels}
    articles: dict[str, Article] = {}
    for corpus, iter_corpus in LOADERS.items():
        if any(id_.startswith(f"{corpus}/") for id_ in wanted):
            articles.update(
                (document.id, document.article) for document in iter_corpus(folder, ids=wanted, download=download)
            )
    missing = sorted(wanted - articles.keys())
    if missing:
        shown = ", ".join(missing[:10]) + (f" and {len(missing) - 10:,} more" if len(missing) > 10 else "")
        raise ValueError(
            f"the archives lack {len(missing):,} of the {len(labels):,} articles of {name!r}: {shown}. Get the "
            "archives again at the commits that vnnews.datasets names, for instance with download=True and no folder"
        )
    return annotated(labels, (articles[label.id] for label in labels))


def annotated(labels: Iterable[ArticleLabels], articles: Iterable[Article]) -> AnnotatedCorpus:
    """Lay labels and articles, given in the same order, side by side."""
    labels = tuple(labels)
    return AnnotatedCorpus(
        ids=tuple(label.id for label in labels),
        articles=tuple(articles),
        issues=tuple(tuple(label.issues) for label in labels),
        tones=tuple(label.tone for label in labels),
        issue_tones=tuple(label.issues for label in labels),
    )
