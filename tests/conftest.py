import pytest
from hypothesis import settings

from vnnews.tagging import ArticleTagger

# A kernel is compiled at its first call, and a busy machine stops for a while: neither is a fault.
settings.register_profile("vnnews", deadline=None)
settings.load_profile("vnnews")


@pytest.fixture(scope="session")
def shipped() -> ArticleTagger:
    from vnnews import load_tagger

    return load_tagger()


@pytest.fixture(scope="session")
def small() -> ArticleTagger:
    """A tagger fitted on the sample: small, but real."""
    from vnnews.datasets import load_sample

    sample = load_sample()
    return ArticleTagger().fit(sample.articles, sample.issue_tones, sample.tones)
