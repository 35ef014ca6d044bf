"""What the linear classifiers say of a batch of articles, and which sentences speak for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vnnews.articles import Article, Span
from vnnews.features import Reading, VietnameseTfidfVectorizer
from vnnews.tagging._evidence import Judged, SentenceWeights, issue_weights, sentence_weights
from vnnews.tagging._issue_tone import IssueToneClassifier
from vnnews.tagging._issues import IssueClassifier
from vnnews.tagging._passage_rows import PassageRows
from vnnews.tagging._passages import passages
from vnnews.tagging._softmax import softmax
from vnnews.tagging._tone import ToneClassifier

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class PlainJudge:
    """A batch of articles before the linear classifiers.

    Parameters
    ----------
    vectorizer : VietnameseTfidfVectorizer
    classifiers : tuple of IssueClassifier, ToneClassifier or None, and IssueToneClassifier or None
    articles : sequence of Article
    reading : Reading
        Of the articles.
    spans : sequence of sequence of Span
        Their sentences.

    Attributes
    ----------
    log_odds : ndarray of shape (n_articles, n_issues)
    tone_probabilities : ndarray of shape (n_articles, n_tones)
        Without a column if tones were not learnt.
    tones : ndarray of int64, shape (n_articles,)
        Columns of the tones to say.
    """

    def __init__(
        self,
        vectorizer: VietnameseTfidfVectorizer,
        classifiers: tuple[IssueClassifier, ToneClassifier | None, IssueToneClassifier | None],
        articles: Sequence[Article],
        reading: Reading,
        spans: Sequence[Sequence[Span]],
    ) -> None:
        self._vectorizer = vectorizer
        self._issue_classifier, self._tone_classifier, self._issue_tone_classifier = classifiers
        self._articles, self._reading, self._spans = articles, reading, spans
        self._parts = [passages(article.text, own) for article, own in zip(articles, spans, strict=True)]
        self._rows = passage_rows(vectorizer, articles, self._parts)
        X = reading.rows()
        self.log_odds = self._issue_classifier.decision_function(X, passages=self._rows)
        if self._tone_classifier is None:
            self.tone_probabilities, self.tones = np.empty((len(articles), 0)), np.zeros(len(articles), np.int64)
            return
        self._tone_scores = self._tone_classifier.decision_function(X)
        self.tone_probabilities = softmax(self._tone_scores)
        self.tones = np.argmax(self._tone_scores + self._tone_classifier.offsets_, axis=1)

    def issue_tones(self, articles: Ints, issues: Ints) -> tuple[Floats, Ints]:
        """Return the probabilities of the tones in which articles show issues (n_pairs, n_tones), and which to say."""
        if self._issue_tone_classifier is None:
            return self.tone_probabilities[articles], self.tones[articles]
        found = [
            self._issue_tone_classifier.predict_proba(self._tone_scores[article], self.log_odds[article], issue)
            for article, issue in zip(articles.tolist(), issues.tolist(), strict=True)
        ]
        probabilities = np.array(found).reshape(len(issues), self._tone_scores.shape[1])
        return probabilities, probabilities.argmax(axis=1)

    def sentence_weights(self, articles: Ints, issues: Ints) -> SentenceWeights:
        """Return what every sentence adds to the log-odds of issues, then to the tone of every article; exact.

        Parameters
        ----------
        articles, issues : ndarray of int64, shape (n_pairs,)
            The articles ascending, none without text among them.
        """
        columns: list[Floats] = []
        for article in np.unique(articles).tolist():
            columns += list(self.issue_weights(article, issues[articles == article].tolist()).T)
        return SentenceWeights.join([*columns, *map(self.tone_weights, range(len(self._articles)))])

    def issue_weights(self, article: int, issues: Sequence[int]) -> Floats:
        """Return what every sentence adds to the log-odds of issues of one article (n_sentences, n_issues)."""
        own = slice(self._rows.indptr[article], self._rows.indptr[article + 1])
        judged = Judged(
            self._articles[article],
            self._reading.occurrences(article),
            self._spans[article],
            self._parts[article],
            self._issue_classifier.scores(self._rows.rows[own]),
        )
        return issue_weights(judged, issues, self._vectorizer, self._issue_classifier)

    def tone_weights(self, article: int) -> Floats:
        """Return what every sentence of one article adds to the tone that is said (n_sentences,).

        What speaks for a tone is what it gains over the mean of all: adding the same to every score changes nothing.
        """
        if self._tone_classifier is None:
            return np.zeros(len(self._spans[article]))
        coef = self._tone_classifier.coef_
        relative = coef[[self.tones[article]]] - coef.mean(axis=0)
        return sentence_weights(self._reading.occurrences(article), relative, self._spans[article])[:, 0]


def passage_rows(
    vectorizer: VietnameseTfidfVectorizer, articles: Sequence[Article], parts: Sequence[Sequence[Span]]
) -> PassageRows:
    """Return the rows of the passages of articles; of an empty text, for an article that has none."""
    texts = [
        [article.text[part.start : part.end] for part in own] or [""]
        for article, own in zip(articles, parts, strict=True)
    ]
    rows = vectorizer.transform(text for own in texts for text in own)
    return PassageRows(rows, np.cumsum([0, *map(len, texts)]))
