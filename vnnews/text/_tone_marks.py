"""Where the tone mark stands: the old way (``hòa``), the new way (``hoà``), and back from where it never stands."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from vnnews.articles._syllables import INITIALS, RHYMES, RHYMES_AFTER_QU, TONES, VOWELS
from vnnews.text._syllables import misplaced

# A combining mark that stays alone behind a vowel could join it once its tone mark is gone.
_END = r"(?![^\W_]|[\u0300-\u036f])"


def _tone_table() -> dict[str, str]:
    """Map every pair of vowels as it is written in the new way (``oà``) to the old way (``òa``), in all cases."""
    table = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in TONES:
            for one, two in product((first, first.upper()), (second, second.upper())):
                new = unicodedata.normalize("NFC", one + two + mark)
                table[new] = unicodedata.normalize("NFC", one + mark + two)
    return table


def _moving(table: dict[str, str]) -> re.Pattern[str]:
    # The mark moves only where the two vowels end the syllable (an underscore joins syllables); behind "q" the u
    # belongs to the consonant (quý). A class of first letters lets the search leap from one to the next.
    firsts, seconds = ("".join(sorted({pair[place] for pair in table})) for place in (0, 1))
    return re.compile(rf"[{firsts}][{seconds}](?<![qQ]..){_END}")


_TO_OLD = _tone_table()
_TO_NEW = {old: new for new, old in _TO_OLD.items()}
TONE_PAIRS = {"old": _TO_OLD, "new": _TO_NEW}
"""What `old_tone_marks` and `new_tone_marks` write for each pair of vowels."""
NEW_STYLE = _moving(_TO_OLD)
OLD_STYLE = _moving(_TO_NEW)

_MISPLACED = misplaced(RHYMES)
_AFTER_GI = misplaced(tuple(rhyme for rhyme in RHYMES if rhyme[0] not in "iy"), "i")
_AFTER_QU = misplaced(RHYMES_AFTER_QU, "u")
_USUAL = (
    _MISPLACED
    | {f"g{wrong}": f"g{right}" for wrong, right in _MISPLACED.items() if wrong[0] not in "iìíỉĩị"}
    | {f"g{wrong}": f"g{right}" for wrong, right in _AFTER_GI.items()}
    | {f"q{wrong}": f"q{right}" for wrong, right in _AFTER_QU.items()}
)
_TONED = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES))
# With the q or g before it, whose u or i bears no mark (quý, giá).
RHYME = re.compile(
    rf"[qQgG{_TONED}{_TONED.upper()}][{_TONED}{_TONED.upper()}]{{1,4}}(?:[cC][hH]|[nN][gGhH]|[cmnptCMNPT])?{_END}"
)
_LETTERS_AT_END = re.compile(r"[^\W\d_]*\Z")


def to_old(match: re.Match[str]) -> str:
    """Move the mark of an open syllable to where it stood."""
    return _TO_OLD.get(match[0], match[0])


def to_new(match: re.Match[str]) -> str:
    """Move the mark of an open syllable to where it stands now."""
    return _TO_NEW.get(match[0], match[0])


def to_usual(match: re.Match[str]) -> str:
    """Move a mark from a wrong letter of a rhyme to the right one, if all of the word is a syllable."""
    found = match[0]
    right = _USUAL.get(found.lower())
    if right is None:
        return found
    before = _LETTERS_AT_END.search(match.string[max(0, match.start() - 4) : match.start()])
    initial = before[0].lower() if before else ""
    if right[0] == "g" and initial:
        right, initial = "g" + _MISPLACED.get(found[1:].lower(), found[1:]), initial + "g"
    if initial not in INITIALS or (right[0] == "q" and initial):
        return found
    return "".join(new.upper() if old.isupper() else new for old, new in zip(found, right, strict=True))


def may_be_misplaced(text: str) -> bool:
    """Tell whether a rhyme of the text could have its mark on a wrong letter."""
    return not _USUAL.keys().isdisjoint(map(str.lower, frozenset(RHYME.findall(text))))


def old_tone_marks(text: str) -> str:
    """Write tone marks the old way: ``hoà`` becomes ``hòa``, ``thuỷ`` becomes ``thủy``; ``quý`` and ``hoàn`` stay.

    Examples
    --------
    >>> old_tone_marks("hoà bình, Thuỵ Sĩ, quý, hoàn")
    'hòa bình, Thụy Sĩ, quý, hoàn'
    """
    return NEW_STYLE.sub(to_old, text)


def new_tone_marks(text: str) -> str:
    """Write tone marks the new way: ``hòa`` becomes ``hoà``, ``thủy`` becomes ``thuỷ``.

    Examples
    --------
    >>> new_tone_marks("hòa bình, Thụy Sĩ")
    'hoà bình, Thuỵ Sĩ'
    """
    return OLD_STYLE.sub(to_new, text)
