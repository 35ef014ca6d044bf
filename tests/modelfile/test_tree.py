import json
from typing import Any

import pytest
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfVectorizer

from vnnews import ArticleTagger, ToneClassifier, VietnameseTfidfVectorizer
from vnnews.modelfile._estimators import ESTIMATORS
from vnnews.modelfile._layout import DamageError
from vnnews.modelfile._store import Store
from vnnews.modelfile._tree import read_component, write_component


def written(estimator: Any) -> tuple[dict[str, Any], Store]:
    store = Store()
    data = write_component(estimator, ESTIMATORS, store)
    return json.loads(json.dumps(data)), Store(store.arrays, "weights")


def test_a_tagger_is_a_tree(tiny: ArticleTagger) -> None:
    data, store = written(tiny)
    assert data["class"] == "ArticleTagger"
    assert data["learnt"]["tone_classifier_"]["learnt"]["classes_"] == ["mixed", "negative", "neutral", "positive"]
    assert data["parameters"]["vectorizer"]["parameters"]["max_features"] == 200
    assert "issue_classifier_.coef_" in store.arrays
    assert not [name for name in store.arrays if "out_of_fold" in name]
    again = read_component(data, ESTIMATORS, store)
    assert not store.arrays
    assert str(again.get_params()) == str(tiny.get_params())


def test_classes_of_other_make_are_not_written(tiny: ArticleTagger) -> None:
    class OwnVectorizer(VietnameseTfidfVectorizer):
        pass

    for odd in (TfidfVectorizer(), OwnVectorizer(), None, "ArticleTagger"):
        with pytest.raises(TypeError, match="no classes of other make"):
            written(odd)
    other = ArticleTagger()
    vars(other).update(vars(tiny))
    other.tone_classifier_ = TfidfVectorizer()
    with pytest.raises((TypeError, ValueError, AttributeError)):
        written(other)


def test_what_is_not_fitted_is_not_written(tiny: ArticleTagger) -> None:
    for estimator in (ArticleTagger(), ToneClassifier(), VietnameseTfidfVectorizer()):
        with pytest.raises(NotFittedError):
            written(estimator)


def test_a_parameter_that_was_not_yet_there_has_its_default(tiny: ArticleTagger) -> None:
    data, store = written(tiny)
    del data["parameters"]["n_evidence"]
    assert read_component(data, ESTIMATORS, store).n_evidence == 3


def test_nothing_learnt_is_forgotten() -> None:
    vectorizer = VietnameseTfidfVectorizer().fit(["Nga và Mỹ"])
    vectorizer.synonyms_ = {}
    with pytest.raises(ValueError, match="synonyms_ of VietnameseTfidfVectorizer has no place"):
        written(vectorizer)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.update({"class": "os.system"}), "config.json: the class of the model = 'os.system'"),
        (lambda data: data.update({"class": ["ArticleTagger"]}), "the class of the model"),
        (lambda data: data.update({"class": "ToneClassifier"}), "is missing|is unknown"),
        (lambda data: data.update(more=1), "'more' is unknown"),
        (lambda data: data.pop("learnt"), "'learnt' is missing"),
        (lambda data: data["parameters"].update(n_jobs=2), "'n_jobs' is unknown"),
        (lambda data: data["parameters"].update(n_evidence="3"), "n_evidence = '3': expected a whole number"),
        (lambda data: data["parameters"].update(vectorizer=[]), "vectorizer = \\[\\]: expected a mapping"),
        (lambda data: data["learnt"].update(coef_=1), "'coef_' is unknown"),
        (lambda data: data["learnt"].update(vectorizer_=None), "vectorizer_ = None: expected a mapping"),
        (lambda data: data["learnt"].update(vectorizer_=data), "the class of vectorizer_"),
        (lambda data: data["learnt"]["tone_classifier_"]["learnt"].update(classes_=["a", "b", "c", "d"]), "no tone of"),
        (lambda data: data["learnt"]["tone_classifier_"]["learnt"].update(classes_=["mixed"]), "weights: tone_cl"),
        (lambda data: data["learnt"]["taxonomy_"]["issues"].pop(), "weights: issue_classifier_.coef_ has the shape"),
    ],
)
def test_trees_that_are_refused(tiny: ArticleTagger, change: Any, message: str) -> None:
    data, store = written(tiny)
    change(data)
    with pytest.raises(DamageError, match=message):
        read_component(data, ESTIMATORS, store)
