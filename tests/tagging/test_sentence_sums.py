"""Sums over sentences, held against plain ones of numpy."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import softmax

from vnnews.tagging._sentence_sums import N_SUMMARIES, differ_without
from vnnews.tagging._sentence_tone import attend, summarize

LENGTHS = st.lists(st.integers(0, 9), max_size=6)


def drawn(lengths: list[int], n_tones: int) -> tuple[np.ndarray, np.ndarray, np.random.Generator]:
    rng = np.random.default_rng(sum(lengths))
    return rng.dirichlet(np.ones(n_tones), sum(lengths)), np.cumsum([0, *lengths]), rng


def plain_summary(p: np.ndarray) -> np.ndarray:
    if not len(p):
        return np.full((N_SUMMARIES, p.shape[1]), 1 / p.shape[1])
    fading = 0.8 ** np.arange(len(p))
    return np.array(
        [p[0], p[min(1, len(p) - 1)], p.mean(axis=0), fading @ p / fading.sum(), p.max(axis=0), p[-3:].mean(axis=0)]
    )


@settings(deadline=None)
@given(LENGTHS, st.integers(2, 4))
def test_summaries(lengths: list[int], n_tones: int) -> None:
    p, indptr, _ = drawn(lengths, n_tones)
    found = summarize(p, indptr)
    assert found.shape == (len(lengths), N_SUMMARIES * n_tones)
    for row, (start, end) in zip(found, pairwise(indptr), strict=True):
        np.testing.assert_allclose(row, plain_summary(p[start:end]).ravel(), atol=1e-12)


@settings(deadline=None)
@given(LENGTHS, st.integers(2, 4))
def test_without_each_sentence(lengths: list[int], n_tones: int) -> None:
    p, indptr, rng = drawn(lengths, n_tones)
    factors = rng.normal(size=(len(lengths), N_SUMMARIES, n_tones))
    found = np.full(len(p), np.nan)
    differ_without(p, indptr, factors, np.empty(N_SUMMARIES), found)
    expected = [
        (own * (plain_summary(p[start:end]) - plain_summary(np.delete(p[start:end], i, axis=0)))).sum()
        for own, (start, end) in zip(factors, pairwise(indptr), strict=True)
        for i in range(end - start)
    ]
    np.testing.assert_allclose(found, expected, atol=1e-12)


@settings(deadline=None)
@given(LENGTHS, st.integers(2, 4))
def test_attention(lengths: list[int], n_tones: int) -> None:
    p, indptr, rng = drawn(lengths, n_tones)
    evidence = rng.normal(size=(len(p), 3)) * 20
    for found, (start, end) in zip(attend(p, evidence, indptr), pairwise(indptr), strict=True):
        expected = (
            softmax(evidence[start:end], axis=0).T @ p[start:end] if end > start else np.full((3, n_tones), 1 / n_tones)
        )
        np.testing.assert_allclose(found, expected, atol=1e-12)
