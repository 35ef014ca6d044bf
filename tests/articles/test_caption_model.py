"""The weights that come with the package."""

import numpy as np
import pytest

from vnnews.articles._caption_context import CONTEXT, N_CONTEXT
from vnnews.articles._caption_features import N_FEATURES, NAMES
from vnnews.articles._caption_model import IN_SENTENCE, N_VALUES, N_VIEWS, NETWORKS, WORD, load_caption_model


def test_shapes() -> None:
    model = load_caption_model()
    assert model.values.shape == (len(model.numbers) + 1, N_VALUES)
    for network, n_numbers in ((model.alone, N_FEATURES), (model.together, N_FEATURES + N_CONTEXT)):
        assert network.inner.shape == (n_numbers, len(network.outer))
        assert network.low.shape == network.high.shape == (n_numbers,)
        assert (network.low <= network.high).all()
    assert NAMES[-N_VIEWS:] == ("score_0", "score_1")
    assert len(CONTEXT) == N_CONTEXT


@pytest.mark.parametrize("name", NETWORKS)
def test_sums_are_exact_in_any_order(name: str) -> None:
    network = getattr(load_caption_model(), name)
    assert all(np.array_equal(array, np.rint(array)) for array in network)
    assert network.widest().max() < 2**24
    assert network.widest() @ np.abs(network.outer) + abs(network.outer_bias) < 2**53


def test_words_tell_what_they_should() -> None:
    model = load_caption_model()
    weight = {word: model.values[number, WORD : WORD + N_VIEWS].sum() for word, number in model.numbers.items()}
    assert weight["tại"] > weight["rằng"]
    assert model.values[model.numbers["theo"], IN_SENTENCE] < 16
    assert model.values[model.numbers["nga"], IN_SENTENCE] > 48


def test_no_sum_is_wider() -> None:
    network = load_caption_model().alone
    rows = np.where(network.inner > 0, network.high[:, None], network.low[:, None]).T
    assert (np.abs(rows @ network.inner + network.inner_bias).max(axis=0) <= network.widest()).all()


@pytest.mark.parametrize("name", NETWORKS)
def test_the_score_is_that_of_the_network(name: str) -> None:
    network = getattr(load_caption_model(), name)
    row = np.zeros(len(network.low))
    hidden = np.clip(row, network.low, network.high) @ network.inner + network.inner_bias
    assert network.score(row) == hidden.clip(0) @ network.outer + network.outer_bias
    # What is beyond all pages that were learnt from counts as the most that was seen.
    assert network.score(row + 1e6) == network.score(network.high)


def test_nothing_can_be_written() -> None:
    model = load_caption_model()
    for arrays in (model, model.alone, model.together):
        assert not any(array.flags.writeable for array in arrays if isinstance(array, np.ndarray))
