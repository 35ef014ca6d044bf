"""Bytes to text: the encodings that can be told for certain; all others are refused with what to do."""

from __future__ import annotations

import codecs
import unicodedata

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(raw: str | bytes | bytearray | memoryview, encoding: str | None = None) -> str:
    """Return the text of ``raw`` in NFC.

    Parameters
    ----------
    raw : str or bytes
        A string is only brought to NFC.
    encoding : str, optional
        The name of the encoding; by default the one of the byte-order mark, else UTF-8.

    Raises
    ------
    TypeError
        If ``raw`` is neither text nor bytes.
    ValueError
        If the bytes are not valid in the encoding, or hold NUL characters as UTF-16 without a byte-order mark does.
    """
    if isinstance(raw, str):
        text = raw
    elif isinstance(raw, (bytes, bytearray, memoryview)):
        text = _decode_bytes(bytes(raw), encoding)
    else:
        raise TypeError(
            f"expected the article as str, bytes or Article, got {type(raw).__name__} ({_short(raw)}); "
            "pass the text itself, for instance open(path, 'rb').read()"
        )
    return unicodedata.normalize("NFC", text)


def _decode_bytes(raw: bytes, encoding: str | None) -> str:
    mark, found = next(((mark, name) for mark, name in _BYTE_ORDER_MARKS if raw.startswith(mark)), (b"", "utf-8"))
    name = encoding or found
    body = raw if encoding else raw[len(mark) :]
    try:
        text = body.decode(name)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"the {len(raw)} bytes are not valid {name}: byte 0x{body[error.start]:02x} at offset {error.start}; "
            "expected UTF-8, or UTF-16 with a byte-order mark. Decode them first (raw.decode('cp1258'), say), or pass "
            "encoding= to parse_article"
        ) from error
    text = text.removeprefix("\ufeff")
    if text.count("\x00") * 4 > len(text):
        raise ValueError(
            f"{text.count(chr(0))} of {len(text)} characters are NUL: this looks like UTF-16 without a byte-order "
            "mark, or like a binary file; expected text. For UTF-16 pass encoding='utf-16-le' or 'utf-16-be'"
        )
    return text


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."
