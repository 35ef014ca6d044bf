"""Bytes to text: which encoding they are in, and how sure that is."""

from __future__ import annotations

import codecs
import io
import re
from typing import NamedTuple

from vnnews.articles._detect import best_reading
from vnnews.articles._legacy import LEGACY, decode_legacy, legacy_name
from vnnews.articles._nfc import nfc

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ANY_MARK = tuple(mark for mark, _ in _BYTE_ORDER_MARKS)
PRIORS = {"utf-8": 0.2, "tcvn3": 0.35, "vni": 0.25, "cp1258": 0.1, "viscii": 0.06, "vps": 0.04}
_DECLARED_BONUS = 5.0
_LEAST_CONFIDENCE = 0.75
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\x0b\x0c\r\x1a\x1b"))
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_META_WITHIN = 4096
_TELLING = 200_000
"""Bytes at the beginning by which an encoding is told."""
_WHAT_TO_DO = (
    "Name the encoding: parse_article(raw, encoding='tcvn3'), 'vni', 'viscii', 'vps', 'cp1258' or one that Python knows"
)


class Decoding(NamedTuple):
    """Text that was made of bytes.

    Attributes
    ----------
    text : str
        In NFC.
    encoding : str or None
        Its name; None for what was text already.
    confidence : float
        Between 0 and 1; 1 where the encoding was named, stands in a byte-order mark, or is valid UTF-8.
    """

    text: str
    encoding: str | None
    confidence: float


def decode(raw: str | bytes | bytearray | memoryview, encoding: str | None = None) -> Decoding:
    """Return the text of ``raw`` in NFC.

    Parameters
    ----------
    raw : str or bytes
        A string is only brought to NFC.
    encoding : str, optional
        One of ``"tcvn3"``, ``"vni"``, ``"viscii"``, ``"vps"``, ``"cp1258"``, or a name that Python knows. By default it
        is told by a byte-order mark, by being valid UTF-8, by the places of its NUL bytes (UTF-16), or else
        as the one in which the bytes are Vietnamese; a ``<meta charset>`` counts in favour of the one it names.

    Returns
    -------
    Decoding
        A character that is cut off at the end is left out; a broken one inside of UTF-8 becomes U+FFFD and lowers the
        confidence.

    Raises
    ------
    TypeError
        If ``raw`` is neither text nor bytes.
    ValueError
        If the encoding is unknown, the bytes are not valid in it or are no text, or no encoding fits well enough.
    """
    decoding = decode_as_written(raw, encoding)
    return decoding._replace(text=nfc(decoding.text))


def decode_as_written(raw: str | bytes | bytearray | memoryview, encoding: str | None = None) -> Decoding:
    """Return the text of ``raw`` as `decode` does, but for NFC."""
    if isinstance(raw, str):
        return Decoding(raw, None, 1.0)
    if not isinstance(raw, (bytes, bytearray, memoryview)):
        raise TypeError(
            f"expected the article as str, bytes or Article, got {type(raw).__name__} ({_short(raw)}); "
            "pass the text itself, for instance open(path, 'rb').read()"
        )
    raw = bytes(raw)
    decoding = _named(raw, encoding) if encoding is not None else _detected(raw)
    # In none of the encodings that are told is NUL anything but a zero byte, which is found in a tenth of the time.
    may_hold_nul = encoding is not None or b"\0" in raw
    if may_hold_nul and decoding.text.count("\x00") * 4 > len(decoding.text):
        raise ValueError(
            f"{decoding.text.count(chr(0))} of {len(decoding.text)} characters are NUL: this looks like a binary file; "
            f"expected text. {_WHAT_TO_DO}"
        )
    return Decoding(decoding.text.removeprefix("\ufeff"), decoding.encoding, decoding.confidence)


def _named(raw: bytes, encoding: str) -> Decoding:
    legacy = legacy_name(encoding)
    if legacy:
        return Decoding(decode_legacy(raw, legacy), legacy, 1.0)
    try:
        io.TextIOWrapper(io.BytesIO(), encoding)  # refuses codecs that make no text, such as "hex"
        name = codecs.lookup(encoding).name
        if name == "utf-8":
            return _utf8(raw) or Decoding(raw.decode(), name, 1.0)
        return Decoding(_without_cut_end(raw, name), name, 1.0)
    except LookupError as error:
        raise ValueError(f"encoding={encoding!r} is unknown. {_WHAT_TO_DO}") from error
    except UnicodeError as error:
        raise ValueError(f"{_what_is_wrong(raw, encoding, error)}. {_WHAT_TO_DO}") from error


def _detected(raw: bytes) -> Decoding:
    mark, name = b"", ""
    if raw.startswith(_ANY_MARK):
        mark, name = next((mark, name) for mark, name in _BYTE_ORDER_MARKS if raw.startswith(mark))
    if name and name != "utf-8":
        decoding = _named(raw[len(mark) :], name)
        if len(raw) > len(mark) and not decoding.text:
            raise ValueError(f"the {len(raw)} bytes are not valid {name}: they end within a character. {_WHAT_TO_DO}")
        return decoding
    body = raw[len(mark) :]
    wide = _utf16_without_mark(body)
    if wide:
        return wide
    utf8 = _utf8(body)
    if utf8:
        return utf8
    if len(body.translate(None, _CONTROL)) < 0.95 * len(body):
        raise ValueError(f"{_what_is_wrong(body)}, and hold control characters: a binary file? Expected text")
    return _most_vietnamese(body)


def _utf8(raw: bytes) -> Decoding | None:
    """Decode UTF-8, also where it is cut off at the end or broken in places; None for anything else."""
    try:
        return Decoding(raw.decode(), "utf-8", 1.0)
    except UnicodeDecodeError as error:
        cut = error.start if error.reason == "unexpected end of data" else len(raw)
    text = raw[:cut].decode(errors="replace")
    n_broken = text.count("\ufffd")
    n_good = len(text) - len(text.encode("ascii", "ignore")) - n_broken
    # Of the bytes of other encodings few happen to be UTF-8: one sequence that is outweighs many that are not.
    if n_good < 10 * max(n_broken, 0.1):
        return None
    return Decoding(text, "utf-8", n_good / (n_good + n_broken))


def _utf16_without_mark(raw: bytes) -> Decoding | None:
    """Decode UTF-16, where in every other byte many are NUL and next to none in the bytes between."""
    if b"\0" not in raw:
        return None
    n_even, n_odd = raw[::2].count(0), raw[1::2].count(0)
    if (n_even + n_odd) * 10 <= len(raw) or 10 * min(n_even, n_odd) > max(n_even, n_odd):
        return None
    name = "utf-16-le" if n_odd > n_even else "utf-16-be"
    try:
        return Decoding(_without_cut_end(raw, name), name, max(n_even, n_odd) / (n_even + n_odd))
    except UnicodeDecodeError:
        return None


def _most_vietnamese(raw: bytes) -> Decoding:
    head = raw[:_TELLING]
    readings = {name: decode_legacy(head, name) for name in LEGACY}
    readings["utf-8"] = nfc(head.decode(errors="replace"))
    declared = _META_CHARSET.search(raw[:_META_WITHIN])
    name = declared and (legacy_name(declared[1].decode("ascii")) or declared[1].decode("ascii").lower())
    priors = {key: prior * (_DECLARED_BONUS if key == name else 1.0) for key, prior in PRIORS.items()}
    best = best_reading(readings, priors)
    if best.confidence < _LEAST_CONFIDENCE:
        raise ValueError(
            f"{_what_is_wrong(raw)}, and the likeliest of the Vietnamese encodings, {best.name}, is "
            f"right with a probability of {best.confidence:.2f} only; expected {_LEAST_CONFIDENCE} or more. "
            f"{_WHAT_TO_DO}"
        )
    text = raw.decode(errors="replace") if best.name == "utf-8" else decode_legacy(raw, best.name)
    return Decoding(text, best.name, best.confidence)


def _without_cut_end(raw: bytes, name: str) -> str:
    return codecs.getincrementaldecoder(name)().decode(raw, final=False)


def _what_is_wrong(raw: bytes, name: str = "utf-8", error: UnicodeError | None = None) -> str:
    if error is None:
        try:
            raw.decode(name)
        except UnicodeDecodeError as found:
            error = found
    if not isinstance(error, UnicodeDecodeError):
        return f"the {len(raw)} bytes are not valid {name}: {error}"
    return f"the {len(raw)} bytes are not valid {name}: byte 0x{raw[error.start]:02x} at offset {error.start}"


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."
