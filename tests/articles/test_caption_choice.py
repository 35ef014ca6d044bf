"""The kernel chooses what the plain way chooses."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.articles.captions import random_model
from vnnews._jit import INTERPRETED
from vnnews.articles import _caption_context as plain
from vnnews.articles._caption_choice import N_FOUND, RESULT, SENTENCE, choose
from vnnews.articles._caption_context import MOST_RESULT, N_CONTEXT, Likely
from vnnews.articles._caption_features import N_FEATURES
from vnnews.articles._caption_table import table_of

MODELS = [random_model(seed) for seed in range(6)]
N_SENTENCES = 30


@given(
    st.lists(st.tuples(st.integers(0, N_SENTENCES - 1), st.integers(0, 900)), min_size=1, max_size=20).map(sorted),
    st.sampled_from(MODELS),
    st.integers(0, 2**32),
)
@example([(0, 0)], MODELS[0], 0)
@example([(3, MOST_RESULT), (3, 5), (3, MOST_RESULT), (4, MOST_RESULT)], MODELS[1], 1)
@settings(max_examples=30 if INTERPRETED else 500, deadline=None)
def test_as_in_the_plain_way(likely: list[tuple[int, int]], model, seed: int) -> None:
    chance = np.random.default_rng(seed)
    numbers = chance.integers(-60, 60, (len(likely), N_FEATURES)).astype(np.float64)
    found = np.zeros((len(likely), N_FOUND), np.int32)
    found[:, [SENTENCE, RESULT]] = likely
    found[:, 1] = range(len(likely))  # to know them by
    # So that about half of them are captions.
    scores = model.together.score(np.hstack([numbers, np.zeros((len(likely), N_CONTEXT))]))
    together = model.together._replace(outer_bias=float(model.together.outer_bias - np.rint(np.median(scores))))
    table = table_of(model._replace(together=together))

    expected = plain.choose(Likely(found.tolist(), found[:, RESULT].tolist(), numbers, N_SENTENCES), together)
    rows = np.hstack([numbers, np.empty((len(likely), N_CONTEXT))])
    hidden = np.empty(table.together.shape[1], np.float32)
    n = choose(found, rows, table.together, table.limits[1], np.zeros(N_SENTENCES, np.int64), hidden)
    assert found[:n, 1].tolist() == expected
