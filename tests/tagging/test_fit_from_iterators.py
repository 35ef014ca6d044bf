"""Fitting reads articles once and does not hold them."""

import gc
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator

import numpy as np
import pytest

from vnnews import ArticleTagger, parse_article
from vnnews.articles import Article
from vnnews.datasets import iter_sample, load_sample

SAMPLE = load_sample()


def test_iterators_give_the_same_tagger(small: ArticleTagger) -> None:
    issues: list[dict[str, str]] = []
    tones: list[str] = []

    def articles() -> Iterator[str]:
        for document, shown, tone in zip(iter_sample(), SAMPLE.issue_tones, SAMPLE.tones, strict=True):
            issues.append(dict(shown))
            tones.append(tone)
            yield document.text

    tagger = ArticleTagger().fit(articles(), issues, iter(tones))
    for name in ("coef_", "intercept_", "mixing_"):
        assert np.array_equal(getattr(tagger.issue_classifier_, name), getattr(small.issue_classifier_, name))
    assert np.array_equal(tagger.tone_classifier_.coef_, small.tone_classifier_.coef_)


def test_articles_are_let_go() -> None:
    alive: weakref.WeakSet[Article] = weakref.WeakSet()
    most = 0

    def articles() -> Iterator[Article]:
        nonlocal most
        for document in iter_sample():
            article = parse_article(document.text)
            alive.add(article)
            yield article
            del article
            gc.collect()
            most = max(most, len(alive))

    ArticleTagger().fit(articles(), SAMPLE.issues)
    assert most <= 3


SCRIPT = """
import resource, sys
from vnnews import ArticleTagger, IssueClassifier, VietnameseTfidfVectorizer
from vnnews.articles import Article
from vnnews.taxonomy import Issue, Taxonomy
from vnnews.datasets import load_annotated

train = load_annotated("train")
texts, labels = [article.text for article in train.articles], [tuple(issues) for issues in train.issues]
del train
n, lazily = int(sys.argv[1]), sys.argv[2] == "lazily"
issues = tuple(Issue(one, one, one) for one in ("syria", "trade"))
vectorizer = VietnameseTfidfVectorizer(max_features=20_000, min_df=3, ngram_range=(1, 2))
tagger = ArticleTagger(Taxonomy("two", issues, ()), vectorizer=vectorizer, issue_classifier=IssueClassifier(cv=2))
def page(i):
    # Every article is another one: a sentence with a number of its own stands in front.
    return f"Bản tin số {i}.\\n\\n" + texts[i % len(texts)]
articles = (page(i) for i in range(n))
chosen = [[one for one in labels[i % len(texts)] if one in ("syria", "trade")] for i in range(n)]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
tagger.fit(articles if lazily else list(articles), chosen)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.corpus
@pytest.mark.slow
def test_memory() -> None:
    if not os.environ.get("VNNEWS_DATA"):
        pytest.skip("VNNEWS_DATA does not name a folder of the corpora")

    def added(n: int, how: str) -> int:
        command = [sys.executable, "-c", SCRIPT, str(n), how]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    lazy, whole = added(16_000, "lazily"), added(16_000, "whole")
    assert lazy < 0.75 * whole
