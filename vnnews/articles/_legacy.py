"""The encodings in which Vietnamese was written before Unicode: their tables, and bytes to text by them.

Sources: VISCII 1.1, RFC 1456 (1993); TCVN 5712:1993, of which VN3 is what the ``.VnTime`` ("ABC") fonts hold; the
chart of the VNI fonts for Windows (VNI Software); VPS, the chart of the Vietnamese Professionals Society; Windows-1258
as Python has it.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from vnnews.articles._nfc import nfc

_UNDEFINED = "\ufffe"
_ASCII = "".join(map(chr, range(0x80)))
_PUNCTUATION = bytes(range(0x80, 0xA0)).decode("cp1252", "replace").replace("\ufffd", _UNDEFINED)

# The upper half of each table from 0x80 on (TCVN3: from 0xA0), sixteen a line; "?" is a byte without meaning.
_TCVN3_ROWS = (
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ",
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ",
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ",
    "éẹềểễếệìỉỄẾỒĩíịò",
    "Ổỏõóọồổỗốộờởỡớợù",
    "ỖủũúụừửữứựỳỷỹýỵỐ",
)
_VISCII_ROWS = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ",
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",
    "Õắằặấầẩậẽẹếềểễệố",
    "ồổỗỠƠộờởịỰỨỪỬơớƯ",
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ",
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư",
    "àáâãảăữẫèéêẻìíĩỉ",
    "đựòóôõỏọụùúũủýợỮ",
)
_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VPS_ROWS = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ",
    "Ế??ỀỂỄỐỒỔỖýỷỵỚỜỞ",
    "?ắằẳẵặỠớÙờởỡŨỨợỪ",
    "ổỬỲỸÍÌộỈĨÓửữÒỎÕự",
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹ",
    "ƯỦồốÔỏơÈừứÚũưÝẺ?",
    "àáâãảạă?èéêẽìí?ĩ",
    "ẴĐòóôõ?Ơụùúủ?ỶẼỳ",
)
# VNI writes two bytes for most letters: the vowel, then one for circumflex, breve and tone together.
_VNI_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
_VNI_CIRCUMFLEX = {"": "â", **dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True))}
_VNI_BREVE = {"": "ê", **dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True))}
_VNI_SINGLE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}

_WORD = re.compile(r"[^\W\d_]{2,}")

LEGACY = ("tcvn3", "vni", "cp1258", "viscii", "vps")
"""The names of the encodings, the most common ones first."""

_ALIASES = {
    "abc": "tcvn3",
    "tcvn": "tcvn3",
    "tcvn5712": "tcvn3",
    "tcvn57121": "tcvn3",
    "xviettcvn5712": "tcvn3",
    "vscii": "tcvn3",
    "vniwin": "vni",
    "vniwindows": "vni",
    "xvietvni": "vni",
    "xvietvps": "vps",
    "xvietviscii": "viscii",
    "csviscii": "viscii",
    "windows1258": "cp1258",
    "xcp1258": "cp1258",
}


def legacy_name(name: str) -> str | None:
    """Return the name in `LEGACY` that a name or alias stands for, None for other encodings."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    found = _ALIASES.get(plain, plain)
    return found if found in LEGACY else None


def decode_legacy(raw: bytes, name: str) -> str:
    r"""Decode bytes by one of the legacy tables.

    Parameters
    ----------
    raw : bytes
    name : str
        One of `LEGACY`.

    Returns
    -------
    str
        In NFC; U+FFFD stands for each byte that means nothing in the encoding.

    Examples
    --------
    >>> decode_legacy(b"Vi\xd6t Nam", "tcvn3"), decode_legacy(b"Vie\xe4t Nam", "vni")
    ('Việt Nam', 'Việt Nam')
    """
    if name == "cp1258":
        return nfc(raw.decode("cp1258", "replace"))
    if name == "vni":
        pattern, pairs, singles = _vni()
        parts = pattern.split(codecs.charmap_decode(raw, "replace", _table("latin"))[0])
        parts[::2] = [part.translate(singles) for part in parts[::2]]
        parts[1::2] = [pairs[part] for part in parts[1::2]]
        return "".join(parts)
    text = nfc(codecs.charmap_decode(raw, "replace", _table(name))[0])
    return _WORD.sub(_with_capitals, text) if name == "tcvn3" else text


def _with_capitals(match: re.Match[str]) -> str:
    # In capitals the ABC fonts change the font, not the byte: "ĐảNG". One capital alone may begin a word ("Hà").
    plain = match[0].encode("ascii", "ignore")
    return match[0].upper() if len(plain) > 1 and plain.isupper() else match[0]


@cache
def _table(name: str) -> str:
    if name == "latin":
        return _ASCII + _PUNCTUATION + "".join(map(chr, range(0xA0, 0x100)))
    if name == "tcvn3":
        # VN3 leaves 0x80 to 0x9F free; in Windows files the quotes and dashes of cp1252 stand there.
        return _ASCII + _PUNCTUATION + "".join(_TCVN3_ROWS)
    table = list(_ASCII + "".join(_VISCII_ROWS if name == "viscii" else _VPS_ROWS).replace("?", _UNDEFINED))
    if name == "viscii":
        for byte, letter in _VISCII_CONTROLS.items():
            table[byte] = letter
    return "".join(table)


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str], dict[int, str]]:
    """Return what matches a vowel with its mark, the letter for each such pair, and the letters of one byte."""
    pairs = {}
    for base, letter in (*zip("aeouy", "aeouy", strict=True), ("ô", "ơ"), ("ö", "ư")):
        rows = [("", _VNI_TONES)]
        rows += [("\u0302", _VNI_CIRCUMFLEX)] if base in "aeo" else []
        rows += [("\u0306", _VNI_BREVE)] if base == "a" else []
        for shape, row in rows:
            for tone, mark in row.items():
                composed = nfc(letter + shape + tone)
                # Capitals are typed with either form of the mark.
                for written in (mark, mark.upper()):
                    pairs[base + written] = composed
                    pairs[base.upper() + written] = composed.upper()
    singles = {ord(byte): letter for byte, letter in _VNI_SINGLE.items()}
    singles |= {ord(byte.upper()): letter.upper() for byte, letter in _VNI_SINGLE.items()}
    # A mark behind no vowel means nothing.
    alone = {mark for pair in pairs for mark in pair[1]} - {chr(code) for code in singles}
    pattern = re.compile("(" + "|".join(pairs) + ")")
    return pattern, pairs, singles | dict.fromkeys(map(ord, alone), "\ufffd")
