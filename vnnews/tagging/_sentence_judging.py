"""The tone of every sentence of an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vnnews.articles import Article, Span
from vnnews.articles import sentences as split_sentences
from vnnews.tagging._article_features import Stretch, sentence_features
from vnnews.tagging._softmax import softmax
from vnnews.tagging._tags import SentenceTone

if TYPE_CHECKING:
    from vnnews.tagging._tagger import ArticleTagger

Floats = NDArray[np.float64]


def judge_sentences(
    tagger: ArticleTagger, article: Article, spans: Sequence[Stretch] | None = None
) -> tuple[SentenceTone, ...]:
    """Do what `ArticleTagger.sentence_tones` says."""
    text = article.text
    own = split_sentences(text) if spans is None else [Span(span.start, span.end) for span in spans]
    for span in own:
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(f"{span} is not a stretch of a text of {len(text)} characters")
    if not own or (tagger.blend_ is None and tagger.tone_classifier_ is None):
        return ()
    tones = list(tagger.taxonomy_.tones)
    probabilities = _probabilities(tagger, article, own)
    scores = probabilities @ np.array([tone.score for tone in tones])
    return tuple(
        SentenceTone(
            text=text[span.start : span.end],
            start=span.start,
            end=span.end,
            label=tones[int(row.argmax())].id,
            probabilities={tone.id: p for tone, p in zip(tones, row.tolist(), strict=True)},
            score=score,
        )
        for span, row, score in zip(own, probabilities, scores.tolist(), strict=True)
    )


def _probabilities(tagger: ArticleTagger, article: Article, spans: Sequence[Span]) -> Floats:
    """Return those of the tones of the taxonomy, shape (n_sentences, n_tones)."""
    reading = tagger.vectorizer_.read([article])
    if tagger.blend_ is not None and tagger.word_vectors_ is not None:
        features = sentence_features(reading, tagger.word_vectors_, [spans])[0]
        classifier = tagger.blend_.members_.sentence_classifier_
        return np.asarray(np.exp(classifier.predict_log_proba(features.ngrams, features.vectors)[0]))
    rows = reading.part_rows([[(span.start, span.end) for span in spans]])[0]
    learnt = softmax(tagger.tone_classifier_.decision_function(rows))
    columns = [tagger.taxonomy_.tone_ids.index(str(tone)) for tone in tagger.tone_classifier_.classes_]
    found = np.zeros((len(spans), len(tagger.taxonomy_.tones)))
    found[:, columns] = learnt
    return found
