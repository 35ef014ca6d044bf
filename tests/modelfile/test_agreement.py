"""Parts that do not go together are told, each by what is wrong."""

import copy
from typing import Any

import numpy as np
import pytest

from tests.modelfile.test_estimators import small_topic_blend
from vnnews import ArticleTagger
from vnnews.features import WordVectors
from vnnews.modelfile._agreement import check_network, check_networks, check_tagger, check_topic_blend
from vnnews.tagging import BlendMembers, MultiTaskNetwork


def changed(estimator: Any, **learnt: Any) -> Any:
    other = copy.copy(estimator)
    vars(other).update(learnt)
    return other


def with_outputs(network: MultiTaskNetwork, n: int) -> MultiTaskNetwork:
    return changed(network, output_constant_=np.zeros((1, n)))


def other_vectors(vectors: WordVectors) -> WordVectors:
    return changed(vectors, vectors_=vectors.vectors_[:, :-1])


@pytest.fixture
def members(shipped: ArticleTagger) -> BlendMembers:
    assert shipped.blend_ is not None
    return shipped.blend_.members_


def test_what_was_trained_together_goes_together(shipped: ArticleTagger, tiny: ArticleTagger) -> None:
    check_tagger(shipped)
    check_tagger(tiny)
    check_tagger(changed(tiny, tone_classifier_=None, issue_tone_classifier_=None))


@pytest.mark.parametrize("missing", ["blend_", "word_vectors_"])
def test_a_blend_without_its_half(shipped: ArticleTagger, missing: str) -> None:
    with pytest.raises(ValueError, match="or a blend and word vectors, and not both"):
        check_tagger(changed(shipped, **{missing: None}))


def test_too_much_or_too_little(shipped: ArticleTagger, tiny: ArticleTagger) -> None:
    for odd in (
        changed(shipped, issue_classifier_=tiny.issue_classifier_),
        changed(tiny, issue_classifier_=None),
        changed(tiny, tone_classifier_=None),
    ):
        with pytest.raises(ValueError, match="needs an issue classifier"):
            check_tagger(odd)


def test_other_word_vectors_than_the_network_read(shipped: ArticleTagger) -> None:
    assert shipped.word_vectors_ is not None
    with pytest.raises(ValueError, match="not those of the word vectors"):
        check_tagger(changed(shipped, word_vectors_=other_vectors(shipped.word_vectors_)))


def test_tones_of_another_taxonomy(shipped: ArticleTagger, tiny: ArticleTagger) -> None:
    fewer = changed(shipped.taxonomy_, tones=shipped.taxonomy_.tones[:-1])
    with pytest.raises(ValueError, match="tells 4 tones, expected the taxonomy's 3"):
        check_tagger(changed(shipped, taxonomy_=fewer))
    unknown = changed(tiny.tone_classifier_, classes_=np.array(["mixed", "nasty", "neutral", "positive"]))
    with pytest.raises(ValueError, match="'nasty', which is no tone"):
        check_tagger(changed(tiny, tone_classifier_=unknown))


def test_a_network_without_its_entry(members: BlendMembers) -> None:
    network = members.network_
    check_network(network)
    with pytest.raises(ValueError, match=f"without entry_ reads {network.rank} values, expected {len(network.mean_)}"):
        check_network(changed(network, entry_=None))


def test_networks_of_other_sizes(members: BlendMembers) -> None:
    check_networks(members)
    n = members.network_.output_constant_.shape[1]
    with pytest.raises(ValueError, match=f"has {n + 1} outputs, expected {n}"):
        check_networks(changed(members, network_=with_outputs(members.network_, n + 1)))
    sentence = members.sentence_classifier_
    odd = changed(sentence, network_=with_outputs(sentence.network_, 3))
    with pytest.raises(ValueError, match="has 3 outputs"):
        check_networks(changed(members, sentence_classifier_=odd))
    short = changed(members.network_, block_ends_=members.network_.block_ends_ - 1)
    with pytest.raises(ValueError, match="the last block of a network ends at"):
        check_networks(changed(members, network_=short))
    odd = changed(sentence, vector_coef_=sentence.vector_coef_[:, 1:])
    with pytest.raises(ValueError, match="vectors of different lengths"):
        check_networks(changed(members, sentence_classifier_=odd))


def test_a_topic_blend_of_other_sizes() -> None:
    blend = small_topic_blend()
    check_topic_blend(blend)
    with pytest.raises(ValueError, match="not those of the word vectors"):
        check_topic_blend(changed(blend, word_vectors_=other_vectors(blend.word_vectors_)))
    with pytest.raises(ValueError, match="2 outputs, expected 3, one for each label"):
        check_topic_blend(changed(blend, network_=with_outputs(blend.network_, 2)))
