"""Which sentences speak for a decision.

A linear decision value is a sum over n-grams. `VietnameseTfidfVectorizer.locate` tells where each occurrence stands and
what it adds to the row; times the weight of its column, that is what it adds to the decision. Summed by sentence, the
contributions add up to the decision value without its constants, exactly. An issue is decided by three such values, of
the whole article and of its two strongest passages: which passages these are is not linear, but given them all is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vnnews.articles import Article, Span
from vnnews.features import Occurrences, VietnameseTfidfVectorizer
from vnnews.tagging._issues import IssueClassifier
from vnnews.tagging._passage_rows import strongest_passages
from vnnews.tagging._tags import Evidence

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """An article with its n-grams, sentences and passages, and what the issue classifier says of the passages.

    Attributes
    ----------
    article : Article
    occurrences : Occurrences
    sentences, passages : sequence of Span
    passage_scores : ndarray of shape (n_passages, n_issues)
    """

    article: Article
    occurrences: Occurrences
    sentences: Sequence[Span]
    passages: Sequence[Span]
    passage_scores: Floats


def sentence_weights(occurrences: Occurrences, coef: Floats, spans: Sequence[Span]) -> Floats:
    """Return what every sentence adds to every decision value.

    Parameters
    ----------
    occurrences : Occurrences
        Of the document.
    coef : ndarray of shape (n_decisions, n_features)
    spans : sequence of Span
        The sentences, in order, covering every word. An n-gram belongs to the sentence of its first word.

    Returns
    -------
    ndarray of shape (n_sentences, n_decisions)
        Columns sum to ``x @ coef.T``.
    """
    starts = np.array([span.start for span in spans], dtype=np.int64)
    sentence = np.searchsorted(starts, occurrences.start, side="right") - 1
    contributions = occurrences.value[:, None] * coef[:, occurrences.column].T
    weights = np.zeros((len(spans), len(coef)))
    np.add.at(weights, sentence, contributions)
    return weights


def issue_weights(
    judged: Judged, issues: Sequence[int], vectorizer: VietnameseTfidfVectorizer, classifier: IssueClassifier
) -> Floats:
    """Return what every sentence adds to the log-odds of some issues.

    Parameters
    ----------
    judged : Judged
    issues : sequence of int
        Columns.
    vectorizer : VietnameseTfidfVectorizer
    classifier : IssueClassifier

    Returns
    -------
    ndarray of shape (n_sentences, len(issues))
        Columns sum to the log-odds without their constants.
    """
    coef, mixing = classifier.coef_[issues], classifier.mixing_[issues]
    weights = sentence_weights(judged.occurrences, coef, judged.sentences) * mixing[:, 0]
    chosen = strongest_passages(judged.passage_scores[:, issues])
    for part in np.unique(chosen):
        span = judged.passages[part]
        found = vectorizer.locate(judged.article.text[span.start : span.end])
        moved = Occurrences(found.start + span.start, found.end + span.start, found.column, found.value)
        share = ((chosen == part) * mixing[:, 1:3].T).sum(axis=0)
        weights += sentence_weights(moved, coef, judged.sentences) * share
    return weights


def strongest(text: str, spans: Sequence[Span], weights: Floats, n: int) -> tuple[Evidence, ...]:
    """Return the sentences with the largest positive weights, strongest first.

    Parameters
    ----------
    text : str
    spans : sequence of Span
    weights : ndarray of shape (n_sentences,)
    n : int
        At most so many.

    Returns
    -------
    tuple of Evidence
    """
    order = np.argsort(-weights, kind="stable")[:n]
    return tuple(
        Evidence(text[spans[i].start : spans[i].end], spans[i].start, spans[i].end, float(weights[i]))
        for i in order
        if weights[i] > 0
    )
