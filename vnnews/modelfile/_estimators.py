"""What each estimator of the library has learnt: the one table from which saving, loading and checking follow.

Whoever gives an estimator a new parameter, or lets it learn something more, adds a line here; saving refuses what has
none. A size is named where it first occurs (the number of features by the vocabulary, that of issues by the taxonomy)
and must then be the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from vnnews.features import VietnameseHashingVectorizer, VietnameseTfidfVectorizer, WordVectors
from vnnews.modelfile._agreement import check_network, check_networks, check_tagger, check_topic_blend
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
from vnnews.modelfile._learnt import ALL_FLOATS, Array, Counting, GivenWords, MaybeArray, Size, Words
from vnnews.modelfile._tree import Component, Part, Table
from vnnews.tagging import (
    ArticleTagger,
    BlendedClassifier,
    BlendMembers,
    IssueClassifier,
    IssueToneClassifier,
    MultiTaskNetwork,
    SentenceToneClassifier,
    SequenceClassifier,
    ToneClassifier,
    TopicBlend,
    TopicClassifier,
)

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
_TRAINING: Mapping[str, Kind] = {
    "n_epochs": Integer(1, _COUNT),
    "batch_size": Integer(1, _COUNT),
    "learning_rate": _STRENGTH,
    "weight_decay": _STRENGTH,
    "input_dropout": Number(0, 1),
    "hidden_dropout": Number(0, 1),
    "class_power": Number(0, 1e3),
    "n_networks": Integer(1, _COUNT),
}
_VECTORIZERS = ("VietnameseTfidfVectorizer",)


def _table() -> Table:
    return ESTIMATORS


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
            "beta": Maybe(_STRENGTH),
            "precision_floor": Maybe(Number(0, 1)),
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
    "WordVectors": Component(
        WordVectors,
        parameters={
            "n_words": Integer(1, _COUNT),
            "n_dimensions": Integer(1, _COUNT),
            "n_topics": Integer(1, _COUNT),
            "n_epochs": Integer(1, _COUNT),
            "segment": FLAG,
            "lowercase": FLAG,
            "tone_marks": OneOf(("keep", "old", "new")),
            "random_state": Integer(0, 2**32 - 1),
        },
        learnt={
            "hashes_": Array(("n_known_words",), (np.dtype(np.uint64),), 0, 2.0**64, ascending=True),
            "vectors_": Array(("n_known_words", "n_dimensions"), (np.dtype(np.int8),)),
            "vector_scales_": Array(("n_known_words",)),
            "topics_": Array(("n_known_words", "n_topics"), (np.dtype(np.int8),)),
            "topic_scales_": Array(("n_known_words",)),
            "weights_": Array(("n_known_words",)),
            "idf_": Array(("n_known_words",)),
        },
        left_out=("n_jobs",),
    ),
    "MultiTaskNetwork": Component(
        MultiTaskNetwork,
        parameters={
            "n_hidden": Integer(1, _COUNT),
            **_TRAINING,
            "rank": Maybe(Integer(1, _COUNT)),
            "random_state": Integer(0, 2**32 - 1),
        },
        learnt={
            "block_ends_": Array(("n_blocks",), (np.dtype(np.int64),), 1, _COUNT, ascending=True),
            "mean_": Array(("n_inputs",)),
            "scale_": Array(("n_inputs",), low=1e-9),
            "entry_": MaybeArray(Array(("n_inputs", "n_read"), ALL_FLOATS)),
            "hidden_": Array(("n_networks", "n_read", "n_hidden"), ALL_FLOATS),
            "hidden_constant_": Array(("n_networks", "n_hidden")),
            "output_": Array(("n_networks", "n_hidden", "n_outputs"), ALL_FLOATS),
            "output_constant_": Array(("n_networks", "n_outputs")),
        },
        check=check_network,
    ),
    "SentenceToneClassifier": Component(
        SentenceToneClassifier,
        parameters={
            "C": _STRENGTH,
            "vector_weight": _STRENGTH,
            "network_share": Number(0, 1),
            "network": Maybe(Part(_table, ("MultiTaskNetwork",), fitted=False)),
        },
        learnt={
            "ngram_coef_": Array(("n_tones", "n_features"), ALL_FLOATS),
            "vector_coef_": Array(("n_tones", "n_dimensions")),
            "intercept_": Array(("n_tones",)),
            "network_": Part(_table, ("MultiTaskNetwork",), apart=True),
            "n_tones_": Size("n_tones"),
        },
    ),
    "BlendMembers": Component(
        BlendMembers,
        parameters={
            "C_issue": _STRENGTH,
            "C_tone": _STRENGTH,
            "sentence_weight": _STRENGTH,
            "network": Maybe(Part(_table, ("MultiTaskNetwork",), fitted=False)),
            "sentence_classifier": Maybe(Part(_table, ("SentenceToneClassifier",), fitted=False)),
        },
        learnt={
            "issue_coef_": Array(("n_issues", "n_features"), ALL_FLOATS),
            "issue_intercept_": Array(("n_issues",)),
            "tone_coef_": Array(("n_tones", "n_features"), ALL_FLOATS),
            "tone_intercept_": Array(("n_tones",)),
            "network_": Part(_table, ("MultiTaskNetwork",), apart=True),
            "sentence_classifier_": Part(_table, ("SentenceToneClassifier",)),
        },
        check=check_networks,
    ),
    "BlendedClassifier": Component(
        BlendedClassifier,
        parameters={
            "members": Maybe(Part(_table, ("BlendMembers",), fitted=False)),
            "beta": _STRENGTH,
            "precision_floor": Maybe(Number(0, 1)),
            "C_tone": _STRENGTH,
            "C_issue_tone": _STRENGTH,
            "cv": Integer(2, _COUNT),
            "random_state": Integer(0, 2**32 - 1),
        },
        learnt={
            "members_": Part(_table, ("BlendMembers",)),
            "issue_weights_": Array(("n_issues", 6)),
            "issue_constants_": Array(("n_issues",)),
            "thresholds_": Array(("n_issues",)),
            "tone_weights_": Array(("8*n_tones", "n_tones")),
            "tone_constants_": Array(("n_tones",)),
            "tone_worth_": Array(("n_tones",)),
            "tone_costs_": Array(("n_tones", "n_tones")),
            "issue_tone_weights_": Array(("4*n_tones + n_issues + 7", "n_tones")),
            "issue_tone_constants_": Array(("n_tones",)),
        },
        left_out=("n_jobs", "out_of_fold_probabilities_", "scored_"),
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
    "TopicBlend": Component(
        TopicBlend,
        parameters={
            "vectorizer": Maybe(Part(_table, _VECTORIZERS, fitted=False)),
            "classifier": Maybe(Part(_table, ("TopicClassifier",), fitted=False)),
            "word_vectors": Maybe(Part(_table, ("WordVectors",), fitted=False)),
            "network": Maybe(Part(_table, ("MultiTaskNetwork",), fitted=False)),
            "word_dropout": Number(0, 1),
            "n_versions": Integer(1, _COUNT),
            "validation_fraction": Number(0, 1),
            "random_state": Integer(0, 2**32 - 1),
        },
        learnt={
            "vectorizer_": Part(_table, _VECTORIZERS),
            "classifier_": Part(_table, ("TopicClassifier",)),
            "word_vectors_": Part(_table, ("WordVectors",)),
            "network_": Part(_table, ("MultiTaskNetwork",), apart=True),
            "weights_": Array((2,)),
        },
        left_out=("n_jobs",),
        check=check_topic_blend,
    ),
    "SequenceClassifier": Component(
        SequenceClassifier,
        parameters={
            "vectorizer": Maybe(Part(_table, _VECTORIZERS, fitted=False)),
            "n_hidden": Integer(1, _COUNT),
            "n_dimensions": Integer(1, _COUNT),
            "word_dropout": Number(0, 1),
            **_TRAINING,
            "n_words": Integer(1, _COUNT),
            "random_state": Integer(0, 2**32 - 1),
        },
        learnt={
            "classes_": Labels("n_classes"),
            "vectorizer_": Part(_table, _VECTORIZERS),
            "vectors_": Array(("n_networks", "n_features + 1", "n_inputs")),
            "recur_": Array(("n_networks", 2, "n_hidden", "3*n_hidden")),
            "read_": Array(("n_networks", 2, "n_inputs", "3*n_hidden")),
            "constant_": Array(("n_networks", 2, 1, "3*n_hidden")),
            "output_": Array(("n_networks", "4*n_hidden + n_inputs", "n_classes")),
            "output_constant_": Array(("n_networks", "n_classes")),
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
            "blend": Maybe(Part(_table, ("BlendedClassifier",), fitted=False)),
            "n_evidence": Integer(0, _COUNT),
            "min_confidence": Number(0, 1),
        },
        learnt={
            "taxonomy_": TaxonomyEntries("n_issues"),
            "vectorizer_": Part(_table, _VECTORIZERS),
            "issue_classifier_": Maybe(Part(_table, ("IssueClassifier",))),
            "tone_classifier_": Maybe(Part(_table, ("ToneClassifier",))),
            "issue_tone_classifier_": Maybe(Part(_table, ("IssueToneClassifier",))),
            "word_vectors_": Maybe(Part(_table, ("WordVectors",))),
            "blend_": Maybe(Part(_table, ("BlendedClassifier",))),
        },
        check=check_tagger,
    ),
}
