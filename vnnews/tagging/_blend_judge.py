"""What a blend says of a batch of articles, and which sentences speak for it.

The linear members' part in a decision is a sum over n-grams, and so over sentences: exact. What the tones and issues of
the sentences add is told by leaving each out: the score with it less the score without it. So it is with the network,
but to the first order, see `vnnews.tagging._slopes`: means of word vectors are known without a sentence from its sum,
exactly, and the slope of the network tells what that changes; the place among the topics is left as it is. These two
parts need not add up.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews._jit import kernel
from vnnews.features import Reading, WordVectors
from vnnews.features._part_sums import Sums
from vnnews.features._read_vectors import ReadVectors
from vnnews.features._reading import Parts
from vnnews.tagging._article_features import ArticleFeatures, SentenceFeatures
from vnnews.tagging._blend import BlendedClassifier
from vnnews.tagging._evidence import SentenceWeights
from vnnews.tagging._sentence_sums import N_SUMMARIES, add_issue_losses, differ_without
from vnnews.tagging._slopes import add_losses

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Decisions(NamedTuple):
    """What sentences may speak for: issues of articles, then the tone of every article.

    Attributes
    ----------
    articles : ndarray of int64, shape (n,)
        Of which article each is.
    firsts, lasts : ndarray of int64, shape (n,)
        From which column of the linear members' table to which.
    factors : ndarray of float64, shape (n, n_tones)
        What these columns count; as many as there are, whatever follows.
    directions : ndarray of float32, shape (n, n_outputs)
        What the outputs of the network count.
    bounds : ndarray of int64, shape (n + 1,)
        Where the sentences of each one's article begin and end, counted through all decisions.
    owners : ndarray of int64, shape (n_sentences,)
        The article of every sentence.
    """

    articles: Ints
    firsts: Ints
    lasts: Ints
    factors: Floats
    directions: NDArray[np.float32]
    bounds: Ints
    owners: Ints


class BlendJudge:
    """A batch of articles before a blend.

    Parameters
    ----------
    blend : BlendedClassifier
    word_vectors : WordVectors
    reading : Reading
        Of the articles.
    sentences : sequence of sequences of (start, end)
        Those of each article.

    Attributes
    ----------
    log_odds : ndarray of shape (n_articles, n_issues)
    tone_probabilities : ndarray of shape (n_articles, n_tones)
    tones : ndarray of int64, shape (n_articles,)
        Columns of the tones to say.
    """

    def __init__(self, blend: BlendedClassifier, word_vectors: WordVectors, reading: Reading, sentences: Parts) -> None:
        self._blend, self._reading = blend, reading
        self._runs, indptr = reading.runs(sentences)
        self._vectors = vectors = ReadVectors(word_vectors, reading, self._runs)
        own = SentenceFeatures(reading.weighted_runs(self._runs), vectors.runs)
        self._features = ArticleFeatures(reading.weighted(), vectors.documents, word_vectors.blocks, own, indptr)
        self._scores, self._sentence_tones, self._evidence, self._units = blend.members_.judge(self._features)
        self.log_odds = blend.issue_log_odds(self._scores)
        self._tone_rows = self._scores.tone()
        self._log_tones = blend.log_tones(self._tone_rows)
        self.tone_probabilities = np.exp(self._log_tones)
        self.tones = blend.predict_tone(self.tone_probabilities)

    def issue_tones(self, articles: Ints, issues: Ints) -> tuple[Floats, Ints]:
        """Return the probabilities of the tones in which articles show issues (n_pairs, n_tones), and which to say."""
        if not len(issues):
            return np.empty((0, self.tone_probabilities.shape[1])), np.empty(0, np.int64)
        probabilities = self._blend.issue_tone_probabilities(self._scores, articles, issues, self._log_tones)
        return probabilities, probabilities.argmax(axis=1)

    def sentence_weights(self, articles: Ints, issues: Ints) -> SentenceWeights:
        """Return what every sentence adds to the log-odds of issues of articles, then to the tone of every article.

        What speaks for a tone is what it gains over the mean of all: adding the same to every score changes nothing.

        Parameters
        ----------
        articles, issues : ndarray of int64, shape (n_pairs,)
        """
        decisions = self.decisions(articles, issues)
        owners, bounds, indptr, n_pairs = decisions.owners, decisions.bounds, self._features.indptr, len(issues)
        values = self.linear_weights(decisions)
        slopes = self._blend.members_.back_layers().slopes(self._units, decisions.articles, decisions.directions)
        changes = self._vectors.without(np.arange(len(owners)), owners)
        add_losses(slopes, (decisions.articles, bounds), changes, indptr, values)
        add_issue_losses(self._evidence, indptr, (articles, issues, bounds), self._blend.issue_weights_, values)
        weights, scratch = (self.tones, self._blend.contrasts()), (np.empty(N_SUMMARIES), np.empty(len(owners)))
        differ_without(self._sentence_tones, indptr, weights, scratch, values[bounds[n_pairs] :])
        return SentenceWeights(values, bounds)

    def linear_weights(self, decisions: Decisions) -> Floats:
        """Return the exact part of `sentence_weights`: what the linear members' scores, without constants, are made of.

        Parameters
        ----------
        decisions : Decisions
        """
        sums = Sums(decisions.articles, decisions.firsts, decisions.lasts, decisions.factors, decisions.bounds)
        return self._reading.part_sums(self._runs[0], self._features.indptr, sums, self._blend.members_.table())

    def decisions(self, articles: Ints, issues: Ints) -> Decisions:
        """Return how issues of articles, and the tone of every article, follow from what the members say.

        Parameters
        ----------
        articles, issues : ndarray of int64, shape (n_pairs,)
        """
        contrasts, indptr = self._blend.contrasts(), self._features.indptr
        n, n_tones = len(issues) + len(self.tones), contrasts.shape[2]
        found = Decisions(
            articles=np.empty(n, np.int64),
            firsts=np.empty(n, np.int64),
            lasts=np.empty(n, np.int64),
            factors=np.empty((n, n_tones)),
            directions=np.empty((n, self._scores.network.shape[1]), np.float32),
            bounds=np.empty(n + 1, np.int64),
            owners=np.empty(indptr[-1], np.int64),
        )
        shares = np.exp(self._tone_rows[:, n_tones : 2 * n_tones])
        _lay_out((articles, issues), (self.tones, shares, indptr), (self._blend.issue_weights_, contrasts), found)
        return found


@kernel
def _lay_out(
    pairs: tuple[Ints, Ints], tones: tuple[Ints, Floats, Ints], weights: tuple[Floats, Floats], decisions: Decisions
) -> None:
    """Fill what `BlendJudge.decisions` returns.

    Parameters
    ----------
    pairs : (articles, issues)
    tones : (said, shares, indptr)
        The tone that is said of every article; the softmax of the network's scores; where its sentences are.
    weights : (issue weights, contrasts)
        See `BlendedClassifier`.
    decisions : Decisions
    """
    articles, issues = pairs
    said, shares, indptr = tones
    issue_weights, contrasts = weights
    n_issues, n_tones = len(issue_weights), shares.shape[1]
    decisions.factors[:] = 0.0
    decisions.directions[:] = 0.0
    decisions.bounds[0] = 0
    for i in range(len(decisions.articles)):
        factors, directions = decisions.factors[i], decisions.directions[i]
        article = articles[i] if i < len(articles) else i - len(articles)
        first = issues[i] if i < len(articles) else n_issues
        if i < len(articles):
            factors[0] = issue_weights[first, 0]
            directions[first] = issue_weights[first, 1]
        else:
            linear, network = contrasts[said[article], 0], contrasts[said[article], 1]
            total = 0.0
            for tone in range(n_tones):
                total += network[tone]
            for tone in range(n_tones):
                factors[tone] = linear[tone]
                # Logarithms of probabilities count, which fall when another one rises.
                directions[len(directions) - n_tones + tone] = network[tone] - total * shares[article, tone]
            decisions.owners[indptr[article] : indptr[article + 1]] = article
        decisions.articles[i] = article
        decisions.firsts[i] = first
        decisions.lasts[i] = first + (1 if i < len(articles) else n_tones)
        decisions.bounds[i + 1] = decisions.bounds[i] + indptr[article + 1] - indptr[article]
