from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from vnnews.modelfile._kinds import Kind
from vnnews.modelfile._learnt import ALL_FLOATS, Array, Counting, GivenWords, MaybeArray, Size, Words, _extremes
from vnnews.modelfile._store import Store

FLOATS = Array(("n",))
HALF = Array(("n",), ALL_FLOATS)


def round_trip(kind: Kind, value: Any) -> Any:
    written = Store()
    data = kind.write(value, written, "x_")
    read = Store(written.arrays)
    found = kind.read(data, read, "x_")
    assert not read.arrays
    return found


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_arrays_keep_their_type(dtype: type) -> None:
    found = round_trip(HALF, np.array([1.5, -2], dtype=dtype))
    assert found.dtype == dtype
    assert found.tolist() == [1.5, -2]


def test_an_array_that_may_be_missing() -> None:
    kind = MaybeArray(HALF)
    assert round_trip(kind, None) is None
    assert round_trip(kind, np.array([0.5])).tolist() == [0.5]
    with pytest.raises(ValueError, match="type int64"):
        round_trip(kind, np.array([1]))


@given(arrays(np.float16, st.integers(1, 8)))
def test_extremes_of_half_precision_are_those_of_numpy(values: np.ndarray) -> None:
    lowest, highest = _extremes(values)
    if np.isnan(values).any():
        assert np.isnan([lowest, highest]).any()
    else:
        assert (lowest, highest) == (values.min(), values.max())


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (FLOATS, np.array([1, 2]), "type int64"),
        (FLOATS, np.array(["a"]), "type <U1"),
        (FLOATS, np.array([1.0, np.nan]), "not finite"),
        (FLOATS, np.array([1.0, np.inf], dtype=np.float32), "not finite"),
        (FLOATS, np.array([1.0, -np.inf]), "not finite"),
        (HALF, np.array([1.0, np.inf], dtype=np.float16), "not finite"),
        (HALF, np.array([1.0, np.nan], dtype=np.float16), "not finite"),
        (FLOATS, np.array([1.0], dtype=np.float16), "type float16"),
        (FLOATS, np.array([1e10]), "not from -1e\\+09 to 1e\\+09"),
        (FLOATS, np.ones((2, 2)), "shape"),
        (FLOATS, np.ones(0), "shape"),
        (FLOATS, np.float64(1), "shape"),
        (Array(("n",), low=0), np.array([-0.5]), "from 0 to"),
        (Array(("n",), ascending=True), np.array([1.0, 0.5]), "ascend"),
    ],
)
def test_arrays_that_are_refused(kind: Array, value: np.ndarray, message: str) -> None:
    for act in (
        lambda: kind.write(value, Store(), "x_"),
        lambda: kind.read(None, Store({"x_": np.asarray(value)}), "x_"),
    ):
        with pytest.raises(ValueError, match=message):
            act()


def test_words_keep_their_columns() -> None:
    assert round_trip(Words("n_features"), {"Mỹ": 1, "Nga": 0}) == {"Nga": 0, "Mỹ": 1}


def test_words_say_how_many_features_there_are() -> None:
    store = Store()
    store.agree("idf_", ("n_features",), (3,))
    with pytest.raises(ValueError, match="n_features = 3"):
        Words("n_features").write({"Nga": 0}, store, "x_")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"x_": np.array([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], np.uint8)}, "utf-8"),
        ({"x_": np.zeros((7, 1), np.uint8)}, "shape"),
        ({"x_.offsets": np.array([0, 3, 8], np.uint32)}, "from 0 to 7"),
        ({"x_.offsets": np.array([0, 3, 6], np.uint32)}, "do not part"),
        ({"x_.offsets": np.array([0, 7, 3], np.uint32)}, "ascend"),
        ({"x_.offsets": np.array([0, 3, 7], np.int64)}, "type int64"),
    ],
)
def test_damaged_words(change: dict[str, np.ndarray], message: str) -> None:
    store = Store()
    Words("n").write({"Nga": 0, "Mỹ": 1}, store, "x_")
    with pytest.raises(ValueError, match=message):
        Words("n").read(None, Store(store.arrays | change), "x_")


def test_given_words_become_a_list() -> None:
    for words in (["Nga", "Mỹ"], {"Mỹ": 1, "Nga": 0}, ("Nga", "Mỹ")):
        assert round_trip(GivenWords(), words) == ["Nga", "Mỹ"]
    assert round_trip(GivenWords(), {"b", "a"}) == ["a", "b"]
    for odd in ("Nga", 5, iter(["Nga"])):
        with pytest.raises(ValueError, match="a list, set or mapping"):
            GivenWords().write(odd, Store(), "x")


def test_what_follows_is_not_stored() -> None:
    for kind, value in ((Counting("n"), np.arange(3)), (Size("n"), 3)):
        store = Store()
        store.agree("y_", ("n",), (3,))
        assert kind.write(value, store, "x_") is None
        assert not store.arrays
        assert np.array_equal(kind.read(None, store, "x_"), value)
    with pytest.raises(ValueError, match="0, 1, 2"):
        Counting("n").write(np.array([1, 2]), Store(), "x_")
