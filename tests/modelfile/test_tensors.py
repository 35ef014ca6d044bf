import json
from typing import Any

import numpy as np
import pytest
import safetensors.numpy

from vnnews.modelfile._tensors import read_tensors, write_tensors

ARRAYS = {
    "a": np.arange(6, dtype=np.float32).reshape(2, 3),
    "b": np.array([1.5, -2.0]),
    "c": np.array([1, 2, 3], dtype=np.uint8),
    "d": np.array([7], dtype=np.uint32),
    "e": np.array([-7], dtype=np.int64),
    "f": np.array([0.5, -2.0, 65504.0], dtype=np.float16),
    "g": np.array([2**64 - 1], dtype=np.uint64),
    "h": np.array([-128, 127, 0], dtype=np.int8),
}


def buffer(raw: bytes) -> np.ndarray:
    return np.frombuffer(raw, np.uint8)


def tensors(header: Any, body: bytes = b"") -> np.ndarray:
    raw = json.dumps(header).encode() if not isinstance(header, bytes) else header
    raw += b" " * (-len(raw) % 8)
    return buffer(len(raw).to_bytes(8, "little") + raw + body)


def entry(dtype: Any = "F32", shape: Any = (1,), offsets: Any = (0, 4)) -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


def test_reads_what_the_library_writes_and_writes_what_it_reads() -> None:
    raw = write_tensors(ARRAYS)
    for found in (read_tensors(buffer(raw)), safetensors.numpy.load(raw)):
        assert set(found) == set(ARRAYS)
        for name, array in ARRAYS.items():
            assert found[name].dtype == array.dtype
            np.testing.assert_array_equal(found[name], array)
    assert write_tensors(dict(reversed(ARRAYS.items()))) == raw


def test_arrays_are_views() -> None:
    data = buffer(write_tensors(ARRAYS))
    for array in read_tensors(data).values():
        assert np.shares_memory(array, data)


def test_columns_first_is_stored_rows_first() -> None:
    array = np.asfortranarray(ARRAYS["a"])
    np.testing.assert_array_equal(read_tensors(buffer(write_tensors({"a": array})))["a"], array)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (buffer(b""), "cut off"),
        (buffer(b"\x02\0\0"), "cut off"),
        (buffer((10 * 2**30).to_bytes(8, "little") + b"{}"), "10,737,418,240 bytes"),
        (buffer((2**63).to_bytes(8, "little") + b"{}" * 99), "claims"),
        (tensors([]), "JSON object"),
        (tensors(b'{"a":' * 5000), "nested"),
        (tensors(b'{"a": 1, "a": 2}'), "twice"),
        (tensors({"__metadata__": {"format": "pt"}}), "__metadata__"),
        (tensors({"a": []}), "not described"),
        (tensors({"a": entry() | {"more": 1}}, bytes(4)), "not described"),
        (tensors({"a" * 81: entry()}, bytes(4)), "81 characters"),
        (tensors({"a": entry("BF16")}, bytes(4)), "type"),
        (tensors({"a": entry(["F32"])}, bytes(4)), "type"),
        (tensors({"a": entry(shape=[True])}, bytes(4)), "no lists of sizes"),
        (tensors({"a": entry(shape=[-1])}, bytes(4)), "no lists of sizes"),
        (tensors({"a": entry(shape=[1.0])}, bytes(4)), "no lists of sizes"),
        (tensors({"a": entry(shape=[2**60])}, bytes(4)), "no lists of sizes"),
        (tensors({"a": entry(shape=[])}, bytes(4)), "no lists of sizes"),
        (tensors({"a": entry(shape=[1] * 5)}, bytes(4)), "no lists of sizes"),
        (tensors({"a": entry(offsets=[0, 4, 8])}, bytes(8)), "no lists of sizes"),
        (tensors({"a": entry(shape=[2])}, bytes(4)), "its shape says"),
        (tensors({"a": entry(offsets=[4, 0])}, bytes(4)), "its shape says"),
        (tensors({"a": entry(shape=[2**31], offsets=[0, 2**33])}, bytes(4)), "lies at bytes 0 to 8,589,934,592"),
        (tensors({"a": entry(offsets=[4, 8])}, bytes(8)), "expected it to begin at 0"),
        (tensors({"a": entry(), "b": entry()}, bytes(4)), "expected it to begin at 4"),
        (tensors({"a": entry()}, bytes(5)), "1 bytes at its end"),
        (tensors({"a": entry("U8", [1], [0, 1]), "b": entry(offsets=[1, 5])}, bytes(5)), "no multiple of 4"),
    ],
)
def test_other_files_are_refused(data: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_tensors(data)
