"""What the first word of a line says of it: for most lines, that they are neither furniture, dateline nor date."""

from __future__ import annotations

from collections.abc import Iterable

from vnnews.articles._alternatives import same_case

EDGE = " \t\u00a0\u200b\ufeff|•·»«>:.-–—*_/\\#+()[]"
"""Signs around a phrase of furniture."""
ROW = 1
"""A phrase of page furniture, or a row of them."""
OTHER = 2
"""Other furniture, a dateline or a date."""
BEGUN = 4
"""With `OTHER`: if at all, by the words that follow."""
_BEFORE_OTHER = frozenset(("", *"([#>►▶➤→»*©®•"))
"""Signs that furniture, datelines and dates begin with."""
_BEFORE_SENTENCE = (".", "-", "–", "—")
"""Signs between an outlet and the first sentence."""
_SITE_ENDS, _BEHIND_SITE = (".vn", ".com", ".net", ".org"), ".:-–—"
"""Some outlets print their address before the first sentence."""
_MOST_OPENINGS = 20_000
_LONGEST_OPENING = 40


class Openings(dict[str, int]):
    """What a line may be that begins with a word and a blank, as a sum of `ROW`, `OTHER` and `BEGUN`, found out once.

    Most lines begin with one of some thousand words; long ones, and those beyond some number, are not kept.
    """

    def __init__(
        self,
        outlet_starts: frozenset[str],
        outlets: Iterable[str],
        phrase_starts: frozenset[str],
        furniture: Iterable[str],
    ) -> None:
        self._outlet_starts = outlet_starts
        self._second_words: dict[str, set[str]] = {}
        for name in outlets:
            first, *others = same_case(name).split(None, 2)
            self._second_words.setdefault(first, set()).add("".join(others[:1]))
        self._phrase_starts = phrase_starts
        prefixes = {"date", *furniture}
        self._prefixes = tuple(prefixes)
        self._pairs: dict[str, bool] = {}
        self._begun = {prefix[: at + 1] for prefix in prefixes for at, char in enumerate(prefix) if char == " "}

    def __missing__(self, word: str) -> int:
        found = self._opening(word)
        if len(self) < _MOST_OPENINGS and len(word) <= _LONGEST_OPENING:
            self[word] = found
        return found

    def may_be_other(self, line: str) -> bool:
        """Tell whether a line may be other furniture, a dateline or a date by its first word, or its first two."""
        blank = line.find(" ")
        opening = self[line[:blank]]
        second = line.find(" ", blank + 1) if opening >= BEGUN else -1
        if second < 0:
            return opening >= OTHER
        pair = line[:second]
        found = self._pairs.get(pair)
        if found is None:
            beginning = pair.casefold() + " "
            found = (
                beginning.startswith(self._prefixes)
                or beginning in self._begun
                or self._may_be_outlet(line[:blank], pair[blank + 1 :])
            )
            if len(self._pairs) < _MOST_OPENINGS and len(pair) <= _LONGEST_OPENING:
                self._pairs[pair] = found
        return found

    def _opening(self, word: str) -> int:
        first = word.split(None, 1)
        row = ROW if not first or first[0].strip(EDGE).casefold() in self._phrase_starts else 0
        if word.endswith("O") or word[:1] in _BEFORE_OTHER or word.rstrip(_BEHIND_SITE).endswith(_SITE_ENDS):
            return row | OTHER
        if word.isupper() and word.rstrip(_BEHIND_SITE) in self._outlet_starts and word not in self._outlet_starts:
            return row | OTHER
        beginning = word.casefold() + " "
        if beginning.startswith(self._prefixes):
            return row | OTHER
        return row | OTHER | BEGUN if beginning in self._begun or word in self._outlet_starts else row

    def _may_be_outlet(self, first: str, second: str) -> bool:
        """Tell whether two words may be an outlet and what parts it from a sentence, or the beginning of its name."""
        if first not in self._outlet_starts:
            return False
        known = self._second_words[same_case(first)]
        rest = second.lstrip()
        if "" in known and (not rest or rest.startswith(_BEFORE_SENTENCE)):
            return True
        return same_case(second).startswith(tuple(known - {""}))
