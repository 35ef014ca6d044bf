"""Who is compared: for each task, every peer that is installed, with the work it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import estimators
from measure import Candidate, articles_of, calls_of, labelled_articles, syllables, timed
from peer import Peer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from vnnews.text import Segmenter

WORDS = "raw text to words"
RAW, SEGMENTED, TOPIC = "raw text to TF-IDF matrix", "segmented text to matrix", "raw text to topic"
MAX_FEATURES = 20_000
"""What underthesea_core's classifier takes by default; ours is given the same number."""
PYVI_ARTICLES, UNDERTHESEA_ARTICLES = 200, 100
"""How many articles the slow ones read in a round: more than a second's work each."""

Calls = dict[str, tuple[Callable[[int], list[float]], int]]


@dataclass(frozen=True)
class Field:
    """The articles, as they are and segmented, and the process that has underthesea."""

    texts: list[str]
    segmented: list[str]
    peer: Peer

    def first(self, n: int) -> list[str]:
        return self.texts[:n]

    def candidate(self, name: str, group: str, work: Callable[[list[str]], object], n: int | None = None) -> Candidate:
        """Return work on the first `n` articles as a candidate."""
        texts = self.texts[:n]
        return Candidate(name, timed(lambda: work(texts)), len(texts), syllables(texts), group)

    def on_segmented(self, name: str, work: Callable[[list[str]], object]) -> Candidate:
        """Return work on the segmented articles; it is counted in syllables of the articles."""
        return Candidate(name, timed(lambda: work(self.segmented)), len(self.texts), syllables(self.texts), SEGMENTED)

    def foreign(self, name: str, group: str, work: str, n: int | None = None) -> Candidate:
        """Return work that the other process does."""
        texts = self.texts[:n]
        return Candidate(name, lambda: self.peer.spend(work, len(texts)), len(texts), syllables(texts), group)


def segmentation(field: Field) -> tuple[list[Candidate], dict[str, str]]:
    """Return who makes words of text, and who is absent and why."""
    one = Segmenter()
    found = [
        field.candidate("word ids", WORDS, one.hash_words),
        field.candidate("word ids, two threads", WORDS, Segmenter(n_jobs=2).hash_words),
        field.candidate("strings", WORDS, one.tokenize_many),
        field.candidate("lists of words", WORDS, one.segment_many),
    ]
    absent = _absent(field, "underthesea")
    if estimators.has_pyvi():
        from pyvi import ViTokenizer

        found.append(
            field.candidate("pyvi", WORDS, lambda texts: [ViTokenizer.tokenize(t) for t in texts], PYVI_ARTICLES)
        )
    if "underthesea" not in absent:
        found.append(field.foreign("underthesea", WORDS, "word_tokenize", UNDERTHESEA_ARTICLES))
    return found, absent


def segmentation_of_one(field: Field) -> Calls:
    texts = articles_of(500, field.texts)
    segmenter = Segmenter()
    return {
        "word ids": (calls_of(lambda text: segmenter.hash_words([text]), texts), 300),
        "string": (calls_of(segmenter.tokenize, texts), 300),
    }


@dataclass(frozen=True)
class Fitted:
    """The vectorizers, fitted on the articles, and the classifiers, fitted on labelled ones."""

    ours: dict[int, Any]
    hashing: Any
    on_segmented: Any
    with_pyvi: Any
    classifiers: dict[int, Any]
    trained_on: str


def fit(field: Field) -> Fitted:
    """Fit those that are installed; ours for one thread and for two."""
    threads = (1, 2)
    on_segmented = estimators.on_segmented().fit(field.segmented)
    with_pyvi = estimators.fitted_as(estimators.with_pyvi(), on_segmented) if estimators.has_pyvi() else None
    texts, labels, trained_on = labelled_articles()
    return Fitted(
        {n: estimators.ours(n_jobs=n).fit(field.texts) for n in threads},
        estimators.ours_hashing(),
        on_segmented,
        with_pyvi,
        {
            n: make_pipeline(
                estimators.ours(n_jobs=n, max_features=MAX_FEATURES), LinearSVC(random_state=0, max_iter=5000)
            ).fit(texts, labels)
            for n in threads
        },
        trained_on,
    )


def transform(field: Field, fitted: Fitted) -> tuple[list[Candidate], dict[str, str]]:
    """Return who makes a matrix, or a topic, of text, and who is absent and why."""
    found = [
        field.candidate("vnnews", RAW, fitted.ours[1].transform),
        field.candidate("vnnews, two threads", RAW, fitted.ours[2].transform),
        field.candidate("vnnews, hashing", RAW, fitted.hashing.transform),
    ]
    absent = _absent(field, "underthesea_core")
    if fitted.with_pyvi is not None:
        found.append(field.candidate("pyvi + scikit-learn", RAW, fitted.with_pyvi.transform, PYVI_ARTICLES))
    found += [
        field.on_segmented("scikit-learn TfidfVectorizer", fitted.on_segmented.transform),
        field.on_segmented("scikit-learn HashingVectorizer", estimators.hashing_on_segmented().transform),
        field.candidate("vnnews + LinearSVC", TOPIC, fitted.classifiers[1].predict),
        field.candidate("vnnews + LinearSVC, two threads", TOPIC, fitted.classifiers[2].predict),
    ]
    if "underthesea_core" not in absent:
        found += [
            field.foreign("underthesea_core TfIdfVectorizer", RAW, "transform"),
            field.foreign("underthesea_core predict", TOPIC, "predict"),
            field.foreign("underthesea_core predict_batch", TOPIC, "predict_batch"),
        ]
    return found, absent


def transform_of_one(field: Field, fitted: Fitted) -> Calls:
    """Return the same for single articles of 500 syllables."""
    texts = articles_of(500, field.texts)
    segmented = Segmenter().tokenize_many(texts)
    calls: Calls = {
        "vnnews": (calls_of(lambda text: fitted.ours[1].transform([text]), texts), 200),
        "vnnews + LinearSVC": (calls_of(lambda text: fitted.classifiers[1].predict([text]), texts), 100),
        "scikit-learn TfidfVectorizer on segmented text": (
            calls_of(lambda text: fitted.on_segmented.transform([text]), segmented),
            50,
        ),
    }
    if fitted.with_pyvi is not None:
        calls["pyvi + scikit-learn"] = calls_of(lambda text: fitted.with_pyvi.transform([text]), texts), 10
    if "underthesea_core" not in field.peer.absent:
        calls["underthesea_core TfIdfVectorizer"] = lambda times: field.peer.call("transform", texts, times), 100
        calls["underthesea_core predict"] = lambda times: field.peer.call("predict", texts, times), 100
    return calls


def _absent(field: Field, *libraries: str) -> dict[str, str]:
    absent = {name: reason for name, reason in field.peer.absent.items() if name in libraries}
    return absent if estimators.has_pyvi() else absent | {"pyvi": "not installed"}
