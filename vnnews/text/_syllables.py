"""How a Vietnamese syllable is spelled: initial, rhyme, and the letter of the rhyme that bears the tone mark."""

from __future__ import annotations

import unicodedata

INITIALS = frozenset(
    ("", *"bcdđghklmnpqrstvx", "ch", "gh", "gi", "kh", "ng", "ngh", "nh", "ph", "qu", "th", "tr")
)  # fmt: skip
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
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = "\u0301\u0323"
_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0309\u0303\u0323\u0302\u0306\u031b"))


def without_marks(text: str) -> str:
    """Return a text without tone marks and the marks of â, ă, ơ; đ stays."""
    return unicodedata.normalize("NFD", text).translate(_MARKS)


BARE_RHYMES = frozenset(map(without_marks, RHYMES))


def misplaced(rhymes: tuple[str, ...], before: str = "") -> dict[str, str]:
    """Map the rhymes whose tone mark stands on a wrong vowel to the right spelling.

    Parameters
    ----------
    rhymes : tuple of str
        Without tone marks.
    before : {"", "u", "i"}
        The vowel at the end of the initial (``qu``, ``gi``), where the mark may also stand by mistake.

    Returns
    -------
    dict of str to str
        Open ``oa``, ``oe`` and ``uy``, where two places are usual, are not in it.
    """
    table = {}
    for rhyme in rhymes:
        vowels = len(rhyme.rstrip("chgmnpt"))
        usual = (*_places(rhyme, vowels),)
        for tone in _STOP_TONES if rhyme[vowels:] in _STOPS else TONES:
            right = before + _marked(rhyme, usual[-1], tone)
            wrong = [before + _marked(rhyme, place, tone) for place in range(vowels) if place not in usual]
            if before:
                wrong.append(_marked(before, 0, tone) + rhyme)
            table.update(dict.fromkeys(wrong, right))
    return table


def _places(rhyme: str, vowels: int) -> tuple[int, ...]:
    """Return the letters of a rhyme on which the tone mark is usual."""
    shaped = [place for place in range(vowels) if rhyme[place] in "ăâêôơư"]
    if shaped:
        return (shaped[-1],)
    if rhyme in ("oa", "oe", "uy"):
        return (0, 1)
    if vowels == 3 or len(rhyme) > vowels:
        return (min(vowels - 1, 1),)
    return (0,)


def _marked(rhyme: str, place: int, tone: str) -> str:
    return unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :])
