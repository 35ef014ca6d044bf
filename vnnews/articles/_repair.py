"""Text that was read in the wrong encoding before it came here, put right."""

from __future__ import annotations

import re

from vnnews.articles._detect import best_reading
from vnnews.articles._legacy import LEGACY, decode_legacy
from vnnews.articles._nfc import nfc

_VIETNAMESE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\ufffd]")
_WINDOWS = {
    ord(char): byte for byte in range(0x80, 0xA0) for char in bytes([byte]).decode("cp1252", "ignore")
}  # the five bytes without a meaning stay control characters, as in Latin-1
_TRAILING = "\x80-\xbf" + "".join(map(chr, _WINDOWS))
# The letters of U+1EA0 to U+1EF9 in UTF-8 and read as Latin, once and twice over.
_MOJIBAKE = re.compile(f"á[º»][{_TRAILING}]|Ã¡Â[º»]")
_FEWEST_MOJIBAKE = 2
_FEWEST_SYLLABLES = 5
_SURE = 0.95
_TELLING = 200_000
MISREAD_SIGNS = ("»", "º", "¡")
"""One of these stands wherever UTF-8 was read as such."""


def is_vietnamese_only(text: str) -> bool:
    """Tell whether a text has a letter that neither Latin-1 nor Windows-1252 can read into anything."""
    return _VIETNAMESE_ONLY.search(text) is not None


def repair(text: str) -> tuple[str, str | None]:
    """Repair text that was decoded wrongly.

    Parameters
    ----------
    text : str
        In NFC.

    Returns
    -------
    text : str
        In NFC.
    repaired : str or None
        What it was taken for: one of the legacy encodings read as Latin-1 or Windows-1252, where the whole text is, at
        least five of its words say so and no other reading comes near; ``"mojibake"`` for lines of UTF-8 read as such,
        once or several times over. None where nothing was to be repaired.

    Raises
    ------
    ImportError
        If lines of UTF-8 were read wrongly, which ftfy repairs, and ftfy is not installed.

    Examples
    --------
    >>> repair("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp töï do haïnh phuùc")
    ('Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập tự do hạnh phúc', 'vni')
    """
    if text.isascii():
        return text, None
    # The search for single signs first: it costs next to nothing, and most texts hold none of them.
    if any(sign in text for sign in MISREAD_SIGNS) and len(_MOJIBAKE.findall(text)) >= _FEWEST_MOJIBAKE:
        return _without_mojibake(text)
    if is_vietnamese_only(text):
        return text, None
    raw = _as_bytes(text)
    if raw is None:
        return text, None
    readings = {name: decode_legacy(raw[:_TELLING], name) for name in LEGACY} | {"as it is": text[:_TELLING]}
    best = best_reading(readings, dict.fromkeys(readings, 1.0))
    if best.name == "as it is" or best.confidence < _SURE or best.n_syllables < _FEWEST_SYLLABLES:
        return text, None
    read = decode_legacy(raw, best.name)
    return (text, None) if read == text else (read, best.name)


def _without_mojibake(text: str) -> tuple[str, str | None]:
    try:
        import ftfy
    except ImportError as error:
        line = next(line for line in text.split("\n") if _MOJIBAKE.search(line))
        raise ImportError(
            f"the text holds UTF-8 that was read as another encoding ({line[:40]!r}); ftfy repairs it: "
            "pip install 'vnnews[encoding]'. To take the text as it stands, pass repair=False"
        ) from error
    # Not splitlines: U+0085 is a line end there, and part of a letter here.
    lines = text.split("\n")
    fixed = [line if line.isascii() else nfc(ftfy.fix_encoding(line)) for line in lines]
    return "\n".join(fixed), ("mojibake" if fixed != lines else None)


def _as_bytes(text: str) -> bytes | None:
    """Return the bytes that Latin-1 or Windows-1252 read as this text, None if neither can."""
    try:
        return text.translate(_WINDOWS).encode("latin-1")
    except UnicodeEncodeError:
        return None
