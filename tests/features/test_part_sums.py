"""What parts add to sums, held against the occurrences of n-grams one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.articles import Article, sentences
from vnnews.datasets import load_sample
from vnnews.features import Reading, VietnameseTfidfVectorizer
from vnnews.features._part_sums import Sums

ARTICLES = load_sample().articles
OPTIONS = [
    {},
    {"title_weight": 0.3, "lead_weight": 0.2},
    {"title_weight": 0.3, "norm": "l1", "ngram_range": (2, 3)},
    {"lead_weight": 1.0, "norm": None, "stop_words": "vietnamese"},
]


@pytest.fixture(scope="module", params=OPTIONS, ids=str)
def vectorizer(request: pytest.FixtureRequest) -> VietnameseTfidfVectorizer:
    options = {"ngram_range": (1, 2), "sublinear_tf": True} | request.param
    return VietnameseTfidfVectorizer(**options).fit(ARTICLES)


def expected_sums(reading: Reading, spans: list[list[tuple[int, int]]], sums: Sums, table: np.ndarray) -> np.ndarray:
    """Return what `Reading.part_sums` gives, by way of `Reading.occurrences`."""
    found = [np.empty(0)]
    for document, first, last, factors in zip(*sums[:4], strict=True):
        occurrences = reading.occurrences(document)
        starts = [start for start, _ in spans[document]]
        part = np.searchsorted(starts, occurrences.start, side="right") - 1
        own = np.zeros(len(starts))
        np.add.at(own, part, occurrences.value * (table[occurrences.column, first:last] @ factors[: last - first]))
        found.append(own)
    return np.concatenate(found)


def check(vectorizer: VietnameseTfidfVectorizer, articles: list[Article], documents: list[int]) -> None:
    rng = np.random.default_rng(0)
    reading = vectorizer.read(articles)
    spans = [[(span.start, span.end) for span in sentences(article.text)] for article in articles]
    table = rng.normal(size=(len(vectorizer.vocabulary_), 7)).astype(np.float32)
    firsts = rng.integers(0, 4, len(documents))
    runs, indptr = reading.runs(spans)
    bounds = np.append(0, np.cumsum(np.diff(indptr)[documents]))
    lasts = firsts + rng.integers(0, 4, len(firsts))
    sums = Sums(np.array(documents, np.int64), firsts, lasts, rng.normal(size=(len(firsts), 3)), bounds)
    found = reading.part_sums(runs[0], indptr, sums, table)
    np.testing.assert_allclose(found, expected_sums(reading, spans, sums, table), atol=1e-9)
    rows = reading.rows()
    for own, document, first, last, factors in zip(np.split(found, bounds[1:])[:-1], *sums[:4], strict=True):
        whole = (rows[[document]] @ table[:, first:last].astype(float))[0] @ factors[: last - first]
        assert own.sum() == pytest.approx(whole, abs=1e-9)


def test_sample(vectorizer: VietnameseTfidfVectorizer) -> None:
    check(vectorizer, [*ARTICLES[:12], Article(), Article(title="Nga")], [0, 0, 3, 11, 13, 12, 5, 5, 5])


PARTS = st.lists(
    st.sampled_from(["Nga", "Mỹ", "Tổng thống", "đàm phán.", "\n", "Ông", "hội đàm", "!", "tại Geneva. "]), max_size=12
)
DRAWN = st.builds(
    lambda title, lead, body: Article(title=" ".join(title), lead=" ".join(lead), body=(" ".join(body),)), *[PARTS] * 3
)


@settings(max_examples=50, deadline=None)
@given(st.lists(DRAWN, min_size=1, max_size=3), st.lists(st.integers(0, 2), max_size=4))
def test_any_article(articles: list[Article], documents: list[int]) -> None:
    check(FITTED, articles, [document % len(articles) for document in documents])


FITTED = VietnameseTfidfVectorizer(ngram_range=(1, 2), title_weight=0.5, lead_weight=0.2).fit(ARTICLES)
