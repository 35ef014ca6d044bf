"""Where in a Vietnamese syllable the tone mark stands, and where it stands by mistake."""

from __future__ import annotations

import unicodedata

from vnnews.articles._syllables import RHYMES, STOP_TONES, STOPS, TONES

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
        for tone in STOP_TONES if rhyme[vowels:] in STOPS else TONES:
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
