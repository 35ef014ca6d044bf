import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.evaluation import opposite_rate, ordinal_error, tone_score_correlation
from vnnews.evaluation._ordinal import TONE_SCORES
from vnnews.taxonomy import load_taxonomy

TONES = ("positive", "negative", "mixed", "neutral")
pairs = st.lists(st.tuples(st.sampled_from(TONES), st.sampled_from(TONES)), min_size=1, max_size=40)


def test_positions_are_those_of_the_taxonomy() -> None:
    assert {tone.id: tone.score for tone in load_taxonomy().tones} == dict(TONE_SCORES)


def test_by_hand() -> None:
    truth = ["positive", "negative", "mixed", "neutral"]
    said = ["negative", "positive", "negative", "mixed"]
    assert opposite_rate(truth, said) == 0.5
    assert ordinal_error(truth, said) == (2 + 2 + 1 + 0) / 4
    assert ordinal_error(["low", "high"], ["high", "high"], {"low": 1.0, "high": 5.0}) == 2.0


@given(pairs)
def test_an_opposite_costs_two(drawn: list[tuple[str, str]]) -> None:
    truth, said = zip(*drawn, strict=True)
    assert ordinal_error(truth, said) >= 2 * opposite_rate(truth, said) - 1e-12
    assert ordinal_error(truth, truth) == opposite_rate(truth, truth) == 0.0
    assert opposite_rate(truth, said) == opposite_rate(said, truth)


def test_correlation_looks_at_ranks_only() -> None:
    truth = ["negative", "negative", "mixed", "neutral", "positive", "positive"]
    score = np.array([-0.9, -0.1, 0.0, 0.2, 0.3, 0.8])
    assert tone_score_correlation(truth, score) == pytest.approx(tone_score_correlation(truth, np.exp(5 * score)))
    assert tone_score_correlation(truth, -score) == pytest.approx(-tone_score_correlation(truth, score))
    # Ranks 1.5 1.5 3.5 3.5 5.5 5.5 against 1 to 6.
    assert tone_score_correlation(truth, score) == pytest.approx(16.0 / math.sqrt(16.0 * 17.5))


def test_what_is_undefined_is_nan_without_a_warning() -> None:
    assert math.isnan(tone_score_correlation(["mixed", "neutral"], [0.1, 0.2]))
    assert math.isnan(tone_score_correlation(["mixed", "positive"], [0.1, 0.1]))
    assert math.isnan(tone_score_correlation([], []))
    assert math.isnan(opposite_rate([], []))
    assert math.isnan(ordinal_error([], []))


def test_unknown_tones_are_named() -> None:
    with pytest.raises(ValueError, match=r"no position for the tones \['angry'\]"):
        ordinal_error(["angry"], ["mixed"])
    with pytest.raises(ValueError, match="3 scores for 1 articles"):
        tone_score_correlation(["mixed"], [1, 2, 3])
