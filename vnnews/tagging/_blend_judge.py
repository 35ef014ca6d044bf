"""What a blend says of a batch of articles, and which sentences speak for it.

The linear members' part in a decision is a sum over n-grams, and so over sentences: exact. What the tones and issues of
the sentences add is told by leaving each out: the score with it less the score without it. So it is with the network,
but to the first order, see `vnnews.tagging._slopes`: means of word vectors are known without a sentence from its sum,
exactly, and the slope of the network tells what that changes; the place among the topics is left as it is. These two
parts need not add up.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vnnews.features import Reading, WordVectors
from vnnews.features._part_sums import Sums
from vnnews.features._read_vectors import ReadVectors
from vnnews.features._reading import Parts
from vnnews.tagging._article_features import ArticleFeatures, SentenceFeatures
from vnnews.tagging._blend import BlendedClassifier
from vnnews.tagging._evidence import SentenceWeights
from vnnews.tagging._sentence_sums import N_SUMMARIES, add_issue_losses, differ_without
from vnnews.tagging._slopes import add_losses
from vnnews.tagging._softmax import softmax

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
        self._scores, self._sentence_tones, self._evidence, self._inner = blend.members_.judge(self._features)
        self.log_odds = blend.issue_log_odds(self._scores)
        self.tone_probabilities = blend.tone_probabilities(self._scores)
        self.tones = blend.predict_tone(self.tone_probabilities)

    def issue_tones(self, articles: Ints, issues: Ints) -> tuple[Floats, Ints]:
        """Return the probabilities of the tones in which articles show issues (n_pairs, n_tones), and which to say."""
        if not len(issues):
            return np.empty((0, self.tone_probabilities.shape[1])), np.empty(0, np.int64)
        probabilities = self._blend.issue_tone_probabilities(self._scores, articles, issues)
        return probabilities, probabilities.argmax(axis=1)

    def sentence_weights(self, toned: Ints, articles: Ints, issues: Ints) -> SentenceWeights:
        """Return what every sentence adds to the log-odds of issues, then to the tones that are said.

        What speaks for a tone is what it gains over the mean of all: adding the same to every score changes nothing.

        Parameters
        ----------
        toned : ndarray of int64
            Articles, ascending.
        articles, issues : ndarray of int64, shape (n_pairs,)
            The articles are some of these.
        """
        weights = self.linear_weights(toned, articles, issues)
        own, n_pairs, n_tones = Chosen(toned, self._features.indptr), len(issues), self.tone_probabilities.shape[1]
        relative = self._relative(toned)
        directions = np.zeros((n_pairs + len(toned), self._scores.network.shape[1]), np.float32)
        directions[np.arange(n_pairs), issues] = self._blend.issue_weights_[issues, 1]
        # Of the network's tones the logarithms of probabilities count, which fall when another one rises.
        member = relative[:, n_tones : 2 * n_tones]
        shares = softmax(self._scores.network[toned, -n_tones:])
        directions[n_pairs:, -n_tones:] = member - member.sum(axis=1, keepdims=True) * shares
        both = np.concatenate([articles, toned])
        slopes = self._blend.members_.back_layers().slopes(self._inner, both, directions)
        places = np.concatenate([np.searchsorted(toned, articles), np.arange(len(toned))])
        changes = self._vectors.without(own.sentences, own.articles)
        add_losses(slopes, (places, weights.indptr), changes, own.indptr, weights.values)

        told = np.ascontiguousarray(self._blend.issue_weights_[issues, 2:])
        pairs = (articles, issues, weights.indptr)
        add_issue_losses(self._evidence, self._features.indptr, pairs, told, weights.values)
        factors = np.ascontiguousarray(relative[:, 2 * n_tones :]).reshape(-1, N_SUMMARIES, n_tones)
        summaries = np.empty(len(own.sentences))
        differ_without(self._sentence_tones[own.sentences], own.indptr, factors, np.empty(N_SUMMARIES), summaries)
        weights.values[weights.indptr[n_pairs] :] += summaries
        return weights

    def linear_weights(self, toned: Ints, articles: Ints, issues: Ints) -> SentenceWeights:
        """Return the exact part of `sentence_weights`: what the linear members' scores, without constants, are made of.

        Parameters
        ----------
        toned, articles, issues
            As for `sentence_weights`.
        """
        members = self._blend.members_
        n_issues, n_tones = len(members.issue_coef_), self.tone_probabilities.shape[1]
        factors = np.zeros((len(issues) + len(toned), n_tones))
        factors[: len(issues), 0] = self._blend.issue_weights_[issues, 0]
        factors[len(issues) :] = self._relative(toned)[:, :n_tones]
        sums = Sums(
            np.concatenate([articles, toned]),
            np.concatenate([issues, np.full(len(toned), n_issues)]),
            np.concatenate([issues + 1, np.full(len(toned), n_issues + n_tones)]),
            factors,
        )
        indptr = self._features.indptr
        values = self._reading.part_sums(self._runs[0], indptr, sums, members.table())
        lengths = indptr[sums.documents + 1] - indptr[sums.documents]
        return SentenceWeights(values, np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]))

    def _relative(self, articles: Ints) -> Floats:
        """Return what counts for the tones that are said, over the mean of all, (n_articles, 8 * n_tones)."""
        return self._contrasts[self.tones[articles]]

    @cached_property
    def _contrasts(self) -> Floats:
        weights = self._blend.tone_weights_
        return np.ascontiguousarray((weights - weights.mean(axis=1)[:, None]).T)


class Chosen:
    """The sentences of some articles, numbered from 0 on.

    Parameters
    ----------
    chosen : ndarray of int64, shape (n_chosen,)
        Articles.
    indptr : ndarray of int64, shape (n_articles + 1,)
        Where the sentences of every article begin and end.

    Attributes
    ----------
    sentences : ndarray of int64, shape (n_sentences,)
        Their numbers among those of all articles.
    articles : ndarray of int64, shape (n_sentences,)
        The article of each.
    indptr : ndarray of int64, shape (n_chosen + 1,)
    """

    def __init__(self, chosen: Ints, indptr: Ints) -> None:
        lengths = indptr[chosen + 1] - indptr[chosen]
        self.indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        places = np.repeat(np.arange(len(chosen)), lengths)
        self.articles = chosen[places]
        self.sentences = np.arange(self.indptr[-1]) + (indptr[chosen] - self.indptr[:-1])[places]
