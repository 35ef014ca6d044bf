import pytest

from vnnews.tagging import ArticleTagger


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
