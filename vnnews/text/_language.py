"""Whether a text is Vietnamese, judged by its letters; no dictionary, no model."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_BARE_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oay|oe|oi|oo|u|ua|uay|ue|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|y|ye|yeu)"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_MARKED_SHARE = 0.35
_FEW_MARKED = 0.2
_SOME_SYLLABLES = 0.6
_SYLLABLE_SHARE = 0.8
_ENOUGH_WORDS = 4
_LONGEST = 20_000


@dataclass(frozen=True)
class Language:
    """What the letters of a text say.

    Attributes
    ----------
    n_words : int
        Number of runs of letters.
    marked : float
        Share of the words with a letter or tone mark that Vietnamese has and most languages have not.
    syllables : float
        Share of the words that, without their marks, have the form of a Vietnamese syllable.
    """

    n_words: int
    marked: float
    syllables: float

    @property
    def is_vietnamese(self) -> bool:
        """True where marks are about as frequent as in Vietnamese prose."""
        if self.n_words < _ENOUGH_WORDS:
            return self.marked > 0
        # Headlines full of foreign names have fewer marks, but syllables between the names.
        return self.marked >= _MARKED_SHARE or (self.marked >= _FEW_MARKED and self.syllables >= _SOME_SYLLABLES)

    @property
    def is_unaccented(self) -> bool:
        """True where nearly all words could be Vietnamese syllables whose marks were left out."""
        return not self.is_vietnamese and self.n_words >= _ENOUGH_WORDS and self.syllables >= _SYLLABLE_SHARE


def judge_language(text: str) -> Language:
    """Judge whether a text is Vietnamese.

    Parameters
    ----------
    text : str
        Its first 20,000 characters are looked at.

    Returns
    -------
    Language

    Examples
    --------
    >>> judge_language("Tổng thống Nga và Tổng thống Mỹ hội đàm tại Geneva").is_vietnamese
    True
    >>> judge_language("Les présidents russe et américain se sont entretenus à Genève").is_vietnamese
    False
    >>> judge_language("Tong thong Nga va Tong thong My hoi dam tai Geneva").is_unaccented
    True
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text[:_LONGEST]).lower())
    marked = syllables = 0
    for word in words:
        decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
        bare = "".join(char for char in decomposed if not unicodedata.combining(char))
        if _BARE_SYLLABLE.fullmatch(bare):
            syllables += 1
            # é, à, ô stand in many languages; a Vietnamese syllable around them in few.
            marked += bare != word
    n_words = len(words)
    return Language(n_words, marked / max(n_words, 1), syllables / max(n_words, 1))
