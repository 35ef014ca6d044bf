"""The sample as features and labels of a small blend."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from vnnews import VietnameseTfidfVectorizer
from vnnews.articles import Article, Span, sentences
from vnnews.datasets import load_sample
from vnnews.features import Reading, WordVectors
from vnnews.tagging._article_features import ArticleFeatures, ArticleLabels, LabelledSentences, sentence_features
from vnnews.tagging._blend import BlendedClassifier
from vnnews.tagging._members import BlendMembers
from vnnews.tagging._network import MultiTaskNetwork
from vnnews.tagging._sentence_tone import SentenceToneClassifier
from vnnews.taxonomy import load_taxonomy

TONE_SCORES = np.array([tone.score for tone in sorted(load_taxonomy().tones, key=lambda tone: tone.id)])


class Bank(NamedTuple):
    """All that a blend learns from."""

    articles: list[Article]
    vectorizer: VietnameseTfidfVectorizer
    word_vectors: WordVectors
    reading: Reading
    spans: list[list[Span]]
    features: ArticleFeatures
    labels: ArticleLabels
    sentences: LabelledSentences


@cache
def small_word_vectors() -> WordVectors:
    return WordVectors(n_words=800, n_dimensions=16, n_topics=8, n_epochs=2).fit(load_sample().articles)


def small_members() -> BlendMembers:
    network = MultiTaskNetwork(n_hidden=24, n_epochs=6, batch_size=16, n_networks=2, rank=10)
    tiny = MultiTaskNetwork(n_hidden=12, n_epochs=4, batch_size=16, n_networks=1)
    return BlendMembers(network=network, sentence_classifier=SentenceToneClassifier(network=tiny))


def small_blend() -> BlendedClassifier:
    return BlendedClassifier(members=small_members(), cv=3)


@cache
def bank() -> Bank:
    """The sample, and its titles as articles of their own."""
    sample = load_sample()
    headlines = [Article(title=article.title) for article in sample.articles]
    articles = [*sample.articles, *headlines]
    vectorizer = VietnameseTfidfVectorizer(
        ngram_range=(1, 2), min_df=2, sublinear_tf=True, tone_marks="old", title_weight=0.3, lead_weight=0.3
    ).fit(articles)
    word_vectors = small_word_vectors()
    reading = vectorizer.read(articles)
    spans = [sentences(article.text) for article in articles]
    ids, tones = load_taxonomy().issue_ids, sorted(set(sample.tones))
    # As if nobody had thought of the last issue.
    rows = [
        [tones.index(shown[issue]) if issue in shown and issue != ids[-1] else -1 for issue in ids]
        for shown in sample.issue_tones
    ]
    good = np.array([tone in ("positive", "mixed") for tone in tones])
    bad = np.array([tone in ("negative", "mixed") for tone in tones])
    labels = ArticleLabels(np.array(rows * 2), np.array([tones.index(tone) for tone in sample.tones] * 2), good, bad)
    n = len(sample.articles)
    # Titles have labels of their own, and so have leads, if only in this test.
    marked = [[Span(article.title_end, article.lead_end)] for article in sample.articles]
    own = [[*one] for one in marked] + [[Span(0, len(article.text))] for article in headlines]
    found, _ = sentence_features(reading, word_vectors, own)
    is_whole = np.repeat([False, True], n)
    labelled = LabelledSentences(found, labels.tones, (labels.issue_tones >= 0) * 1.0, np.arange(2 * n), is_whole)
    features = ArticleFeatures.of(reading, word_vectors, spans)
    return Bank(articles, vectorizer, word_vectors, reading, spans, features, labels, labelled)
