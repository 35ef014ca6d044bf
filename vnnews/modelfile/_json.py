"""JSON that says one thing only: strict to read, and written as bytes that depend on the value alone."""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any, NoReturn


def to_json(value: Any) -> str:
    """Return JSON text for people, whose bytes depend on the value only.

    Raises
    ------
    ValueError
        If the value holds a number that is not finite.
    TypeError
        If JSON has no form for it.
    """
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"


def digest(value: Any) -> str:
    """Return the SHA-256 of a JSON value, however it is spaced and ordered in a file.

    Examples
    --------
    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def parse_json(raw: bytes) -> dict[str, Any]:
    """Return the object that the bytes hold.

    Parameters
    ----------
    raw : bytes
        UTF-8.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        If the bytes are not UTF-8 or not JSON, hold anything but one object, a key twice in one object, a number that
        is not finite, half a surrogate pair, or so many brackets in one another that they can't be followed.

    Examples
    --------
    >>> parse_json(b'{"format": 1, "format": 2}')
    Traceback (most recent call last):
        ...
    ValueError: the key 'format' stands twice in one object
    """
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_object, parse_float=_finite, parse_constant=_not_finite
        )
        # json takes "\ud800" for a character; no file could hold the string again.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except RecursionError as error:
        raise ValueError("its brackets are nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError(f"expected a JSON object, got {type(value).__name__}")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice[:80]!r} stands twice in one object")
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"the number {text[:80]} is not finite")
    return number


def _not_finite(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")
