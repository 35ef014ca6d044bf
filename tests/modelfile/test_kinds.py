from typing import Any

import numpy as np
import pytest

from vnnews.modelfile._kinds import (
    FLAG,
    FloatType,
    Integer,
    IntegerPair,
    Kind,
    Labels,
    Maybe,
    Number,
    OneOf,
    TaxonomyEntries,
)
from vnnews.modelfile._store import Store
from vnnews.taxonomy import load_taxonomy

TAXONOMY = load_taxonomy().to_dict()
ISSUE = TAXONOMY["issues"][0]


@pytest.mark.parametrize(
    ("kind", "value", "data"),
    [
        (FLAG, np.True_, True),
        (OneOf(("l2", None)), None, None),
        (Integer(0, 9), np.int64(9), 9),
        (Number(0, 1), 0, 0),
        (Number(0, 1), np.float32(0.5), 0.5),
        (Maybe(Integer(1, 2)), None, None),
        (Maybe(Integer(1, 2)), 2, 2),
        (IntegerPair(1, 32), (np.int64(1), 2), [1, 2]),
        (FloatType(), np.float32, "float32"),
        (FloatType(), np.float64, "float64"),
        (Labels("n"), np.array(["a", "b"]), ["a", "b"]),
        (Labels("n"), np.array([-1, 3]), [-1, 3]),
        (TaxonomyEntries(), load_taxonomy(), TAXONOMY),
    ],
)
def test_round_trip(kind: Kind, value: Any, data: Any) -> None:
    assert kind.write(value, Store(), "x") == data
    again = kind.read(data, Store(), "x")
    assert np.array_equal(again, value)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (FLAG, 1),
        (FLAG, "true"),
        (OneOf(("l2", None)), "l3"),
        (OneOf(("l2", None)), ["l2"]),
        (OneOf(("l2", None)), {}),
        (Integer(0, 9), 10),
        (Integer(0, 9), True),
        (Integer(0, 9), 1.0),
        (Integer(0, 9), "1"),
        (Integer(0, 9), 10**4000),
        (Number(0, 1), 1.5),
        (Number(0, 1), False),
        (Number(0, 1), None),
        (Number(0, 1), float("nan")),
        (Number(0, 1e300), 10**400),
        (Maybe(Integer(1, 2)), 3),
        (IntegerPair(1, 32), [1, 10**9]),
        (IntegerPair(1, 32), [2, 1]),
        (IntegerPair(1, 32), [1, 2, 3]),
        (IntegerPair(1, 32), [1, True]),
        (IntegerPair(1, 32), "12"),
        (FloatType(), "float16"),
        (FloatType(), "object"),
        (FloatType(), ["float64"]),
        (Labels("n"), []),
        (Labels("n"), "ab"),
        (Labels("n"), ["b", "a"]),
        (Labels("n"), ["a", "a"]),
        (Labels("n"), ["a", 1]),
        (Labels("n"), [0, True]),
        (Labels("n"), [[1], [2]]),
        (Labels("n"), ["a\0"]),
        (Labels("n"), ["a" * 257]),
        (Labels("n"), [10**30]),
        (Labels("n"), list(range(10_001))),
        (TaxonomyEntries(), None),
        (TaxonomyEntries(), {"name": "x", "issues": "abc", "tones": []}),
        (TaxonomyEntries(), TAXONOMY | {"more": 1}),
        (TaxonomyEntries(), TAXONOMY | {"name": 5}),
        (TaxonomyEntries(), TAXONOMY | {"issues": [ISSUE, ISSUE]}),
        (TaxonomyEntries(), TAXONOMY | {"issues": [ISSUE | {"id": "../etc"}]}),
        (TaxonomyEntries(), TAXONOMY | {"issues": [ISSUE | {"id": "Ukraine"}]}),
        (TaxonomyEntries(), TAXONOMY | {"issues": [ISSUE | {"id": ["ukraine"]}]}),
        (TaxonomyEntries(), TAXONOMY | {"issues": [ISSUE | {"vi": None}]}),
        (TaxonomyEntries(), TAXONOMY | {"issues": [{"id": "ukraine"}]}),
        (TaxonomyEntries(), TAXONOMY | {"issues": [7]}),
        (TaxonomyEntries("n"), TAXONOMY | {"issues": []}),
        (TaxonomyEntries(), TAXONOMY | {"tones": [{**TAXONOMY["tones"][0], "score": "1"}]}),
        (TaxonomyEntries(), TAXONOMY | {"tones": [{**TAXONOMY["tones"][0], "score": 1e30}]}),
    ],
)
def test_other_values_are_refused(kind: Kind, data: Any) -> None:
    with pytest.raises(ValueError, match=r"x|the issue id|issue of a taxonomy") as caught:
        kind.read(data, Store(), "x")
    assert len(str(caught.value)) < 500


def test_what_could_not_be_read_is_not_written() -> None:
    for kind, value in [
        (Integer(0, 9), np.random.RandomState(0)),
        (IntegerPair(1, 32), {1, 2}),
        (IntegerPair(1, 32), (1, 33)),
        (FloatType(), np.float16),
        (FloatType(), "what"),
        (Labels("n"), np.array(["a", None], dtype=object)),
        (TaxonomyEntries(), TAXONOMY),
    ]:
        with pytest.raises(ValueError, match="x = "):
            kind.write(value, Store(), "x")


def test_a_number_can_say_how_large_a_size_is() -> None:
    store = Store()
    Integer(1, 1 << 30, size="n_features").read(8, store, "n_features")
    assert store.sizes == {"n_features": 8}
