"""What may be captions is told what else on the page may be one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles.captions import MODEL, page_of
from vnnews.articles._bare_captions import text_of
from vnnews.articles._caption_context import CONTEXT, MOST_RESULT, Likely, choose, contexts, likely_on
from vnnews.articles._caption_features import N_FEATURES, Reader
from vnnews.articles._caption_model import Network


def likely(places: list[tuple[int, int, int]], results: list[int], n_sentences: int = 12) -> Likely:
    return Likely(places, results, np.zeros((len(places), N_FEATURES)), n_sentences)


def by_column(column: str, least: float) -> Network:
    """Return a network that takes for captions what has more than so much in a column of the context."""
    n = N_FEATURES + len(CONTEXT)
    inner = np.zeros((n, 1))
    inner[N_FEATURES + CONTEXT.index(column)] = 1.0
    return Network(np.full(n, -1e9), np.full(n, 1e9), inner, np.zeros(1), np.ones(1), -least)


def test_what_is_told_of_the_others() -> None:
    rows = contexts(likely([(2, 20, 25), (3, 30, 33), (3, 33, 39), (9, 90, 95)], [60, 12, 300, 600]))
    told = [dict(zip(CONTEXT, row, strict=True)) for row in rows.tolist()]
    assert [row["result"] for row in told] == [60, 12, 300, 600]
    assert [row["of_sentence"] for row in told] == [60, 12, 12, 600]
    assert [row["before"] for row in told] == [0, 60, 60, 0]
    assert [row["behind"] for row in told] == [12, 0, 0, 0]
    assert [row["strongest"] for row in told] == [600, 600, 600, 60]
    # Steps of 6, at most 64 of a sentence.
    assert [row["others"] for row in told] == [2 + 64, 10 + 64, 10 + 64, 10 + 2]
    assert [row["share_of_others"] for row in told] == [66 // 12, 74 // 12, 74 // 12, 1]
    assert [row["near"] for row in told] == [
        (2 * 7 + 64) // 8,
        (10 * 7 + 64 * 2) // 8,
        (10 * 7 + 64 * 2) // 8,
        (10 + 2 * 2) // 8,
    ]


def test_a_page_of_one_sentence() -> None:
    assert contexts(likely([(0, 0, 3)], [5], 1)).tolist() == [[5, 5, 0, 0, 0, 0, 0, 0]]


def test_nothing_likely() -> None:
    assert choose(likely([], []), MODEL.together) == []


def test_what_begins_behind_no_caption_is_none() -> None:
    found = likely([(2, 20, 25), (3, 30, 33), (3, 33, 39), (3, 39, 44), (4, 44, 50)], [60, 12, 300, 5, 400])
    assert choose(found, by_column("result", 11)) == [0, 1, 2, 4]
    assert choose(found, by_column("result", 12)) == [0, 4]
    assert choose(found, by_column("result", 0)) == [0, 1, 2, 3, 4]


@given(st.lists(st.integers(0, 11), max_size=12).map(sorted), st.integers(0, 2**32))
def test_contexts_are_what_their_names_say(sentences: list[int], seed: int) -> None:
    results = np.random.default_rng(seed).integers(0, MOST_RESULT, len(sentences)).tolist()
    found = likely([(sentence, i, i + 1) for i, sentence in enumerate(sentences)], results)
    first = {sentence: results[sentences.index(sentence)] for sentence in sentences}
    for row, sentence, result in zip(contexts(found).tolist(), sentences, results, strict=True):
        others = {s: min(r, 384) // 6 for s, r in first.items() if s != sentence}
        near = sum(weight * max(8 - abs(s - sentence), 0) for s, weight in others.items()) // 8
        assert row == [
            result,
            first[sentence],
            first.get(sentence - 1, 0),
            first.get(sentence + 1, 0),
            max((r for s, r in first.items() if s != sentence), default=0),
            sum(others.values()),
            sum(others.values()) // 12,
            near,
        ]


@pytest.mark.parametrize("bias", [1e12, 0.0, -1e12])
def test_all_is_likely_or_nothing(bias: float) -> None:
    model = MODEL._replace(alone=MODEL.alone._replace(outer_bias=bias), least=-1e9)
    page = page_of("Nga", "", "Hai bên đã gặp nhau. Tổng thống Nga tại Geneva Theo báo chí. Nga cũng vậy.")
    reader = Reader(text_of(page), model)
    found = likely_on(reader)
    assert found.n_sentences == 3
    assert found.numbers.shape == (len(found.results), N_FEATURES) or not found.results
    assert all(0 <= result <= MOST_RESULT for result in found.results)
    assert len({sentence for sentence, *_ in found.places}) == (3 if bias > 0 else 0 if bias < 0 else len(found.places))
