"""Labelled articles to what a blend learns from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from vnnews.articles import Article, Span, sentences
from vnnews.features import VietnameseTfidfVectorizer, WordVectors
from vnnews.tagging._article_features import ArticleFeatures, ArticleLabels, LabelledSentences, sentence_features
from vnnews.tagging._blend import BlendedClassifier
from vnnews.taxonomy import Taxonomy

Issues = Sequence[Collection[str] | Mapping[str, str]]

_BOTH = "mixed"
_TELLING = 0.5


class SentenceLabel(Protocol):
    """A labelled sentence of an article, such as `vnnews.datasets.SentenceLabels`."""

    @property
    def start(self) -> int:
        """Where it begins in ``Article.text``."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...

    @property
    def tone(self) -> str:
        """Its tone."""
        ...

    @property
    def issues(self) -> Collection[str]:
        """The issues that it is evidence for."""
        ...


Sentences = Sequence[Sequence[SentenceLabel]]


class Labels(NamedTuple):
    """What is known of articles; see `vnnews.ArticleTagger.fit`.

    Attributes
    ----------
    issues : sequence of collections, or of mappings
    tones : sequence of str, optional
        A blend learns them.
    sentences : sequence of sequences, optional
    first : (issues, tones), optional
        What was said of them before some labels were revised.
    """

    issues: Issues
    tones: Sequence[str] | None
    sentences: Sentences | None = None
    first: tuple[Issues, Sequence[str]] | None = None


def fit_blend(
    blend: BlendedClassifier,
    features: tuple[VietnameseTfidfVectorizer, WordVectors],
    articles: Sequence[Article],
    labels: Labels,
    taxonomy: Taxonomy,
) -> BlendedClassifier:
    """Fit a blend to labelled articles.

    An article of one sentence, such as a headline, is a labelled sentence by itself. Where there are neither these nor
    labelled ones, the titles stand in, each with the labels of its article.

    Parameters
    ----------
    blend : BlendedClassifier
    features : tuple of VietnameseTfidfVectorizer and WordVectors
        Both fitted.
    articles : sequence of Article
    labels : Labels
    taxonomy : Taxonomy

    Returns
    -------
    BlendedClassifier

    Raises
    ------
    ValueError
        If the word vectors are of words in another form, a tone has too few articles, or there are labelled sentences
        for another number of articles.
    """
    vectorizer, word_vectors = features
    check_form(vectorizer, word_vectors)
    issues, marked, first = labels.issues, labels.sentences, labels.first
    tones = labels.tones or ()
    for said in (tones,) if first is None else (tones, first[1]):
        _check_tones(said, taxonomy, blend.cv)
    if marked is not None and len(marked) != len(articles):
        raise ValueError(
            f"labelled sentences for {len(marked)} articles, expected {len(articles)}: a sequence for each"
        )
    own = article_labels(issues, tones, taxonomy)
    spans = [sentences(article.text) for article in articles]
    reading = vectorizer.read(articles)
    parts, rows = _labelled(articles, spans, marked or [()] * len(articles), own, taxonomy)
    labelled = LabelledSentences(sentence_features(reading, word_vectors, parts)[0], *rows)
    scores = np.array([tone.score for tone in taxonomy.tones])
    before = None if first is None else article_labels(*first, taxonomy)
    return blend.fit(ArticleFeatures.of(reading, word_vectors, spans), own, labelled, scores, first_labels=before)


def check_form(vectorizer: VietnameseTfidfVectorizer, word_vectors: WordVectors) -> None:
    """Check that both take the same for a word.

    Raises
    ------
    ValueError
        If they do not.
    """
    for name in ("segment", "lowercase", "tone_marks"):
        one, other = getattr(vectorizer, name), getattr(word_vectors, name)
        if one != other:
            raise ValueError(
                f"the vectorizer has {name}={one!r} and the word vectors have {other!r}; expected the same: "
                "learn the vectors with the parameters of the vectorizer"
            )


def article_labels(issues: Issues, tones: Sequence[str], taxonomy: Taxonomy) -> ArticleLabels:
    """Return labels as columns of the taxonomy; an issue without a tone has that of its article."""
    issue_column = {issue: i for i, issue in enumerate(taxonomy.issue_ids)}
    tone_column = {tone: i for i, tone in enumerate(taxonomy.tone_ids)}
    issue_tones = np.full((len(tones), len(issue_column)), -1, np.int64)
    for i, tagged in enumerate(issues):
        for issue in tagged:
            tone = tagged[issue] if isinstance(tagged, Mapping) else tones[i]
            issue_tones[i, issue_column[issue]] = tone_column[tone]
    is_mixed = np.array([tone.id == _BOTH for tone in taxonomy.tones])
    scores = np.array([tone.score for tone in taxonomy.tones])
    own = np.array([tone_column[tone] for tone in tones], np.int64)
    return ArticleLabels(issue_tones, own, is_mixed | (scores >= _TELLING), is_mixed | (scores <= -_TELLING))


def _check_tones(tones: Sequence[str], taxonomy: Taxonomy, n_folds: int) -> None:
    counts = {tone: sum(one == tone for one in tones) for tone in taxonomy.tone_ids}
    rarest = min(counts, key=lambda tone: counts[tone])
    if counts[rarest] < n_folds:
        raise ValueError(
            f"the tone {rarest!r} has {counts[rarest]} articles, fewer than the {n_folds} folds that weigh the members "
            "of the blend; label more of them, lower cv, or fit without word vectors"
        )


def _labelled(
    articles: Sequence[Article],
    spans: Sequence[Sequence[Span]],
    marked: Sentences,
    labels: ArticleLabels,
    taxonomy: Taxonomy,
) -> tuple[list[list[Span]], tuple[np.ndarray, ...]]:
    """Return which parts of articles are labelled sentences, and tones, issues, articles and whether they are whole."""
    tone_column = {tone: i for i, tone in enumerate(taxonomy.tone_ids)}
    has = labels.issue_tones >= 0
    parts: list[list[Span]] = []
    tones, issues, whole = [], [], []
    only_titles = not any(map(len, marked)) and not any(len(own) == 1 for own in spans)
    for i, (article, own, given) in enumerate(zip(articles, spans, marked, strict=True)):
        is_whole = len(own) == 1 or only_titles
        # The labels of an article that is one sentence are those of the sentence.
        chosen = [Span(0, article.title_end if only_titles else own[0].end)] if is_whole else []
        parts.append(chosen or [Span(one.start, one.end) for one in given])
        tones += [labels.tones[i]] if chosen else [tone_column[one.tone] for one in given]
        issues += [has[i]] if chosen else [[issue in one.issues for issue in taxonomy.issue_ids] for one in given]
        whole += [is_whole] * len(parts[-1])
    article_of = np.repeat(np.arange(len(articles)), [len(own) for own in parts])
    flags = np.array(issues, np.float64).reshape(len(tones), len(taxonomy.issue_ids))
    return parts, (np.array(tones, np.int64), flags, article_of, np.array(whole, bool))
