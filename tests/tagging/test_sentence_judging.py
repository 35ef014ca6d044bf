"""The tones of sentences."""

import numpy as np
import pytest

from vnnews.articles import Span, sentences
from vnnews.datasets import load_sample
from vnnews.tagging import ArticleTagger

SAMPLE = load_sample()


def test_every_sentence_has_a_tone(shipped: ArticleTagger) -> None:
    article = SAMPLE.articles[0]
    tones = shipped.sentence_tones(article)
    assert [(one.start, one.end) for one in tones] == [(one.start, one.end) for one in sentences(article.text)]
    for one in tones:
        assert one.text == article.text[one.start : one.end]
        assert list(one.probabilities) == list(shipped.taxonomy_.tone_ids)
        assert sum(one.probabilities.values()) == pytest.approx(1)
        assert one.probabilities[one.label] == max(one.probabilities.values())
        assert one.score == pytest.approx(one.probabilities["positive"] - one.probabilities["negative"])


def test_bad_news_and_good_news(shipped: ArticleTagger) -> None:
    bad = "Vụ đánh bom liều chết làm ít nhất 30 người thiệt mạng."
    good = "Hai nước đạt bước tiến quan trọng và cam kết thúc đẩy hợp tác."
    tones = shipped.sentence_tones(f"Tin thế giới trong ngày\n\n{bad} {good}")
    assert [one.label for one in tones if one.text in (bad, good)] == ["negative", "positive"]


def test_stretches_of_ones_own(shipped: ArticleTagger) -> None:
    article = SAMPLE.articles[1]
    whole = Span(0, len(article.text))
    found = shipped.sentence_tones(article, [whole, Span(3, 40)])
    assert [(one.start, one.end) for one in found] == [(0, len(article.text)), (3, 40)]
    assert shipped.sentence_tones(article, []) == ()
    with pytest.raises(ValueError, match="not a stretch of a text of"):
        shipped.sentence_tones(article, [Span(5, len(article.text) + 1)])


def test_the_plain_classifier_takes_a_sentence_for_an_article() -> None:
    plain = ArticleTagger().fit(SAMPLE.articles, SAMPLE.issues, SAMPLE.tones)
    article = SAMPLE.articles[2]
    whole = plain.sentence_tones(article, [Span(0, len(article.text))])[0]
    assert sum(whole.probabilities.values()) == pytest.approx(1)
    issues_only = ArticleTagger().fit(SAMPLE.articles, SAMPLE.issues)
    assert issues_only.sentence_tones(article) == ()
    assert np.isfinite([one.score for one in plain.sentence_tones(article)]).all()
