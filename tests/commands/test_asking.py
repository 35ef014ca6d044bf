"""Asking about an issue gives it, and changes nothing else."""

import numpy as np
import pytest

import vnnews
from tests.commands.conftest import UKRAINE
from vnnews.commands._asking import asked_about
from vnnews.tagging import ArticleTagger


@pytest.fixture(scope="module")
def tagger() -> ArticleTagger:
    return vnnews.load_tagger()


def test_no_question(tagger: ArticleTagger) -> None:
    question = asked_about(tagger, None)
    assert question.tagger is tagger
    assert list(question.thresholds) == list(tagger.taxonomy_.issue_ids)


def test_a_question(tagger: ArticleTagger) -> None:
    before = tagger.tag(UKRAINE)
    question = asked_about(tagger, "climate")
    tags = question.restore(question.tagger.tag(UKRAINE))
    (asked,) = (tag for tag in tags.issues if tag.id == "climate")
    assert asked.probability < asked.threshold == question.thresholds["climate"]
    assert tuple(tag for tag in tags.issues if tag.id != "climate") == before.issues
    assert tagger.tag(UKRAINE) == before
    assert np.isclose(asked.probability, before.probabilities["climate"])


def test_an_issue_of_no_taxonomy(tagger: ArticleTagger) -> None:
    with pytest.raises(ValueError, match="did you mean 'climate'"):
        asked_about(tagger, "klimate")
    with pytest.raises(ValueError, match="taxonomy; expected one of us_russia"):
        asked_about(tagger, "xyz")
