"""Every estimator of the library makes the same round trip, and the table knows all of it."""

import inspect
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn.base import BaseEstimator, clone

import vnnews.features
import vnnews.tagging
from tests.tagging.blending import TONE_SCORES, bank, small_blend, small_members, small_word_vectors
from vnnews import ArticleTagger, VietnameseHashingVectorizer, VietnameseTfidfVectorizer, load_model, save_model
from vnnews.datasets import load_sample
from vnnews.features import WordVectors
from vnnews.modelfile._estimators import ESTIMATORS
from vnnews.tagging import (
    IssueClassifier,
    IssueToneClassifier,
    MultiTaskNetwork,
    SequenceClassifier,
    ToneClassifier,
    TopicBlend,
    TopicClassifier,
)

TEXTS = ["Tổng thống Nga tới Geneva.", "Tổng thống Mỹ gặp Tổng thống Nga.", "Hai bên ca ngợi cuộc gặp."]
X = np.random.default_rng(0).random((40, 5))


def blended() -> dict[str, BaseEstimator]:
    """A blend and its parts."""
    given = bank()
    members = small_members().fit(given.features, given.labels, given.sentences)
    blend = small_blend().fit(given.features, given.labels, given.sentences, TONE_SCORES)
    return {
        "WordVectors": small_word_vectors(),
        "MultiTaskNetwork": members.network_,
        "SentenceToneClassifier": members.sentence_classifier_,
        "BlendMembers": members,
        "BlendedClassifier": blend,
    }


def small_topic_blend() -> TopicBlend:
    return TopicBlend(
        vectorizer=VietnameseTfidfVectorizer(tone_marks="old"),
        word_vectors=WordVectors(n_words=40, n_dimensions=4, n_topics=2, n_epochs=1),
        network=MultiTaskNetwork(n_hidden=5, n_epochs=1, n_networks=2),
        word_dropout=0.2,
        n_versions=2,
    ).fit(TEXTS * 5, ["nhạt", "mặn", "chua"] * 5)


def fitted() -> dict[str, BaseEstimator]:
    """One of each class, fitted by itself."""
    tones = ["negative", "positive"] * 20
    sample = load_sample()
    return {
        "VietnameseTfidfVectorizer": VietnameseTfidfVectorizer(ngram_range=(1, 2), dtype=np.float32).fit(TEXTS),
        "VietnameseHashingVectorizer": VietnameseHashingVectorizer(n_features=64, stop_words=["và"]).fit(TEXTS),
        "IssueClassifier": IssueClassifier(random_state=0).fit(X, (X[:, :3] > 0.5).astype(int)),
        "ToneClassifier": ToneClassifier(random_state=0).fit(X, tones),
        "IssueToneClassifier": IssueToneClassifier().fit(
            X[:, :2], X[:, 2:], [{0: tone} for tone in tones], sorted(set(tones))
        ),
        **blended(),
        "TopicClassifier": TopicClassifier(random_state=0).fit(X, ["kinh tế", "thể thao", "đời sống", "luật"] * 10),
        "TopicBlend": small_topic_blend(),
        "SequenceClassifier": SequenceClassifier(n_hidden=5, n_dimensions=4, n_epochs=1, n_networks=2).fit(
            TEXTS * 2, ["nhạt", "mặn", "chua"] * 2
        ),
        "ArticleTagger": ArticleTagger().fit(sample.articles, sample.issues, sample.tones),
    }


ANSWERS: dict[str, Callable[[Any], Any]] = {
    "VietnameseTfidfVectorizer": lambda model: model.transform(TEXTS).toarray(),
    "VietnameseHashingVectorizer": lambda model: model.transform(TEXTS).toarray(),
    "IssueClassifier": lambda model: model.predict_proba(X),
    "ToneClassifier": lambda model: [model.predict_proba(X), model.predict(X).tolist()],
    "IssueToneClassifier": lambda model: model.predict_proba(X[0, :2], X[0, 2:], 1),
    "WordVectors": lambda model: model.document_vectors(bank().reading),
    "MultiTaskNetwork": lambda model: model.decision_function(bank().features.dense),
    "SentenceToneClassifier": lambda model: model.predict_log_proba(
        bank().sentences.features.ngrams, bank().sentences.features.vectors
    ),
    "BlendMembers": lambda model: model.scores(bank().features).tone(),
    "BlendedClassifier": lambda model: model.tone_probabilities(model.members_.scores(bank().features)),
    "TopicClassifier": lambda model: [model.predict_proba(X), model.predict(X).tolist()],
    "TopicBlend": lambda model: [model.predict_proba([*TEXTS, "", "Chưa thấy bao giờ"]), model.predict(TEXTS).tolist()],
    "SequenceClassifier": lambda model: model.predict_proba([*TEXTS, "", "Chưa thấy bao giờ"]),
    "ArticleTagger": lambda model: [model.tag(article).to_dict() for article in load_sample().articles[:5]],
}


@pytest.fixture(scope="module")
def estimators() -> dict[str, BaseEstimator]:
    return fitted()


def test_the_table_holds_every_estimator_of_the_library() -> None:
    found = {
        name
        for room in (vnnews.features, vnnews.tagging)
        for name in room.__all__
        if inspect.isclass(getattr(room, name)) and issubclass(getattr(room, name), BaseEstimator)
    }
    assert found == set(ESTIMATORS) == set(ANSWERS)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_the_table_knows_all_parameters_and_all_that_is_learnt(name: str, estimators: dict[str, BaseEstimator]) -> None:
    component, estimator = ESTIMATORS[name], estimators[name]
    assert type(estimator) is component.estimator
    known = {*component.parameters, *component.learnt, *component.left_out}
    # A property is made of what is learnt.
    made = {key for key, value in vars(type(estimator)).items() if isinstance(value, property)}
    learnt = {key for key in dir(estimator) if key.endswith("_") and not key.startswith("_")} - made
    assert {*estimator.get_params(deep=False), *learnt} == known


@pytest.mark.parametrize("end", ["", ".zip"])
@pytest.mark.parametrize("name", ESTIMATORS)
def test_round_trip(name: str, end: str, estimators: dict[str, BaseEstimator], tmp_path: Path) -> None:
    estimator, answer = estimators[name], ANSWERS[name]
    again = load_model(save_model(estimator, tmp_path / f"model{end}"))
    assert type(again) is type(estimator)
    assert str(again.get_params()) == str(estimator.get_params())
    np.testing.assert_equal(answer(again), answer(estimator))
    # Read from a file or learnt, it is an estimator like any other.
    np.testing.assert_equal(answer(pickle.loads(pickle.dumps(again))), answer(estimator))
    clone(again)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_joblib_works_too_and_its_read_only_arrays_predict(
    name: str, estimators: dict[str, BaseEstimator], tmp_path: Path
) -> None:
    joblib.dump(estimators[name], tmp_path / "model.joblib")
    again = joblib.load(tmp_path / "model.joblib", mmap_mode="r")
    np.testing.assert_equal(ANSWERS[name](again), ANSWERS[name](estimators[name]))


def test_read_only_arrays_predict(estimators: dict[str, BaseEstimator]) -> None:
    for name, estimator in estimators.items():
        again = pickle.loads(pickle.dumps(estimator))
        parts = [again, *(part for part in vars(again).values() if isinstance(part, BaseEstimator))]
        arrays = [value for part in parts for value in vars(part).values() if isinstance(value, np.ndarray)]
        for array in arrays:
            array.flags.writeable = False
        np.testing.assert_equal(ANSWERS[name](again), ANSWERS[name](estimator))


def test_a_chosen_vocabulary_comes_back(tmp_path: Path) -> None:
    vectorizer = VietnameseTfidfVectorizer(vocabulary=["nga", "mỹ"]).fit(TEXTS)
    again = load_model(save_model(vectorizer, tmp_path / "model"))
    assert again.vocabulary == ["nga", "mỹ"]
    np.testing.assert_array_equal(again.transform(TEXTS).toarray(), vectorizer.transform(TEXTS).toarray())
    sample = load_sample()
    tagger = ArticleTagger(vectorizer=vectorizer).fit(sample.articles, sample.issues, sample.tones)
    own = load_model(save_model(tagger, tmp_path / "tagger"))
    assert own.vectorizer.vocabulary == own.vectorizer_.vocabulary == ["nga", "mỹ"]


def test_tones_may_be_numbers(tmp_path: Path) -> None:
    model = ToneClassifier(random_state=0).fit(X, [-1, 0, 1, 0] * 10)
    again = load_model(save_model(model, tmp_path / "model"))
    np.testing.assert_array_equal(again.predict(X), model.predict(X))
    assert again.classes_.dtype == model.classes_.dtype


def test_a_model_learns_again_as_it_did(tiny: ArticleTagger, tmp_path: Path) -> None:
    sample = load_sample()
    again = clone(load_model(save_model(tiny, tmp_path / "model")))
    again.fit(sample.articles, sample.issue_tones, sample.tones)
    np.testing.assert_array_equal(again.compact().tone_classifier_.coef_, tiny.tone_classifier_.coef_)


def test_parts_that_do_not_go_together_are_not_saved(estimators: dict[str, BaseEstimator], tmp_path: Path) -> None:
    tagger = pickle.loads(pickle.dumps(estimators["ArticleTagger"]))
    tagger.tone_classifier_ = estimators["ToneClassifier"]
    with pytest.raises(ValueError, match="n_features"):
        save_model(tagger, tmp_path / "model")
    tagger.tone_classifier_ = ToneClassifier(random_state=0).fit(X, ["glad", "sad"] * 20)
    with pytest.raises(ValueError, match="'glad', which is no tone"):
        save_model(tagger, tmp_path / "model")
    blend = pickle.loads(pickle.dumps(estimators["TopicBlend"]))
    blend.word_vectors_ = small_word_vectors()
    with pytest.raises(ValueError, match="not those of the word vectors"):
        save_model(blend, tmp_path / "model")
    blend = pickle.loads(pickle.dumps(estimators["TopicBlend"]))
    blend.network_.output_ = blend.network_.output_[..., :2]
    blend.network_.output_constant_ = blend.network_.output_constant_[:, :2]
    with pytest.raises(ValueError, match="2 outputs, expected 3"):
        save_model(blend, tmp_path / "model")
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("end", ["", ".zip"])
def test_a_tagger_with_a_blend(end: str, tmp_path: Path) -> None:
    sample = load_sample()
    tagger = ArticleTagger(blend=small_blend()).fit(
        sample.articles, sample.issue_tones, sample.tones, word_vectors=small_word_vectors()
    )
    for one in (tagger, tagger.compact()):
        again = load_model(save_model(one, tmp_path / f"model{end}"))
        assert ANSWERS["ArticleTagger"](again) == ANSWERS["ArticleTagger"](one)
        assert again.blend_.members_.network_.hidden_.dtype == one.blend_.members_.network_.hidden_.dtype
    tagger.word_vectors_ = None
    with pytest.raises(ValueError, match="a blend and word vectors, and not both"):
        save_model(tagger, tmp_path / "half")
