from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from vnnews.datasets import ArticleLabels, iter_baomoi2017, load_labels, load_sentence_labels
from vnnews.datasets._labels import ARTICLE_SETS, known_digests, parse_article_labels
from vnnews.taxonomy import load_taxonomy

TONES = {"positive", "negative", "mixed", "neutral"}


@pytest.mark.parametrize(("name", "size"), [("train", 8006), ("dev", 300), ("headlines", 2000)])
def test_labels_are_complete(name: str, size: int) -> None:
    labels = load_labels(name)
    assert len({label.id for label in labels}) == len(labels) == size
    assert all(re.fullmatch(r"[0-9a-f]{64}", label.sha256) for label in labels)
    assert {label.tone for label in labels} == TONES
    assert {tone for label in labels for tone in label.issues.values()} <= TONES


def test_no_article_is_in_two_sets() -> None:
    assert len(known_digests()) == sum(len(load_labels(name)) for name in ARTICLE_SETS)


def test_every_issue_is_in_the_taxonomy() -> None:
    known = set(load_taxonomy().issue_ids)
    assert {issue for name in ARTICLE_SETS for label in load_labels(name) for issue in label.issues} == known
    assert {issue for sentence in load_sentence_labels() for issue in sentence.issues} <= known


def test_the_main_issue_comes_first() -> None:
    table = "id\tsha256\ttone\tissues\na/1\tff\tmixed\tsyria=negative iran=positive\na/2\tee\tneutral\t\n"
    first, second = parse_article_labels(table)
    assert first == ArticleLabels("a/1", "ff", "mixed", {"syria": "negative", "iran": "positive"})
    assert list(first.issues) == ["syria", "iran"]
    assert second.issues == {}


def test_unknown_set_is_named() -> None:
    with pytest.raises(ValueError, match=r"no labels named 'test'; expected one of 'train', 'dev', 'headlines'"):
        load_labels("test")


def test_sentences_of_an_article_follow_one_another() -> None:
    sentences = load_sentence_labels()
    by_article = defaultdict(list)
    for sentence in sentences:
        by_article[sentence.id].append(sentence)
    assert (len(sentences), len(by_article)) == (14_807, 1_070)
    assert max(map(len, by_article.values())) == 18
    assert by_article.keys() <= known_digests().keys()
    for article in by_article.values():
        assert article[0].start == 0
        assert all(a.start < a.end <= b.start < b.end for a, b in pairwise(article))
    assert {sentence.tone for sentence in sentences} == TONES


@pytest.mark.corpus
def test_sentence_offsets_cut_sentences_out_of_the_text(corpora: Path) -> None:
    sentences = load_sentence_labels()
    texts = {doc.id: doc.text for doc in iter_baomoi2017(corpora, ids={sentence.id for sentence in sentences})}
    seen: Counter[str] = Counter()
    for sentence in sentences:
        text = texts[sentence.id]
        assert 0 <= sentence.start < sentence.end <= len(text)
        cut = text[sentence.start : sentence.end]
        assert cut == cut.strip()
        assert "\n" not in cut
        assert sentence.end == len(text) or text[sentence.end].isspace()
        seen["begins small"] += cut[0].islower()
        seen["ends in a stop"] += cut.rstrip("\"'”’)]").endswith((".", "?", "!", "…", ":", ";"))
    # Titles, captions and run-in bylines end in no stop.
    assert seen["begins small"] < 10
    assert seen["ends in a stop"] > 0.88 * len(sentences)
