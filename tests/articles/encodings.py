"""Encoders for the legacy encodings, which the package only decodes: what the decoder is held against."""

import unicodedata

from vnnews.articles import _legacy

TONES = "\u0300\u0301\u0309\u0303\u0323"


def encode(text: str, name: str) -> bytes:
    """Encode a text; capitals that the encoding lacks become small letters, other characters question marks."""
    if name == "cp1258":
        return "".join(map(_with_tone_apart, text)).encode("cp1258", "replace")
    if name == "vni":
        _, pairs, singles = _legacy._vni()
        written = {letter: chr(code) for code, letter in singles.items()}
        for pair, letter in pairs.items():
            written.setdefault(letter, pair)
        return "".join(written.get(char, char) for char in text).encode("cp1252", "replace")
    codes = {char: code for code, char in enumerate(_legacy._table(name)) if char != "\ufffe"}
    return bytes(codes.get(char, codes.get(char.lower(), ord("?"))) for char in text)


def _with_tone_apart(char: str) -> str:
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        decomposed = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in decomposed if mark in TONES)
        return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tone)) + tone
    return char
