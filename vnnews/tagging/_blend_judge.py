"""What a blend says of a batch of articles, and which sentences speak for it.

The linear members' part in a decision is a sum over n-grams, and so over sentences: exact. What the network and the
sentences' tones add is told by occlusion: the score with the sentence less the score without it. Means of word vectors
are known without a sentence from its sum; the place among the topics is left as it is. Occlusions need not add up.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax

from vnnews.articles import Span
from vnnews.features import Occurrences, Reading, WordVectors
from vnnews.tagging._article_features import ArticleFeatures
from vnnews.tagging._blend import BlendedClassifier
from vnnews.tagging._evidence import sentence_weights
from vnnews.tagging._sentence_tone import summarize

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class BlendJudge:
    """A batch of articles before a blend.

    Parameters
    ----------
    blend : BlendedClassifier
    word_vectors : WordVectors
    reading : Reading
        Of the articles.
    spans : sequence of sequence of Span
        Their sentences.

    Attributes
    ----------
    log_odds : ndarray of shape (n_articles, n_issues)
    tone_probabilities : ndarray of shape (n_articles, n_tones)
    tones : ndarray of int64, shape (n_articles,)
        Columns of the tones to say.
    """

    def __init__(
        self, blend: BlendedClassifier, word_vectors: WordVectors, reading: Reading, spans: Sequence[Sequence[Span]]
    ) -> None:
        self._blend, self._word_vectors, self._reading, self._spans = blend, word_vectors, reading, spans
        # What both kinds of evidence need, by article.
        self._found: dict[int, tuple[Occurrences, Ints]] = {}
        self._without: dict[int, Floats] = {}
        self._features = ArticleFeatures.of(reading, word_vectors, spans)
        self._scores = blend.members_.scores(self._features)
        self.log_odds = blend.issue_log_odds(self._scores)
        self.tone_probabilities = blend.tone_probabilities(self._scores)
        self.tones = blend.predict_tone(self.tone_probabilities)

    def issue_tones(self, article: int, issues: Sequence[int]) -> tuple[Floats, Ints]:
        """Return the probabilities of the tones of an article's issues (n_issues, n_tones), and which to say."""
        n_tones = self.tone_probabilities.shape[1]
        if not len(issues):
            return np.empty((0, n_tones)), np.empty(0, np.int64)
        which = np.full(len(issues), article)
        probabilities = self._blend.issue_tone_probabilities(self._scores, which, np.asarray(issues, np.int64))
        return probabilities, probabilities.argmax(axis=1)

    def issue_weights(self, article: int, issues: Sequence[int]) -> Floats:
        """Return what every sentence adds to the log-odds of issues, (n_sentences, n_issues)."""
        weights = self._blend.issue_weights_[issues]
        without = self._network_without(article)[:, issues]
        occluded = self._scores.network[article, issues] - without
        return np.asarray(self.linear_issue_weights(article, issues) + occluded * weights[:, 1])

    def tone_weights(self, article: int) -> Floats:
        """Return what every sentence adds to the tone that is said, over the mean of all tones; (n_sentences,)."""
        relative = self._relative(article)
        n_tones = len(relative) // 8
        without = np.hstack(
            [
                log_softmax(self._network_without(article)[:, -n_tones:], axis=1),
                self._summaries_without(article),
            ]
        )
        occluded = (self._scores.take(np.array([article])).tone()[:, n_tones:] - without) @ relative[n_tones:]
        return np.asarray(self.linear_tone_weights(article) + occluded)

    def linear_issue_weights(self, article: int, issues: Sequence[int]) -> Floats:
        """Return the exact part of `issue_weights`; columns sum to the linear member's part, without its constant."""
        coef, shares = self._blend.members_.issue_coef_, self._blend.issue_weights_[issues][:, [0]]
        found, columns = self._occurrences(article)
        return sentence_weights(found, coef[np.asarray(issues)[:, None], columns] * shares, self._spans[article])

    def linear_tone_weights(self, article: int) -> Floats:
        """Return the exact part of `tone_weights`."""
        coef = self._blend.members_.tone_coef_
        found, columns = self._occurrences(article)
        own = self._relative(article)[: len(coef)] @ coef[:, columns]
        return sentence_weights(found, own[None], self._spans[article])[:, 0]

    def _occurrences(self, article: int) -> tuple[Occurrences, Ints]:
        """Return the n-grams of an article, numbered from 0 on, and the columns of these numbers."""
        if article not in self._found:
            found = self._reading.occurrences(article)
            columns, numbers = np.unique(found.column, return_inverse=True)
            self._found[article] = Occurrences(found.start, found.end, numbers, found.value), columns
        return self._found[article]

    def _relative(self, article: int) -> Floats:
        weights = self._blend.tone_weights_
        return np.asarray(weights[:, self.tones[article]] - weights.mean(axis=1))

    def _network_without(self, article: int) -> Floats:
        if article not in self._without:
            parts = [(span.start, span.end) for span in self._spans[article]]
            rows = self._word_vectors.vectors_without(self._reading, article, parts, self._features.dense[article])
            outputs = self._blend.members_.network_.decision_function(rows)
            self._without[article] = outputs.astype(np.float64)
        return self._without[article]

    def _summaries_without(self, article: int) -> Floats:
        own = self._features.take(np.array([article])).sentences
        tones = np.exp(self._blend.members_.sentence_classifier_.predict_log_proba(own.ngrams, own.vectors)[0])
        n = len(tones)
        kept = np.concatenate([np.delete(tones, i, axis=0) for i in range(n)]) if n else tones
        return summarize(kept, np.arange(n + 1) * max(n - 1, 0))
