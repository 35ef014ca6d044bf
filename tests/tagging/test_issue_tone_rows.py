"""The kernel that lays out what tells the tone of an issue, held against numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, log_softmax

from vnnews.tagging._issue_tone_rows import N_SIDES, fill_issue_tone_rows

SMALL_SHARE = 0.02


def plain_rows(
    pairs: tuple[np.ndarray, np.ndarray], tone: np.ndarray, network: np.ndarray, attended: np.ndarray
) -> np.ndarray:
    articles, issues = pairs
    n = attended.shape[1]
    there, good, bad = (network[articles, side * n + issues] for side in range(3))
    share = expit(there) + SMALL_SHARE
    sides = [good - there, bad - there, good, bad, there, expit(good) / share, expit(bad) / share]
    shown = attended[articles, issues]
    own = tone[articles]
    return np.hstack([own, np.exp(own), np.eye(n)[issues], np.column_stack(sides), shown, np.log(shown + SMALL_SHARE)])


@given(st.integers(0, 12), st.integers(1, 6), st.integers(1, 5), st.sampled_from([1.0, 30.0, 900.0]))
def test_rows_are_those_of_numpy(n_pairs: int, n_issues: int, n_tones: int, widest: float) -> None:
    rng = np.random.default_rng(n_pairs + 100 * n_issues)
    pairs = rng.integers(0, 4, n_pairs), rng.integers(0, n_issues, n_pairs)
    tone = log_softmax(rng.normal(size=(4, n_tones)), axis=1)
    network = widest * rng.normal(size=(4, 3 * n_issues + n_tones))
    attended = rng.dirichlet(np.ones(n_tones), (4, n_issues))
    rows = np.full((n_pairs, 4 * n_tones + n_issues + N_SIDES), np.nan)
    fill_issue_tone_rows(pairs, (tone, network, attended), rows)
    np.testing.assert_allclose(rows, plain_rows(pairs, tone, network, attended), rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("log_odds", [-800.0, 800.0])
def test_the_surest_log_odds_are_no_overflow(log_odds: float) -> None:
    rows = np.empty((1, 4 + 1 + N_SIDES))
    one = np.zeros(1, np.int64)
    fill_issue_tone_rows((one, one), (np.zeros((1, 1)), np.full((1, 4), log_odds), np.ones((1, 1, 1))), rows)
    assert np.isfinite(rows).all()
