"""The small annotated corpus that comes with the package, for examples and first steps."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from vnnews.articles import parse_article
from vnnews.datasets._annotated import AnnotatedCorpus, annotated
from vnnews.datasets._document import Document, decoded, verified_digest
from vnnews.datasets._labels import ArticleLabels, parse_article_labels


def iter_sample() -> Iterator[Document]:
    """Go through the articles of the packaged sample.

    Yields
    ------
    Document
        With ``id`` ``"sample/<file name without .txt>"``, in the order of the sample's labels. ``text`` is laid out
        like a crawled page, with dates, captions and page furniture.

    Raises
    ------
    ValueError
        If a file is not the one that was annotated.

    Examples
    --------
    >>> document = next(iter_sample())
    >>> document.id.startswith("sample/001-"), document.article.title != ""
    (True, True)
    """
    return (_document(label) for label in _labels())


def load_sample() -> AnnotatedCorpus:
    """Load the packaged sample with its labels.

    Returns
    -------
    AnnotatedCorpus
        Of the form that `load_annotated` gives, without any download.

    Examples
    --------
    >>> sample = load_sample()
    >>> len(sample.articles) == len(sample.tones) == len(sample)
    True
    """
    labels = _labels()
    return annotated(labels, (_document(label).article for label in labels))


def _labels() -> tuple[ArticleLabels, ...]:
    return parse_article_labels(_read("labels.tsv").decode("utf-8"))


def _document(label: ArticleLabels) -> Document:
    file = f"{label.id.removeprefix('sample/')}.txt"
    raw = _read(file)
    source = "the sample of the vnnews package"
    digest = verified_digest(label.id, raw, source, label.sha256)
    text = decoded(label.id, raw, "utf-8", source)
    return Document(label.id, digest, text, parse_article(text))


def _read(file: str) -> bytes:
    return (resources.files("vnnews.datasets") / "sample" / file).read_bytes()
