"""Which sentences speak for a decision.

A linear decision value is a sum over n-grams. `VietnameseTfidfVectorizer.locate` tells where each occurrence stands and
what it adds to the row; times the weight of its column, that is what it adds to the decision. Summed by sentence, the
contributions add up to the decision value without its constants, exactly. An issue is decided by three such values, of
the whole article and of its two strongest passages: which passages these are is not linear, but given them all is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import kernel
from vnnews.articles import Article, Span
from vnnews.features import Occurrences, VietnameseTfidfVectorizer
from vnnews.tagging._issues import IssueClassifier
from vnnews.tagging._passage_rows import strongest_passages

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


class SentenceWeights(NamedTuple):
    """What sentences add to decisions.

    Attributes
    ----------
    values : ndarray of shape (n,)
        For every decision, one for each sentence of its article.
    indptr : ndarray of int64, shape (n_decisions + 1,)
        Where those of each decision begin and end.
    """

    values: Floats
    indptr: NDArray[np.int64]

    def strongest(self, n: int) -> list[list[tuple[int, float]]]:
        """Return, for every decision, which sentences have the largest positive weights, strongest first, and these.

        Parameters
        ----------
        n : int
            At most so many.
        """
        n_decisions = len(self.indptr) - 1
        places, weights = np.empty((n_decisions, max(n, 0)), np.int64), np.empty((n_decisions, max(n, 0)))
        counts = np.empty(n_decisions, np.int64)
        _choose(self.values, self.indptr, places, weights, counts)
        pairs = zip(places.tolist(), weights.tolist(), counts.tolist(), strict=True)
        return [list(zip(own[:count], values[:count], strict=True)) for own, values, count in pairs]

    @classmethod
    def join(cls, columns: Sequence[Floats]) -> SentenceWeights:
        """Put the weights of several decisions together."""
        lengths = [len(column) for column in columns]
        return cls(np.concatenate([np.empty(0), *columns]), np.cumsum([0, *lengths], dtype=np.int64))


@kernel
def _choose(
    values: Floats, indptr: NDArray[np.int64], places: NDArray[np.int64], weights: Floats, counts: NDArray[np.int64]
) -> None:
    """Keep the largest positive values of every decision, by insertion; of equal ones the first."""
    most = places.shape[1]
    for decision in range(len(indptr) - 1):
        n = 0
        for i in range(indptr[decision], indptr[decision + 1]):
            value = values[i]
            if not value > 0.0 or most == 0 or (n == most and value <= weights[decision, n - 1]):
                continue
            k = min(n, most - 1)
            while k > 0 and weights[decision, k - 1] < value:
                places[decision, k] = places[decision, k - 1]
                weights[decision, k] = weights[decision, k - 1]
                k -= 1
            places[decision, k] = i - indptr[decision]
            weights[decision, k] = value
            n = min(n + 1, most)
        counts[decision] = n
