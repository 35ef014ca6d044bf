"""The steps of normalisation, each named after what it changes."""

from __future__ import annotations

import functools
import re
import unicodedata

from vnnews.text import _tone_marks
from vnnews.text._edits import Edit, Step
from vnnews.text._nfc import marks_and_joining, nfc
from vnnews.text._syllables import BARE_RHYMES, without_marks


def _characters(ranges: str) -> frozenset[str]:
    """Return the characters of a list of code points and ranges of them in hexadecimal, ``"41-5a 5f"``."""
    bounds = [[int(bound, 16) for bound in item.split("-")] for item in ranges.split()]
    return frozenset(chr(code) for bound in bounds for code in range(bound[0], bound[-1] + 1))


def of_class(characters: frozenset[str], *, negated: bool = False) -> str:
    """Return the pattern of a class of characters, in ranges."""
    codes = sorted(map(ord, characters))
    firsts = [code for code in codes if code == 0 or chr(code - 1) not in characters]
    lasts = [code for code in codes if chr(code + 1) not in characters]
    ranges = (f"\\U{first:08x}-\\U{last:08x}" for first, last in zip(firsts, lasts, strict=True))
    return f"[{'^' * negated}{''.join(ranges)}]"


def _by_table(name: str, table: dict[str, str]) -> Step:
    triggers = frozenset(table)
    return Step(name, re.compile(of_class(triggers)), lambda match: table[match[0]], triggers)


# NFC

# Blocks in which every character stays as it is in NFC and none joins the one before it.
STABLE = _characters(
    "0-2ff 370-373 400-482 48a-52f 1e00-1eff 2002-206f 20a0-20c0 2100-2125 2150-2328 232b-2adb 3000-3029 4e00-9fff "
    "fb00-fb06 ff01-ff60 fe0f 1f000-1faff"
)
_END_OF_DECOMPOSING = 0x30000


class _Compose(Step):
    """NFC: `nfc`, whose edits are looked for only where somebody asks for them."""

    def __call__(self, text: str) -> str:
        return nfc(text)

    def needed(self, text: str, alphabet: frozenset[str]) -> bool:
        return not alphabet <= STABLE

    def edits(self, text: str) -> list[Edit]:
        found = ((match.start(), match.end(), match[0]) for match in _clusters().finditer(text))
        return [(start, end, new) for start, end, old in found if (new := nfc(old)) != old]


@functools.cache
def _clusters() -> re.Pattern[str]:
    """Return what matches all that may change in NFC: a character with those that join it, and lone ones."""
    marks, joining = marks_and_joining()
    codes = [*range(1, 0xD800), *range(0xE000, _END_OF_DECOMPOSING)]
    composed = unicodedata.normalize("NFC", "\0".join(map(chr, codes))).split("\0")
    changing = frozenset(chr(code) for code, new in zip(codes, composed, strict=True) if chr(code) != new)
    return re.compile(f"(?s:.)[{marks}{joining}]+|{of_class(changing)}")


compose = _Compose("nfc", re.compile(""), lambda match: match[0], by_letter=False)

# Characters that nobody sees

# Zero-width, soft hyphen, direction, joiners; then controls other than white space.
_INVISIBLE = _characters("ad 34f 61c 180e 200b-200f 202a-202e 2060-206f feff fff9-fffb")
_CONTROLS = _characters("0-8 e-1f 7f-84 86-9f")
drop_invisible = Step(
    "invisible", re.compile(of_class(_INVISIBLE | _CONTROLS) + "+"), lambda _: "", _INVISIBLE | _CONTROLS
)

# Letters that look like others

_WIDE = {
    chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_LIGATURES = dict(
    zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)
plain_forms = _by_table("plain_forms", _WIDE | _LIGATURES)

_TWINS = dict(
    zip("АВЕКМНОРСТУХІЈЅԚԜаеорсухіјѕһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXIJSQWaeopcyxijshdqwABEZHIKMNOPTYXo", strict=True)
)
# With an accent as well, so that it makes no difference whether the accent stands alone.
_TWINS |= {
    chr(code): unicodedata.normalize("NFC", _TWINS[base[0]] + base[1:])
    for code in (*range(0x370, 0x530), *range(0x1F00, 0x2000))
    if len(base := unicodedata.normalize("NFD", chr(code))) > 1 and base[0] in _TWINS
}
_LATIN = _characters("41-5a 61-7a c0-d6 d8-f6 f8-2af 1e00-1eff")
_OTHER = frozenset(filter(str.isalpha, _characters("370-52f 1f00-1fff")))
_WORD = frozenset({*_LATIN, *_OTHER, *_characters("300-36f")})
# From the first look-alike of a word on: the search leaps to it, and the letters before it are few and stay.
_MIXED = re.compile(rf"{of_class(frozenset(_TWINS))}{of_class(_WORD)}*")


def _to_latin(match: re.Match[str]) -> str:
    text, start = match.string, match.start()
    while start and text[start - 1] in _WORD:
        start -= 1
    letters = frozenset(text[start : match.end()])
    if letters.isdisjoint(_LATIN) or not (letters & _OTHER) <= _TWINS.keys():
        return match[0]
    return "".join(_TWINS.get(letter, letter) for letter in match[0])


unmix_alphabets = Step("alphabets", _MIXED, _to_latin, frozenset(_TWINS))

_ETHS = dict(zip("ÐƉðɖ", "ĐĐđđ", strict=True))
_NO_VOWEL = re.compile("[BCDGHKLMNPQRSTVXĐ]{2,6}")


def _to_d(match: re.Match[str]) -> str:
    word = "".join(_ETHS.get(letter, letter) for letter in match[0])
    rest = without_marks(word[1:].lower())
    syllable = word[0] in "Đđ" and (not rest or rest in BARE_RHYMES)
    # HĐND, QĐ: an abbreviation has capitals and no vowel, which no Icelandic word has.
    return word if syllable or _NO_VOWEL.fullmatch(word) else match[0]


_ETH = "".join(_ETHS)
_BARRED = re.compile(rf"(?<!{of_class(_LATIN)})[A-Z]{{0,5}}[{_ETH}]{of_class(_LATIN)}{{0,5}}(?!{of_class(_WORD)})")
unmask_d = Step("đ", _BARRED, _to_d, frozenset(_ETHS))

# Punctuation

plain_quotes = _by_table("quotes", dict.fromkeys("“”„‟«»″〝〞＂ʺ", '"') | dict.fromkeys("‘’‚‛‹›′＇ʼ`´", "'"))
plain_dashes = _by_table("dashes", dict.fromkeys("‐‑⁃−﹣－˗", "-") | dict.fromkeys("‒—―⸺⸻﹘", "–"))

# White space

_LINE_END = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_ODD_SPACE = frozenset(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) not in " \n")
# A run of white space is looked at from its first character on; one space or one or two line feeds between other
# characters may stay.
_SPACE = re.compile(
    r"\s(?<!\s\s)(?:(?<![\s\S]{2})\s*|(?<=[^ \n])\s*|(?<= )(?:\s+|\Z)|(?<=\n)(?:\n(?:\s+|\Z)|\Z|[^\S\n]\s*))"
)


def _to_usual_space(match: re.Match[str]) -> str:
    if match.start() == 0 or match.end() == len(match.string):
        return ""
    lines = len(_LINE_END.findall(match[0]))
    return "\n" * min(lines, 2) or " "


class _Squeeze(Step):
    def needed(self, text: str, alphabet: frozenset[str]) -> bool:
        return (
            not self.triggers.isdisjoint(alphabet)
            or text[:1].isspace()
            or text[-1:].isspace()
            or any(run in text for run in ("  ", " \n", "\n ", "\n\n\n"))
        )


squeeze_space = _Squeeze("space", _SPACE, _to_usual_space, _ODD_SPACE)

# Tone marks


class _Replace(Step):
    def needed(self, text: str, alphabet: frozenset[str]) -> bool:
        return _tone_marks.may_be_misplaced(text)


replace_tone_marks = _Replace("misplaced_tone_marks", _tone_marks.RHYME, _tone_marks.to_usual)
to_old_tone_marks = Step("old_tone_marks", _tone_marks.NEW_STYLE, _tone_marks.to_old)
to_new_tone_marks = Step("new_tone_marks", _tone_marks.OLD_STYLE, _tone_marks.to_new)
