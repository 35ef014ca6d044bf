"""What each estimator of the library has learnt: the one table from which saving, loading and checking follow.

Whoever gives an estimator a new parameter, or lets it learn something more, adds a line here; saving refuses what has
none. A size is named where it first occurs (the number of features by the vocabulary, that of issues by the taxonomy)
and must then be the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from vnnews.features import VietnameseHashingVectorizer, VietnameseTfidfVectorizer
from vnnews.modelfile._kinds import (
    FLAG,
    FloatType,
    Integer,
    IntegerPair,
    Kind,
    Labels,
    Maybe,
    NameOrTexts,
    Number,
    OneOf,
    TaxonomyEntries,
)
from vnnews.modelfile._learnt import Array, Counting, GivenWords, Size, Words
from vnnews.modelfile._tree import Component, Part, Table
from vnnews.tagging import ArticleTagger, IssueClassifier, IssueToneClassifier, ToneClassifier, TopicClassifier

_COUNT = 10**9
_STRENGTH = Number(0.0, 1e12)
_WEIGHT = Number(-1e6, 1e6)
_BALANCED = OneOf(("balanced", None))
_SEED = Maybe(Integer(0, 2**32 - 1))
_READING: Mapping[str, Kind] = {
    "segment": FLAG,
    "lowercase": FLAG,
    "tone_marks": OneOf(("keep", "old", "new")),
    # A function is code, and no model file holds code.
    "normalize": FLAG,
    "stop_words": Maybe(NameOrTexts(("vietnamese",))),
    # Every length is looked up at every word.
    "ngram_range": IntegerPair(1, 32),
    "binary": FLAG,
    "norm": OneOf(("l2", "l1", None)),
    "dtype": FloatType(),
}
_VECTORIZERS = ("VietnameseTfidfVectorizer",)


def _table() -> Table:
    return ESTIMATORS


def _check_tones(tagger: ArticleTagger) -> None:
    """Check that the tones of the classifiers are tones of the taxonomy."""
    known = set(tagger.taxonomy_.tone_ids)
    for classifier in (tagger.tone_classifier_, tagger.issue_tone_classifier_):
        unknown = [] if classifier is None else [tone for tone in classifier.classes_.tolist() if tone not in known]
        if unknown:
            raise ValueError(
                f"the {type(classifier).__name__} says {unknown[0]!r}, which is no tone of the taxonomy: "
                f"{', '.join(tagger.taxonomy_.tone_ids)}"
            )


ESTIMATORS: Table = {
    "VietnameseTfidfVectorizer": Component(
        VietnameseTfidfVectorizer,
        parameters={
            **_READING,
            "max_df": Number(0, _COUNT),
            "min_df": Number(0, _COUNT),
            "max_features": Maybe(Integer(1, _COUNT)),
            "vocabulary": Maybe(GivenWords()),
            "use_idf": FLAG,
            "smooth_idf": FLAG,
            "sublinear_tf": FLAG,
            "title_weight": _WEIGHT,
            "lead_weight": _WEIGHT,
        },
        learnt={
            "vocabulary_": Words("n_features"),
            "idf_": Array(("n_features",)),
        },
        left_out=("n_jobs",),
    ),
    "VietnameseHashingVectorizer": Component(
        VietnameseHashingVectorizer,
        parameters={
            **_READING,
            "n_features": Integer(1, 2**31 - 1, size="n_features"),
            "alternate_sign": FLAG,
        },
        learnt={},
        left_out=("n_jobs",),
    ),
    "IssueClassifier": Component(
        IssueClassifier,
        parameters={
            "C": _STRENGTH,
            "class_weight": _BALANCED,
            "threshold": Number(0, 1),
            "cv": Integer(2, _COUNT),
            "random_state": _SEED,
        },
        learnt={
            "coef_": Array(("n_issues", "n_features")),
            "intercept_": Array(("n_issues",)),
            "mixing_": Array(("n_issues", 4)),
            "thresholds_": Array(("n_issues",)),
            "classes_": Counting("n_issues"),
            "n_features_in_": Size("n_features"),
        },
        left_out=("n_jobs", "out_of_fold_log_odds_"),
    ),
    "ToneClassifier": Component(
        ToneClassifier,
        parameters={
            "C": _STRENGTH,
            "class_weight": _BALANCED,
            "cv": Integer(2, _COUNT),
            "random_state": _SEED,
        },
        learnt={
            "classes_": Labels("n_tones"),
            "coef_": Array(("n_tones", "n_features")),
            "intercept_": Array(("n_tones",)),
            "offsets_": Array(("n_tones",)),
            "n_features_in_": Size("n_features"),
        },
        left_out=("n_jobs", "out_of_fold_scores_"),
    ),
    "IssueToneClassifier": Component(
        IssueToneClassifier,
        parameters={"C": _STRENGTH},
        learnt={
            "classes_": Labels("n_tones"),
            "coef_": Array(("n_tones", "2*n_tones + n_issues + 1")),
            "intercept_": Array(("n_tones",)),
        },
    ),
    "TopicClassifier": Component(
        TopicClassifier,
        parameters={
            "C": _STRENGTH,
            "nb_C": _STRENGTH,
            "nb_power": Number(0, 1e3),
            "nb_share": Number(0, 1),
            "class_weight": _BALANCED,
            "validation_fraction": Number(0, 1),
            "random_state": _SEED,
        },
        learnt={
            "classes_": Labels("n_classes"),
            "coef_": Array(("n_classes", "n_features")),
            "intercept_": Array(("n_classes",)),
            "temperature_": Number(1e-12, 1e12),
            "n_features_in_": Size("n_features"),
        },
        left_out=("n_jobs",),
    ),
    "ArticleTagger": Component(
        ArticleTagger,
        parameters={
            "taxonomy": Maybe(TaxonomyEntries()),
            "vectorizer": Maybe(Part(_table, _VECTORIZERS, fitted=False)),
            "issue_classifier": Maybe(Part(_table, ("IssueClassifier",), fitted=False)),
            "tone_classifier": Maybe(Part(_table, ("ToneClassifier",), fitted=False)),
            "n_evidence": Integer(0, _COUNT),
        },
        learnt={
            "taxonomy_": TaxonomyEntries("n_issues"),
            "vectorizer_": Part(_table, _VECTORIZERS),
            "issue_classifier_": Part(_table, ("IssueClassifier",)),
            "tone_classifier_": Part(_table, ("ToneClassifier",)),
            "issue_tone_classifier_": Maybe(Part(_table, ("IssueToneClassifier",))),
        },
        check=_check_tones,
    ),
}
