"""Named arrays in safetensors, read where they lie.

The format (https://huggingface.co/docs/safetensors): eight bytes with the length of a JSON header, the header, and the
bytes of the arrays. The library of that name writes it; its reader copies every array and takes the last of two equal
names. This one returns views, so that a mapped file stays mapped, and refuses whatever our writer would not write.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray

from vnnews.modelfile._json import parse_json

Arrays = dict[str, NDArray[Any]]

_DTYPES = {
    "F64": "<f8",
    "F32": "<f4",
    "F16": "<f2",
    "U64": "<u8",
    "I64": "<i8",
    "U32": "<u4",
    "U8": "u1",
    "I8": "i1",
}
_LONGEST_HEADER = 1 << 20


def write_tensors(arrays: Arrays) -> bytes:
    """Return arrays as the bytes of a safetensors file; the same arrays give the same bytes."""
    return bytes(safetensors.numpy.save({name: np.ascontiguousarray(array) for name, array in arrays.items()}))


def read_tensors(data: NDArray[np.uint8]) -> Arrays:
    """Return the arrays of a safetensors file as views of its bytes.

    Parameters
    ----------
    data : ndarray of uint8, shape (n_bytes,)
        The whole file.

    Returns
    -------
    dict of str to ndarray
        float64, float32, float16, uint64, int64, uint32, uint8 or int8, in the byte order of the machine.

    Raises
    ------
    ValueError
        If the header is not one that `write_tensors` writes, or the arrays do not fill the file without gap or overlap.

    Examples
    --------
    >>> raw = write_tensors({"idf": np.array([1.0, 2.5])})
    >>> read_tensors(np.frombuffer(raw, np.uint8))
    {'idf': array([1. , 2.5])}
    """
    length = int.from_bytes(data[:8].tobytes(), "little")
    if not length <= min(_LONGEST_HEADER, len(data) - 8):
        raise ValueError(
            f"its header claims {length:,} bytes, and the file has {len(data):,}: cut off, or no safetensors"
        )
    header = parse_json(data[8 : 8 + length].tobytes())
    places = sorted((_place(name, entry) for name, entry in header.items()), key=lambda place: place[2:])
    arrays, end = {}, 0
    body = data[8 + length :]
    for name, dtype, start, stop, shape in places:
        if start != end or stop > len(body):
            raise ValueError(f"the array {name} lies at bytes {start:,} to {stop:,}, expected it to begin at {end:,}")
        if (8 + length + start) % dtype.itemsize:
            raise ValueError(f"the array {name} lies at a byte that is no multiple of {dtype.itemsize}")
        arrays[name] = body[start:stop].view(dtype).reshape(shape).astype(dtype.newbyteorder("="), copy=False)
        end = stop
    if end != len(body):
        raise ValueError(f"{len(body) - end:,} bytes at its end belong to no array")
    return arrays


def _place(name: str, entry: object) -> tuple[str, np.dtype[Any], int, int, tuple[int, ...]]:
    """Return name, type, first byte, end and shape of one array, checked for themselves."""
    if len(name) > 80:
        raise ValueError(f"the name of an array has {len(name):,} characters: {name[:80]} …")
    if not isinstance(entry, dict) or set(entry) != {"dtype", "shape", "data_offsets"}:
        raise ValueError(f"the array {name} is not described by dtype, shape and data_offsets")
    if not isinstance(entry["dtype"], str) or entry["dtype"] not in _DTYPES:
        raise ValueError(f"the array {name} has a type that is none of {', '.join(_DTYPES)}")
    dtype = np.dtype(_DTYPES[entry["dtype"]])
    shape, offsets = _sizes(entry["shape"]), _sizes(entry["data_offsets"])
    if shape is None or offsets is None or len(offsets) != 2 or not 1 <= len(shape) <= 4:
        raise ValueError(f"the array {name} has a shape or offsets that are no lists of sizes")
    start, stop = offsets
    if stop - start != math.prod(shape) * dtype.itemsize:
        raise ValueError(f"the array {name} has {stop - start:,} bytes, and its shape says {shape}")
    return name, dtype, start, stop, shape


def _sizes(value: object) -> tuple[int, ...] | None:
    # type, not isinstance: true is no size.
    if isinstance(value, list) and all(type(n) is int and 0 <= n < 1 << 40 for n in value):
        return tuple(value)
    return None
