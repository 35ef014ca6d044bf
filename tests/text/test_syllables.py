from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from vnnews.articles._syllables import INITIALS, RHYMES, TONES
from vnnews.text._syllables import BARE_RHYMES, misplaced, without_marks


def test_marks_go_and_đ_stays() -> None:
    assert without_marks("đường về Thuỵ Sĩ") == "đuong ve Thuy Si"


def test_a_rhyme_is_in_nfc_and_bears_no_tone() -> None:
    for rhyme in RHYMES:
        assert unicodedata.is_normalized("NFC", rhyme)
        assert not set(unicodedata.normalize("NFD", rhyme)) & set(TONES)


def test_what_is_right_is_never_called_misplaced() -> None:
    table = misplaced(RHYMES)
    assert not table.keys() & set(table.values())
    assert {"oan", "uyên", "ai"} <= {without_marks(right).replace("yen", "yên") for right in table.values()}
    assert not table.keys() & {"oà", "òa", "uỷ", "ủy", "oé", "óe", "ía", "ùa", "ươi"}


@pytest.mark.corpus
def test_the_words_of_a_dictionary_are_spelled_so() -> None:
    folder = os.environ.get("VNNEWS_DATA")
    path = Path(folder or "") / "unicode" / "gonhanh" / "vietnamese_22k.txt"
    if not folder or not path.is_file():
        pytest.skip("VNNEWS_DATA names no folder with unicode/gonhanh/vietnamese_22k.txt")
    syllables = set(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).lower().replace("-", " ").split())

    def spelled(syllable: str) -> bool:
        bare = without_marks(syllable)
        return any(bare[:n] in INITIALS and bare[n:] in {*BARE_RHYMES, ""} for n in range(4))

    assert len(syllables) > 5000
    assert sum(map(spelled, syllables)) > 0.98 * len(syllables)
