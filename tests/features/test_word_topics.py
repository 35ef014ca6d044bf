import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfTransformer

from vnnews.features._word_topics import sublinear, word_topics

COUNTS = sp.random_array((60, 25), density=0.3, rng=np.random.default_rng(0), data_sampler=None, format="csr")
COUNTS.data = np.ceil(COUNTS.data * 4)
COUNTS = sp.csr_matrix(COUNTS)


def test_topics_are_those_of_the_whole_decomposition() -> None:
    topics, idf = word_topics(COUNTS, 5, seed=0)
    rows = TfidfTransformer(sublinear_tf=True).fit(COUNTS).transform(COUNTS).toarray()
    axes = np.linalg.svd(rows, full_matrices=False)[2][:5]
    # Random projections find the strongest axes well, up to their signs.
    assert np.all(np.abs(np.sum(axes * topics.T, axis=1)) > 0.99)
    np.testing.assert_allclose(topics.T @ topics, np.eye(5), atol=1e-5)
    expected = TfidfTransformer(norm=None, sublinear_tf=True).fit(COUNTS)
    np.testing.assert_allclose(idf, expected.idf_, rtol=1e-6)
    np.testing.assert_allclose(sublinear(COUNTS, idf).toarray(), expected.transform(COUNTS).toarray(), rtol=1e-5)


def test_not_more_topics_than_documents() -> None:
    assert word_topics(COUNTS[:3], 10, seed=0)[0].shape == (25, 3)
    assert np.array_equal(word_topics(COUNTS, 4, seed=1)[0], word_topics(COUNTS, 4, seed=1)[0])
