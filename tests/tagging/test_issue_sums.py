"""What sentences say of issues, held against plain sums of numpy."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from vnnews.tagging._issue_sums import N_ISSUE_SUMMARIES, add_issue_losses, summarize_issues

LENGTHS = st.lists(st.integers(0, 9), min_size=1, max_size=6)


def drawn(lengths: list[int]) -> tuple[np.ndarray, np.ndarray, np.random.Generator]:
    rng = np.random.default_rng(sum(lengths))
    return rng.normal(size=(sum(lengths), 3)) * 4, np.cumsum([0, *lengths]), rng


def plain(evidence: np.ndarray) -> np.ndarray:
    """Return the summaries of one article, shape (4, n_issues)."""
    p = expit(evidence)
    if not len(p):
        return np.full((N_ISSUE_SUMMARIES, evidence.shape[1]), np.log(0.01))
    fading = 0.8 ** np.arange(len(p))
    return np.log(0.01 + np.array([p[0], p[min(1, len(p) - 1)], p.mean(axis=0), fading @ p / fading.sum()]))


@settings(deadline=None)
@given(LENGTHS)
def test_summaries(lengths: list[int]) -> None:
    evidence, indptr, _ = drawn(lengths)
    found = summarize_issues(evidence, indptr)
    assert found.shape == (len(lengths), 3, N_ISSUE_SUMMARIES)
    for own, (start, end) in zip(found, pairwise(indptr), strict=True):
        np.testing.assert_allclose(own.T, plain(evidence[start:end]), atol=1e-12)


@settings(deadline=None)
@given(LENGTHS)
def test_without_each_sentence(lengths: list[int]) -> None:
    evidence, indptr, rng = drawn(lengths)
    pairs = rng.integers(0, len(lengths), 5), rng.integers(0, 3, 5)
    factors = rng.normal(size=(5, N_ISSUE_SUMMARIES))
    starts = np.cumsum([0, *np.diff(indptr)[pairs[0]]])
    given_before = rng.normal(size=starts[-1])
    found = given_before.copy()
    add_issue_losses(evidence, indptr, (*pairs, starts), factors, found)
    expected = []
    for article, issue, own in zip(*pairs, factors, strict=True):
        part = evidence[indptr[article] : indptr[article + 1], issue : issue + 1]
        whole = own @ plain(part)[:, 0]
        expected += [whole - own @ plain(np.delete(part, i, axis=0))[:, 0] for i in range(len(part))]
    np.testing.assert_allclose(found - given_before, expected, atol=1e-9)


def test_extreme_log_odds_and_long_articles() -> None:
    evidence = np.array([[800.0], [-800.0], [800.0]])
    found = summarize_issues(evidence, np.array([0, 3]))
    np.testing.assert_allclose(found[0, 0], np.log(0.01 + np.array([1, 0, 2 / 3, 1.64 / 2.44])))
    n = 20_000
    evidence = np.random.default_rng(0).normal(size=(n, 1))
    losses = np.zeros(n)
    zero = np.zeros(1, np.int64)
    add_issue_losses(evidence, np.array([0, n]), (zero, zero, zero), np.array([[0.0, 0, 0, 1]]), losses)
    assert np.isfinite(losses).all()
    assert abs(losses[0]) > 1e-3
    assert np.abs(losses[5000:]).max() < 1e-12


def test_no_articles() -> None:
    assert summarize_issues(np.empty((0, 2)), np.zeros(1, np.int64)).shape == (0, 2, N_ISSUE_SUMMARIES)
