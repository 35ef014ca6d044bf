"""What may be a caption without a credit, and what is known of it, as whole numbers (the plain way).

A candidate begins where a sentence does, and is that sentence or its beginning: many captions have lost their full
stop, so that the next sentence is run into them. It may end before a capital that is rare within sentences (a seam).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnnews.articles._caption_model import (
    FIRST,
    FOLLOWING,
    IDF,
    IN_SENTENCE,
    LAST,
    N_VIEWS,
    PRECEDING,
    SEAM,
    WORD,
    CaptionModel,
)
from vnnews.articles._caption_words import (
    BEGINS,
    BRACKET,
    BRACKET_END,
    CAPITAL,
    COLON,
    COMMA,
    DIGIT,
    GAP,
    LINE,
    OPENS,
    QUOTED,
    SHOUTED,
    SIDE,
    STOP,
    Word,
    sentences_of,
)

SHORTEST, LONGEST = 3, 48
"""Words of a candidate."""
SHORTEST_SEAM = 2
MOST_IN_SENTENCE = 48
"""A word begins a sentence that has lost the stop before it if it has a capital in at most so many of 64 places within
sentences, or stands in the candidate before."""
SCALE = 64
SHORT = 6
MOST_COMMAS, MOST_INDEX, MOST_SENTENCES, MOST_PARAGRAPHS, MOST_CREDITED, MOST_IN_PARAGRAPH = 8, 20, 60, 40, 4, 10
"""More than these are counted as so many."""
OF_WORDS = (
    "n_words", "is_short", "capitals", "second_capital", "digit", "quoted", "n_commas", "colon", "bracket",
    "ends_bracket", "last_capital", "last_digit", "idf_first", "idf_last", "side",
)  # fmt: skip
OF_PLACE = (
    "is_seam", "has_stop", "lacks_stop", "is_alone", "on_line", "is_line", "cut_before", "cut_behind", "index",
    "position", "is_first", "is_second", "is_last", "n_sentences", "n_paragraphs", "several", "seam_in_sentence",
    "next_in_sentence", "gap_behind", "gap_before", "next_second_capital", "n_following", "n_preceding", "after_stop",
    "after_colon", "begins_as_following", "begins_as_preceding", "before_quotation", "n_credited", "n_in_paragraph",
    "n_rest", "is_untitled", "repeated_name", "behind_seam",
)  # fmt: skip
SHARES = (
    "in_title", "in_lead", "in_preceding", "in_following", "in_text_before", "in_text_behind", "names_before",
    "names_following", "names_behind",
)  # fmt: skip
OF_LIKENESS = (*SHARES, "has_names", *(f"score_{view}" for view in range(N_VIEWS)))
NAMES = OF_WORDS + OF_PLACE + OF_LIKENESS
"""What is known of a candidate."""
N_OF_WORDS, N_OF_PLACE, N_FEATURES = len(OF_WORDS), len(OF_PLACE), len(NAMES)


class Text(NamedTuple):
    """The words of a page.

    Attributes
    ----------
    words : list of Word
        Those of title and lead first, then those of the paragraphs.
    n_title, n_top : int
        How many of them are the title's, and the title's and the lead's.
    n_credited : int
        How many captions of the page have a credit.
    """

    words: list[Word]
    n_title: int
    n_top: int
    n_credited: int


class Sentences(NamedTuple):
    """Where sentences begin and end, the paragraph of each, and how many each paragraph has."""

    spans: list[tuple[int, int, int]]
    sizes: list[int]


class Reader:
    """What is known of the candidates of a page.

    Parameters
    ----------
    text : Text
    model : CaptionModel
    """

    def __init__(self, text: Text, model: CaptionModel) -> None:
        self.text = text
        self.words = words = text.words
        self.model = model
        numbers = model.numbers
        self.known = [numbers.get(word.text, 0) for word in words]
        spans = [(i + text.n_top, j + text.n_top, p) for i, j, p in sentences_of(words[text.n_top :])]
        sizes = [0] * (spans[-1][2] + 1 if spans else 0)
        for *_, paragraph in spans:
            sizes[paragraph] += 1
        self.sentences = Sentences(spans, sizes)
        self.several = SCALE * sum(size > 1 for size in sizes) // max(len(sizes), 1)
        self.places: dict[str, list[int]] = {}
        for i, word in enumerate(words):
            self.places.setdefault(word.text, []).append(i)

    def ends(self, start: int, end: int) -> Iterator[int]:
        """Yield where a candidate may end that begins with a sentence, or with what is left of one."""
        if SHORTEST <= end - start <= LONGEST:
            yield end
        words = self.words
        for k in range(start + SHORTEST_SEAM, min(end - 1, start + LONGEST)):
            if self._is_seam(start, k, words[k], words[k - 1]):
                yield k

    def _is_seam(self, start: int, k: int, word: Word, before: Word) -> bool:
        flags = word.flags
        # A name goes on behind a dash.
        is_dash = before.flags & OPENS and before.end - before.start == 1
        if is_dash or before.flags & (STOP | COMMA | COLON) or flags & BRACKET:
            return False
        if flags & OPENS:
            return bool(flags & CAPITAL)
        if not flags & CAPITAL:
            return False
        if flags & GAP:
            return True
        if flags & SHOUTED:
            return False
        return self._in_sentence(k) <= MOST_IN_SENTENCE or self._stands_before(start, k)

    def _in_sentence(self, i: int) -> int:
        return int(self.model.values[self.known[i], IN_SENTENCE])

    def _stands_before(self, start: int, k: int) -> bool:
        """Tell whether a word stands in the candidate that would end before it."""
        places = self.places[self.words[k].text]
        at = bisect_left(places, k) - 1
        return at >= 0 and places[at] >= start

    def features(self, sentence: int, start: int, end: int) -> NDArray[np.float64]:
        """Return the numbers of a candidate, in the order of `NAMES`."""
        row = (*self._of_words(start, end), *self._of_place(sentence, start, end))
        likeness = self._of_likeness(sentence, start, end)
        return np.array((*row, *likeness, *self.scores(sentence, start, end)), np.float64)

    def following(self, sentence: int, end: int) -> tuple[int, int]:
        """Return where what follows a candidate begins and ends: the rest of its sentence, else the next one."""
        spans = self.sentences.spans
        stop = spans[sentence][1]
        if end < stop:
            return end, stop
        return spans[sentence + 1][:2] if sentence + 1 < len(spans) else (end, end)

    def preceding(self, sentence: int, start: int) -> tuple[int, int]:
        """Return where what stands before a candidate begins and ends: in its sentence, else the one before."""
        spans = self.sentences.spans
        begin = spans[sentence][0]
        if begin < start:
            return begin, start
        return spans[sentence - 1][:2] if sentence else (start, start)

    def _of_words(self, start: int, end: int) -> list[int]:
        words = self.words[start:end]
        flags = [word.flags for word in words]
        any_flag = 0
        for flag in flags:
            any_flag |= flag
        n, last = len(words), flags[-1]
        capitals = sum(flag & CAPITAL != 0 for flag in flags[1:])
        return [
            n,
            n <= SHORT,
            SCALE * capitals // max(1, n - 1),
            n > 1 and flags[1] & CAPITAL != 0,
            any_flag & DIGIT != 0,
            any_flag & QUOTED != 0,
            min(sum(flag & COMMA != 0 for flag in flags), MOST_COMMAS),
            any_flag & COLON != 0,
            any_flag & BRACKET != 0,
            last & BRACKET_END != 0,
            last & CAPITAL != 0,
            last & DIGIT != 0,
            self._idf(start),
            self._idf(end - 1),
            any_flag & SIDE != 0,
        ]

    def _idf(self, i: int) -> int:
        return int(self.model.values[self.known[i], IDF])

    def _of_place(self, sentence: int, start: int, end: int) -> list[int]:
        words, (spans, sizes) = self.words, self.sentences
        begin, stop, paragraph = spans[sentence]
        is_seam, has_stop = end < stop, words[end - 1].flags & STOP != 0
        opening = words[start].flags
        after = words[end].flags if end < len(words) else BEGINS | LINE
        low, high = self.following(sentence, end)
        first, last = self.preceding(sentence, start)
        before = words[last - 1].flags if last > first else STOP
        n = len(spans)
        alone, line = sizes[paragraph] == 1, opening & LINE != 0
        in_sentence = self._in_sentence(end) if end < len(words) else SCALE
        return [
            is_seam,
            not is_seam and has_stop,
            not is_seam and not has_stop,
            alone and not is_seam,
            line,
            alone and line and not is_seam,
            bool(opening & BEGINS) and not line,
            bool(after & BEGINS) and not after & LINE,
            min(sentence, MOST_INDEX),
            SCALE * sentence // n,
            sentence == 0,
            sentence == 1,
            sentence == n - 1,
            min(n, MOST_SENTENCES),
            min(len(sizes), MOST_PARAGRAPHS),
            self.several,
            in_sentence if is_seam else SCALE,
            in_sentence,
            after & GAP != 0,
            opening & GAP != 0,
            end + 1 < len(words) and words[end + 1].flags & CAPITAL != 0,
            min(high - low, LONGEST),
            min(last - first, LONGEST),
            before & STOP != 0,
            before & COLON != 0,
            self._begin_alike(start, low, high),
            self._begin_alike(start, first, last),
            high > low and words[low].flags & OPENS != 0,
            min(self.text.n_credited, MOST_CREDITED),
            min(sizes[paragraph], MOST_IN_PARAGRAPH),
            min(stop - end, LONGEST),
            self.text.n_title == 0,
            is_seam and self._stands_before(start, end),
            start > begin,
        ]

    def _begin_alike(self, start: int, low: int, high: int) -> bool:
        words = self.words
        return high - low > 1 and all(words[start + i].text == words[low + i].text for i in range(2))

    def _of_likeness(self, sentence: int, start: int, end: int) -> list[int]:
        """Return by how much of its words, weighed by their rarity, a candidate is like what stands around it."""
        around = self.preceding(sentence, start), self.following(sentence, end)
        common, total, of_names = [0] * len(SHARES), 0, 0
        for i in self._distinct(start, end):
            found = self._stands(i, *around)
            idf = self._idf(i)
            total += idf
            if i > start and self.words[i].flags & CAPITAL:
                of_names += idf
                found += (found[4], found[3], found[5])
            for share, is_found in enumerate(found):
                common[share] += idf * is_found
        shares = [
            SCALE * n // max(of_names if name.startswith("names") else total, 1)
            for name, n in zip(SHARES, common, strict=True)
        ]
        return [*shares, of_names > 0]

    def _distinct(self, start: int, end: int) -> list[int]:
        """Return the words of a candidate that do not stand in it before."""
        return [i for i in range(start, end) if not self._stands_before(start, i)]

    def scores(self, sentence: int, start: int, end: int) -> list[int]:
        """Return how like a caption a candidate is by its words, as each view has it."""
        values, known = self.model.values, self.known
        low, high = self.following(sentence, end)
        first, last = self.preceding(sentence, start)
        columns = [(start, FIRST), (end - 1, LAST), *((i, WORD) for i in self._distinct(start, end))]
        if high > low:
            columns.append((low, SEAM if end < self.sentences.spans[sentence][1] else FOLLOWING))
        if last > first:
            columns.append((last - 1, PRECEDING))
        return [sum(int(values[known[i], column + view]) for i, column in columns) for view in range(N_VIEWS)]

    def _stands(self, i: int, preceding: tuple[int, int], following: tuple[int, int]) -> tuple[bool, ...]:
        """Tell where else a word of a candidate stands, as `SHARES` says."""
        places, n_title, n_top = self.places[self.words[i].text], self.text.n_title, self.text.n_top
        at = bisect_left(places, i)
        before = places[at - 1] if at else -1
        behind = bisect_left(places, following[0])
        in_lead = bisect_left(places, n_title)
        return (
            places[0] < n_title,
            in_lead < len(places) and places[in_lead] < n_top,
            preceding[0] <= before < preceding[1],
            behind < len(places) and places[behind] < following[1],
            before >= n_top,
            places[-1] >= following[1],
        )
