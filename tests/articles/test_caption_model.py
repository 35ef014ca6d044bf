"""The weights that come with the package."""

import numpy as np

from vnnews.articles._caption_features import N_FEATURES, NAMES
from vnnews.articles._caption_model import IN_SENTENCE, N_VALUES, N_VIEWS, WORD, load_caption_model


def test_shapes() -> None:
    model = load_caption_model()
    assert model.values.shape == (len(model.numbers) + 1, N_VALUES)
    assert model.inner.shape == (N_FEATURES, len(model.outer))
    assert model.low.shape == model.high.shape == (N_FEATURES,)
    assert (model.low <= model.high).all()
    assert NAMES[-N_VIEWS:] == ("score_0", "score_1")


def test_sums_are_exact_in_any_order() -> None:
    model = load_caption_model()
    arrays = (model.low, model.high, model.inner, model.inner_bias, model.outer, np.array([model.outer_bias]))
    assert all(np.array_equal(array, np.rint(array)) for array in arrays)
    widest = np.maximum(np.abs(model.low), np.abs(model.high))
    hidden = widest @ np.abs(model.inner) + np.abs(model.inner_bias)
    assert hidden @ np.abs(model.outer) + abs(model.outer_bias) < 2**53


def test_words_tell_what_they_should() -> None:
    model = load_caption_model()
    weight = {word: model.values[number, WORD : WORD + N_VIEWS].sum() for word, number in model.numbers.items()}
    assert weight["tại"] > weight["rằng"]
    assert model.values[model.numbers["theo"], IN_SENTENCE] < 16
    assert model.values[model.numbers["nga"], IN_SENTENCE] > 48


def test_the_score_is_that_of_the_network() -> None:
    model = load_caption_model()
    row = np.zeros(N_FEATURES)
    hidden = np.clip(row, model.low, model.high) @ model.inner + model.inner_bias
    assert model.score(row) == hidden.clip(0) @ model.outer + model.outer_bias
    # What is beyond all pages that were learnt from counts as the most that was seen.
    assert model.score(row + 1e6) == model.score(model.high)


def test_nothing_can_be_written() -> None:
    model = load_caption_model()
    assert not any(array.flags.writeable for array in model if isinstance(array, np.ndarray))
