"""Whether the parts of an estimator go together: what sizes of the same name in the table of estimators can't tell."""

from __future__ import annotations

import numpy as np

from vnnews.tagging import ArticleTagger, BlendMembers, MultiTaskNetwork, TopicBlend


def check_tagger(tagger: ArticleTagger) -> None:
    """Check that the parts of a tagger are there and go together."""
    linear = tagger.issue_classifier_ is not None
    tones = (tagger.tone_classifier_ is not None, tagger.issue_tone_classifier_ is not None)
    blend = (tagger.blend_ is not None, tagger.word_vectors_ is not None)
    # Tones may be missing: a tagger of issues only.
    if blend != (not linear, not linear) or tones[0] > linear or tones[1] > tones[0]:
        raise ValueError(
            "the tagger needs an issue classifier (and maybe a tone classifier, and with that one maybe one for the "
            "tones of issues), or a blend and word vectors, and not both"
        )
    if tagger.blend_ is not None and tagger.word_vectors_ is not None:
        network, n_tones = tagger.blend_.members_.network_, len(tagger.blend_.tone_constants_)
        if network.block_ends_.tolist() != np.cumsum(tagger.word_vectors_.blocks).tolist():
            raise ValueError(
                f"the network reads {len(network.mean_)} features, which are not those of the word vectors"
            )
        if n_tones != len(tagger.taxonomy_.tones):
            raise ValueError(f"the blend tells {n_tones} tones, expected the taxonomy's {len(tagger.taxonomy_.tones)}")
    _check_tones(tagger)


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


def check_network(network: MultiTaskNetwork) -> None:
    """Check that a network without an entry of its own reads the features."""
    n_read = network.hidden_.shape[1]
    if network.entry_ is None and n_read != len(network.mean_):
        raise ValueError(f"hidden_ of a network without entry_ reads {n_read} values, expected {len(network.mean_)}")


def check_networks(members: BlendMembers) -> None:
    """Check that the networks tell the issues and tones that the linear members tell."""
    n_issues, n_tones = len(members.issue_intercept_), len(members.tone_intercept_)
    sentence = members.sentence_classifier_
    for network, expected in ((members.network_, 3 * n_issues + n_tones), (sentence.network_, n_issues + n_tones)):
        found = network.output_constant_.shape[1]
        if found != expected:
            raise ValueError(f"a network has {found} outputs, expected {expected} as the others tell")
        if network.block_ends_[-1] != len(network.mean_):
            end = network.block_ends_[-1]
            raise ValueError(f"the last block of a network ends at {end}, expected {len(network.mean_)}, its features")
    if sentence.vector_coef_.shape[1] != len(sentence.network_.mean_):
        raise ValueError("regression and network of the sentences' tones read vectors of different lengths")


def check_topic_blend(blend: TopicBlend) -> None:
    """Check that the network tells the classifier's labels, from the word vectors."""
    network, n_classes = blend.network_, len(blend.classifier_.classes_)
    if network.block_ends_.tolist() != np.cumsum(blend.word_vectors_.blocks).tolist():
        raise ValueError(f"the network reads {len(network.mean_)} features, which are not those of the word vectors")
    if network.output_constant_.shape[1] != n_classes:
        raise ValueError(
            f"the network has {network.output_constant_.shape[1]} outputs, expected {n_classes}, one for each label"
        )
