"""How a Vietnamese syllable is written: initial, rhyme, tone. They tell Vietnamese from anything else."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

INITIALS = frozenset(("", *"bcdđghklmnpqrstvx", "ch", "gh", "gi", "kh", "ng", "ngh", "nh", "ph", "qu", "th", "tr"))
_RHYMES = """
    a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âu ây âc âm ân âng âp ât
    e eo ec em en eng ep et ê êu êch ên ênh êm êp êt
    i iu ia ich inh im in ip it iêu iêc iêm iên iêng iêp iêt y yêu yêm yên yêng yêt
    o oi oc om on ong op ot ooc oong ô ôi ôc ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    oa oai oao oay oac oach oam oan oang oanh oap oat oăc oăm oăn oăng oăt oe oeo oen oet
    u ui ua uc um un ung up ut uôi uôc uôm uôn uông uôt uây uân uâng uât uê uêch uênh uơ
    uy uya uych uyn uynh uyp uyt uyu uyên uyêt
    ư ưi ưu ưa ưc ưn ưng ưt ươi ươu ươc ươm ươn ương ươp ươt
"""
RHYMES = tuple(_RHYMES.split())
# Behind "qu", where the u is part of the initial, there are a few more.
RHYMES_AFTER_QU = (*(rhyme for rhyme in RHYMES if rhyme[0] in "aăâeêioôơy"), "ych", "yn", "ynh", "yt", "yu")
TONES = "\u0300\u0301\u0309\u0303\u0323"
VOWELS = "aăâeêioôơuưy"
# A syllable that ends in one of these has one of these two tones.
STOPS = ("c", "ch", "p", "t")
STOP_TONES = "\u0301\u0323"
_BARE_INITIALS = "ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|b|c|d|g|h|k|l|m|n|p|q|r|s|t|v|x"
_BARE_RHYMES = (
    "a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oay|oe|oi|oo|u|ua|uay|ue|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|y|ye|yeu"
)
_BARE_FINALS = "ch|ng|nh|c|m|n|p|t"
_BARE_SYLLABLE = re.compile(f"(?:{_BARE_INITIALS})?(?:{_BARE_RHYMES})(?:{_BARE_FINALS})?")
_LONGEST = 7
"""Letters of the longest syllables, such as ``nghiêng``."""


def bare_letters(text: str) -> str:
    """Return a lower-case text without its marks: ``đường`` is ``duong``."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def is_bare_syllable(letters: str) -> bool:
    """Tell whether letters without marks have the form of a syllable; foreign words sometimes do."""
    return _BARE_SYLLABLE.fullmatch(letters) is not None


def bare_syllables() -> frozenset[str]:
    """Return all of which `is_bare_syllable` is true."""
    parts = ("|" + _BARE_INITIALS, _BARE_RHYMES, "|" + _BARE_FINALS)
    return frozenset(map("".join, itertools.product(*(part.split("|") for part in parts))))


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Tell whether a lower-case word is spelled as a Vietnamese syllable, marks included.

    Where in the rhyme the tone mark stands is left open.

    Examples
    --------
    >>> [is_syllable(word) for word in ("nghiêng", "việt", "hoà", "hòa", "viêt", "vịệt", "présidents")]
    [True, True, True, True, False, False, False]
    """
    if len(word) > _LONGEST:
        return False
    tone, letters = "", ""
    for char in unicodedata.normalize("NFD", word):
        if char in TONES:
            if tone:
                return False
            tone = char
        else:
            letters += char
    letters = unicodedata.normalize("NFC", letters)
    return letters in _spellings() and ((tone and tone in STOP_TONES) or not letters.endswith(STOPS))


@cache
def syllable_ranks() -> dict[str, int]:
    """Map the thousand most frequent syllables with marks to their rank, 0 for the most frequent one."""
    text = resources.files("vnnews.articles").joinpath("frequent_syllables.txt").read_text(encoding="utf-8")
    return {syllable: rank for rank, syllable in enumerate(text.split())}


@cache
def _spellings() -> frozenset[str]:
    spellings = {initial + rhyme for initial in INITIALS - {"qu"} for rhyme in RHYMES}
    return frozenset(spellings | {"qu" + rhyme for rhyme in RHYMES_AFTER_QU})
