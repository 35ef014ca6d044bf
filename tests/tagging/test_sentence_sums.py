"""Sums over sentences, held against plain ones of numpy."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, softmax

from vnnews.tagging._sentence_sums import N_ISSUE_SUMMARIES, N_SUMMARIES, add_issue_losses, differ_without
from vnnews.tagging._sentence_tone import attend, summarize, summarize_issues

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
    kinds, table = rng.integers(0, 3, len(lengths)), rng.normal(size=(3, 2 + N_SUMMARIES, n_tones))
    factors = table[kinds, 2:]
    before = rng.normal(size=len(p))
    found = before.copy()
    differ_without(p, indptr, (kinds, table), (np.empty(N_SUMMARIES), np.full(len(p), np.nan)), found)
    expected = [
        (own * (plain_summary(p[start:end]) - plain_summary(np.delete(p[start:end], i, axis=0)))).sum()
        for own, (start, end) in zip(factors, pairwise(indptr), strict=True)
        for i in range(end - start)
    ]
    np.testing.assert_allclose(found - before, expected, atol=1e-12)


def test_without_each_sentence_of_a_long_article() -> None:
    n = 20_000
    p, indptr, rng = drawn([n], 3)
    p[:40] = p[40]  # so that the largest stands there more than once
    table = rng.normal(size=(1, 2 + N_SUMMARIES, 3))
    factors = table[:, 2:]
    found = np.zeros(n)
    # In linear time: one sentence after the other would take minutes.
    scratch = np.empty(N_SUMMARIES), np.full(n, np.nan)
    differ_without(p, indptr, (np.zeros(1, np.int64), table), scratch, found)
    for i in (0, 1, 2, 7, 39, 40, 9_999, n - 4, n - 3, n - 1, *p.argmax(axis=0)):
        expected = (factors[0] * (plain_summary(p) - plain_summary(np.delete(p, i, axis=0)))).sum()
        assert found[i] == pytest.approx(expected, abs=1e-12)


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


def drawn_issues(lengths: list[int]) -> tuple[np.ndarray, np.ndarray, np.random.Generator]:
    rng = np.random.default_rng(sum(lengths))
    return rng.normal(size=(sum(lengths), 3)) * 4, np.cumsum([0, *lengths]), rng


def plain_issues(evidence: np.ndarray) -> np.ndarray:
    """Return the summaries of one article, shape (4, n_issues)."""
    p = expit(evidence)
    if not len(p):
        return np.full((N_ISSUE_SUMMARIES, evidence.shape[1]), np.log(0.01))
    fading = 0.8 ** np.arange(len(p))
    return np.log(0.01 + np.array([p[0], p[min(1, len(p) - 1)], p.mean(axis=0), fading @ p / fading.sum()]))


@settings(deadline=None)
@given(LENGTHS)
def test_summaries_of_issues(lengths: list[int]) -> None:
    evidence, indptr, _ = drawn_issues(lengths)
    found = summarize_issues(evidence, indptr)
    assert found.shape == (len(lengths), 3, N_ISSUE_SUMMARIES)
    for own, (start, end) in zip(found, pairwise(indptr), strict=True):
        np.testing.assert_allclose(own.T, plain_issues(evidence[start:end]), atol=1e-12)


@settings(deadline=None)
@given(LENGTHS)
def test_issues_without_each_sentence(lengths: list[int]) -> None:
    evidence, indptr, rng = drawn_issues(lengths)
    n_pairs = 5 if lengths else 0
    pairs = rng.integers(0, max(len(lengths), 1), n_pairs), rng.integers(0, 3, n_pairs)
    weights = rng.normal(size=(3, 2 + N_ISSUE_SUMMARIES))
    starts = np.cumsum([0, *np.diff(indptr)[pairs[0]]])
    given_before = rng.normal(size=starts[-1])
    found = given_before.copy()
    add_issue_losses(evidence, indptr, (*pairs, starts), weights, found)
    expected = []
    for article, issue, own in zip(*pairs, weights[pairs[1], 2:], strict=True):
        part = evidence[indptr[article] : indptr[article + 1], issue : issue + 1]
        whole = own @ plain_issues(part)[:, 0]
        expected += [whole - own @ plain_issues(np.delete(part, i, axis=0))[:, 0] for i in range(len(part))]
    np.testing.assert_allclose(found - given_before, expected, atol=1e-9)


def test_extreme_log_odds_and_long_articles() -> None:
    evidence = np.array([[800.0], [-800.0], [800.0]])
    found = summarize_issues(evidence, np.array([0, 3]))
    np.testing.assert_allclose(found[0, 0], np.log(0.01 + np.array([1, 0, 2 / 3, 1.64 / 2.44])))
    n = 20_000
    evidence = np.random.default_rng(0).normal(size=(n, 1))
    losses = np.zeros(n)
    zero = np.zeros(1, np.int64)
    add_issue_losses(evidence, np.array([0, n]), (zero, zero, zero), np.array([[0.0, 0, 0, 0, 0, 1]]), losses)
    assert np.isfinite(losses).all()
    assert abs(losses[0]) > 1e-3
    assert np.abs(losses[5000:]).max() < 1e-12


def test_no_articles_no_issues() -> None:
    assert summarize_issues(np.empty((0, 2)), np.zeros(1, np.int64)).shape == (0, 2, N_ISSUE_SUMMARIES)
