"""scikit-learn's contract for string input, which its own checks skip; both vectorizers keep it."""

import pickle
import threading
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn import config_context
from sklearn.base import BaseEstimator, clone, is_classifier
from sklearn.compose import make_column_transformer
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline, make_union
from sklearn.utils.validation import check_is_fitted

from vnnews.articles import Article
from vnnews.datasets import load_sample
from vnnews.features import VietnameseHashingVectorizer, VietnameseTfidfVectorizer

TEXTS = [article.text for article in load_sample().articles]
LABELS = [index % 2 for index in range(len(TEXTS))]
BOTH = pytest.mark.parametrize("vectorizer", [VietnameseTfidfVectorizer(), VietnameseHashingVectorizer()], ids=repr)


def assert_equal(one: Any, other: Any) -> None:
    assert one.shape == other.shape
    assert one.dtype == other.dtype
    for name in ("indptr", "indices", "data"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


@BOTH
def test_parameters(vectorizer: Any) -> None:
    parameters = vectorizer.get_params()
    for name, value in parameters.items():
        assert getattr(vectorizer, name) is value
    same = clone(vectorizer).set_params(**parameters)
    assert same.get_params() == parameters
    with pytest.raises(ValueError, match="Invalid parameter"):
        same.set_params(surprise=1)
    # __init__ only stores: what is wrong is said by fit.
    wrong = type(vectorizer)(norm="l3")
    assert wrong.norm == "l3"


BAD: list[tuple[str, Any, str]] = [
    ("segment", "yes", "'segment' parameter .* Got 'yes'"),
    ("lowercase", None, "'lowercase' parameter .* Got None"),
    ("tone_marks", "modern", "'tone_marks' parameter .*'old'.* Got 'modern'"),
    ("normalize", "NFC", "'normalize' parameter .* Got 'NFC'"),
    ("stop_words", "english", "stop_words='english': expected 'vietnamese', a collection"),
    ("stop_words", 3, "'stop_words' parameter .* Got 3"),
    ("ngram_range", (2, 1), r"ngram_range=\(2, 1\): expected .* smallest <= largest"),
    ("ngram_range", (0, 1), r"ngram_range=\(0, 1\): expected"),
    ("ngram_range", (1, 2, 3), r"ngram_range=\(1, 2, 3\): expected"),
    ("ngram_range", "12", "'ngram_range' parameter .* Got '12'"),
    ("binary", 3, "'binary' parameter .* Got 3"),
    ("norm", "l3", "'norm' parameter .* Got 'l3'"),
    ("n_jobs", 1.5, "'n_jobs' parameter .* Got 1.5"),
    ("n_jobs", 0, "n_jobs=0: expected"),
    ("dtype", np.int64, "expected float64 or float32"),
]
BAD_TFIDF: list[tuple[str, Any, str]] = [
    ("min_df", -1, "'min_df' parameter .* Got -1"),
    ("max_df", 1.5, "'max_df' parameter .* Got 1.5"),
    ("max_features", 0, "'max_features' parameter .* Got 0"),
    ("vocabulary", 3, "'vocabulary' parameter .* Got 3"),
    ("use_idf", "no", "'use_idf' parameter .* Got 'no'"),
    ("smooth_idf", None, "'smooth_idf' parameter .* Got None"),
    ("sublinear_tf", 2, "'sublinear_tf' parameter .* Got 2"),
    ("title_weight", -0.1, "'title_weight' parameter .* Got -0.1"),
    ("lead_weight", "much", "'lead_weight' parameter .* Got 'much'"),
]
BAD_HASHING: list[tuple[str, Any, str]] = [
    ("n_features", 0, "'n_features' parameter .* Got 0"),
    ("n_features", 2**31, "'n_features' parameter .* Got 2147483648"),
    ("alternate_sign", "no", "'alternate_sign' parameter .* Got 'no'"),
]


@pytest.mark.parametrize(
    ("vectorizer", "name", "value", "message"),
    [(VietnameseTfidfVectorizer, *bad) for bad in BAD + BAD_TFIDF]
    + [(VietnameseHashingVectorizer, *bad) for bad in BAD + BAD_HASHING],
)
@pytest.mark.parametrize("method", ["fit", "fit_transform", "partial_fit"])
def test_wrong_parameters_are_named(vectorizer: type, name: str, value: Any, message: str, method: str) -> None:
    with pytest.raises((ValueError, TypeError), match=message):
        getattr(vectorizer(**{name: value}), method)(TEXTS[:3])


@BOTH
def test_fit_returns_self_and_fit_transform_is_both(vectorizer: Any) -> None:
    own = clone(vectorizer)
    assert own.fit(TEXTS, LABELS) is own
    assert_equal(clone(vectorizer).fit_transform(TEXTS, LABELS), own.transform(TEXTS))
    assert own.transform(TEXTS).has_sorted_indices
    check_is_fitted(own)


def test_who_needs_a_fit() -> None:
    with pytest.raises(NotFittedError):
        check_is_fitted(VietnameseTfidfVectorizer())
    assert VietnameseHashingVectorizer().transform(TEXTS).nnz
    assert VietnameseTfidfVectorizer().__sklearn_tags__().requires_fit
    assert not VietnameseHashingVectorizer().__sklearn_tags__().requires_fit


@BOTH
def test_tags(vectorizer: Any) -> None:
    tags = vectorizer.__sklearn_tags__()
    assert tags.input_tags.string
    assert not tags.input_tags.two_d_array
    assert not is_classifier(vectorizer)


@BOTH
def test_pickled(vectorizer: Any, tmp_path: Path) -> None:
    own = clone(vectorizer).set_params(ngram_range=(1, 2)).fit(TEXTS)
    expected = own.transform(TEXTS)
    joblib.dump(own, tmp_path / "vectorizer.joblib")
    for again in (
        pickle.loads(pickle.dumps(own)),
        joblib.load(tmp_path / "vectorizer.joblib"),
        joblib.load(tmp_path / "vectorizer.joblib", mmap_mode="r"),
    ):
        assert_equal(again.transform(TEXTS), expected)


@BOTH
def test_cloudpickled(vectorizer: Any) -> None:
    cloudpickle = pytest.importorskip("cloudpickle")
    own = clone(vectorizer).set_params(normalize=lambda text: text.replace("Nga", "Mỹ")).fit(TEXTS)
    again = cloudpickle.loads(cloudpickle.dumps(own))
    assert_equal(again.transform(TEXTS), own.transform(TEXTS))
    assert_equal(own.transform(["Nga"]), own.transform(["Mỹ"]))


@BOTH
@pytest.mark.parametrize("n_jobs", [2, 3, -1])
@pytest.mark.parametrize("repeat", [1, 12])
def test_results_do_not_depend_on_threads(vectorizer: Any, n_jobs: int, repeat: int) -> None:
    texts = TEXTS * repeat
    one, many = clone(vectorizer).set_params(ngram_range=(1, 2)), clone(vectorizer).set_params(ngram_range=(1, 2))
    many.set_params(n_jobs=n_jobs)
    assert_equal(one.fit_transform(texts), many.fit_transform(texts))
    assert_equal(one.transform(iter(texts)), many.transform(texts))


@BOTH
def test_many_threads_use_one(vectorizer: Any) -> None:
    own = clone(vectorizer).fit(TEXTS)
    expected = own.transform(TEXTS)
    wrong: list[int] = []

    def use(number: int) -> None:
        for k in range(6):
            part = slice((number + k) % 9, None)
            if (own.transform(TEXTS[part]) != expected[part]).nnz:
                wrong.append(number)

    threads = [threading.Thread(target=use, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@BOTH
def test_transform_changes_nothing(vectorizer: Any) -> None:
    own = clone(vectorizer).fit(TEXTS)
    before = pickle.dumps(own)
    own.transform(TEXTS)
    assert pickle.dumps(own) == before


@BOTH
@pytest.mark.parametrize("bad", ["Nga", b"Nga", Article(title="Nga"), np.array([["Nga"]], object), 3])
def test_not_a_collection_of_texts(vectorizer: Any, bad: Any) -> None:
    own = clone(vectorizer).fit(TEXTS)
    for method in (own.transform, own.fit_transform):
        with pytest.raises(TypeError, match="expected an iterable of texts or articles"):
            method(bad)


@BOTH
@pytest.mark.parametrize("bad", [None, float("nan"), b"Nga", 3, ["Nga"]])
def test_not_a_text(vectorizer: Any, bad: Any) -> None:
    own = clone(vectorizer).fit(TEXTS)
    for method in (own.transform, own.fit_transform):
        with pytest.raises(TypeError, match="document 2 is of type"):
            method(["Nga", "", bad])


@BOTH
@pytest.mark.parametrize("segment", [True, False])
def test_lone_surrogates(vectorizer: Any, segment: bool) -> None:
    own = clone(vectorizer).set_params(segment=segment).fit(TEXTS)
    for method in (own.transform, own.fit_transform):
        with pytest.raises(ValueError, match=r"document 130 has the lone surrogate .* at character 4"):
            method([*TEXTS, *TEXTS, *TEXTS[:6], "Nga \ud800"])


@BOTH
def test_empty_documents(vectorizer: Any) -> None:
    own = clone(vectorizer).set_params(ngram_range=(1, 2)).fit(TEXTS)
    matrix = own.transform(["", " \n", "Nga", Article()])
    assert np.diff(matrix.indptr).tolist() == [0, 0, 1, 0]
    assert own.transform([]).shape == (0, matrix.shape[1])
    assert own.transform(iter(())).dtype == np.float64


def test_nothing_to_learn() -> None:
    for nothing in ([], ["", " "]):
        with pytest.raises(ValueError, match="empty vocabulary"):
            VietnameseTfidfVectorizer().fit(nothing)
    with pytest.raises(ValueError, match="no terms remain"):
        VietnameseTfidfVectorizer(min_df=2).fit(["Nga", "Mỹ"])


@BOTH
@pytest.mark.parametrize("dtype", [np.float64, np.float32, "float32"])
def test_dtype(vectorizer: Any, dtype: Any) -> None:
    own = clone(vectorizer).set_params(dtype=dtype)
    assert own.fit_transform(TEXTS).dtype == own.transform(TEXTS).dtype == own.transform([]).dtype == np.dtype(dtype)


@BOTH
def test_kinds_of_collections(vectorizer: Any) -> None:
    own = clone(vectorizer).fit(TEXTS)
    expected = own.transform(TEXTS)
    for collection in (tuple(TEXTS), np.array(TEXTS), np.array(TEXTS, object), iter(TEXTS), dict.fromkeys(TEXTS)):
        assert_equal(own.transform(collection), expected)
    pandas = pytest.importorskip("pandas")
    assert_equal(own.transform(pandas.Series(TEXTS, index=range(100, 100 + len(TEXTS)))), expected)
    with pytest.raises(TypeError, match="one column"):
        own.transform(pandas.DataFrame({"text": TEXTS}))


@BOTH
def test_composition(vectorizer: Any) -> None:
    classifier = SGDClassifier(random_state=0)
    pipeline = make_pipeline(clone(vectorizer), classifier).fit(TEXTS, LABELS)
    assert pipeline.score(TEXTS, LABELS) > 0.9
    search = GridSearchCV(
        make_pipeline(clone(vectorizer), classifier),
        {f"{type(vectorizer).__name__.lower()}__ngram_range": [(1, 1), (1, 2)]},
        cv=2,
    )
    assert search.fit(TEXTS, LABELS).best_score_ > 0
    union = make_union(clone(vectorizer), clone(vectorizer).set_params(ngram_range=(2, 2)))
    assert union.fit_transform(TEXTS).shape[0] == len(TEXTS)


@BOTH
def test_column_of_a_table(vectorizer: Any) -> None:
    table = np.array([TEXTS, list(reversed(TEXTS))], object).T
    columns = make_column_transformer((clone(vectorizer), 0), (clone(vectorizer), 1))
    matrix = columns.fit_transform(table)
    expected = clone(vectorizer).fit_transform(TEXTS)
    half = matrix[:, : expected.shape[1]]
    assert (half != expected).nnz == 0
    pandas = pytest.importorskip("pandas")
    named = make_column_transformer((clone(vectorizer), "text")).fit_transform(pandas.DataFrame({"text": TEXTS}))
    assert (named != expected).nnz == 0


@BOTH
def test_shown(vectorizer: Any) -> None:
    own = clone(vectorizer).set_params(ngram_range=(1, 2)).fit(TEXTS)
    assert "ngram_range=(1, 2)" in repr(own)
    assert type(vectorizer).__name__ in own._repr_html_()


def test_output_containers() -> None:
    own = VietnameseTfidfVectorizer().set_output(transform="default").fit(TEXTS)
    assert own.transform(TEXTS).format == "csr"
    pytest.importorskip("pandas")
    with pytest.raises(ValueError, match="sparse matrix"):
        own.set_output(transform="pandas").transform(TEXTS)


def test_names_of_columns() -> None:
    own = VietnameseTfidfVectorizer(ngram_range=(1, 2)).fit(TEXTS)
    names = own.get_feature_names_out()
    assert names.dtype == object
    assert names.tolist() == sorted(own.vocabulary_)
    assert own.get_feature_names_out(["surplus"]).tolist() == names.tolist()


@BOTH
def test_metadata_routing(vectorizer: Any) -> None:
    with config_context(enable_metadata_routing=True):
        pipeline = make_pipeline(clone(vectorizer), SGDClassifier(random_state=0).set_fit_request(sample_weight=True))
        pipeline.fit(TEXTS, LABELS, sample_weight=np.ones(len(TEXTS)))
        assert pipeline.get_metadata_routing()


def test_the_parameters_that_both_have_are_the_same() -> None:
    first, second = (estimator().get_params() for estimator in (VietnameseTfidfVectorizer, VietnameseHashingVectorizer))
    assert all(isinstance(estimator(), BaseEstimator) for estimator in (VietnameseTfidfVectorizer,))
    for name in set(first) & set(second):
        assert first[name] == second[name]
