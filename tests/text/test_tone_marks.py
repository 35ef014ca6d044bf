from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from vnnews.text import new_tone_marks, normalize, old_tone_marks

TONES = "\u0300\u0301\u0309\u0303\u0323"


def data(name: str) -> list[str]:
    folder = os.environ.get("VNNEWS_DATA")
    path = Path(folder or "") / "unicode" / name
    if not folder or not path.is_file():
        pytest.skip(f"VNNEWS_DATA names no folder with unicode/{name}")
    return unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"),
        ("Thủy", "Thuỷ"),
        ("KHỎE", "KHOẺ"),
        ("hÒa", "hOà"),
        ("hòa_bình", "hoà_bình"),
        ("xóa, lóe", "xoá, loé"),
        ("Òa", "Oà"),
        ("ủy ban", "uỷ ban"),
        ("hòa-hợp", "hoà-hợp"),
    ],
)
def test_marks_move(old: str, new: str) -> None:
    assert (new_tone_marks(old), old_tone_marks(new)) == (new, old)
    assert (normalize(old, tone_marks="new"), normalize(new, tone_marks="old")) == (new, old)
    assert (normalize(old), normalize(new)) == (old, new)


@pytest.mark.parametrize(
    "word",
    [
        "quý",
        "quỳ",
        "quả",
        "quà",
        "quỷ",
        "quỹ",
        "giá",
        "già",
        "giả",
        "giã",
        "giỏ",
        "giò",
        "hoàn",
        "toán",
        "thuế",
        "khoảng",
        "huỳnh",
        "của",
        "mía",
        "xoài",
        "khuỷu",
        "thuyền",
        "gìn",
        "gì",
        "QUÝ",
        "Giá",
        "nghĩa",
        "ngoằn",
        "bìa",
        "lúa",
        "ngoẹo",
        "khuya",
        "tuần",
        "Nguyễn",
        "giếng",
        "giường",
    ],
)
def test_marks_that_have_one_place(word: str) -> None:
    assert old_tone_marks(word) == new_tone_marks(word) == word
    assert normalize(word, tone_marks="old") == normalize(word, tone_marks="new") == word


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("hòan tòan", "hoàn toàn"),
        ("KHÓAN", "KHOÁN"),
        ("chuỵên", "chuyện"),
        ("qúy QÙA qủan", "quý QUÀ quản"),
        ("gía gìo Gỉai gíao giaì", "giá giò Giải giáo giài"),
        ("ngòai nghiã", "ngoài nghĩa"),
        ("đâủ taì lứơt", "đẩu tài lướt"),
        ("qùynh", "quỳnh"),
    ],
)
def test_marks_come_back_from_where_they_never_stand(wrong: str, right: str) -> None:
    assert normalize(wrong, tone_marks="old") == normalize(wrong, tone_marks="new") == right
    assert normalize(wrong) == wrong


@pytest.mark.parametrize(
    "word", ["Citroën", "Perù", "María", "José", "Noëlà", "Raúl", "Güell", "ngìa", "xgía", "aoà1", "123"]
)
def test_words_that_are_no_syllables_stay(word: str) -> None:
    assert normalize(word, tone_marks="old") == normalize(word, tone_marks="new") == word


@pytest.mark.corpus
def test_the_pairs_of_the_unicode_folder() -> None:
    pairs = [line.split("\t")[:2] for line in data("old_new_syllable_pairs.tsv")[1:]]
    assert len(pairs) > 50
    for old, new in pairs:
        for change in (str, str.upper, str.title):
            assert (new_tone_marks(change(old)), old_tone_marks(change(new))) == (change(new), change(old))


@pytest.mark.corpus
def test_the_words_of_a_dictionary_have_their_marks_in_place() -> None:
    words = data("gonhanh/vietnamese_22k.txt")
    assert len(words) > 20_000
    for word in words:
        both = {normalize(word, tone_marks="old", space=False), normalize(word, tone_marks="new", space=False)}
        assert {old_tone_marks(word), new_tone_marks(word)} == both


@pytest.mark.corpus
def test_wrong_spellings_whose_only_fault_is_the_place_of_the_mark() -> None:
    def without_tone(word: str) -> str:
        return "".join(char for char in unicodedata.normalize("NFD", word) if char not in TONES)

    def tones(word: str) -> int:
        return sum(char in TONES for char in unicodedata.normalize("NFD", word))

    rows = [line.split("\t")[:2] for line in data("underthesea/token_rules__Sheet1.tsv")[1:]]
    faults = [
        (wrong, right)
        for wrong, right in rows
        if without_tone(wrong) == without_tone(right) and tones(wrong) == tones(right) == 1
    ]
    assert len(faults) > 700
    # Two rows want the new way, all others the old; one corrects to what is no syllable.
    missed = [wrong for wrong, right in faults if normalize(wrong, tone_marks="old") != right]
    assert missed == ["lòa", "nòa", "thửơ"]
