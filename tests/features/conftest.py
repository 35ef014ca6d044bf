"""Word vectors of the packaged sample, and some of its articles read, for the tests of both."""

import pytest

from vnnews.articles import Article
from vnnews.datasets import load_sample
from vnnews.features import Reading, VietnameseTfidfVectorizer, WordVectors

ARTICLES = load_sample().articles
SIZES = {"n_words": 400, "n_dimensions": 12, "n_topics": 6, "n_epochs": 2}


@pytest.fixture(scope="package")
def vectors() -> WordVectors:
    return WordVectors(**SIZES).fit(ARTICLES)


@pytest.fixture(scope="package")
def reading() -> Reading:
    vectorizer = VietnameseTfidfVectorizer(tone_marks="old", title_weight=0.3, lead_weight=0.3).fit(ARTICLES)
    return vectorizer.read([*ARTICLES[:8], Article(), Article(body=("Nga và Mỹ.",)), "Nga gặp Mỹ"])
