"""The vectorizer against scikit-learn's, fed the same words."""

import itertools
import pickle
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from vnnews.articles import Article
from vnnews.datasets import load_sample
from vnnews.features import VietnameseTfidfVectorizer
from vnnews.text import segment as words
from vnnews.text import segment_many

from ..text import corpora

ARTICLES = load_sample().articles
TEXTS = [article.text for article in ARTICLES]

GRID = st.fixed_dictionaries(
    {
        "ngram_range": st.sampled_from([(1, 1), (1, 2), (2, 2), (1, 3)]),
        "min_df": st.sampled_from([1, 2, 0.05]),
        "max_df": st.sampled_from([1.0, 0.5, 40]),
        "max_features": st.sampled_from([None, 100]),
        "binary": st.booleans(),
        "norm": st.sampled_from(["l2", "l1", None]),
        "use_idf": st.booleans(),
        "smooth_idf": st.booleans(),
        "sublinear_tf": st.booleans(),
        "lowercase": st.booleans(),
        "dtype": st.sampled_from([np.float64, np.float32]),
        "stop_words": st.sampled_from([None, ["và", "của", "tổng_thống", "Nga"]]),
        "vocabulary": st.sampled_from(
            [None, None, None, ["nga", "mỹ", "tổng_thống mỹ", "", " ", "Nga", "a\tb", "một"]]
        ),
    }
)


def assert_equal(ours: sp.csr_matrix, theirs: sp.csr_matrix) -> None:
    # scikit-learn's fit_transform leaves the columns of a row in the order of their first occurrence.
    theirs.sort_indices()
    assert ours.dtype == theirs.dtype
    assert np.array_equal(ours.indptr, theirs.indptr)
    assert np.array_equal(ours.indices, theirs.indices)
    np.testing.assert_allclose(ours.data, theirs.data, rtol=1e-12 if ours.dtype == np.float64 else 1e-6)


@pytest.mark.filterwarnings("ignore:vocabulary has upper case characters")
@pytest.mark.filterwarnings("ignore:divide by zero")  # scikit-learn, of a given n-gram that no document has
@pytest.mark.filterwarnings("ignore:Your stop_words may be inconsistent")
@settings(max_examples=40, deadline=None)
@given(GRID, st.booleans())
def test_equals_scikit_learn(parameters: dict[str, Any], segment: bool) -> None:
    lowercase = parameters.pop("lowercase")
    ours = VietnameseTfidfVectorizer(lowercase=lowercase, segment=segment, **parameters)
    theirs = TfidfVectorizer(
        tokenizer=lambda text: [
            word.lower() if lowercase else word for word in (words(text) if segment else text.split())
        ],
        token_pattern=None,
        lowercase=False,
        **parameters,
    )
    fitted = ours.fit_transform(TEXTS[:40])
    expected = theirs.fit_transform(TEXTS[:40])
    assert ours.get_feature_names_out().tolist() == theirs.get_feature_names_out().tolist()
    assert_equal(fitted, expected)
    assert_equal(ours.transform(TEXTS[40:]), theirs.transform(TEXTS[40:]))


def read_news(n: int) -> list[str]:
    return list(itertools.islice(corpora.articles("baomoi2017"), n))


def assert_equals_scikit_learn(texts: list[str], **parameters: Any) -> None:
    segmented = [[word.lower() for word in own] for own in segment_many(texts)]
    theirs = TfidfVectorizer(tokenizer=list, preprocessor=list, token_pattern=None, lowercase=False, **parameters)
    ours = VietnameseTfidfVectorizer(n_jobs=2, **parameters)
    assert_equal(ours.fit_transform(texts), theirs.fit_transform(segmented))
    assert ours.get_feature_names_out().tolist() == theirs.get_feature_names_out().tolist()
    assert_equal(ours.transform(texts[::-1]), theirs.transform(segmented[::-1]))


@pytest.mark.corpus
def test_equals_scikit_learn_on_600_articles() -> None:
    assert_equals_scikit_learn(read_news(600), ngram_range=(1, 2), sublinear_tf=True)


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize(
    "parameters",
    [
        {"ngram_range": (1, 2)},
        {"ngram_range": (1, 3), "min_df": 2, "max_df": 0.5, "sublinear_tf": True},
        {"ngram_range": (1, 2), "max_features": 20_000, "norm": "l1"},
    ],
)
def test_equals_scikit_learn_on_5000_articles(parameters: dict[str, Any]) -> None:
    assert_equals_scikit_learn(read_news(5_000), **parameters)


def test_words_between_spaces() -> None:
    texts = [" ".join(words(text)) for text in TEXTS[:10]]
    ours = VietnameseTfidfVectorizer(segment=False).fit_transform(texts)
    assert_equal(ours, TfidfVectorizer(token_pattern=r"\S+").fit_transform(texts))


def test_given_vocabulary_keeps_its_order() -> None:
    vectorizer = VietnameseTfidfVectorizer(vocabulary=["nga", "mỹ", "syria"]).fit(TEXTS)
    assert vectorizer.get_feature_names_out().tolist() == ["nga", "mỹ", "syria"]


def test_title_and_lead_add_their_rows() -> None:
    parameters: dict[str, Any] = {"ngram_range": (1, 2), "sublinear_tf": True}
    weighted = VietnameseTfidfVectorizer(title_weight=0.5, lead_weight=0.25, **parameters).fit(ARTICLES)
    plain = VietnameseTfidfVectorizer(**parameters).fit(ARTICLES)
    article = Article(title="Nga và Mỹ đàm phán", lead="Hai bên gặp nhau.", body=("Cuộc gặp kết thúc.",))
    parts = [article.text, article.text[: article.title_end], article.text[: article.lead_end]]
    # The parts are segmented in their place, so compare where segmentation of the part alone agrees.
    assert [words(part) for part in parts] == [words(article.text)[: len(words(part))] for part in parts]
    rows = plain.transform(parts)
    row = np.asarray((rows[0] + 0.5 * rows[1] + 0.25 * rows[2]).todense()).ravel()
    expected = row / np.linalg.norm(row)
    np.testing.assert_allclose(np.asarray(weighted.transform([article]).todense()).ravel(), expected, rtol=1e-12)


@pytest.mark.parametrize("norm", ["l2", "l1", None])
@pytest.mark.parametrize("weights", [(0.0, 0.0), (0.3, 0.3)])
def test_located_values_add_up_to_the_row(norm: str | None, weights: tuple[float, float]) -> None:
    vectorizer = VietnameseTfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, norm=norm, title_weight=weights[0], lead_weight=weights[1]
    ).fit(ARTICLES)
    for article in ARTICLES[:8]:
        found = vectorizer.locate(article)
        row = np.bincount(found.column, weights=found.value, minlength=len(vectorizer.idf_))
        np.testing.assert_allclose(row, np.asarray(vectorizer.transform([article]).todense()).ravel(), atol=1e-12)
        assert_equal(found.to_row(len(vectorizer.idf_)), vectorizer.transform([article]))
        names = vectorizer.get_feature_names_out()
        for start, end, column in zip(found.start[:50], found.end[:50], found.column[:50], strict=True):
            piece = article.text[start:end].lower()
            assert "".join(piece.split()) == names[column].replace("_", "").replace(" ", "")


def test_tone_marks_make_one_word() -> None:
    vectorizer = VietnameseTfidfVectorizer(tone_marks="old").fit(["hoà giải ở châu Âu", "hòa giải ở châu Âu"])
    assert "hoà" not in " ".join(vectorizer.get_feature_names_out())


def test_without_known_words() -> None:
    vectorizer = VietnameseTfidfVectorizer(title_weight=1.0).fit(TEXTS)
    matrix = vectorizer.transform(["", " \n", "zzzz", Article()])
    assert matrix.shape == (4, len(vectorizer.vocabulary_))
    assert matrix.nnz == 0
    assert len(vectorizer.locate("").value) == 0
    assert vectorizer.locate("").to_row(7).shape == (1, 7)


def test_empty_batch() -> None:
    assert VietnameseTfidfVectorizer().fit(TEXTS).transform([]).shape[0] == 0


def test_chunks_give_the_same_rows() -> None:
    vectorizer = VietnameseTfidfVectorizer(ngram_range=(1, 2)).fit(TEXTS)
    whole = vectorizer.transform(TEXTS)
    assert_equal(whole, sp.vstack([vectorizer.transform([text]) for text in TEXTS]).tocsr())


def test_estimator_habits() -> None:
    vectorizer = VietnameseTfidfVectorizer(min_df=2, title_weight=0.3)
    assert clone(vectorizer).get_params() == vectorizer.get_params()
    assert vectorizer.fit(TEXTS) is vectorizer
    again = pickle.loads(pickle.dumps(vectorizer))
    assert_equal(again.transform(TEXTS[:5]), vectorizer.transform(TEXTS[:5]))
    labels = [index % 2 for index in range(len(TEXTS))]
    assert make_pipeline(VietnameseTfidfVectorizer(), LinearSVC()).fit(TEXTS, labels).score(TEXTS, labels) > 0.9


@pytest.mark.parametrize("bad", [None, 3, b"Nga"])
def test_wrong_documents_are_named(bad: Any) -> None:
    with pytest.raises(TypeError, match="document 1 is of type"):
        VietnameseTfidfVectorizer().fit(["Nga", bad])


def test_one_text_is_no_collection() -> None:
    with pytest.raises(TypeError, match="wrap it in a list"):
        VietnameseTfidfVectorizer().fit("Nga và Mỹ")


def test_unfitted_and_wrong_parameters() -> None:
    with pytest.raises(NotFittedError):
        VietnameseTfidfVectorizer().transform(TEXTS)
    with pytest.raises(ValueError, match="tone_marks"):
        VietnameseTfidfVectorizer(tone_marks="modern").fit(TEXTS)  # type: ignore[arg-type]  # the point
    with pytest.raises(ValueError, match="float64 or float32"):
        VietnameseTfidfVectorizer(dtype=np.int64).fit(TEXTS)
