from typing import Any

import numpy as np
import pytest

from vnnews.features._stop_words import choose_stop_words
from vnnews.features._words import WordReader, count_words, measure_runs
from vnnews.text import WordForms, hash_word


def spelled(text: str, **options: Any) -> list[str]:
    parameters = {"segment": True, "lowercase": True, "tone_marks": "keep", "stop_words": None} | options
    reader = WordReader(**parameters)
    words, forms = reader.spell([text])
    spellings = spell(forms)
    assert reader.read([text]).hashes.tolist() == words.hashes.tolist()
    assert words.hashes.tolist() == [hash_word(word, lowercase=False) for word in spellings]
    return spellings


def spell(forms: WordForms) -> list[str]:
    return [forms.codes[a:b].tobytes().decode("utf-32-le") for a, b in zip(forms.starts, forms.ends, strict=True)]


def test_words_of_a_text() -> None:
    assert spelled("Tổng thống Nga") == ["tổng_thống", "nga"]
    assert spelled("Tổng thống Nga", lowercase=False) == ["Tổng_thống", "Nga"]
    assert spelled("Tổng_thống  Nga\n", segment=False) == ["tổng_thống", "nga"]
    assert spelled("Hoà", tone_marks="old") == ["hòa"]
    assert spelled("", segment=False) == []


def test_stop_words_are_gone() -> None:
    assert spelled("Nga và Mỹ", stop_words=choose_stop_words(["và"], "keep")) == ["nga", "mỹ"]
    assert spelled("Nga và Mỹ", stop_words=choose_stop_words("vietnamese", "keep")) == ["nga", "mỹ"]
    assert spelled("hòa, hoà", tone_marks="new", stop_words=choose_stop_words(["hòa"], "new")) == [","]


@pytest.mark.parametrize("stop_words", [None, ["và"]])
def test_runs_of_words_in_ranges(stop_words: list[str] | None) -> None:
    texts = ["Nga và Mỹ", "", "Tổng thống Nga", "và"]
    words = WordReader(True, True, "keep", choose_stop_words(stop_words, "keep")).read(texts)
    own = [(i, a, b) for i in range(4) for a in range(-1, 17) for b in range(-1, 17)]
    ranges = [(i, max(a, 0), max(b, 0)) for i, a, b in own]
    owners, starts, ends = map(np.array, zip(*own, strict=True))
    first, last = words.runs(np.stack([starts, ends], axis=1), np.searchsorted(owners, np.arange(5)))
    for (text, start, end), a, b in zip(ranges, first, last, strict=True):
        expected = [
            w
            for w in range(words.indptr[text], words.indptr[text + 1])
            if start <= words.starts[w] and words.ends[w] <= end
        ]
        assert list(range(a, b)) == expected


def test_first_words_behind_places() -> None:
    words = WordReader(True, True, "keep", None).read(["Nga và Mỹ", "", "Tổng thống Nga"])
    places = np.array([[0, 0, 0], [1, 0, 11], [7, 9, 12], [8, 1, 99]])
    found = words.behind(places)
    for row, own in zip(places, found, strict=True):
        for text, place in enumerate(row):
            first, end = words.indptr[text : text + 2]
            assert own[text] == first + (words.starts[first:end] < place).sum()


def test_words_and_runs_are_counted() -> None:
    counts = np.empty((3, 2), np.int64)
    count_words(np.array([0, 2, 2, 5]), np.array([4, -1, -1, 0, 7], np.int32), counts)
    assert counts.tolist() == [[2, 1], [0, 0], [3, 2]]
    assert measure_runs(np.array([0, 2, 2]), np.array([2, 2, 7])) == (5, 7)
    assert measure_runs(np.empty(0, np.int64), np.empty(0, np.int64)) == (0, 0)
