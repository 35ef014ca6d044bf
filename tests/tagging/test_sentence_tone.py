import numpy as np
import pytest
import scipy.sparse as sp
from scipy.special import log_softmax, softmax
from sklearn.exceptions import NotFittedError

from vnnews.tagging._network import MultiTaskNetwork
from vnnews.tagging._sentence_tone import SentenceToneClassifier, attend, summarize

NETWORK = MultiTaskNetwork(n_hidden=32, n_epochs=15, learning_rate=0.01, input_dropout=0.0, n_networks=1)
Data = tuple[sp.csr_matrix, np.ndarray, np.ndarray, np.ndarray]


@pytest.fixture(scope="module")
def data() -> Data:
    rng = np.random.default_rng(0)
    tones = rng.integers(0, 3, 600)
    ngrams = sp.csr_matrix(np.eye(6)[2 * tones + rng.integers(0, 2, 600)] * (rng.random((600, 1)) < 0.5))
    vectors = np.eye(3, 4)[tones] + rng.normal(0, 0.7, (600, 4))
    issues = (vectors[:, 3:] > 0.5).astype(float)
    return ngrams, (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), tones, issues


def test_learns_from_both_kinds_of_features(data: Data) -> None:
    ngrams, vectors, tones, issues = data
    model = SentenceToneClassifier(network=NETWORK)
    model.fit(ngrams[:400], vectors[:400], tones[:400], issues[:400])
    found, evidence = model.predict_log_proba(ngrams[400:], vectors[400:])
    np.testing.assert_allclose(np.exp(found).sum(axis=1), 1)
    right = np.mean(found.argmax(axis=1) == tones[400:])
    assert right > 0.8
    # Without the n-grams it knows less.
    assert np.mean(model.predict_log_proba(0 * ngrams[400:], vectors[400:])[0].argmax(axis=1) == tones[400:]) < right
    assert evidence[issues[400:] == 1].mean() > evidence[issues[400:] == 0].mean() + 1


def test_the_mixture_is_that_of_its_parts(data: Data) -> None:
    ngrams, vectors, tones, issues = data
    model = SentenceToneClassifier(network=NETWORK, network_share=0.3).fit(ngrams, vectors, tones, issues)
    linear = ngrams @ model.ngram_coef_.T + vectors @ model.vector_coef_.T + model.intercept_
    dense = model.network_.decision_function(vectors)[:, 1:].astype(float)
    mixed = 0.7 * log_softmax(linear, axis=1) + 0.3 * log_softmax(dense, axis=1)
    np.testing.assert_allclose(model.predict_log_proba(ngrams, vectors)[0], log_softmax(mixed, axis=1), atol=1e-6)


def test_two_tones(data: Data) -> None:
    ngrams, vectors, tones, issues = data
    rows = tones < 2
    model = SentenceToneClassifier(network=NETWORK).fit(ngrams[rows], vectors[rows], tones[rows], issues[rows])
    found = model.predict_log_proba(ngrams[rows], vectors[rows])[0]
    assert np.mean(found.argmax(axis=1) == tones[rows]) > 0.85


def test_summaries() -> None:
    p = np.random.default_rng(0).dirichlet(np.ones(2), 6)
    rows = summarize(p, np.array([0, 5, 5, 6]))
    first = rows[0].reshape(6, 2)
    np.testing.assert_allclose(first[0], p[0])
    np.testing.assert_allclose(first[1], p[1])
    np.testing.assert_allclose(first[2], sum(p[:5]) / 5)
    weights = [1, 0.8, 0.64, 0.512, 0.4096]
    np.testing.assert_allclose(first[3], sum(w * one for w, one in zip(weights, p, strict=False)) / sum(weights))
    np.testing.assert_allclose(first[4], [max(p[:5, 0]), max(p[:5, 1])])
    np.testing.assert_allclose(first[5], (p[2] + p[3] + p[4]) / 3)
    np.testing.assert_allclose(rows[1], 0.5)
    np.testing.assert_allclose(rows[2], np.tile(p[5], 6))


def test_attention() -> None:
    rng = np.random.default_rng(0)
    p, evidence = rng.dirichlet(np.ones(3), 4), rng.normal(size=(4, 2))
    found = attend(p, evidence, np.array([0, 3, 3, 4]))
    for issue in range(2):
        weights = softmax(evidence[:3, issue])
        np.testing.assert_allclose(found[0, issue], sum(weights[i] * p[i] for i in range(3)))
    np.testing.assert_allclose(found[1], 1 / 3)
    np.testing.assert_allclose(found[2], [p[3], p[3]])


def test_errors(data: Data) -> None:
    ngrams, vectors, tones, issues = data
    with pytest.raises(NotFittedError):
        SentenceToneClassifier().predict_log_proba(ngrams, vectors)
    with pytest.raises(ValueError, match="no labelled sentence has the tone of column 1"):
        SentenceToneClassifier().fit(ngrams, vectors, np.where(tones == 1, 0, tones), issues)
