"""Which of several readings of the same bytes is Vietnamese, and how sure that is.

Each reading gets the probability of its words: a frequent syllable has that of its rank, a rare one a small one, and
what is no Vietnamese syllable next to none. The readings compete by Bayes' rule, with each other and with the
assumption that the bytes are none of them, under which every word is equally unlikely.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from vnnews.articles._syllables import is_syllable, syllable_ranks

_RUN = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f]+")
_INNER = re.compile("[\u00a0–—…‘’“”]+")
_EDGES = "‘’‚“”„•™€£§©«®°²³·»¼½¾"
_RARE = math.log(2e5)
_ONLY_PUNCTUATION = math.log(5e4)
_IMPOSSIBLE = math.log(1e8)
_UNKNOWN = math.log(1e5)
"""What a word costs under the assumption that the bytes are in none of the encodings."""
_LONGEST = 50_000
_NONE_OF_THEM = 0.5


@dataclass(frozen=True)
class Reading:
    """The best of several readings.

    Attributes
    ----------
    name : str
    confidence : float
        Probability that the text read is right, times the share of its words with marks that are Vietnamese.
    n_syllables : int
        Number of its words that are Vietnamese syllables with marks.
    """

    name: str
    confidence: float
    n_syllables: int


def best_reading(readings: Mapping[str, str], priors: Mapping[str, float]) -> Reading:
    """Choose among readings of the same bytes.

    Parameters
    ----------
    readings : mapping of str to str
        Name of the encoding to the text in it; the first 50,000 characters of each count.
    priors : mapping of str to float
        How probable each encoding is before anything is read, up to a factor.

    Returns
    -------
    Reading
        Readings that agree on the text share their probability; of these the most probable beforehand is named.

    Examples
    --------
    >>> best = best_reading({"tcvn3": "Tổng thống", "viscii": "Tững thèng"}, {"tcvn3": 0.5, "viscii": 0.5})
    >>> best.name, best.confidence > 0.9
    ('tcvn3', True)
    """
    heads: dict[str, str] = {}
    for name, text in sorted(readings.items(), key=lambda item: -priors[item[0]]):
        heads.setdefault(text[:_LONGEST], name)
    total = sum(priors[name] for name in readings)
    weights = {text: sum(priors[name] for name in readings if readings[name][:_LONGEST] == text) for text in heads}
    scored = [(_judge(text), weights[text] / total * (1 - _NONE_OF_THEM), name) for text, name in heads.items()]
    n_words = max(judged.n_words for judged, _, _ in scored)
    logs = [math.log(weight) - judged.cost for judged, weight, _ in scored]
    logs.append(math.log(_NONE_OF_THEM) - n_words * _UNKNOWN)
    top = max(logs)
    evidence = sum(math.exp(value - top) for value in logs)
    best = max(range(len(scored)), key=lambda index: logs[index])
    judged = scored[best][0]
    confidence = math.exp(logs[best] - top) / evidence * judged.share
    return Reading(scored[best][2], confidence, judged.n_syllables)


@dataclass(frozen=True)
class _Judged:
    cost: float
    n_words: int
    n_syllables: int
    n_foreign: int

    @property
    def share(self) -> float:
        telling = self.n_syllables + self.n_foreign
        return self.n_syllables / telling if telling else 1.0


def _judge(text: str) -> _Judged:
    """Return minus the logarithm of the probability of the words that are not ASCII, and how many there are."""
    cost, n_words, n_syllables, n_foreign = 0.0, 0, 0, 0
    ranks = syllable_ranks()
    for run in _RUN.findall(text):
        if run.isascii():
            continue
        n_words += 1
        parts = [part for part in (part.strip(_EDGES) for part in _INNER.split(run)) if not part.isascii()]
        if not parts:
            cost += _ONLY_PUNCTUATION
        for part in parts:
            word = part.lower()
            if not is_syllable(word) or part not in (word, word.upper(), word.capitalize()):
                cost += _IMPOSSIBLE
                n_foreign += 1
                continue
            n_syllables += 1
            cost += math.log(60 + 7 * ranks[word]) if word in ranks else _RARE
    return _Judged(cost, n_words, n_syllables, n_foreign)
