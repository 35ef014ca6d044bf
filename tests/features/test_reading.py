"""Rows of parts and occurrences, held against the words one by one."""

import unicodedata

import numpy as np
import pytest

from vnnews.articles import Article, sentences
from vnnews.datasets import load_sample
from vnnews.features import VietnameseTfidfVectorizer
from vnnews.text import segment_with_offsets

ARTICLES = load_sample().articles


@pytest.fixture(scope="module", params=[{}, {"title_weight": 0.3, "lead_weight": 0.2}, {"stop_words": "vietnamese"}])
def vectorizer(request: pytest.FixtureRequest) -> VietnameseTfidfVectorizer:
    return VietnameseTfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, **request.param).fit(ARTICLES)


def test_rows_are_those_of_transform(vectorizer: VietnameseTfidfVectorizer) -> None:
    reading = vectorizer.read(ARTICLES)
    assert len(reading) == len(ARTICLES)
    assert (reading.rows() != vectorizer.transform(ARTICLES)).nnz == 0


def test_occurrences_are_those_of_locate(vectorizer: VietnameseTfidfVectorizer) -> None:
    reading = vectorizer.read(ARTICLES)
    for i in (0, 30, len(ARTICLES) - 1):
        one, other = reading.occurrences(i), vectorizer.locate(ARTICLES[i])
        for name in ("start", "end", "column", "value"):
            assert np.array_equal(getattr(one, name), getattr(other, name))


def test_rows_of_parts(vectorizer: VietnameseTfidfVectorizer) -> None:
    articles = ARTICLES[:6]
    parts = [[(span.start, span.end) for span in sentences(article.text)] for article in articles]
    parts[2] = []
    parts[3] = [(0, len(articles[3].text)), (5, 60), (60, 5), (-9, 10**6), (7, 7)]
    rows, indptr = vectorizer.transform_parts(articles, parts)
    assert np.diff(indptr).tolist() == list(map(len, parts))
    stop_words = vectorizer.get_stop_words() or frozenset()
    table = rows.toarray()
    for i, article in enumerate(articles):
        words, starts, ends = segment_with_offsets(article.text)
        for k, (start, end) in enumerate(parts[i]):
            # Words with spaces between them are words still when there is nothing to segment.
            inside = [word.lower() for word, a, b in zip(words, starts, ends, strict=True) if start <= a and b <= end]
            text = " ".join(word for word in inside if word not in stop_words)
            as_text = VietnameseTfidfVectorizer(segment=False, ngram_range=(1, 2), sublinear_tf=True)
            as_text.vocabulary_, as_text.idf_ = vectorizer.vocabulary_, vectorizer.idf_
            np.testing.assert_allclose(table[indptr[i] + k], as_text.transform([text]).toarray()[0], rtol=1e-12)


def test_no_documents_and_no_parts(vectorizer: VietnameseTfidfVectorizer) -> None:
    rows, indptr = vectorizer.transform_parts([], [])
    assert rows.shape == (0, len(vectorizer.vocabulary_))
    assert indptr.tolist() == [0]
    assert vectorizer.read(["", "Nga"]).part_rows([[], [(0, 3)]])[0].shape[0] == 1
    assert len(vectorizer.read([])) == 0


def test_parts_for_each_document(vectorizer: VietnameseTfidfVectorizer) -> None:
    with pytest.raises(ValueError, match="parts for 1 documents, expected 2"):
        vectorizer.transform_parts(["Nga", "Mỹ"], [[(0, 1)]])


def places(vectorizer: VietnameseTfidfVectorizer, document: str | Article) -> list[str]:
    text = document.text if isinstance(document, Article) else document
    found = vectorizer.locate(document)
    return [text[start:end] for start, end in zip(found.start, found.end, strict=True)]


def test_places_in_a_text_that_normalize_changed() -> None:
    vectorizer = VietnameseTfidfVectorizer(normalize=True).fit(["Nga và Mỹ"])
    nfd = unicodedata.normalize("NFD", "Mỹ")
    assert places(vectorizer, "Nga và Mỹ") == ["Nga", "và", "Mỹ"]
    assert places(vectorizer, f"Nga  và\u200b {nfd}") == ["Nga", "và", nfd]
    article = Article(title=f" Nga  \u200bvà {nfd}", body=("Và  Nga",))
    assert places(vectorizer, article) == ["Nga", "và", nfd, "Và", "Nga"]
    parts = vectorizer.read([f"Nga  và {nfd}"]).part_rows([[(0, 3), (5, 9)]])[0]
    assert np.diff(parts.indptr).tolist() == [1, 1]


def test_a_function_that_changes_a_text_does_not_tell_places() -> None:
    vectorizer = VietnameseTfidfVectorizer(normalize=str.strip).fit(["Nga và Mỹ"])
    assert places(vectorizer, "Nga và Mỹ") == ["Nga", "và", "Mỹ"]
    with pytest.raises(ValueError, match="normalize changed document 1"):
        vectorizer.read(["Nga", " Nga"])
