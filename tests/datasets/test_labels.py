from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from vnnews.datasets import ArticleLabels, SentenceLabels, iter_baomoi2017, load_labels, load_sentence_labels
from vnnews.datasets._labels import ARTICLE_SETS, known_digests, parse_article_labels
from vnnews.taxonomy import load_taxonomy

TONES = {"positive", "negative", "mixed", "neutral"}
SIZES = [("train", 8006), ("dev", 300), ("headlines", 2000), ("more_train", 5810)]
SIZES += [("more_headlines", 4000), ("more_test", 3000)]


@pytest.mark.parametrize(("name", "size"), SIZES)
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


def test_what_a_second_reading_changed() -> None:
    first, revised = load_labels("train"), load_labels("train", revised=True)
    assert [(label.id, label.sha256) for label in first] == [(label.id, label.sha256) for label in revised]
    changed = [(before, after) for before, after in zip(first, revised, strict=True) if before != after]
    assert len(changed) == 986
    assert sum(before.tone != after.tone for before, after in changed) == 219
    assert {after.tone for _, after in changed} == TONES
    known = set(load_taxonomy().issue_ids)
    assert {issue for _, after in changed for issue in after.issues} <= known
    assert {tone for _, after in changed for tone in after.issues.values()} == TONES
    for name, n_changed in (("dev", 0), ("headlines", 0), ("more_train", 247), ("more_headlines", 0), ("more_test", 0)):
        pairs = zip(load_labels(name, revised=True), load_labels(name), strict=True)
        assert sum(before != after for before, after in pairs) == n_changed


def test_unknown_set_is_named() -> None:
    with pytest.raises(ValueError, match=r"no labels named 'test'; expected one of 'train', 'dev', 'headlines'"):
        load_labels("test")


def by_article(sentences: Iterable[SentenceLabels]) -> dict[str, list[SentenceLabels]]:
    found = defaultdict(list)
    for sentence in sentences:
        found[sentence.id].append(sentence)
    return found


def test_sentences_of_an_article_follow_one_another() -> None:
    sentences = load_sentence_labels()
    articles = by_article(sentences)
    assert (len(sentences), len(articles)) == (14_807, 1_070)
    assert max(map(len, articles.values())) == 18
    assert articles.keys() <= known_digests().keys()
    for article in articles.values():
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


def test_more_sentences_are_of_other_articles() -> None:
    few, more = load_sentence_labels(), load_sentence_labels(more=True)
    assert more[: len(few)] == few
    articles = by_article(more[len(few) :])
    assert (sum(map(len, articles.values())), len(articles)) == (94_215, 7_026)
    assert articles.keys() <= {label.id for label in load_labels("train")} - by_article(few).keys()
    assert {id_.split("/")[0] for id_ in articles} == {"baomoi2017", "vietnews2019", "press2024"}
    assert max(map(len, articles.values())) == 16
    for article in articles.values():
        assert all(a.start < a.end <= b.start < b.end for a, b in pairwise(article))
    assert {sentence.tone for sentence in more} == TONES
    known = set(load_taxonomy().issue_ids)
    assert {issue for sentence in more for issue in sentence.issues} == known
